//! What can be said about reminders. Words stand under keys: `reminder.kind.step`, `reminder.text.several` …

use crate::time::{Civil, Day};
use rapport_core::reminders;

pub use reminders::ReminderText;
/// What a person can be reminded of.
pub type ReminderKind = reminders::Kind;
/// For how long a reminder is put off.
pub type ReminderSnooze = reminders::Snooze;
/// Why a reminder was moved or left out.
pub type ReminderHeld = reminders::Held;
/// Where a reminder stands.
pub type ReminderState = reminders::OccurrenceState;
/// Why a reminder is due.
pub type ReminderBecause = reminders::Because;

/// What a person can be reminded of. Each kind can be switched off.
#[uniffi::remote(Enum)]
pub enum ReminderKind {
    /// A meeting comes.
    Meeting,
    /// A meeting is over and nobody wrote it down.
    Log,
    /// A step is due.
    Step,
    /// A check-in is due.
    CheckIn,
    /// The two of a pair have not been in touch.
    Idle,
    /// For a coordinator: a pair has gone quiet.
    Watch,
    /// A concern waits for an answer.
    Concern,
}

/// For how long a reminder is put off.
#[uniffi::remote(Enum)]
pub enum ReminderSnooze {
    /// An hour from now.
    Hour,
    /// At 18:00 today.
    ThisEvening,
    /// At 9:00 tomorrow.
    Tomorrow,
    /// At 9:00 in seven days.
    NextWeek,
}

/// Why a reminder was moved or left out.
#[uniffi::remote(Enum)]
pub enum ReminderHeld {
    /// What it was about is done or gone, here or elsewhere.
    Over,
    /// It lay in the quiet hours.
    QuietHours,
    /// It lay on a weekend.
    Weekend,
    /// The person has paused all reminders.
    Paused,
    /// This kind is switched off.
    KindOff,
    /// There had been enough that day.
    DayFull,
    /// There had been enough that week.
    WeekFull,
    /// It came together with another one.
    Merged,
    /// A later reminder of the same thing takes its place.
    Replaced,
    /// This kind comes half as often since it was dismissed twice.
    Rarer,
    /// It would have come too late to be of use.
    TooLate,
    /// It was shown already.
    Shown,
    /// It became known only after its time.
    Late,
    /// The person put it off.
    Snoozed,
    /// Another device of the person rings; here it came in silence.
    Silent,
    /// The person does not let this device show reminders.
    NotAllowed,
    /// This device does not know the time zone in it.
    UnknownZone,
    /// It lies further ahead than is planned.
    FarAhead,
}

/// Where a reminder stands.
#[uniffi::remote(Enum)]
pub enum ReminderState {
    /// It was planned.
    Planned,
    /// It was shown.
    Shown,
    /// What it was about was done from it.
    Done,
    /// It was put off.
    Snoozed,
    /// It was waved away.
    Dismissed,
    /// Its time passed before it could be shown.
    Expired,
    /// It was left out, with a reason.
    Suppressed,
    /// The phone did not show it in time; it is planned anew.
    Missed,
}

/// What a lock screen may say. It names nobody, tells no mood and quotes nothing.
#[uniffi::remote(Enum)]
pub enum ReminderText {
    /// A meeting comes.
    Meeting,
    /// A meeting can be written down.
    Log,
    /// A step is due.
    Step,
    /// A check-in is due.
    CheckIn,
    /// It is time to get in touch.
    Idle,
    /// For a coordinator: a pair could do with a question.
    Watch,
    /// Something waits for an answer.
    Concern,
    /// Several things at once.
    Several {
        /// How many.
        n: u32,
    },
    /// Opening the app lets it plan on.
    Refresh,
    /// Said once, when a kind becomes rarer.
    Rarer {
        /// The kind.
        kind: ReminderKind,
    },
}

/// Why a reminder is due, for inside the app.
#[uniffi::remote(Enum)]
pub enum ReminderBecause {
    /// A meeting is at that time.
    MeetingAt {
        /// When it begins, as it was agreed.
        slot: Civil,
    },
    /// A meeting was then and is not written down.
    MeetingOver {
        /// When it began, as it was agreed.
        slot: Civil,
    },
    /// A step is due.
    StepDue {
        /// On this day.
        day: Day,
    },
    /// A check-in is due.
    CheckInDue {
        /// On this day.
        day: Day,
    },
    /// The two were not in touch for long.
    QuietSince {
        /// The last day on which they were.
        day: Day,
    },
    /// A concern is to be answered.
    ConcernOpen {
        /// Until then.
        by: Civil,
    },
}
