//! Everything a person can do to a goal.

use super::wording::level_text;
use super::{Confidence, GoalTurn, Horizon, Wording};
use crate::comment::CommentAct;
use crate::gas::{GasLevel, Weight};
use crate::measure::Measure;
use crate::milestone::MilestoneAct;
use crate::progress::ProgressAct;
use crate::rules::{Field, RuleBroken};
use crate::step::StepAct;
use crate::text::{self, limit};
use crate::time::Day;
use rapport_ids::{EventId, GoalId, RevisionId};
use serde::{Deserialize, Serialize};

/// Sets one field. Fields merge one by one: two people who set different ones
/// at the same time both see both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GoalEdit {
    Title(String),
    Why(String),
    Specific(String),
    Means(String),
    Test(String),
    Measure(Option<Measure>),
    Horizon(Option<Horizon>),
    Due(Option<Day>),
    /// What one level of attainment means.
    Level {
        level: GasLevel,
        text: String,
    },
    Parent(Option<GoalId>),
    Review(Option<Day>),
    Confidence(Option<Confidence>),
    Weight(Weight),
}

impl GoalEdit {
    /// The field it sets.
    pub const fn field(&self) -> Field {
        match self {
            Self::Title(_) => Field::Title,
            Self::Why(_) => Field::Why,
            Self::Specific(_) => Field::Specific,
            Self::Means(_) => Field::Means,
            Self::Test(_) => Field::Test,
            Self::Measure(_) => Field::Measure,
            Self::Horizon(_) => Field::Horizon,
            Self::Due(_) => Field::Due,
            Self::Level { .. } => Field::Level,
            Self::Parent(_) => Field::Parent,
            Self::Review(_) => Field::Review,
            Self::Confidence(_) => Field::Confidence,
            Self::Weight(_) => Field::Weight,
        }
    }

    /// The edit as it will be written.
    ///
    /// # Errors
    /// When the value cannot be taken.
    pub fn tidy(self) -> Result<Self, RuleBroken> {
        let prose = |field, text: String| text::optional_prose(field, &text, limit::ANSWER);
        Ok(match self {
            Self::Title(text) => Self::Title(text::line(Field::Title, &text, limit::TITLE)?),
            Self::Why(text) => Self::Why(prose(Field::Why, text)?),
            Self::Specific(text) => Self::Specific(prose(Field::Specific, text)?),
            Self::Means(text) => Self::Means(prose(Field::Means, text)?),
            Self::Test(text) => Self::Test(prose(Field::Test, text)?),
            Self::Measure(measure) => Self::Measure(measure.map(Measure::tidy).transpose()?),
            Self::Level { level, text } => Self::Level { level, text: level_text(&text)? },
            other => other,
        })
    }
}

/// Something a person does to a goal. New identifiers come from whoever acts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GoalAct {
    /// Moves it to another state.
    Turn {
        id: EventId,
        turn: GoalTurn,
    },
    /// Sets a field.
    Set(GoalEdit),
    /// Replaces what it says and keeps the version before, with the reason.
    Revise {
        id: EventId,
        revision: RevisionId,
        reason: String,
        to: Box<Wording>,
    },
    Milestone(MilestoneAct),
    Step(StepAct),
    Progress(ProgressAct),
    Comment(CommentAct),
    /// Deletes the whole goal; what stays is a tombstone (I16).
    Delete,
}

impl GoalAct {
    /// The act as it will be written: texts trimmed, values in range.
    ///
    /// # Errors
    /// What can be refused without knowing the goal.
    pub fn tidy(self) -> Result<Self, RuleBroken> {
        Ok(match self {
            Self::Turn { id, turn } => Self::Turn { id, turn: turn.tidy()? },
            Self::Set(edit) => Self::Set(edit.tidy()?),
            Self::Revise { id, revision, reason, to } => Self::Revise {
                id,
                revision,
                reason: text::prose(Field::Reason, &reason, limit::ANSWER)?,
                to: Box::new(to.tidy()?),
            },
            Self::Milestone(act) => Self::Milestone(act.tidy()?),
            Self::Step(act) => Self::Step(act.tidy()?),
            Self::Progress(act) => Self::Progress(act.tidy()?),
            Self::Comment(act) => Self::Comment(act.tidy()?),
            Self::Delete => Self::Delete,
        })
    }

    /// The field that a refusal of the whole act names.
    pub const fn field(&self) -> Field {
        match self {
            Self::Turn { .. } | Self::Delete => Field::State,
            Self::Set(edit) => edit.field(),
            Self::Revise { .. } => Field::Revision,
            Self::Milestone(_) => Field::Milestone,
            Self::Step(_) => Field::Step,
            Self::Progress(_) => Field::Progress,
            Self::Comment(_) => Field::Comment,
        }
    }
}
