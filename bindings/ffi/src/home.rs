//! Today, and search over everything on this device.

use crate::failure::Failure;
use crate::ids::{GoalId, MeetingId, NoteId, SectionId, SpaceId, StepId};
use crate::meetings::MeetingRow;
use crate::observe::Subscription;
use crate::root::Rapport;
use crate::sync::SyncLine;
use crate::time::Day;
pub use rapport_core::home::{Found, HomeView, Piece, SearchHit, TodayCheckIn, TodayStep};
use std::sync::Arc;

/// What Today shows: the next meeting, the steps of the day, the check-ins that are due, and how sync stands.
#[uniffi::remote(Record)]
pub struct HomeView {
    /// What whoever looks is called.
    pub name: String,
    /// The day where the device is.
    pub today: Day,
    /// The nearest meeting to come, also that of an agreed time of a series that nobody has opened: looking at it opens
    /// it. None when none is agreed or proposed.
    pub next_meeting: Option<MeetingRow>,
    /// Open steps that are due today or overdue, the oldest first.
    pub steps: Vec<TodayStep>,
    /// How sync stands, in a line.
    pub sync: SyncLine,
    /// Check-ins that wait for an answer, the longest due first.
    #[uniffi(default = [])]
    pub check_ins: Vec<TodayCheckIn>,
}

/// A step on Today. It belongs either to a goal or to a meeting.
#[uniffi::remote(Record)]
pub struct TodayStep {
    /// The goal that it belongs to; none for a step born in a meeting.
    pub goal: Option<GoalId>,
    /// The meeting that it was born in; none for a step of a goal.
    pub meeting: Option<MeetingId>,
    /// Names the step.
    pub step: StepId,
    /// Who can read it: the people of this space.
    pub space: SpaceId,
    /// What is to be done.
    pub text: String,
    /// What the goal is called; empty for a step born in a meeting.
    pub goal_title: String,
    /// The day that it is due, where the device is.
    pub due: Day,
    /// Wall time in minutes since midnight; none for the whole day.
    pub due_minute: Option<u32>,
    /// Its day has passed.
    pub overdue: bool,
    /// It is that of whoever looks, not of whoever comes to it.
    pub mine: bool,
}

/// A check-in on Today. It stands there until it is answered.
#[uniffi::remote(Record)]
pub struct TodayCheckIn {
    /// What its form is opened with, together with `about`; the list of instruments says what it is called.
    pub instrument: String,
    /// The space of the pair it is about; none where it is about oneself.
    pub about: Option<SpaceId>,
    /// What the partner in that pair is called; empty where there is none.
    pub partner_name: String,
    /// The last day on which it fell due. Before any answer that is counted from the day in UTC on which the pair began, the
    /// same on all devices and after a journey; so it can be the day before the first day here.
    pub since: Day,
}

/// Something that was found.
#[uniffi::remote(Record)]
pub struct SearchHit {
    /// Where it leads.
    pub what: Found,
    /// Who can read it: the people of this space.
    pub space: SpaceId,
    /// What the goal, meeting or note is called.
    pub title: String,
    /// Words around the hit, in pieces.
    pub excerpt: Vec<Piece>,
}

/// Where it leads.
#[uniffi::remote(Enum)]
pub enum Found {
    /// A goal, or something in it.
    Goal(GoalId),
    /// A meeting, or something in it.
    Meeting(MeetingId),
    /// A note, and the section of it when the words stand in one.
    Note {
        /// The note.
        id: NoteId,
        /// The section that the words stand in; none when they stand in its title.
        section: Option<SectionId>,
    },
}

/// A piece of an excerpt.
#[uniffi::remote(Record)]
pub struct Piece {
    /// A stretch of the excerpt, in its order.
    pub text: String,
    /// Whether it is what was looked for.
    pub hit: bool,
}

/// Is told what Today shows each time that changes.
#[uniffi::export(foreign)]
pub trait HomeObserver: Send + Sync {
    /// Today as it is now.
    fn on_home(&self, home: HomeView);
}

#[uniffi::export]
impl Rapport {
    /// What Today shows.
    pub async fn home(&self) -> Result<HomeView, Failure> {
        let core = self.core.clone();
        self.core.offload(move || core.home()).await
    }

    /// Watches what Today shows; the observer has the first value before this returns.
    pub async fn watch_home(&self, observer: Arc<dyn HomeObserver>) -> Result<Arc<Subscription>, Failure> {
        let core = self.core.clone();
        let tell = move |home: &HomeView| observer.on_home(home.clone());
        self.core.offload(move || core.watch_home(tell)).await.map(Subscription::new)
    }

    /// Finds goals, meetings and notes that have all words of `text`, the last as a beginning; best first.
    #[uniffi::method(default(limit = 20))]
    pub async fn search(&self, text: String, limit: u32) -> Result<Vec<SearchHit>, Failure> {
        let core = self.core.clone();
        self.core.offload(move || core.search(&text, limit)).await
    }
}
