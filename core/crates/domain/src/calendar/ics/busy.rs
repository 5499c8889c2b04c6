//! When the owner of a calendar is busy, from its file. No title and no name
//! leaves this place: only times do.

use super::foreign::{Event, on_wall};
use super::line::too_large;
use super::moment::Moment;
use super::names::Names;
use super::object::Object;
use crate::calendar::stretch::{Stretch, merged};
use crate::calendar::{DaySpan, Recurrence};
use crate::rules::{Field, Problem, RuleBroken};
use crate::sort;
use crate::time::{Civil, Day, Millis, TimeOfDay, Zone, ZoneRules};
use std::collections::{BTreeMap, BTreeSet};

/// Times that one file may take up in the stretch that is asked for.
const MOST_TIMES: u32 = 20_000;
/// When somebody is busy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Busy {
    /// Stretches of time, in order, none touching the next.
    pub times: Vec<Stretch>,
    /// Whole days, in order, none touching the next.
    pub days: Vec<DaySpan>,
    /// What could not be understood, in the order of the file; the rest counts.
    pub left_out: Vec<LeftOut>,
}

/// Something in a calendar that could not be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The line of the file, from 1.
    pub line: u32,
    pub why: RuleBroken,
}

impl Busy {
    /// Reads a file, as far as it falls into `window`. Times without a zone are
    /// those of `here`. What is marked as free or cancelled does not count.
    ///
    /// An event that cannot be understood is left out and named; a file that
    /// cannot is refused as a whole.
    ///
    /// # Errors
    /// [`Problem::NotACalendar`] and [`Problem::CalendarTooLarge`] with the
    /// line; a window outside of the calendar.
    pub fn read(bytes: &[u8], window: Stretch, here: &Zone, rules: &dyn ZoneRules) -> Result<Self, RuleBroken> {
        for edge in [window.from, window.to] {
            edge.utc_day().map_err(|problem| problem.of(Field::Date))?;
        }
        let object = Object::read(bytes)?;
        let zones = Names::new(&object, rules);
        let mut found = Found { window, here, rules: &zones, busy: Self::default(), count: 0 };
        let mut events = Vec::with_capacity(object.events.len());
        for raw in &object.events {
            match Event::read(raw, here, &zones) {
                Ok(event) => events.push(event),
                Err(left_out) => found.busy.left_out.push(left_out),
            }
        }
        // One time of a series that an event of its own speaks about.
        let mut named: BTreeMap<&str, BTreeSet<Day>> = BTreeMap::new();
        let series: BTreeMap<&str, &Moment> =
            events.iter().filter(|event| event.named.is_none()).map(|event| (event.uid, &event.start)).collect();
        for event in &events {
            if let Some(of) = &event.named {
                let day = series.get(event.uid).map_or(of.day(), |start| on_wall(of, start, &zones));
                named.entry(event.uid).or_default().insert(day);
            }
        }
        let none = BTreeSet::new();
        for event in events.iter().filter(|event| event.counts) {
            let gone = named.get(event.uid).filter(|_| event.named.is_none()).unwrap_or(&none);
            found.add(event, gone)?;
        }
        let Self { times, days, mut left_out } = found.busy;
        sort::by_key(&mut left_out, |one| one.line);
        Ok(Self { times: merged(times), days: DaySpan::merged(days), left_out })
    }
}

/// What is found in the stretch that was asked for.
struct Found<'a> {
    window: Stretch,
    here: &'a Zone,
    rules: &'a dyn ZoneRules,
    busy: Busy,
    count: u32,
}

impl Found<'_> {
    fn add(&mut self, event: &Event<'_>, named: &BTreeSet<Day>) -> Result<(), RuleBroken> {
        let gone = |day: &Day| event.gone.contains(day) || named.contains(day);
        for more in &event.more {
            if !gone(&more.day()) {
                self.one(event, more)?;
            }
        }
        let start = match &event.start {
            Moment::On(day) => Civil { day: *day, time: TimeOfDay::MIDNIGHT, zone: Zone::utc() },
            Moment::At(civil) => civil.clone(),
        };
        let Some(repeat) = &event.repeat else {
            return if gone(&start.day) { Ok(()) } else { self.one(event, &event.start) };
        };
        if !repeat.pattern().has(start.day) && !gone(&start.day) {
            self.one(event, &event.start)?;
        }
        let all = Recurrence::of(start.clone(), repeat.clone());
        let days = |at: Millis, more: i64| at.utc_day().and_then(|day| day.plus_days(more));
        let before = event.ms.div_euclid(Millis::HOURS_24) + 2;
        let from = days(self.window.from, -before).unwrap_or(Day::FIRST);
        let to = days(self.window.to, 2).unwrap_or(Day::LAST);
        for day in all.days(from, to) {
            let moment = match &event.start {
                Moment::On(_) => Moment::On(day),
                Moment::At(_) => Moment::At(Civil { day, ..start.clone() }),
            };
            if gone(&day) {
                self.tick(event)?;
            } else {
                self.one(event, &moment)?;
            }
        }
        Ok(())
    }

    /// Counts what costs time, taken or not.
    fn tick(&mut self, event: &Event<'_>) -> Result<(), RuleBroken> {
        self.count += 1;
        if self.count > MOST_TIMES { Err(too_large(event.at)) } else { Ok(()) }
    }

    fn one(&mut self, event: &Event<'_>, at: &Moment) -> Result<(), RuleBroken> {
        self.tick(event)?;
        match at {
            Moment::On(first) => {
                let last = first.plus_days((event.ms / Millis::HOURS_24 - 1).max(0)).unwrap_or(Day::LAST);
                let edge = |day: Day| Civil { day, time: TimeOfDay::MIDNIGHT, zone: self.here.clone() };
                let near = |problem: Problem| problem.of(Field::Zone);
                let from = edge(*first).resolve(self.rules).map_err(near)?.at;
                let to =
                    last.plus_days(1).map_or(Ok(Millis(i64::MAX)), |day| edge(day).resolve(self.rules).map(|f| f.at));
                if Stretch::new(from, to.map_err(near)?).within(self.window).is_some() {
                    self.busy.days.push(DaySpan::new(*first, last, Field::Calendar)?);
                }
            }
            Moment::At(civil) => match civil.resolve(self.rules) {
                Ok(found) => {
                    self.busy.times.extend(Stretch::new(found.at, found.at.plus(event.ms)).within(self.window));
                }
                Err(problem) => self.busy.left_out.push(LeftOut { line: event.at, why: problem.of(Field::Zone) }),
            },
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
