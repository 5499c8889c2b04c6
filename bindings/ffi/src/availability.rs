//! When people could meet: what one says about one's own time, and times at
//! which two of a pair could.

use crate::area::area;
use crate::failure::{Failure, Field, Problem};
use crate::ids::SpaceId;
use crate::numbers::Minutes;
use crate::observe::Subscription;
use crate::people::ContactHours;
use crate::time::{Civil, Day, Moment, TimeOfDay, Zone};
use rapport_core::availability::{CalendarTaken, FreeTimesView, LeftOutView, SlotReason, SlotView, SlotsView, Whose};
use rapport_core::availability::{Quiet, SlotCost};
use std::sync::Arc;

/// Days on end.
pub type DaySpan = rapport_core::availability::DaySpan;

/// From one day to another, both included.
#[derive(uniffi::Record)]
pub struct Days {
    /// The first of them.
    pub first: Day,
    /// The last of them.
    pub last: Day,
}

uniffi::custom_type!(DaySpan, Days, {
    remote,
    try_lift: |days| {
        DaySpan::new(days.first, days.last, Field::Absence).map_err(|broken| Failure::from(broken).into())
    },
    lower: |span| Days { first: span.first(), last: span.last() },
});

/// Every day from one time to another, across midnight when the second is not later than the first.
#[uniffi::remote(Record)]
pub struct Quiet {
    /// The beginning.
    pub from: TimeOfDay,
    /// The end.
    pub to: TimeOfDay,
}

/// What whoever looks has said about their time. Partners see it, too.
#[uniffi::remote(Record)]
pub struct FreeTimesView {
    /// Where their clock is: as they said it, else the device's.
    pub zone: Zone,
    /// When they could meet, in every week.
    pub weekly: Vec<ContactHours>,
    /// Days on which they are away, in order.
    pub away: Vec<DaySpan>,
    /// When they want to be left in peace, every day.
    pub quiet: Option<Quiet>,
    /// Stretches that a calendar gave.
    pub busy_times: u32,
    /// Whole days that a calendar gave, as stretches of days.
    pub busy_days: u32,
}

/// Times for two people.
#[uniffi::remote(Record)]
pub struct SlotsView {
    /// What the partner is called.
    pub with: String,
    /// Whether whoever looks has said when they could meet.
    pub i_said: bool,
    /// Whether the partner has.
    pub they_said: bool,
    /// The best first; none while one of the two has said nothing.
    pub slots: Vec<SlotView>,
}

/// A time at which both could meet.
#[uniffi::remote(Record)]
pub struct SlotView {
    /// When it begins.
    pub begins: Moment,
    /// How long it is to take.
    pub minutes: u32,
    /// The same on the wall of whoever looks: propose this.
    pub mine: Civil,
    /// The same on the wall of the partner.
    pub theirs: Civil,
    /// The fewer the better: the sum of `reasons`.
    pub points: u32,
    /// What it is marked down for.
    pub reasons: Vec<SlotReason>,
}

/// What a time is marked down for.
#[uniffi::remote(Record)]
pub struct SlotReason {
    /// For what.
    pub cost: SlotCost,
    /// Of whom that is so.
    pub whose: Whose,
    /// By how much.
    pub points: u32,
}

/// What a time can be marked down for.
#[uniffi::remote(Enum)]
pub enum SlotCost {
    /// A day later.
    Later,
    /// Not when that person likes to be met.
    OutsideHours,
    /// Early in the morning, or late in the evening.
    Rim,
    /// Not on the full hour.
    NotRound,
}

/// Of whom something is said.
#[uniffi::remote(Enum)]
pub enum Whose {
    /// Of whoever looks.
    Mine,
    /// Of the partner.
    Theirs,
    /// Of both.
    Both,
}

/// What was taken from a calendar.
#[uniffi::remote(Record)]
pub struct CalendarTaken {
    /// Stretches of the weeks to come in which one is busy.
    pub times: u32,
    /// Whole days likewise, as stretches of days.
    pub days: u32,
    /// What could not be understood; the rest counts.
    pub left_out: Vec<LeftOutView>,
}

/// Something in a calendar that could not be understood.
#[uniffi::remote(Record)]
pub struct LeftOutView {
    /// The line of the file, from 1.
    pub line: u32,
    /// What it is about.
    pub field: Field,
    /// What is wrong with it.
    pub problem: Problem,
}

/// Is told what one has said about one's time each time it changes.
#[uniffi::export(foreign)]
pub trait AvailabilityObserver: Send + Sync {
    /// As it is now.
    fn on_availability(&self, view: FreeTimesView);
}

/// Is told the times for the two of a pair each time they change.
#[uniffi::export(foreign)]
pub trait SlotsObserver: Send + Sync {
    /// As they are now.
    fn on_slots(&self, slots: SlotsView);
}

/// Everything about when people could meet. Fetched once and kept. What one says is shown to one's partners; of a
/// calendar they see when it is busy, and no word.
#[derive(uniffi::Object)]
pub struct Availability {
    core: rapport_core::Rapport,
}

area!(Availability by availability);

#[uniffi::export]
impl Availability {
    /// What one has said about one's own time.
    pub async fn view(&self) -> Result<FreeTimesView, Failure> {
        self.run(|mine| mine.view()).await
    }

    /// Watches it; the observer has the first value before this returns.
    pub async fn watch(&self, observer: Arc<dyn AvailabilityObserver>) -> Result<Arc<Subscription>, Failure> {
        let tell = move |view: &FreeTimesView| observer.on_availability(view.clone());
        self.run(move |mine| mine.watch(tell)).await.map(Subscription::new)
    }

    /// Says where one's clock is; none: wherever the device is.
    pub async fn set_zone(&self, zone: Option<Zone>) -> Result<(), Failure> {
        self.run(move |mine| mine.set_zone(zone)).await
    }

    /// Says when one could meet in every week, by one's own clock. Whoever has never said where that is means the
    /// device's, which is then kept.
    pub async fn set_weekly(&self, hours: Vec<ContactHours>) -> Result<(), Failure> {
        self.run(move |mine| mine.set_weekly(hours)).await
    }

    /// Says in which hours of every day one wants to be left in peace; none: in no hours.
    pub async fn set_quiet(&self, quiet: Option<Quiet>) -> Result<(), Failure> {
        self.run(move |mine| mine.set_quiet(quiet)).await
    }

    /// Adds days on which one is away, both included.
    pub async fn add_absence(&self, first: Day, last: Day) -> Result<(), Failure> {
        self.run(move |mine| mine.add_absence(first, last)).await
    }

    /// Takes days back on which one was to be away.
    pub async fn remove_absence(&self, first: Day, last: Day) -> Result<(), Failure> {
        self.run(move |mine| mine.remove_absence(first, last)).await
    }

    /// Takes a calendar file as busy for eight weeks, in place of the one before; its titles and names are not kept.
    pub async fn take_calendar(&self, file: Vec<u8>) -> Result<CalendarTaken, Failure> {
        self.run(move |mine| mine.take_calendar(&file)).await
    }

    /// Forgets what a calendar said.
    pub async fn forget_calendar(&self) -> Result<(), Failure> {
        self.run(|mine| mine.forget_calendar()).await
    }

    /// Times at which the two of a pair could meet in the next `days` times 24 hours (1 to 182), on both of their walls.
    #[uniffi::method(default(days = 14, most = 10))]
    pub async fn slots(&self, space: SpaceId, minutes: Minutes, days: u32, most: u32) -> Result<SlotsView, Failure> {
        self.run(move |mine| mine.slots(space, days, minutes, most)).await
    }

    /// Watches those times; the observer has the first value before this returns.
    pub async fn watch_slots(
        &self,
        space: SpaceId,
        minutes: Minutes,
        days: u32,
        most: u32,
        observer: Arc<dyn SlotsObserver>,
    ) -> Result<Arc<Subscription>, Failure> {
        let tell = move |slots: &SlotsView| observer.on_slots(slots.clone());
        self.run(move |mine| mine.watch_slots(space, days, minutes, most, tell)).await.map(Subscription::new)
    }
}
