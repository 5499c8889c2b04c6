//! Steps: things to do for a goal, or agreed in a meeting. Both people of a
//! pair give steps to themselves and to one another.

mod list;

use crate::made::Made;
use crate::order::Order;
use crate::rules::{Field, Problem, RuleBroken};
use crate::text::{self, limit};
use crate::tick::Tick;
use crate::time::{Due, Here};
use crate::words::plain;
use rapport_ids::{MeetingId, MilestoneId, PersonId, StepId};
use serde::{Deserialize, Serialize};

pub(crate) use list::{Around, carry_out};

plain! {
    /// What became of a step.
    StepState in "step.state" {
        Open = "open",
        Done = "done",
        /// Given up; it counts for nothing.
        Cancelled = "cancelled",
    }
}

/// Something to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    pub id: StepId,
    pub made: Made,
    pub text: String,
    /// The stage of the goal it belongs to; none for the goal as a whole.
    pub milestone: Option<MilestoneId>,
    /// Whose it is to do; none for whoever comes to it.
    pub assignee: Option<PersonId>,
    pub due: Option<Due>,
    pub order: Order,
    /// The check or uncheck that decides (I7); none when nobody ticked yet.
    pub tick: Option<Tick>,
    pub cancelled: bool,
    /// The meeting it was agreed in.
    pub from: Option<MeetingId>,
}

impl Step {
    /// Done wins over cancelled, when one person finished what the other gave
    /// up at the same time.
    pub fn state(&self) -> StepState {
        if self.tick.is_some_and(|tick| tick.done) {
            StepState::Done
        } else if self.cancelled {
            StepState::Cancelled
        } else {
            StepState::Open
        }
    }

    /// Whether it is for somebody to do: theirs, or nobody's in particular.
    pub fn is_for(&self, person: PersonId) -> bool {
        self.assignee.is_none_or(|assignee| assignee == person)
    }

    /// Whether it belongs on somebody's list for today: open, theirs or
    /// nobody's, and due today or before.
    ///
    /// # Errors
    /// When the date here, or the zone of its due time, cannot be known.
    pub fn is_for_today(&self, person: PersonId, here: &Here<'_>) -> Result<bool, Problem> {
        match &self.due {
            Some(due) if self.is_open() && self.is_for(person) => Ok(here.is_today(due)? || here.is_past(due)?),
            _ => Ok(false),
        }
    }

    /// Neither done nor cancelled.
    pub fn is_open(&self) -> bool {
        self.state() == StepState::Open
    }

    /// Whether it counts as done (I7).
    pub fn is_done(&self) -> bool {
        self.state() == StepState::Done
    }
}

/// A step as it is written down first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewStep {
    pub id: StepId,
    pub text: String,
    pub order: Order,
    pub milestone: Option<MilestoneId>,
    pub assignee: Option<PersonId>,
    pub due: Option<Due>,
    pub from: Option<MeetingId>,
}

/// What a person can do to steps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepAct {
    Add(NewStep),
    /// Changes the words. It never clears a check (I7).
    Text {
        id: StepId,
        text: String,
    },
    Assign {
        id: StepId,
        to: Option<PersonId>,
    },
    Due {
        id: StepId,
        due: Option<Due>,
    },
    Move {
        id: StepId,
        order: Order,
        milestone: Option<MilestoneId>,
    },
    /// Says that it is done, or open again.
    Tick {
        id: StepId,
        done: bool,
    },
    Cancel {
        id: StepId,
    },
    Delete {
        id: StepId,
    },
}

impl StepAct {
    /// The act as it will be written.
    ///
    /// # Errors
    /// When the text cannot be taken.
    pub fn tidy(self) -> Result<Self, RuleBroken> {
        let tidy = |text: String| text::line(Field::Step, &text, limit::TITLE);
        Ok(match self {
            Self::Add(step) => Self::Add(NewStep { text: tidy(step.text)?, ..step }),
            Self::Text { id, text } => Self::Text { id, text: tidy(text)? },
            other => other,
        })
    }

    /// The step it is about.
    pub const fn id(&self) -> StepId {
        match self {
            Self::Add(step) => step.id,
            Self::Text { id, .. }
            | Self::Assign { id, .. }
            | Self::Due { id, .. }
            | Self::Move { id, .. }
            | Self::Tick { id, .. }
            | Self::Cancel { id }
            | Self::Delete { id } => *id,
        }
    }
}

/// Steps that one goal or one meeting holds.
pub const MOST: u32 = 200;

#[cfg(test)]
mod tests;
