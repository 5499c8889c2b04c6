//! Dates and times of day, as a calendar and a clock on the wall show them.

use crate::rules::Problem;
use crate::words::plain;
use chrono::{Datelike, NaiveDate, TimeDelta};
use std::fmt;
use std::str::FromStr;

plain! {
    /// A day of the week.
    Weekday in "weekday" {
        Monday = "monday",
        Tuesday = "tuesday",
        Wednesday = "wednesday",
        Thursday = "thursday",
        Friday = "friday",
        Saturday = "saturday",
        Sunday = "sunday",
    }
}

/// A date from 1970 to 2200. Its text is `2026-03-29`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(NaiveDate);

const fn fixed(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(date) => date,
        None => NaiveDate::MIN,
    }
}

impl Day {
    /// The first date that is kept.
    pub const FIRST: Self = Self(fixed(1970, 1, 1));
    /// The last date that is kept.
    pub const LAST: Self = Self(fixed(2200, 12, 31));

    const OUT_OF_RANGE: Problem = Problem::DateOutOfRange { first: Self::FIRST, last: Self::LAST };

    /// # Errors
    /// [`Problem::NotADate`], [`Problem::DateOutOfRange`].
    pub fn new(year: i32, month: u32, day: u32) -> Result<Self, Problem> {
        Self::in_range(NaiveDate::from_ymd_opt(year, month, day).ok_or(Problem::NotADate)?)
    }

    fn in_range(date: NaiveDate) -> Result<Self, Problem> {
        if date < Self::FIRST.0 || date > Self::LAST.0 { Err(Self::OUT_OF_RANGE) } else { Ok(Self(date)) }
    }

    /// The day so many days after 1970-01-01.
    ///
    /// # Errors
    /// [`Problem::DateOutOfRange`].
    pub fn from_epoch_days(days: i64) -> Result<Self, Problem> {
        let delta = TimeDelta::try_days(days).ok_or(Self::OUT_OF_RANGE)?;
        Self::in_range(Self::FIRST.0.checked_add_signed(delta).ok_or(Self::OUT_OF_RANGE)?)
    }

    /// How many days it is after 1970-01-01.
    pub fn epoch_days(self) -> i64 {
        self.0.signed_duration_since(Self::FIRST.0).num_days()
    }

    /// So many calendar days later, or earlier.
    ///
    /// # Errors
    /// [`Problem::DateOutOfRange`].
    pub fn plus_days(self, days: i64) -> Result<Self, Problem> {
        Self::from_epoch_days(self.epoch_days().checked_add(days).ok_or(Self::OUT_OF_RANGE)?)
    }

    /// 1 to 31.
    pub fn of_month(self) -> u32 {
        chrono::Datelike::day(&self.0)
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        match self.0.weekday() {
            chrono::Weekday::Mon => Weekday::Monday,
            chrono::Weekday::Tue => Weekday::Tuesday,
            chrono::Weekday::Wed => Weekday::Wednesday,
            chrono::Weekday::Thu => Weekday::Thursday,
            chrono::Weekday::Fri => Weekday::Friday,
            chrono::Weekday::Sat => Weekday::Saturday,
            chrono::Weekday::Sun => Weekday::Sunday,
        }
    }

    /// The same date for calendar arithmetic.
    pub const fn date(self) -> NaiveDate {
        self.0
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

/// Digits of a fixed width, and nothing else.
fn digits(text: &str, width: usize) -> Option<u32> {
    (text.len() == width && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

impl FromStr for Day {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let mut parts = text.splitn(3, '-');
        let mut part = |width| parts.next().and_then(|text| digits(text, width)).ok_or(Problem::NotADate);
        let (year, month, day) = (part(4)?, part(2)?, part(2)?);
        Self::new(i32::try_from(year).map_err(|_| Problem::NotADate)?, month, day)
    }
}

/// A time of day to the minute. Its text is `02:30`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay(u16);

impl TimeOfDay {
    /// The beginning of a day.
    pub const MIDNIGHT: Self = Self(0);

    /// # Errors
    /// [`Problem::NotATime`].
    pub fn new(hour: u32, minute: u32) -> Result<Self, Problem> {
        if hour > 23 || minute > 59 {
            return Err(Problem::NotATime);
        }
        u16::try_from(hour * 60 + minute).map(Self).map_err(|_| Problem::NotATime)
    }

    /// A fixed time of this crate: hour below 24, minute below 60.
    pub(crate) const fn of(hour: u8, minute: u8) -> Self {
        Self(hour as u16 * 60 + minute as u16)
    }

    /// Minutes since midnight, 0 to 1439.
    pub const fn minutes(self) -> u16 {
        self.0
    }

    /// 0 to 23.
    pub const fn hour(self) -> u16 {
        self.0 / 60
    }

    /// 0 to 59.
    pub const fn minute(self) -> u16 {
        self.0 % 60
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour(), self.minute())
    }
}

impl FromStr for TimeOfDay {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let (hour, minute) = text.split_once(':').ok_or(Problem::NotATime)?;
        let part = |text| digits(text, 2).ok_or(Problem::NotATime);
        Self::new(part(hour)?, part(minute)?)
    }
}

super::text_form!(Day);
super::text_form!(TimeOfDay);
