//! What a reminder says. What stands on a lock screen names nobody, tells no
//! mood and quotes nothing.

use super::Kind;
use crate::time::{Civil, Day};
use crate::words::spoken;

spoken! {
    /// The line on the lock screen.
    ReminderText in "reminder.text" {
        Meeting = "meeting",
        Log = "log",
        Step = "step",
        CheckIn = "check_in",
        Idle = "idle",
        Watch = "watch",
        Concern = "concern",
        /// Several things at once.
        Several { n: u32 } = "several",
        /// Opening the app lets it plan on.
        Refresh = "refresh",
        /// Said once, when a kind becomes rarer.
        Rarer { kind: Kind } = "rarer",
    }
}

spoken! {
    /// Why it is due, for inside the app.
    Because in "reminder.because" {
        /// A meeting is at that time.
        MeetingAt { slot: Civil } = "meeting_at",
        /// A meeting was then and is not written down.
        MeetingOver { slot: Civil } = "meeting_over",
        StepDue { day: Day } = "step_due",
        CheckInDue { day: Day } = "check_in_due",
        /// No sign of life since that day. Nobody counts.
        QuietSince { day: Day } = "quiet_since",
        /// A concern is to be answered by then.
        ConcernOpen { by: Civil } = "concern_open",
    }
}

impl ReminderText {
    /// What is said of one thing of a kind.
    pub const fn of(kind: Kind) -> Self {
        match kind {
            Kind::Meeting => Self::Meeting,
            Kind::Log => Self::Log,
            Kind::Step => Self::Step,
            Kind::CheckIn => Self::CheckIn,
            Kind::Idle => Self::Idle,
            Kind::Watch => Self::Watch,
            Kind::Concern => Self::Concern,
        }
    }

    /// What is said of these together; nothing of none.
    pub fn of_all(kinds: impl IntoIterator<Item = Kind>) -> Option<Self> {
        let mut kinds = kinds.into_iter();
        let first = kinds.next()?;
        let others = u32::try_from(kinds.count()).unwrap_or(u32::MAX);
        Some(if others == 0 { Self::of(first) } else { Self::Several { n: others.saturating_add(1) } })
    }
}
