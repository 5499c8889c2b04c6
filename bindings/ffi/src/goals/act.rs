//! What people enter about goals.

use super::{Confidence, Horizon, Measure};
use crate::ids::{GoalId, MilestoneId, PersonId, SpaceId, StepId};
use crate::numbers::Weight;
use crate::time::{Day, Due};
use rapport_core::domain::GasLevel;
pub use rapport_core::goals::{GoalEdit, NewGoal, Place, StepDraft};
use rapport_core::goals::{MilestoneAct, StepAct};

/// A goal as it is put down first.
#[uniffi::remote(Record)]
pub struct NewGoal {
    /// For oneself, or in a pair.
    pub place: Place,
    /// What it is called; needed.
    pub title: String,
    /// Why it matters; may be empty.
    #[uniffi(default = "")]
    pub why: String,
    /// The day by which it is to be reached.
    #[uniffi(default = None)]
    pub due: Option<Day>,
    /// In a pair: whether it is the partner's goal, written down for them.
    #[uniffi(default = false)]
    pub for_partner: bool,
}

/// Where something new is to be: for oneself, or in a pair.
#[uniffi::remote(Enum)]
pub enum Place {
    /// Only one's own devices read it.
    Private,
    /// Both of a pair read it.
    In(SpaceId),
}

/// A step as it is put down first; it comes at the end of its list.
#[uniffi::remote(Record)]
pub struct StepDraft {
    /// What is to be done.
    pub text: String,
    /// The stage of the goal it belongs to; none for the goal as a whole.
    #[uniffi(default = None)]
    pub milestone: Option<MilestoneId>,
    /// Whose it is to do; none for whoever comes to it.
    #[uniffi(default = None)]
    pub assignee: Option<PersonId>,
    /// By when.
    #[uniffi(default = None)]
    pub due: Option<Due>,
}

/// Sets one field. Fields merge one by one: two people who set different ones
/// at the same time both see both.
#[uniffi::remote(Enum)]
pub enum GoalEdit {
    /// What it is called.
    Title(String),
    /// Why it matters.
    Why(String),
    /// What exactly is to be reached.
    Specific(String),
    /// What makes it possible.
    Means(String),
    /// How one will see that it is reached.
    Test(String),
    /// What it is measured by; none takes it away.
    Measure(Option<Measure>),
    /// How far away it lies.
    Horizon(Option<Horizon>),
    /// The day by which it is to be reached.
    Due(Option<Day>),
    /// What one level of attainment means.
    Level {
        /// Which level.
        level: GasLevel,
        /// What it would mean; empty takes the words away.
        text: String,
    },
    /// The goal that it is part of.
    Parent(Option<GoalId>),
    /// The day to look at it again.
    Review(Option<Day>),
    /// How sure its owner is to reach it.
    Confidence(Option<Confidence>),
    /// How much it counts among several, 1 to 10.
    Weight(Weight),
}

/// A change of a step.
#[derive(uniffi::Enum)]
pub enum StepEdit {
    /// Other words.
    Text {
        /// What is to be done.
        text: String,
    },
    /// Whose it is to do; nobody's in particular without a person.
    Assign {
        /// One of the two.
        to: Option<PersonId>,
    },
    /// By when.
    Due {
        /// A day, or a time; none takes it away.
        due: Option<Due>,
    },
    /// It is not needed any more, and stays to be read.
    Cancel,
    /// It disappears.
    Delete,
}

impl StepEdit {
    pub(crate) fn of(self, id: StepId) -> StepAct {
        match self {
            Self::Text { text } => StepAct::Text { id, text },
            Self::Assign { to } => StepAct::Assign { id, to },
            Self::Due { due } => StepAct::Due { id, due },
            Self::Cancel => StepAct::Cancel { id },
            Self::Delete => StepAct::Delete { id },
        }
    }
}

/// A change of a stage on the way to a goal.
#[derive(uniffi::Enum)]
pub enum MilestoneEdit {
    /// Another name.
    Title {
        /// One line.
        title: String,
    },
    /// By when.
    Due {
        /// None takes the day away.
        due: Option<Day>,
    },
    /// It is reached, or not.
    Reach {
        /// Whether it is.
        reached: bool,
    },
    /// It disappears; its steps stay.
    Delete,
}

impl MilestoneEdit {
    pub(crate) fn of(self, id: MilestoneId) -> MilestoneAct {
        match self {
            Self::Title { title } => MilestoneAct::Title { id, title },
            Self::Due { due } => MilestoneAct::Due { id, due },
            Self::Reach { reached } => MilestoneAct::Reach { id, reached },
            Self::Delete => MilestoneAct::Delete { id },
        }
    }
}
