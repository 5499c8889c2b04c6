//! On which days something comes back, counted in periods: days, weeks or
//! months. A period is reached by arithmetic, never by walking to it.

use crate::rules::{Field, Problem, RuleBroken};
use crate::time::{Day, Weekday};
use chrono::Datelike;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A day of the month, as one says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MonthDay {
    /// From 1 to 31. A month that has no such day is left out, as RFC 5545
    /// has it (section 3.3.10): nobody is invited to a day that nobody named.
    /// Whoever means the end of the month says [`Self::Last`].
    Date(u8),
    /// The last day, however long the month is.
    Last,
}

/// Which of the same weekdays of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nth {
    First,
    Second,
    Third,
    Fourth,
    /// A month without a fifth one is left out.
    Fifth,
    Last,
}

impl Nth {
    /// In the order in which a screen lists them.
    pub const ALL: &'static [Self] = &[Self::First, Self::Second, Self::Third, Self::Fourth, Self::Fifth, Self::Last];

    /// 1 to 5, and -1 for the last one.
    pub const fn number(self) -> i64 {
        match self {
            Self::First => 1,
            Self::Second => 2,
            Self::Third => 3,
            Self::Fourth => 4,
            Self::Fifth => 5,
            Self::Last => -1,
        }
    }

    /// The one with that number.
    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL.iter().copied().find(|nth| nth.number() == number)
    }
}

/// On which days of its period something takes place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pattern {
    /// A period is a day.
    Daily,
    /// A period is a week.
    Weekly {
        /// At least one.
        days: BTreeSet<Weekday>,
        /// The day with which a week begins. It matters only for several days
        /// in every second week, or a rarer one.
        begins: Weekday,
    },
    /// A period is a month.
    MonthDay(MonthDay),
    /// A period is a month.
    MonthWeekday { nth: Nth, day: Weekday },
}

impl Pattern {
    /// Once a week, on the weekday of this day.
    pub fn weekly(on: Day) -> Self {
        Self::Weekly { days: BTreeSet::from([on.weekday()]), begins: Weekday::Monday }
    }

    pub(super) fn check(&self) -> Result<(), RuleBroken> {
        match self {
            Self::Weekly { days, .. } if days.is_empty() => Err(Problem::Empty.of(Field::Repeat)),
            Self::MonthDay(MonthDay::Date(date)) if !(1..=31).contains(date) => {
                Err(Problem::OutOfRange { min: 1, max: 31 }.of(Field::Repeat))
            }
            _ => Ok(()),
        }
    }

    /// The number of the period in which a day lies.
    pub(super) fn period_of(&self, day: Day) -> i64 {
        match self {
            Self::Daily => day.epoch_days(),
            Self::Weekly { begins, .. } => (day.epoch_days() - first_of(*begins)).div_euclid(7),
            Self::MonthDay(_) | Self::MonthWeekday { .. } => {
                i64::from(day.date().year()) * 12 + i64::from(day.date().month0())
            }
        }
    }

    /// Its days in a period, in order; none where the calendar has ended.
    pub(super) fn days_in(&self, period: i64) -> impl Iterator<Item = Day> {
        let (mut many, mut one) = (None, None);
        match self {
            Self::Daily => one = Day::from_epoch_days(period).ok(),
            Self::Weekly { days, begins } => {
                let monday = period.saturating_mul(7).saturating_add(first_of(*begins));
                many = Some((0..7).filter_map(move |nth| {
                    let day = Day::from_epoch_days(monday.saturating_add(nth)).ok()?;
                    days.contains(&day.weekday()).then_some(day)
                }));
            }
            Self::MonthDay(MonthDay::Date(date)) => one = in_month(period, u32::from(*date)),
            Self::MonthDay(MonthDay::Last) => one = last_of_month(period),
            Self::MonthWeekday { nth, day } => one = nth_weekday(period, *nth, *day),
        }
        many.into_iter().flatten().chain(one)
    }

    /// How many days every period has; nothing when some have none.
    pub(super) fn always(&self) -> Option<i64> {
        match self {
            Self::Weekly { days, .. } => i64::try_from(days.len()).ok(),
            Self::MonthDay(MonthDay::Date(29..)) | Self::MonthWeekday { nth: Nth::Fifth, .. } => None,
            Self::Daily | Self::MonthDay(_) | Self::MonthWeekday { .. } => Some(1),
        }
    }

    /// Whether a day is one of its days.
    pub fn has(&self, day: Day) -> bool {
        self.days_in(self.period_of(day)).any(|other| other == day)
    }
}

/// Monday is 0.
fn number(day: Weekday) -> i64 {
    match day {
        Weekday::Monday => 0,
        Weekday::Tuesday => 1,
        Weekday::Wednesday => 2,
        Weekday::Thursday => 3,
        Weekday::Friday => 4,
        Weekday::Saturday => 5,
        Weekday::Sunday => 6,
    }
}

/// Days from 1970-01-01, a Thursday, to such a weekday in the week before.
fn first_of(day: Weekday) -> i64 {
    number(day) - 3
}

fn in_month(period: i64, date: u32) -> Option<Day> {
    let year = i32::try_from(period.div_euclid(12)).ok()?;
    let month = u32::try_from(period.rem_euclid(12)).ok()? + 1;
    Day::new(year, month, date).ok()
}

fn last_of_month(period: i64) -> Option<Day> {
    (28..=31).rev().find_map(|date| in_month(period, date))
}

fn nth_weekday(period: i64, nth: Nth, day: Weekday) -> Option<Day> {
    let ahead = |from: Day| (number(day) - number(from.weekday())).rem_euclid(7);
    if nth == Nth::Last {
        let last = last_of_month(period)?;
        return last.plus_days(-(7 - ahead(last)) % 7).ok();
    }
    let first = in_month(period, 1)?;
    let date = 1 + ahead(first) + 7 * (nth.number() - 1);
    in_month(period, u32::try_from(date).ok()?)
}
