//! Goals as screens show them.

use super::{
    Basis, Celebration, CommentKind, Confidence, GoalStage, GoalState, GoalTurn, Hint, On, Reading, StepState, Wording,
};
use crate::ids::{CommentId, GoalId, MilestoneId, PersonId, ProgressId, RevisionId, SpaceId, StepId};
use crate::numbers::Weight;
use crate::time::{Day, Due};
pub use rapport_core::goals::{GoalFilter, GoalRow, GoalView};
pub use rapport_core::view::goals::{CommentView, EntryView, GoalCan, MilestoneView, RevisionView, StepView, TurnView};

/// Which goals a list shows.
#[uniffi::remote(Record)]
pub struct GoalFilter {
    /// Only those of this pair, or only private ones: the personal space.
    #[uniffi(default = None)]
    pub space: Option<SpaceId>,
    /// Also those that are over.
    #[uniffi(default = false)]
    pub with_past: bool,
}

/// A goal in a list.
#[uniffi::remote(Record)]
pub struct GoalRow {
    pub id: GoalId,
    pub space: SpaceId,
    /// Whether the pair sees it, or only its owner.
    pub shared: bool,
    pub owner: Option<PersonId>,
    pub owner_name: String,
    pub mine: bool,
    pub title: String,
    pub stage: GoalStage,
    /// Thousandths of the way.
    pub progress: u32,
    /// What the progress was read from.
    pub basis: Basis,
    pub steps_done: u32,
    pub steps: u32,
    pub next_step: String,
    /// How sure its owner is to reach it.
    pub confidence: Option<Confidence>,
    pub parent: Option<GoalId>,
    pub due: Option<Day>,
    /// Its day has passed, and it is still worked on.
    pub overdue: bool,
    /// The day to look at it again has come.
    pub review_due: bool,
    /// When it last changed, as its writers' clocks say.
    pub changed_ms: i64,
}

/// One goal with everything that belongs to it.
#[uniffi::remote(Record)]
pub struct GoalView {
    pub row: GoalRow,
    pub state: GoalState,
    /// What it says.
    pub wording: Wording,
    pub review: Option<Day>,
    pub weight: Weight,
    /// Which version of its wording stands; 1 before it was revised.
    pub version: u32,
    /// Who has agreed to this version.
    pub nods: Vec<PersonId>,
    pub parent_title: String,
    /// Goals that are part of it.
    pub below: Vec<GoalRow>,
    pub milestones: Vec<MilestoneView>,
    pub steps: Vec<StepView>,
    pub entries: Vec<EntryView>,
    pub comments: Vec<CommentView>,
    pub revisions: Vec<RevisionView>,
    pub history: Vec<TurnView>,
    pub hints: Vec<Hint>,
    pub celebrations: Vec<Celebration>,
    pub can: GoalCan,
    /// Set when a newer app is needed to change it.
    pub needs_update: bool,
}

/// What whoever looks may do to it now.
#[uniffi::remote(Record)]
pub struct GoalCan {
    pub edit: bool,
    pub edit_steps: bool,
    pub propose: bool,
    pub nod: bool,
    pub start: bool,
    pub pause: bool,
    pub resume: bool,
    pub achieve: bool,
    pub drop: bool,
    pub revise: bool,
    pub share: bool,
    pub delete: bool,
}

/// A stage on the way to a goal.
#[uniffi::remote(Record)]
pub struct MilestoneView {
    pub id: MilestoneId,
    pub title: String,
    pub due: Option<Day>,
    pub reached: bool,
    pub overdue: bool,
}

/// Something to do, with names beside the ids.
#[uniffi::remote(Record)]
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
    pub done_ms: Option<i64>,
    pub overdue: bool,
}

/// What became of a step.
#[uniffi::remote(Enum)]
pub enum StepState {
    Open,
    Done,
    /// Given up; it counts for nothing.
    Cancelled,
}

/// An entry of how far the goal has come.
#[uniffi::remote(Record)]
pub struct EntryView {
    pub id: ProgressId,
    pub by: PersonId,
    pub by_name: String,
    pub at_ms: i64,
    pub reading: Option<Reading>,
    pub note: String,
}

/// A remark, with the name of whoever made it.
#[uniffi::remote(Record)]
pub struct CommentView {
    pub id: CommentId,
    pub by: PersonId,
    pub by_name: String,
    pub mine: bool,
    pub at_ms: i64,
    pub kind: CommentKind,
    pub on: On,
    pub text: String,
    pub edited: bool,
}

/// What the goal said before it was revised.
#[uniffi::remote(Record)]
pub struct RevisionView {
    pub id: RevisionId,
    pub by_name: String,
    pub at_ms: i64,
    /// Its number, for one that stands.
    pub version: Option<u32>,
    pub reason: String,
    pub was: Wording,
}

/// One turn of its life.
#[uniffi::remote(Record)]
pub struct TurnView {
    pub by: PersonId,
    pub by_name: String,
    pub at_ms: i64,
    pub turn: GoalTurn,
    /// False for one that was rejected when it met the others.
    pub stands: bool,
}
