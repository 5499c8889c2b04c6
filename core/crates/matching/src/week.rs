//! The hours of a week, in quarters: small enough to compare a million pairs.

use rapport_domain::time::Weekday;
use serde::Serialize;

/// Minutes of a day.
const DAY: u16 = 1_440;
/// The grain of all of it, in minutes.
pub const QUARTER: u16 = 15;
const WORDS: usize = 11;

/// From one minute of a day to another, both on a quarter of an hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Hours {
    pub day: Weekday,
    pub from: u16,
    /// At most 1440, the end of the day.
    pub to: u16,
}

impl Hours {
    /// None where they are no stretch of a day in whole quarters.
    pub fn new(day: Weekday, from: u16, to: u16) -> Option<Self> {
        let good = from < to && to <= DAY && from.is_multiple_of(QUARTER) && to.is_multiple_of(QUARTER);
        good.then_some(Self { day, from, to })
    }

    /// As people write it: `17:00-20:30`.
    pub fn read(day: Weekday, text: &str) -> Option<Self> {
        let (from, to) = text.split_once('-')?;
        Self::new(day, minute(from)?, minute(to)?)
    }
}

fn minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.trim().split_once(':')?;
    let number = |text: &str| -> Option<u16> {
        (text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
    };
    let (hour, minute) = (number(hour)?, number(minute)?);
    (minute < 60).then_some(hour * 60 + minute)
}

/// A week as a set of its quarters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Week([u64; WORDS]);

impl Week {
    pub(crate) fn of(all: &[Hours]) -> Self {
        let mut week = Self::default();
        for hours in all {
            let day = Weekday::ALL.iter().position(|day| *day == hours.day).unwrap_or(0);
            for quarter in hours.from / QUARTER..hours.to / QUARTER {
                let nth = day * usize::from(DAY / QUARTER) + usize::from(quarter);
                if let Some(word) = week.0.get_mut(nth / 64) {
                    *word |= 1 << (nth % 64);
                }
            }
        }
        week
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// Minutes that both have.
    pub(crate) fn common(&self, other: &Self) -> u32 {
        let quarters: u32 = self.0.iter().zip(&other.0).map(|(one, other)| (one & other).count_ones()).sum();
        quarters * u32::from(QUARTER)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_as_people_write_them() {
        let day = Weekday::ALL[6];
        assert_eq!(Hours::read(day, "17:00-20:30"), Hours::new(day, 1020, 1230));
        assert_eq!(Hours::read(day, "23:45-24:00"), Hours::new(day, 1425, 1440));
        for wrong in
            ["", "17-20", "20:00-17:00", "17:00-17:00", "17:10-18:00", "17:00-24:15", "7:00-8:00", "17:60-18:15"]
        {
            assert_eq!(Hours::read(day, wrong), None, "{wrong}");
        }
    }

    #[test]
    fn common_minutes_are_those_of_both() {
        let (first, last) = (Weekday::ALL[0], Weekday::ALL[6]);
        let hours = |day, text| Hours::read(day, text).unwrap();
        let one = Week::of(&[hours(first, "00:00-01:00"), hours(last, "20:00-24:00")]);
        let other = Week::of(&[hours(first, "00:30-09:00"), hours(last, "23:45-24:00"), hours(last, "22:00-22:30")]);
        assert_eq!((one.common(&other), other.common(&one)), (75, 75));
        assert_eq!(one.common(&one), 300);
        assert!(Week::of(&[]).is_empty() && !one.is_empty());
    }
}
