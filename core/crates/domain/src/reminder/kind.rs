//! What a person can be reminded of.

use crate::words::plain;

plain! {
    /// The kinds of reminders, each of which can be switched off.
    Kind in "reminder.kind" {
        /// A meeting comes.
        Meeting = "meeting",
        /// A meeting is over and nobody wrote it down.
        Log = "log",
        /// A step is due.
        Step = "step",
        /// A check-in is due.
        CheckIn = "check_in",
        /// The two of a pair have not been in touch.
        Idle = "idle",
        /// For a coordinator: a pair has gone quiet.
        Watch = "watch",
        /// A concern waits for an answer.
        Concern = "concern",
    }
}

impl Kind {
    /// Whether dismissing it twice makes it rarer. Not for what informs: who
    /// has read that a meeting comes waves it away.
    pub const fn can_be_rarer(self) -> bool {
        !matches!(self, Self::Meeting | Self::Concern)
    }
}
