//! A date and a time on the wall, with and without the place of the wall.

use super::{Day, Millis, Resolved, TimeOfDay, Zone, ZoneRules, ZoneTable};
use crate::rules::Problem;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// What a calendar and a clock on some wall show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Wall {
    pub day: Day,
    pub time: TimeOfDay,
}

impl Wall {
    const MINUTE: i64 = 60_000;

    /// The instant at which clocks in UTC show this.
    pub fn as_if_utc(self) -> Millis {
        Millis(self.day.epoch_days() * Millis::HOURS_24 + i64::from(self.time.minutes()) * Self::MINUTE)
    }

    /// What clocks in UTC show at an instant; seconds are dropped.
    ///
    /// # Errors
    /// [`Problem::DateOutOfRange`].
    pub fn in_utc(at: Millis) -> Result<Self, Problem> {
        let minutes = at.0.rem_euclid(Millis::HOURS_24) / Self::MINUTE;
        let minutes = u32::try_from(minutes).map_err(|_| Problem::NotATime)?;
        Ok(Self { day: at.utc_day()?, time: TimeOfDay::new(minutes / 60, minutes % 60)? })
    }
}

/// I17: a date and a time as people agreed on them, with the zone they meant.
/// Its text is `2026-03-29T02:30[Europe/Zurich]`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Civil {
    pub day: Day,
    pub time: TimeOfDay,
    pub zone: Zone,
}

impl Civil {
    /// No zone on Earth is further ahead of UTC than this, or further behind.
    const FURTHEST_MS: i64 = 15 * 3_600_000;

    /// Date and time without the place.
    pub const fn wall(&self) -> Wall {
        Wall { day: self.day, time: self.time }
    }

    /// When that is. Clocks jump over some times: then the instant is the one
    /// that the clock before the jump would have called so, later than the
    /// jump. Clocks show some times twice: then it is the first.
    ///
    /// # Errors
    /// [`Problem::UnknownZone`]; [`Problem::ZoneAnswer`] when the port's
    /// answer makes no sense.
    pub fn resolve(&self, rules: &dyn ZoneRules) -> Result<Resolved, Problem> {
        let about = self.wall().as_if_utc();
        let (from, to) = (about.plus(-2 * Millis::HOURS_24), about.plus(2 * Millis::HOURS_24));
        ZoneTable::ask(rules, &self.zone, from, to)?.resolve(self.wall())
    }

    /// Whether it lies in the future of `now` whatever the zone's rules say:
    /// a check for which no rules are needed.
    pub fn is_surely_after(&self, now: Millis) -> bool {
        self.wall().as_if_utc().plus(-Self::FURTHEST_MS) > now
    }
}

impl fmt::Display for Civil {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{}[{}]", self.day, self.time, self.zone)
    }
}

impl FromStr for Civil {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let (day, rest) = text.split_once('T').ok_or(Problem::NotADate)?;
        let (time, zone) = rest.split_once('[').ok_or(Problem::NotAZone)?;
        let zone = zone.strip_suffix(']').ok_or(Problem::NotAZone)?;
        Ok(Self { day: day.parse()?, time: time.parse()?, zone: Zone::new(zone)? })
    }
}

super::text_form!(Civil);
