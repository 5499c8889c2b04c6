//! When one person could meet: the week as they gave it, by their own clock,
//! without the days they are away, what else they have to do, and the hours in
//! which they want to be left in peace.

use super::DaySpan;
use super::stretch::{Stretch, merged, without};
use crate::person::ContactHours;
use crate::rules::Problem;
use crate::time::{Day, Millis, TimeOfDay, Wall, Zone, ZoneRules, ZoneTable};
use serde::{Deserialize, Serialize};

/// Every day from one time to another, across midnight when the second is not
/// later than the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quiet {
    pub from: TimeOfDay,
    pub to: TimeOfDay,
}

/// What a person says about their time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Availability {
    /// Where their clock is.
    pub zone: Zone,
    /// When they could meet, in every week.
    pub weekly: Vec<ContactHours>,
    /// When they like to be met; empty when they have not said so.
    pub contact_hours: Vec<ContactHours>,
    /// Days on which they are away.
    pub away: Vec<DaySpan>,
    /// What else they have to do, in any order.
    pub busy: Vec<Stretch>,
    /// When they want to be left in peace.
    pub quiet: Option<Quiet>,
}

/// The time of one person in a stretch.
pub(super) struct Free {
    pub(super) clock: ZoneTable,
    pub(super) free: Vec<Stretch>,
    /// Nothing when they have not said when they like to be met.
    pub(super) liked: Option<Vec<Stretch>>,
}

impl Availability {
    /// Somebody who has said nothing yet: never free.
    pub const fn new(zone: Zone) -> Self {
        Self { zone, weekly: Vec::new(), contact_hours: Vec::new(), away: Vec::new(), busy: Vec::new(), quiet: None }
    }

    pub(super) fn within(&self, window: Stretch, rules: &dyn ZoneRules) -> Result<Free, Problem> {
        let spare = 3 * Millis::HOURS_24;
        let clock = ZoneTable::ask(rules, &self.zone, window.from.plus(-spare), window.to.plus(spare))?;
        let days =
            Days { clock: &clock, first: clock.wall(window.from)?.day, last: clock.wall(window.to)?.day, window };
        let away = DaySpan::merged(self.away.iter().copied());
        let here = |day: Day| {
            let next = away.partition_point(|span| span.last() < day);
            !away.get(next).is_some_and(|span| span.holds(day))
        };
        let mut gone = self.busy.clone();
        if let Some(quiet) = self.quiet {
            gone.extend(days.nightly(quiet)?);
        }
        let free = without(&days.weekly(&self.weekly, here)?, &merged(gone));
        let liked =
            if self.contact_hours.is_empty() { None } else { Some(days.weekly(&self.contact_hours, |_| true)?) };
        Ok(Free { clock, free, liked })
    }
}

/// The days of a stretch, on one wall.
struct Days<'a> {
    clock: &'a ZoneTable,
    first: Day,
    last: Day,
    window: Stretch,
}

impl Days<'_> {
    /// Days that are on this wall within the window, and one on either side.
    fn all(&self) -> impl Iterator<Item = Day> {
        let days = self.first.epoch_days() - 1..=self.last.epoch_days() + 1;
        days.filter_map(|day| Day::from_epoch_days(day).ok())
    }

    fn weekly(&self, hours: &[ContactHours], here: impl Fn(Day) -> bool) -> Result<Vec<Stretch>, Problem> {
        let mut all = Vec::new();
        for day in self.all().filter(|day| here(*day)) {
            let weekday = day.weekday();
            for hours in hours.iter().filter(|hours| hours.day() == weekday) {
                all.extend(self.stretch(day, hours.from(), hours.to())?);
            }
        }
        Ok(merged(all))
    }

    fn nightly(&self, quiet: Quiet) -> Result<Vec<Stretch>, Problem> {
        let mut all = Vec::new();
        for day in self.all() {
            all.extend(self.stretch(day, quiet.from, quiet.to)?);
        }
        Ok(all)
    }

    /// From a time to the next time that the wall shows the other one.
    fn stretch(&self, day: Day, from: TimeOfDay, to: TimeOfDay) -> Result<Option<Stretch>, Problem> {
        let until = if to > from { Ok(day) } else { day.plus_days(1) };
        let Ok(until) = until else { return Ok(None) };
        let begin = self.clock.resolve(Wall { day, time: from })?.at;
        let whole = Stretch::new(begin, self.clock.until(Wall { day: until, time: to })?);
        Ok(whole.within(self.window))
    }
}
