//! The fields that a refusal can name.

use rapport_core::domain::Field;

/// Something a person fills in, chooses or presses.
#[uniffi::remote(Enum)]
pub enum Field {
    Title,
    Why,
    /// What exactly is to be reached.
    Specific,
    /// What makes it possible.
    Means,
    /// How one will see that it is reached.
    Test,
    Measure,
    Unit,
    Baseline,
    Target,
    Horizon,
    /// The goal that a goal is part of.
    Parent,
    Due,
    /// The day to look at it again.
    Review,
    Confidence,
    /// How much a goal counts among several.
    Weight,
    /// What one level of attainment means.
    Level,
    /// Moving something to its next state.
    State,
    Owner,
    Reason,
    Milestone,
    Step,
    Assignee,
    /// The place in a list.
    Order,
    Progress,
    /// The value in an entry of progress.
    Reading,
    Comment,
    Revision,
    /// One act in the life of something.
    Event,
    Slot,
    Minutes,
    Mode,
    Place,
    Agenda,
    Attendance,
    Note,
    Section,
    Link,
    Mention,
    Name,
    Pronouns,
    Languages,
    Zone,
    ContactHours,
    /// What a person likes to be asked about.
    AskMe,
    Device,
    Pairing,
    Mentor,
    Mentee,
    /// The last day of a pause.
    Until,
    /// The day on which a pairing is to end.
    End,
    Cadence,
    /// How something repeats.
    Repeat,
    /// Every how many days, weeks or months it repeats.
    Interval,
    /// How often it repeats in all.
    Count,
    /// What is left out of something that repeats, moved, or paused.
    Exceptions,
    /// When a person could meet.
    Availability,
    /// Days on which a person is away.
    Absence,
    /// The file of another calendar.
    Calendar,
    Date,
    Time,
    Search,
    Relay,
    Invite,
    ShortCode,
    RecoveryWords,
    Passphrase,
    File,
    /// A reminder, or what is set about them.
    Reminder,
    QuietHours,
    /// A questionnaire, or the file of one.
    Instrument,
    /// What was answered to an item of it.
    Answer,
}
