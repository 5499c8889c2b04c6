//! Series as screens show them, and what people enter about them.

use crate::ids::{MeetingId, PersonId, SeriesId, SpaceId};
use crate::meetings::{CancelReason, MeetingStage, Mode};
use crate::numbers::Minutes;
use crate::time::{Civil, Day, Moment, Weekday};
pub use rapport_core::series::{
    Ends, MovedView, NextMeeting, Nth, PauseView, PlanDays, Rhythm, SeriesCan, SeriesDid, SeriesDraft, SeriesPlan,
    SeriesRow, SeriesState, SeriesTimeView, SeriesTurnView, SeriesView, SkippedView, WishView,
};

/// When two people meet again and again.
#[uniffi::remote(Record)]
pub struct SeriesPlan {
    /// The first time. Its day has to be one that the rhythm gives.
    pub start: Civil,
    /// How long each is to take.
    pub minutes: Minutes,
    /// Every how many days, weeks or months: 1 to 999.
    pub every: u32,
    /// On which days.
    pub on: PlanDays,
    /// When it ends.
    pub ends: Ends,
}

/// On which days.
#[uniffi::remote(Enum)]
pub enum PlanDays {
    /// Every day.
    Daily,
    /// On these days of a week.
    Weekly {
        /// At least one, in any order.
        days: Vec<Weekday>,
        /// The first day of a week: it matters for every second week and rarer.
        begins: Weekday,
    },
    /// On a date of a month; a month without it is left out.
    Date {
        /// 1 to 31.
        date: u32,
    },
    /// On the last day of a month.
    LastDate,
    /// On the first, second … last such weekday of a month.
    OnWeekday {
        /// Which of them.
        nth: Nth,
        /// The weekday.
        day: Weekday,
    },
}

/// How often.
#[uniffi::remote(Record)]
pub struct Rhythm {
    /// Every how many days, weeks or months.
    pub every: u32,
    /// On which days.
    pub on: PlanDays,
}

/// Which of the same weekdays of a month.
#[uniffi::remote(Enum)]
pub enum Nth {
    First,
    Second,
    Third,
    Fourth,
    /// A month without a fifth one is left out.
    Fifth,
    Last,
}

/// When something that repeats comes to its end.
#[uniffi::remote(Enum)]
pub enum Ends {
    /// Not by itself.
    Never,
    /// With this day, which belongs to it.
    On(Day),
    /// After so many times, those that are left out among them.
    After(u32),
}

/// A series as it is proposed.
#[uniffi::remote(Record)]
pub struct SeriesDraft {
    /// The space of the pair.
    pub space: SpaceId,
    /// When to meet.
    pub plan: SeriesPlan,
    /// What it is called; may be empty.
    #[uniffi(default = "")]
    pub title: String,
    /// How to meet; none leaves it open.
    #[uniffi(default = None)]
    pub mode: Option<Mode>,
    /// An address or a link; may be empty.
    #[uniffi(default = "")]
    pub place: String,
}

/// A change of a series, besides its times.
#[derive(uniffi::Enum)]
pub enum SeriesEdit {
    /// Another name.
    Title {
        /// One line; may be empty.
        title: String,
    },
    /// Another way to meet.
    Mode {
        /// None leaves it open.
        mode: Option<Mode>,
    },
    /// Another place.
    Place {
        /// An address or a link; may be empty.
        place: String,
    },
}

impl From<SeriesEdit> for rapport_core::series::SeriesAct {
    fn from(edit: SeriesEdit) -> Self {
        match edit {
            SeriesEdit::Title { title } => Self::Title(title),
            SeriesEdit::Mode { mode } => Self::Mode(mode),
            SeriesEdit::Place { place } => Self::Place(place),
        }
    }
}

/// A series in a list.
#[uniffi::remote(Record)]
pub struct SeriesRow {
    /// Names the series.
    pub id: SeriesId,
    /// Who can read it: the people of this space.
    pub space: SpaceId,
    /// What it is called; may be empty.
    pub title: String,
    /// What the other one of the pair is called.
    pub with: String,
    /// Proposed, confirmed or cancelled.
    pub stage: MeetingStage,
    /// What was agreed last, or is proposed.
    pub plan: SeriesPlan,
    /// How the two meet; none as long as nobody has said.
    pub mode: Option<Mode>,
    /// An address or a link; may be empty.
    pub place: String,
    /// Something waits for the yes of whoever looks.
    pub waits_for_me: bool,
    /// The nearest time to come; none when there is none, or its zone is not known here.
    pub next: Option<SeriesTimeView>,
}

/// One time of a series.
#[uniffi::remote(Record)]
pub struct SeriesTimeView {
    /// The day that the rhythm gives it: its name, wherever it was moved.
    pub of: Day,
    /// When it is.
    pub slot: Civil,
    /// The same, as an instant.
    pub begins: Moment,
    /// How long it is to take.
    pub minutes: u32,
    /// It is not where the rhythm put it.
    pub moved: bool,
    /// Both have said yes to this time.
    pub agreed: bool,
    /// The meeting of it, once one of the two has opened it.
    pub meeting: Option<MeetingId>,
}

/// One series, with all that happened to it.
#[uniffi::remote(Record)]
pub struct SeriesView {
    /// The same that a list shows of it.
    pub row: SeriesRow,
    /// Where it stands, with the reason where there is one.
    pub state: SeriesState,
    /// Who proposed it.
    pub proposed_by: Option<PersonId>,
    /// What they are called.
    pub proposed_by_name: String,
    /// One after the other, each until the next begins.
    pub plans: Vec<SeriesPlan>,
    /// Another plan that waits for a yes.
    pub wish: Option<WishView>,
    /// The next times, the nearest first.
    pub times: Vec<SeriesTimeView>,
    /// What was moved, the earliest first.
    pub moved: Vec<MovedView>,
    /// What was left out, the earliest first.
    pub skipped: Vec<SkippedView>,
    /// Days without a meeting, in order.
    pub pauses: Vec<PauseView>,
    /// All that was done, in the order that both phones agree on.
    pub history: Vec<SeriesTurnView>,
    /// What whoever looks may do to it now; buttons follow it.
    pub can: SeriesCan,
    /// Set when a newer app is needed to change it.
    pub needs_update: bool,
}

/// Another plan that one of the two wishes for.
#[uniffi::remote(Record)]
pub struct WishView {
    /// Who wishes for it.
    pub by: PersonId,
    /// What they are called.
    pub by_name: String,
    /// What they wish for, from its first day on.
    pub plan: SeriesPlan,
}

/// A time that was moved.
#[uniffi::remote(Record)]
pub struct MovedView {
    /// The day that the rhythm gave it.
    pub of: Day,
    /// When it is instead.
    pub to: Civil,
    /// Who moved it.
    pub by: PersonId,
    /// What they are called.
    pub by_name: String,
    /// The other one has said yes.
    pub agreed: bool,
    /// It waits for the yes of whoever looks.
    #[uniffi(default = false)]
    pub can_agree: bool,
}

/// A time that was left out.
#[uniffi::remote(Record)]
pub struct SkippedView {
    /// The day that the rhythm gave it.
    pub of: Day,
    /// Who left it out.
    pub by: PersonId,
    /// What they are called.
    pub by_name: String,
    /// Why.
    pub reason: CancelReason,
    /// A few words besides; may be empty.
    pub note: String,
}

/// Days without a meeting, both included.
#[uniffi::remote(Record)]
pub struct PauseView {
    /// The first of them.
    pub first: Day,
    /// The last of them.
    pub last: Day,
}

/// Something that somebody did to a series.
#[uniffi::remote(Record)]
pub struct SeriesTurnView {
    /// Who did it.
    pub by: PersonId,
    /// What they are called.
    pub by_name: String,
    /// When, by their clock.
    pub at: Moment,
    /// What they did.
    pub did: SeriesDid,
    /// Whether it counted; what came too late stands here all the same.
    pub stands: bool,
}

/// What was done to a series.
#[uniffi::remote(Enum)]
pub enum SeriesDid {
    /// Proposed it.
    Propose {
        /// When to meet.
        plan: SeriesPlan,
    },
    /// Agreed to it.
    Confirm,
    /// Moved one time.
    MoveOne {
        /// The day that the rhythm gave it.
        of: Day,
        /// When it is instead.
        to: Civil,
    },
    /// Said yes to where it was moved.
    AgreeOne {
        /// The day that the rhythm gave it.
        of: Day,
        /// Where it had been moved.
        to: Civil,
    },
    /// Wished for another plan from its first day on.
    MoveRest {
        /// The plan.
        plan: SeriesPlan,
    },
    /// Said yes to it.
    AgreeRest {
        /// The plan.
        plan: SeriesPlan,
    },
    /// Left one time out.
    Skip {
        /// The day that the rhythm gave it.
        of: Day,
        /// Why.
        reason: CancelReason,
        /// A few words besides; may be empty.
        note: String,
    },
    /// No meetings for some days.
    Pause {
        /// The first of them.
        first: Day,
        /// The last of them.
        last: Day,
    },
    /// Ended what was left of a pause.
    Resume {
        /// From this day on they meet again.
        from: Day,
    },
    /// Ended it.
    Cancel {
        /// Why.
        reason: CancelReason,
        /// A few words besides; may be empty.
        note: String,
    },
    /// Something that only a newer app understands.
    Newer,
}

/// Where a series stands, with what belongs to it there.
#[uniffi::remote(Enum)]
pub enum SeriesState {
    /// Nobody has proposed it yet.
    Empty,
    Proposed {
        /// Who proposed it.
        by: PersonId,
    },
    /// Both have said yes.
    Confirmed,
    Cancelled {
        /// Who ended it.
        by: PersonId,
        /// Why.
        reason: CancelReason,
        /// A few words besides; may be empty.
        note: String,
    },
}

/// What whoever looks may do to a series now.
#[uniffi::remote(Record)]
pub struct SeriesCan {
    /// Agree to it.
    pub confirm: bool,
    /// Say yes to the other plan.
    pub agree: bool,
    /// Wish for another plan, move or leave out single times, pause.
    pub change: bool,
    /// End it.
    pub end: bool,
    /// Change its name, place and way to meet.
    pub edit: bool,
}

/// The meeting that could follow one that is over.
#[uniffi::remote(Record)]
pub struct NextMeeting {
    /// When it would be.
    pub slot: Civil,
    /// The same, as an instant.
    pub begins: Moment,
    /// How long it would take.
    pub minutes: u32,
    /// The series it is a time of; none where only the rhythm of the pair gives it.
    pub series: Option<SeriesId>,
    /// The day that names that time in its series.
    pub of: Option<Day>,
}
