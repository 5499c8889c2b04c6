//! Plans of reminders, and what becomes of them.

use super::words::{ReminderBecause, ReminderHeld, ReminderKind, ReminderState, ReminderText};
use crate::ids::{GoalId, MeetingId, OccurrenceId, PairingId, PushId, SpaceId, StepId};
use crate::time::{Moment, TimeOfDay, Wall, Weekday};
use rapport_core::reminders;

pub use reminders::{OsBudget, ReminderRow};
/// What is to be shown when.
pub type ReminderPlan = reminders::Plan;
/// What there is to come.
pub type ReminderUpcoming = reminders::Upcoming;
/// What is shown at one moment.
pub type ReminderPush = reminders::Push;
/// One reminder in a push.
pub type ReminderPart = reminders::Part;
/// A reminder without a place.
pub type ReminderLeftOut = reminders::LeftOut;
/// What to hand to the system.
pub type ReminderHanded = reminders::Handed;
/// One entry in the system's own list.
pub type ReminderRequest = reminders::Request;
/// When to wake the app.
pub type ReminderAlarm = reminders::Alarm;
/// The same time each week.
pub type ReminderWeekly = reminders::Weekly;
/// What to do with what was planned.
pub type ReminderVerdict = reminders::Verdict;
/// What a reminder leads to.
pub type ReminderAbout = reminders::About;
/// All that can be said about one reminder.
pub type ReminderWhy = reminders::Why;
/// What becomes of a reminder.
pub type ReminderFate = reminders::Fate;
/// One thing that happened to a reminder.
pub type ReminderMark = reminders::Mark;
/// What is to be said after an act.
pub type ReminderActed = reminders::Acted;

/// The system that has to be content with a plan.
#[uniffi::remote(Enum)]
pub enum OsBudget {
    /// Takes a list of requests and shows them without the app. It forgets some in silence when there are many, so it gets
    /// forty at most.
    Ios,
    /// Wakes the app for one alarm at a time, within a window.
    Android {
        /// Whether the person let the app ring to the minute.
        exact: bool,
    },
    /// Shows nothing by itself: the app has to be running.
    None,
}

/// What is to be shown when, as far as anybody can say now.
#[uniffi::remote(Record)]
pub struct ReminderPlan {
    /// When it was made.
    pub now: Moment,
    /// Nothing is planned from here on.
    pub end: Moment,
    /// By time.
    pub pushes: Vec<ReminderPush>,
    /// What has no place in it, and why.
    pub left_out: Vec<ReminderLeftOut>,
    /// What to hand to the system.
    pub handed: ReminderHanded,
}

/// What there is to come, without the moment at which it was planned.
#[uniffi::remote(Record)]
pub struct ReminderUpcoming {
    /// By time.
    pub pushes: Vec<ReminderPush>,
    /// What the system is to be given, in place of all that it has.
    pub handed: ReminderHanded,
}

/// What is shown at one moment.
#[uniffi::remote(Record)]
pub struct ReminderPush {
    /// Its name stays the same when it is planned anew: what the system has under it is replaced.
    pub id: PushId,
    /// When.
    pub at: Moment,
    /// What the clock of the phone shows then.
    pub wall: Wall,
    /// The reminders in it; none in one that asks to open the app.
    pub parts: Vec<ReminderPart>,
    /// Whether it counts for no budget: an agreed meeting, an urgent concern.
    pub exempt: bool,
    /// Whether this device makes a sound for it; else another one of the person does.
    pub loud: bool,
    /// What the lock screen says.
    pub text: ReminderText,
}

/// One reminder in a push.
#[uniffi::remote(Record)]
pub struct ReminderPart {
    /// Names the reminder.
    pub id: OccurrenceId,
    /// When it was meant for.
    pub due: Moment,
    /// What moved it from there.
    pub held: Option<ReminderHeld>,
}

/// A reminder without a place.
#[uniffi::remote(Record)]
pub struct ReminderLeftOut {
    /// Names the reminder.
    pub id: OccurrenceId,
    /// What leaves it out.
    pub why: ReminderHeld,
}

/// What to hand to the system. It replaces all that it was given before.
#[uniffi::remote(Enum)]
pub enum ReminderHanded {
    /// All requests, the nearest first.
    Requests(Vec<ReminderRequest>),
    /// The next alarm; none when there is nothing to come.
    Alarm(Option<ReminderAlarm>),
    /// The system takes nothing.
    Nothing,
}

/// One entry in the system's own list.
#[uniffi::remote(Record)]
pub struct ReminderRequest {
    /// Its name in that list: giving it again replaces what was there.
    pub push: PushId,
    /// When.
    pub at: Moment,
    /// What the clock of the phone shows then.
    pub wall: Wall,
    /// Whether it goes by the clock of the phone wherever that is, and not by the moment.
    pub floats: bool,
    /// Comes again each week by itself; counts once.
    pub repeats: Option<ReminderWeekly>,
}

/// When to wake the app.
#[uniffi::remote(Record)]
pub struct ReminderAlarm {
    /// What to ask `may_show` about then.
    pub push: PushId,
    /// When.
    pub at: Moment,
    /// How much later the system may be, in milliseconds; 0 for to the minute.
    pub window_ms: i64,
}

/// The same time each week, by the clock of the phone.
#[uniffi::remote(Record)]
pub struct ReminderWeekly {
    /// On this day.
    pub day: Weekday,
    /// At this time.
    pub time: TimeOfDay,
}

/// What to do with something whose alarm has gone off.
#[uniffi::remote(Enum)]
pub enum ReminderVerdict {
    /// Show it, with what is left of it.
    Show {
        /// The reminders in it; none in one that asks to open the app.
        parts: Vec<OccurrenceId>,
        /// What the clock of the phone shows.
        wall: Wall,
        /// Whether it counts for no budget.
        exempt: bool,
        /// Whether this device makes a sound.
        loud: bool,
        /// What the lock screen says.
        text: ReminderText,
    },
    /// Not now. Plan anew.
    Move {
        /// Then.
        to: Moment,
        /// What moves it.
        why: ReminderHeld,
    },
    /// Not at all. Plan anew.
    Suppress {
        /// What keeps it from coming.
        why: ReminderHeld,
    },
}

/// One reminder in a list inside the app.
#[uniffi::remote(Record)]
pub struct ReminderRow {
    /// Names the reminder.
    pub id: OccurrenceId,
    /// What it is about, in one word.
    pub kind: ReminderKind,
    /// Why it is due; none when it is not any more.
    pub because: Option<ReminderBecause>,
    /// What it leads to; none when that is not here any more.
    pub about: Option<ReminderAbout>,
    /// What the meeting is called, or what is to be done; empty for the rest.
    pub title: String,
    /// What the partner is called; empty where there is none.
    pub with: String,
}

/// What a reminder leads to: what to open for it.
#[uniffi::remote(Enum)]
pub enum ReminderAbout {
    /// A meeting that comes, or one to be written down.
    Meeting {
        /// The meeting.
        meeting: MeetingId,
        /// Who can read it: the people of this space.
        space: SpaceId,
    },
    /// A step: of a goal, or born in a meeting.
    Step {
        /// The step.
        step: StepId,
        /// The goal that it belongs to; none for a step born in a meeting.
        goal: Option<GoalId>,
        /// The meeting that it was born in; none for a step of a goal.
        meeting: Option<MeetingId>,
        /// Who can read it: the people of this space.
        space: SpaceId,
    },
    /// A check-in.
    CheckIn {
        /// What calls name the instrument by.
        instrument: String,
        /// The pair that it asks about; none when it asks about oneself.
        pair: Option<SpaceId>,
    },
    /// A pair.
    Pair {
        /// The pairing.
        pairing: PairingId,
        /// Its space.
        space: SpaceId,
    },
}

/// All that can be said about one reminder.
#[uniffi::remote(Record)]
pub struct ReminderWhy {
    /// Names the reminder.
    pub id: OccurrenceId,
    /// Why it is due; none when it is not any more.
    pub because: Option<ReminderBecause>,
    /// What becomes of it, or what became of it.
    pub fate: ReminderFate,
    /// What happened to it, the oldest first.
    pub marks: Vec<ReminderMark>,
}

/// What becomes of a reminder, or what became of it.
#[uniffi::remote(Enum)]
pub enum ReminderFate {
    /// It comes.
    Coming {
        /// When.
        at: Moment,
        /// What moved it.
        held: Option<ReminderHeld>,
    },
    /// It was handed to the phone for a time that has passed. Whether it was shown is not known.
    Out {
        /// For when.
        at: Moment,
    },
    /// It came.
    Was {
        /// What was done with it.
        state: ReminderState,
    },
    /// It does not come.
    LeftOut {
        /// What leaves it out.
        why: ReminderHeld,
    },
}

/// One thing that happened to a reminder.
#[uniffi::remote(Record)]
pub struct ReminderMark {
    /// When, by the clock of the phone.
    pub at: Moment,
    /// What happened.
    pub state: ReminderState,
    /// For when it was planned, or until when it was put off.
    pub slot: Option<Moment>,
    /// What moved it or left it out.
    pub held: Option<ReminderHeld>,
}

/// What is to be said after an act.
#[uniffi::remote(Record)]
pub struct ReminderActed {
    /// The kind that comes half as often from now on: say so once.
    pub rarer: Option<ReminderKind>,
}
