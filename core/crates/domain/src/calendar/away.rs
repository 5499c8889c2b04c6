//! Several days on end: an absence, or a pause of something that repeats.

use crate::rules::{Field, Problem, RuleBroken};
use crate::sort;
use crate::time::Day;
use serde::{Deserialize, Deserializer, Serialize};

/// From one day to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct DaySpan {
    first: Day,
    last: Day,
}

impl DaySpan {
    /// # Errors
    /// A last day before the first one, for this field.
    pub fn new(first: Day, last: Day, field: Field) -> Result<Self, RuleBroken> {
        if last < first {
            return Err(Problem::DateOutOfRange { first, last: Day::LAST }.of(field));
        }
        Ok(Self { first, last })
    }

    /// One day.
    pub const fn day(day: Day) -> Self {
        Self { first: day, last: day }
    }

    /// The first day.
    pub const fn first(&self) -> Day {
        self.first
    }

    /// The last day; it belongs to it.
    pub const fn last(&self) -> Day {
        self.last
    }

    /// Whether a day lies in it.
    pub fn holds(&self, day: Day) -> bool {
        self.first <= day && day <= self.last
    }

    /// What of these days is not in others: nothing, one stretch or two.
    pub fn without(self, gone: Self) -> Vec<Self> {
        let before = gone.first.plus_days(-1).ok().map(|last| (self.first, self.last.min(last)));
        let after = gone.last.plus_days(1).ok().map(|first| (self.first.max(first), self.last));
        let some = |(first, last): (Day, Day)| (first <= last).then_some(Self { first, last });
        before.into_iter().chain(after).filter_map(some).collect()
    }

    /// The same days, in order, and those that touch become one.
    pub fn merged(spans: impl IntoIterator<Item = Self>) -> Vec<Self> {
        let mut sorted: Vec<Self> = spans.into_iter().collect();
        sort::by(&mut sorted, Ord::cmp);
        let mut merged: Vec<Self> = Vec::with_capacity(sorted.len());
        for span in sorted {
            match merged.last_mut() {
                Some(before) if span.first.epoch_days() <= before.last.epoch_days() + 1 => {
                    before.last = before.last.max(span.last);
                }
                _ => merged.push(span),
            }
        }
        merged
    }
}

impl<'de> Deserialize<'de> for DaySpan {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Raw {
            first: Day,
            last: Day,
        }
        let raw = Raw::deserialize(from)?;
        Self::new(raw.first, raw.last, Field::Absence).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::tests::day;

    #[test]
    fn days_that_touch_become_one() {
        let span = |a: &str, b: &str| DaySpan::new(day(a), day(b), Field::Absence).unwrap();
        let all =
            [span("2026-05-04", "2026-05-06"), span("2026-05-01", "2026-05-03"), span("2026-05-08", "2026-05-08")];
        assert_eq!(DaySpan::merged(all), [span("2026-05-01", "2026-05-06"), DaySpan::day(day("2026-05-08"))]);
        assert!(all[0].holds(day("2026-05-06")) && !all[0].holds(day("2026-05-07")));
    }

    #[test]
    fn days_taken_back_leave_what_is_before_and_after() {
        let span = |a: i64, b: i64| DaySpan {
            first: Day::from_epoch_days(a).unwrap(),
            last: Day::from_epoch_days(b).unwrap(),
        };
        for (first, last) in (0..7).flat_map(|first| (first..7).map(move |last| (first, last))) {
            let left = span(2, 4).without(span(first, last));
            let days: Vec<i64> =
                (0..9).filter(|day| left.iter().any(|one| one.holds(Day::from_epoch_days(*day).unwrap()))).collect();
            assert_eq!(days, (2..=4).filter(|day| !(first..=last).contains(day)).collect::<Vec<_>>());
        }
    }

    #[test]
    fn it_does_not_end_before_it_begins() {
        let why = Problem::DateOutOfRange { first: day("2026-05-02"), last: Day::LAST };
        assert_eq!(DaySpan::new(day("2026-05-02"), day("2026-05-01"), Field::Absence), Err(why.of(Field::Absence)));
        assert!(serde_json::from_str::<DaySpan>(r#"{"first":"2026-05-02","last":"2026-05-01"}"#).is_err());
        let one = DaySpan::day(day("2026-05-02"));
        assert_eq!(serde_json::from_str::<DaySpan>(&serde_json::to_string(&one).unwrap()).unwrap(), one);
    }
}
