//! What belongs to a goal, each with names instead of ids.

use rapport_domain::comment::{CommentKind, On};
use rapport_domain::goal::{GoalTurn, Wording};
use rapport_domain::measure::Reading;
use rapport_domain::step::StepState;
use rapport_domain::time::{Day, Due, Millis};
use rapport_ids::{CommentId, MilestoneId, PersonId, ProgressId, RevisionId, StepId};

#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct MilestoneView {
    pub id: MilestoneId,
    pub title: String,
    pub due: Option<Day>,
    pub reached: bool,
    pub overdue: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct StepView {
    pub id: StepId,
    pub text: String,
    pub milestone: Option<MilestoneId>,
    pub assignee: Option<PersonId>,
    pub assignee_name: String,
    pub due: Option<Due>,
    pub state: StepState,
    /// Who ticked it, and when; only of a step that is done.
    pub done_by: Option<PersonId>,
    pub done_by_name: String,
    #[serde(rename = "done_ms")]
    pub done: Option<Millis>,
    pub overdue: bool,
}

/// An entry of how far the goal has come.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct EntryView {
    pub id: ProgressId,
    pub by: PersonId,
    pub by_name: String,
    #[serde(rename = "at_ms")]
    pub at: Millis,
    pub reading: Option<Reading>,
    pub note: String,
}

#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct CommentView {
    pub id: CommentId,
    pub by: PersonId,
    pub by_name: String,
    pub mine: bool,
    #[serde(rename = "at_ms")]
    pub at: Millis,
    pub kind: CommentKind,
    pub on: On,
    pub text: String,
    pub edited: bool,
}

/// What the goal said before it was revised.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct RevisionView {
    pub id: RevisionId,
    pub by_name: String,
    #[serde(rename = "at_ms")]
    pub at: Millis,
    /// Its number, for one that stands.
    pub version: Option<u32>,
    pub reason: String,
    pub was: Wording,
}

/// One turn of its life.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct TurnView {
    pub by: PersonId,
    pub by_name: String,
    #[serde(rename = "at_ms")]
    pub at: Millis,
    pub turn: GoalTurn,
    /// False for one that was rejected when it met the others.
    pub stands: bool,
}
