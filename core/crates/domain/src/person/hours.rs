//! When somebody likes to be contacted.

use crate::rules::{Field, Problem, RuleBroken};
use crate::time::{TimeOfDay, Weekday};
use serde::{Deserialize, Deserializer, Serialize};

/// From one time to a later one on a day of the week, by the person's own
/// clock. The end is not part of it; 00:00 as an end means midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct ContactHours {
    day: Weekday,
    from: TimeOfDay,
    to: TimeOfDay,
}

impl ContactHours {
    /// # Errors
    /// When the end does not come after the beginning. Hours across midnight
    /// are written as two.
    pub fn new(day: Weekday, from: TimeOfDay, to: TimeOfDay) -> Result<Self, RuleBroken> {
        let hours = Self { day, from, to };
        if from.minutes() < hours.end() { Ok(hours) } else { Err(Problem::Same.of(Field::ContactHours)) }
    }

    /// The day of the week.
    pub const fn day(&self) -> Weekday {
        self.day
    }

    /// When it begins.
    pub const fn from(&self) -> TimeOfDay {
        self.from
    }

    /// When it is over; 00:00 is the midnight that ends the day.
    pub const fn to(&self) -> TimeOfDay {
        self.to
    }

    /// Minutes since midnight at which it is over: up to 1440.
    const fn end(&self) -> u16 {
        if self.to.minutes() == 0 { 24 * 60 } else { self.to.minutes() }
    }

    /// Whether a moment on the person's wall lies in it.
    pub fn holds(&self, day: Weekday, time: TimeOfDay) -> bool {
        self.day == day && self.from <= time && time.minutes() < self.end()
    }

    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.day == other.day && self.from.minutes() < other.end() && other.from.minutes() < self.end()
    }
}

impl<'de> Deserialize<'de> for ContactHours {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Raw {
            day: Weekday,
            from: TimeOfDay,
            to: TimeOfDay,
        }
        let raw = Raw::deserialize(from)?;
        Self::new(raw.day, raw.from, raw.to).map_err(serde::de::Error::custom)
    }
}
