//! Something that repeats at a wall time in a zone, with what was agreed about
//! single times: left out, moved, or paused for a while.
//!
//! A time is known by the day that the rule gives it. That day stays its name
//! when it is moved, so that two phones mean the same one.

use super::{DaySpan, Ends, Repeat};
use crate::rules::{Field, Problem, RuleBroken};
use crate::sort;
use crate::time::{Civil, Day, Landing, Millis, Wall, ZoneRules, ZoneTable};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Days left out, days moved and pauses that one repetition keeps of each kind.
const MOST_EXCEPTIONS: u32 = 1000;

/// One time of something that repeats.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Occurrence {
    /// The day that the rule gives it: its name for as long as it exists.
    pub of: Day,
    /// When it takes place.
    pub slot: Civil,
    /// Whether that is another time than the rule gives.
    pub moved: bool,
}

/// One time of something that repeats, and the instant of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Met {
    pub occurrence: Occurrence,
    pub at: Millis,
    /// Whether its clock jumps over that time or shows it twice.
    pub landing: Landing,
}

/// A repetition with its exceptions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Raw")]
pub struct Recurrence {
    start: Civil,
    repeat: Repeat,
    skipped: BTreeSet<Day>,
    moved: BTreeMap<Day, Civil>,
    /// In order, none touching the next.
    pauses: Vec<DaySpan>,
}

#[derive(Deserialize)]
struct Raw {
    start: Civil,
    repeat: Repeat,
    #[serde(default)]
    skipped: BTreeSet<Day>,
    #[serde(default)]
    moved: BTreeMap<Day, Civil>,
    #[serde(default)]
    pauses: Vec<DaySpan>,
}

impl TryFrom<Raw> for Recurrence {
    type Error = RuleBroken;

    fn try_from(raw: Raw) -> Result<Self, RuleBroken> {
        let mut all = Self::new(raw.start, raw.repeat)?;
        for day in raw.skipped {
            all = all.skip(day)?;
        }
        for (day, to) in raw.moved {
            all = all.move_one(day, to)?;
        }
        raw.pauses.into_iter().try_fold(all, Self::pause)
    }
}

impl Recurrence {
    /// It begins with `start`, which is its first time.
    ///
    /// # Errors
    /// When the rule does not give the day of `start`, or ends before it.
    pub fn new(start: Civil, repeat: Repeat) -> Result<Self, RuleBroken> {
        if !repeat.pattern().has(start.day) {
            return Err(Problem::DoesNotFit.of(Field::Repeat));
        }
        if let Ends::On(last) = repeat.ends()
            && last < start.day
        {
            return Err(Problem::DateOutOfRange { first: start.day, last: Day::LAST }.of(Field::End));
        }
        Ok(Self::of(start, repeat))
    }

    /// The same without asking whether the rule gives the day of `start`: for
    /// what others wrote. Then `start` is not one of its times.
    pub(crate) const fn of(start: Civil, repeat: Repeat) -> Self {
        Self { start, repeat, skipped: BTreeSet::new(), moved: BTreeMap::new(), pauses: Vec::new() }
    }

    /// Its first time, as the rule gives it.
    pub const fn start(&self) -> &Civil {
        &self.start
    }

    /// The rule.
    pub const fn repeat(&self) -> &Repeat {
        &self.repeat
    }

    /// Days that are left out.
    pub const fn skipped(&self) -> &BTreeSet<Day> {
        &self.skipped
    }

    /// Days that were moved, and to when.
    pub const fn moved(&self) -> &BTreeMap<Day, Civil> {
        &self.moved
    }

    /// Stretches without any time of it, in order.
    pub fn pauses(&self) -> &[DaySpan] {
        &self.pauses
    }

    /// Leaves one time out. Had it been moved, that is forgotten.
    ///
    /// # Errors
    /// A day that the rule does not give; too many exceptions.
    pub fn skip(mut self, day: Day) -> Result<Self, RuleBroken> {
        self.is_time(day)?;
        room(self.skipped.len() + usize::from(!self.skipped.contains(&day)))?;
        self.moved.remove(&day);
        self.skipped.insert(day);
        Ok(self)
    }

    /// Moves one time, also out of a pause. Had it been left out, it is back.
    ///
    /// # Errors
    /// A day that the rule does not give; too many exceptions.
    pub fn move_one(mut self, day: Day, to: Civil) -> Result<Self, RuleBroken> {
        self.is_time(day)?;
        room(self.moved.len() + usize::from(!self.moved.contains_key(&day)))?;
        self.skipped.remove(&day);
        self.moved.insert(day, to);
        Ok(self)
    }

    /// Takes back what was said about one time alone.
    pub fn restore(mut self, day: Day) -> Self {
        self.skipped.remove(&day);
        self.moved.remove(&day);
        self
    }

    /// Leaves out every time of some days, those that were moved excepted.
    ///
    /// # Errors
    /// Too many pauses.
    pub fn pause(mut self, span: DaySpan) -> Result<Self, RuleBroken> {
        self.pauses.push(span);
        self.pauses = DaySpan::merged(self.pauses);
        room(self.pauses.len())?;
        Ok(self)
    }

    /// Whether the rule gives a day, whatever became of it.
    pub fn gives(&self, day: Day) -> bool {
        self.days(day, day).next().is_some()
    }

    fn is_time(&self, day: Day) -> Result<(), RuleBroken> {
        if self.gives(day) { Ok(()) } else { Err(Problem::DoesNotFit.of(Field::Exceptions)) }
    }

    /// The days that the rule gives from `from` to `to`, both included, without
    /// asking for exceptions. Lazy: what is not taken costs nothing.
    pub fn days(&self, from: Day, to: Day) -> impl Iterator<Item = Day> + '_ {
        self.repeat.days(self.start.day, from, to)
    }

    /// What takes place on walls from `from` to `to`, both included, in the
    /// order of their walls.
    pub fn between_days(&self, from: Day, to: Day) -> Vec<Occurrence> {
        let moved = self.moved.iter().filter(|(_, slot)| from <= slot.day && slot.day <= to);
        let mut all: Vec<Occurrence> = moved.map(|(of, slot)| self.one(*of, slot.clone())).collect();
        all.extend(self.standing(from, to));
        sort::by_key(&mut all, |one| (one.slot.wall(), one.of));
        all
    }

    /// What takes place from `from` (included) to `to` (not included), in order.
    ///
    /// # Errors
    /// [`Problem::UnknownZone`], [`Problem::ZoneAnswer`], and
    /// [`Problem::DateOutOfRange`] for instants outside of the calendar.
    pub fn between(&self, from: Millis, to: Millis, rules: &dyn ZoneRules) -> Result<Vec<Met>, Problem> {
        let (first, last) = (near(from.utc_day()?, -2), near(to.utc_day()?, 2));
        let noon = |day: Day| Wall { day, time: self.start.time }.as_if_utc();
        let spare = 2 * Millis::HOURS_24;
        let table = ZoneTable::ask(rules, &self.start.zone, noon(first).plus(-spare), noon(last).plus(spare))?;
        let mut all = Vec::new();
        for (of, slot) in &self.moved {
            let found = slot.resolve(rules)?;
            all.push(Met { occurrence: self.one(*of, slot.clone()), at: found.at, landing: found.landing });
        }
        for occurrence in self.standing(first, last) {
            let found = table.resolve(occurrence.slot.wall())?;
            all.push(Met { occurrence, at: found.at, landing: found.landing });
        }
        all.retain(|met| from <= met.at && met.at < to);
        sort::by_key(&mut all, |met| (met.at, met.occurrence.of));
        Ok(all)
    }

    /// The first time after an instant; nothing when there is none.
    ///
    /// # Errors
    /// As [`Self::between`].
    pub fn next_after(&self, after: Millis, rules: &dyn ZoneRules) -> Result<Option<Met>, Problem> {
        let mut best: Option<Met> = None;
        let moved = self.moved.iter().map(|(of, slot)| self.one(*of, slot.clone()));
        let standing = self.standing(near(after.utc_day()?, -2), Day::LAST);
        for (occurrence, last) in moved.map(|one| (one, false)).chain(standing.map(|one| (one, true))) {
            let found = occurrence.slot.resolve(rules)?;
            if found.at > after {
                let met = Met { occurrence, at: found.at, landing: found.landing };
                best = best.filter(|best| best.at <= met.at).or(Some(met));
                if last {
                    break;
                }
            }
        }
        Ok(best)
    }

    /// What the rule gives and nobody has touched.
    fn standing(&self, from: Day, to: Day) -> impl Iterator<Item = Occurrence> + '_ {
        let untouched = |day: &Day| {
            let next = self.pauses.partition_point(|span| span.last() < *day);
            let paused = self.pauses.get(next).is_some_and(|span| span.holds(*day));
            !paused && !self.skipped.contains(day) && !self.moved.contains_key(day)
        };
        self.days(from, to).filter(untouched).map(|of| {
            let slot = Civil { day: of, ..self.start.clone() };
            Occurrence { of, slot, moved: false }
        })
    }

    fn one(&self, of: Day, slot: Civil) -> Occurrence {
        Occurrence { of, slot, moved: true }
    }
}

/// A day close by that the calendar has.
fn near(day: Day, days: i64) -> Day {
    day.plus_days(days).unwrap_or(if days < 0 { Day::FIRST } else { Day::LAST })
}

fn room(len: usize) -> Result<(), RuleBroken> {
    let full = len > MOST_EXCEPTIONS as usize;
    if full { Err(Problem::TooMany { max: MOST_EXCEPTIONS }.of(Field::Exceptions)) } else { Ok(()) }
}

#[cfg(test)]
pub(crate) mod tests;
