//! What people fill in when they begin something.

use rapport_domain::meeting::{Minutes, Mode};
use rapport_domain::time::{Civil, Day, Due};
use rapport_ids::{MeetingId, MilestoneId, PersonId, SpaceId};

/// Where something new is to be: for oneself, or in a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Private,
    In(SpaceId),
}

/// A goal as it is put down first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewGoal {
    pub place: Place,
    pub title: String,
    pub why: String,
    pub due: Option<Day>,
    /// In a pair: whether it is the partner's goal, written down for them.
    pub for_partner: bool,
}

/// A meeting as it is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMeeting {
    pub space: SpaceId,
    pub slot: Civil,
    pub minutes: Minutes,
    pub title: String,
    pub mode: Option<Mode>,
    pub place: String,
}

/// A note as it is begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewNote {
    pub place: Place,
    pub title: String,
    /// The meeting it is the note of.
    pub meeting: Option<MeetingId>,
}

/// A step as it is put down first; it comes at the end of its list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepDraft {
    pub text: String,
    /// The stage of the goal it belongs to; none for the goal as a whole.
    pub milestone: Option<MilestoneId>,
    /// Whose it is to do; none for whoever comes to it.
    pub assignee: Option<PersonId>,
    pub due: Option<Due>,
}
