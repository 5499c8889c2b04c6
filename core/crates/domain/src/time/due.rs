//! When something is due, and whether that is past here and now.

use super::{Civil, Day, Millis, Wall, Zone, ZoneRules, ZoneTable};
use crate::rules::Problem;
use std::fmt;
use std::str::FromStr;

/// When something is to be done by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Due {
    /// On a day, wherever one is: over when that day is over here.
    On(Day),
    /// At a time at a place: over when that moment has passed.
    At(Civil),
}

impl Due {
    /// The date in it.
    pub const fn day(&self) -> Day {
        match self {
            Self::On(day) => *day,
            Self::At(civil) => civil.day,
        }
    }
}

impl fmt::Display for Due {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::On(day) => day.fmt(f),
            Self::At(civil) => civil.fmt(f),
        }
    }
}

impl FromStr for Due {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        if text.contains('T') { text.parse().map(Self::At) } else { text.parse().map(Self::On) }
    }
}

super::text_form!(Due);

/// Where the reader is and what their clock says.
#[derive(Clone, Copy)]
pub struct Here<'a> {
    pub now: Millis,
    pub zone: &'a Zone,
    pub rules: &'a dyn ZoneRules,
}

impl Here<'_> {
    /// What the clock on this wall shows.
    ///
    /// # Errors
    /// [`Problem::UnknownZone`], [`Problem::ZoneAnswer`], and
    /// [`Problem::DateOutOfRange`] for a clock outside of the calendar.
    pub fn wall(&self) -> Result<Wall, Problem> {
        self.now.utc_day()?;
        ZoneTable::ask(self.rules, self.zone, self.now, self.now.plus(1))?.wall(self.now)
    }

    /// The date here.
    ///
    /// # Errors
    /// As [`Self::wall`].
    pub fn today(&self) -> Result<Day, Problem> {
        Ok(self.wall()?.day)
    }

    /// Whether a due time has passed here.
    ///
    /// # Errors
    /// As [`Self::wall`].
    pub fn is_past(&self, due: &Due) -> Result<bool, Problem> {
        match due {
            Due::On(day) => Ok(self.today()? > *day),
            Due::At(civil) => Ok(self.now >= civil.resolve(self.rules)?.at),
        }
    }

    /// Whether a due time falls on this day here, passed or not.
    ///
    /// # Errors
    /// As [`Self::wall`].
    pub fn is_today(&self, due: &Due) -> Result<bool, Problem> {
        let day = match due {
            Due::On(day) => *day,
            Due::At(civil) => {
                let at = civil.resolve(self.rules)?.at;
                ZoneTable::ask(self.rules, self.zone, at, at.plus(1))?.wall(at)?.day
            }
        };
        Ok(self.today()? == day)
    }
}
