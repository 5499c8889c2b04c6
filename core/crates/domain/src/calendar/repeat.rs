//! How often something comes back, on which days, and when it ends.

use super::{MonthDay, Nth, Pattern};
use crate::rules::{Field, Problem, RuleBroken};
use crate::time::Day;
use serde::{Deserialize, Serialize};

/// Periods from one to the next, at most.
pub const MOST_EVERY: u16 = 999;

/// When something that repeats comes to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ends {
    /// With the calendar.
    Never,
    /// With this day, which belongs to it, on the wall of its zone.
    On(Day),
    /// After so many times, those that are skipped among them.
    After(u32),
}

/// How something repeats.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Raw")]
pub struct Repeat {
    every: u16,
    pattern: Pattern,
    ends: Ends,
}

#[derive(Deserialize)]
struct Raw {
    every: u16,
    pattern: Pattern,
    ends: Ends,
}

impl TryFrom<Raw> for Repeat {
    type Error = RuleBroken;

    fn try_from(raw: Raw) -> Result<Self, RuleBroken> {
        Self::new(raw.every, raw.pattern, raw.ends)
    }
}

impl Repeat {
    /// In every period, every second one, and so on.
    ///
    /// # Errors
    /// An interval that is not 1 to 999, a count of zero, a week without a
    /// day, a date that no month has.
    pub fn new(every: u16, pattern: Pattern, ends: Ends) -> Result<Self, RuleBroken> {
        if !(1..=MOST_EVERY).contains(&every) {
            return Err(Problem::OutOfRange { min: 1, max: i64::from(MOST_EVERY) }.of(Field::Interval));
        }
        if ends == Ends::After(0) {
            return Err(Problem::OutOfRange { min: 1, max: i64::from(u32::MAX) }.of(Field::Count));
        }
        pattern.check()?;
        Ok(Self { every, pattern, ends })
    }

    /// Every week on the weekday of this day, without an end.
    pub fn weekly(on: Day) -> Self {
        Self { every: 1, pattern: Pattern::weekly(on), ends: Ends::Never }
    }

    /// Every second week on the weekday of this day, without an end.
    pub fn fortnightly(on: Day) -> Self {
        Self { every: 2, ..Self::weekly(on) }
    }

    /// Every month on that weekday of the month, without an end: the first
    /// Tuesday, the third one, the last one when the day lies in the fifth week.
    pub fn monthly(on: Day) -> Self {
        let nth = match chrono::Datelike::day0(&on.date()) / 7 {
            0 => Nth::First,
            1 => Nth::Second,
            2 => Nth::Third,
            3 => Nth::Fourth,
            _ => Nth::Last,
        };
        Self { every: 1, pattern: Pattern::MonthWeekday { nth, day: on.weekday() }, ends: Ends::Never }
    }

    /// Every month on this date, without an end.
    pub fn monthly_on(date: MonthDay) -> Result<Self, RuleBroken> {
        Self::new(1, Pattern::MonthDay(date), Ends::Never)
    }

    /// The same with another end.
    ///
    /// # Errors
    /// A count of zero.
    pub fn ending(self, ends: Ends) -> Result<Self, RuleBroken> {
        Self::new(self.every, self.pattern, ends)
    }

    /// From one period to the next.
    pub const fn every(&self) -> u16 {
        self.every
    }

    /// Its days in a period.
    pub const fn pattern(&self) -> &Pattern {
        &self.pattern
    }

    /// When it ends.
    pub const fn ends(&self) -> Ends {
        self.ends
    }

    /// Its days from `from` to `to`, both included, when it begins on `start`.
    /// Exceptions are not asked. The work is that of the days that come out.
    pub(super) fn days(&self, start: Day, from: Day, to: Day) -> impl Iterator<Item = Day> + '_ {
        let (from, to) = (from.max(start), to.min(self.last(start)));
        let (origin, every) = (self.pattern.period_of(start), i64::from(self.every));
        let gone = (self.pattern.period_of(from) - origin).max(0);
        let first = origin + gone.div_euclid(every) * every;
        let first = if first < origin + gone { first + every } else { first };
        let end = self.pattern.period_of(to);
        std::iter::successors(Some(first), move |period| Some(period + every))
            .take_while(move |period| *period <= end && from <= to)
            .flat_map(|period| self.pattern.days_in(period))
            .filter(move |day| from <= *day && *day <= to)
    }

    /// The last day that can be one of its days.
    pub(super) fn last(&self, start: Day) -> Day {
        match self.ends {
            Ends::Never => Day::LAST,
            Ends::On(day) => day,
            Ends::After(count) => self.nth_day(start, i64::from(count)).unwrap_or(Day::LAST),
        }
    }

    /// The day of the n-th time, from 1.
    fn nth_day(&self, start: Day, n: i64) -> Option<Day> {
        let (origin, every) = (self.pattern.period_of(start), i64::from(self.every));
        let in_first: Vec<Day> = self.pattern.days_in(origin).filter(|day| *day >= start).collect();
        if let Some(day) = usize::try_from(n - 1).ok().and_then(|index| in_first.get(index)) {
            return Some(*day);
        }
        // Counted from 0 among those of the later periods.
        let rest = n - 1 - i64::try_from(in_first.len()).ok()?;
        let Some(each) = self.pattern.always() else {
            // Months that have no such day cannot be counted by division; the
            // calendar has 2772 months.
            let months = std::iter::successors(Some(origin + every), |period| Some(period + every));
            let end = self.pattern.period_of(Day::LAST);
            let mut days =
                months.take_while(|period| *period <= end).filter_map(|one| self.pattern.days_in(one).next());
            return days.nth(usize::try_from(rest).ok()?);
        };
        let period = origin + every * (1 + rest.div_euclid(each));
        self.pattern.days_in(period).nth(usize::try_from(rest.rem_euclid(each)).ok()?)
    }
}
