//! When a check-in may be answered again, and when it is due. In calendar
//! days, of the place where the person was: nothing here adds 24 hours.

use super::instrument::Instrument;
use super::key::Key;
use crate::rules::{Field, Problem, Rule, RuleBroken};
use crate::time::Day;
use rapport_ids::SpaceId;
use serde::Serialize;

/// A check-in that is due: told on its day, once more two days later, and then
/// not again until the next one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct DueCheckIn {
    pub instrument: Key,
    /// The pair it is about, where the instrument is about one.
    pub about: Option<SpaceId>,
    /// The day it is due.
    pub due: Day,
    /// The day to tell it once more; none where the next one is due by then.
    pub again: Option<Day>,
    /// Days from one to the next.
    pub every_days: u32,
}

/// Days after which it is told once more.
const AGAIN: i64 = 2;

/// How often an instrument is asked of a person, and since when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rhythm {
    pub instrument: Key,
    pub about: Option<SpaceId>,
    /// The first day on which it was due, or the last on which it was answered.
    pub from: Day,
    /// Whether `from` is a day on which it was answered.
    pub answered: bool,
    pub every_days: u32,
}

impl Rhythm {
    /// Since when it waits for an answer on a day: the last of its days up to
    /// then. None when nothing is due.
    pub fn since(&self, today: Day) -> Option<Day> {
        let every = i64::from(self.every_days.max(1));
        let past = today.epoch_days() - self.starts(every);
        (past >= 0).then(|| Day::from_epoch_days(today.epoch_days() - past.rem_euclid(every)).ok()).flatten()
    }

    fn starts(&self, every: i64) -> i64 {
        self.from.epoch_days() + if self.answered { every } else { 0 }
    }

    /// Everything that falls due from `first` to `last`, both included, by its
    /// due day or by the day of telling it once more. An answer ends what was
    /// due before it: the days then go on from that answer.
    pub fn due(&self, first: Day, last: Day) -> Vec<DueCheckIn> {
        let every = i64::from(self.every_days.max(1));
        let start = self.starts(every);
        // What was due a little before may be told once more in these days.
        let earliest = first.epoch_days() - AGAIN;
        let missed = (earliest - start).max(0);
        let mut due = start + missed.div_euclid(every) * every;
        let mut all = Vec::new();
        while due <= last.epoch_days() {
            let Ok(day) = Day::from_epoch_days(due) else { break };
            let again = if AGAIN < every { day.plus_days(AGAIN).ok() } else { None };
            let within = |day: &Day| (first..=last).contains(day);
            if within(&day) || again.is_some_and(|again| within(&again)) {
                let (instrument, every_days) = (self.instrument.clone(), self.every_days);
                all.push(DueCheckIn { instrument, about: self.about, due: day, again, every_days });
            }
            due += every;
        }
        all
    }
}

impl Instrument {
    /// Whether it may be answered on a day, after the days on which it was. A
    /// day that a wrong clock gave, far off in either direction, neither
    /// forbids it nor counts.
    ///
    /// # Errors
    /// [`Rule::TooSoon`] with the first day on which it may be.
    pub fn may_answer(&self, today: Day, answered: &[Day]) -> Result<(), RuleBroken> {
        let minimum = i64::from(self.minimum_days);
        let near = |day: &&Day| (today.epoch_days() - day.epoch_days()).abs() < minimum;
        match answered.iter().filter(near).max() {
            None => Ok(()),
            Some(last) => {
                let day = last.plus_days(minimum).unwrap_or(Day::LAST);
                Err(RuleBroken::not_allowed(Field::Instrument, Rule::TooSoon { day }))
            }
        }
    }

    /// How often a person wants it asked.
    ///
    /// # Errors
    /// [`Problem::OutOfRange`] for more often than it may be answered.
    pub fn rhythm(&self, every_days: u32) -> Result<u32, RuleBroken> {
        let (min, max) = (self.minimum_days, super::read::DAYS);
        let fits = (min..=max).contains(&every_days);
        let refused = Problem::OutOfRange { min: i64::from(min), max: i64::from(max) };
        if fits { Ok(every_days) } else { Err(refused.of(Field::Cadence)) }
    }
}
