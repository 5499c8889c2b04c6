//! When people could meet: what one says about one's own time, and times at
//! which two of a pair could, the best first.

pub use rapport_node::domain::calendar::{DaySpan, Quiet, SlotCost};
pub use rapport_node::domain::person::ContactHours;
pub use rapport_node::view::free::{FreeTimesView, SlotReason, SlotView, SlotsView, Whose};

use crate::error::Failure;
use crate::observe::Subscription;
use crate::shared::Shared;
use rapport_node::domain::meeting::Minutes;
use rapport_node::domain::person::FreeAct;
use rapport_node::domain::time::{Day, Zone};
use rapport_node::ids::SpaceId;
use rapport_node::view::free;
use rapport_node::{Field, Problem, RuleBroken, Topics};
use std::sync::Arc;

/// Everything about when people could meet. What one says is shown to one's
/// partners; of a calendar they see when it is busy, and no word.
#[derive(Debug, Clone)]
pub struct Availability {
    pub(crate) shared: Arc<Shared>,
}

/// What was taken from a calendar.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct CalendarTaken {
    /// Stretches of the weeks to come in which one is busy.
    pub times: u32,
    /// Whole days likewise, as stretches of days.
    pub days: u32,
    /// What could not be understood; the rest counts.
    pub left_out: Vec<LeftOutView>,
}

/// Something in a calendar that could not be understood.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct LeftOutView {
    /// The line of the file, from 1.
    pub line: u32,
    pub field: Field,
    pub problem: Problem,
}

impl Availability {
    /// What one has said about one's own time.
    ///
    /// # Errors
    /// What the storage says.
    pub fn view(&self) -> Result<FreeTimesView, Failure> {
        self.shared.look(free::mine)
    }

    /// Watches it.
    ///
    /// # Errors
    /// What the storage says.
    pub fn watch(&self, deliver: impl FnMut(&FreeTimesView) + Send + 'static) -> Result<Subscription, Failure> {
        self.shared.watch(Topics::PEOPLE, free::mine, deliver)
    }

    /// Says where one's clock is; none: wherever the device is, which partners
    /// then learn from the profile alone.
    ///
    /// # Errors
    /// What the storage says.
    pub fn set_zone(&self, zone: Option<Zone>) -> Result<(), Failure> {
        self.act(FreeAct::Zone(zone))
    }

    /// Says when one could meet in every week, by one's own clock. Whoever has
    /// never said where that is means the device's, which is then kept.
    ///
    /// # Errors
    /// `Invalid` of `Availability` when hours overlap or are too many.
    pub fn set_weekly(&self, hours: Vec<ContactHours>) -> Result<(), Failure> {
        let here = self.shared.zone();
        self.shared.act(|node| Ok(node.say_week(hours, &here)?))
    }

    /// Says in which hours of every day one wants to be left in peace.
    ///
    /// # Errors
    /// `Invalid` of `QuietHours` when both are the same.
    pub fn set_quiet(&self, quiet: Option<Quiet>) -> Result<(), Failure> {
        self.act(FreeAct::Quiet(quiet))
    }

    /// Adds days on which one is away, both included.
    ///
    /// # Errors
    /// `Invalid` of `Absence`: a last day before the first, or too many.
    pub fn add_absence(&self, first: Day, last: Day) -> Result<(), Failure> {
        let days = DaySpan::new(first, last, Field::Absence)?;
        self.shared.act(|node| Ok(node.add_absence(days)?))
    }

    /// Takes days back on which one was to be away.
    ///
    /// # Errors
    /// `Invalid` of `Absence` for a last day before the first.
    pub fn remove_absence(&self, first: Day, last: Day) -> Result<(), Failure> {
        let days = DaySpan::new(first, last, Field::Absence)?;
        self.shared.act(|node| Ok(node.remove_absence(days)?))
    }

    /// Takes a calendar file as busy for eight weeks, in place of the one
    /// before. Its titles and names are not kept.
    ///
    /// # Errors
    /// `Invalid` of `Calendar` with the line; nothing has changed then.
    pub fn take_calendar(&self, file: &[u8]) -> Result<CalendarTaken, Failure> {
        let busy = self.shared.look(|lens| free::read_calendar(lens, file))?;
        let count = |len: usize| u32::try_from(len).unwrap_or(u32::MAX);
        let left_out = busy.left_out.iter().filter_map(|one| match &one.why {
            RuleBroken::Invalid { field, problem } => {
                Some(LeftOutView { line: one.line, field: *field, problem: problem.clone() })
            }
            _ => None,
        });
        let taken = CalendarTaken {
            times: count(busy.times.len()),
            days: count(busy.days.len()),
            left_out: left_out.collect(),
        };
        self.act(FreeAct::Busy { times: busy.times, days: busy.days })?;
        Ok(taken)
    }

    /// Forgets what a calendar said.
    ///
    /// # Errors
    /// What the storage says.
    pub fn forget_calendar(&self) -> Result<(), Failure> {
        self.act(FreeAct::Busy { times: Vec::new(), days: Vec::new() })
    }

    /// Times at which the two of a pair could meet, in the next `days` times 24
    /// hours (1 to 182), on both of their walls; at most `most`, two a day.
    ///
    /// # Errors
    /// `Invalid` of `Date` for days out of range, of `Availability` for a zone
    /// that is unknown here, `NotFound`.
    pub fn slots(&self, space: SpaceId, days: u32, minutes: Minutes, most: u32) -> Result<SlotsView, Failure> {
        self.shared.look(|lens| free::slots(lens, space, days, minutes, most))
    }

    /// Watches them: what either of the two says changes them, and what is
    /// agreed.
    ///
    /// # Errors
    /// As of [`Self::slots`].
    pub fn watch_slots(
        &self,
        space: SpaceId,
        days: u32,
        minutes: Minutes,
        most: u32,
        deliver: impl FnMut(&SlotsView) + Send + 'static,
    ) -> Result<Subscription, Failure> {
        let query = move |lens: &rapport_node::view::Lens<'_>| free::slots(lens, space, days, minutes, most);
        self.shared.watch(Topics::PEOPLE.and(Topics::MEETINGS), query, deliver)
    }

    fn act(&self, act: FreeAct) -> Result<(), Failure> {
        self.shared.act(|node| Ok(node.act_on_free_times(act)?))
    }
}
