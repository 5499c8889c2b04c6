//! What somebody does. Goals, steps, meetings and notes are numbered from 0,
//! each kind on its own.

use crate::act::Who;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Milliseconds since 1970.
    pub at_ms: i64,
    pub who: Who,
    pub deed: Deed,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    DraftGoal {
        goal: usize,
        title: String,
        due_ms: i64,
    },
    ShareGoal {
        goal: usize,
    },
    AddStep {
        goal: usize,
        step: usize,
        title: String,
        assignee: Who,
        due_ms: i64,
    },
    FinishStep {
        step: usize,
    },
    /// `percent` of the way, with a remark.
    ReportProgress {
        goal: usize,
        percent: u8,
        remark: String,
    },
    Comment {
        goal: usize,
        text: String,
    },
    EndGoal {
        goal: usize,
        ending: Ending,
    },
    ProposeMeeting {
        meeting: usize,
        start_ms: i64,
        minutes: u16,
    },
    AddAgenda {
        meeting: usize,
        title: String,
    },
    ConfirmMeeting {
        meeting: usize,
    },
    MoveMeeting {
        meeting: usize,
        start_ms: i64,
    },
    CloseMeeting {
        meeting: usize,
        gone: Gone,
    },
    /// A paragraph of the note of a meeting.
    WriteNote {
        meeting: usize,
        text: String,
    },
    /// A step born in a meeting; it belongs to no goal.
    AddAction {
        meeting: usize,
        step: usize,
        title: String,
        assignee: Who,
        due_ms: i64,
    },
    /// From 1, bad, to 5, good.
    AnswerPulse {
        score: u8,
    },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    Achieved,
    Dropped { reason: String },
}

/// How a meeting went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gone {
    Held { minutes: u16 },
    Missed,
    Cancelled,
}
