//! How long a meeting is to take, or took.

use crate::rules::{Field, Problem, RuleBroken};
use serde::{Deserialize, Deserializer, Serialize};

/// Minutes of a meeting: 1 to 1440.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Minutes(u16);

impl Minutes {
    /// A day.
    pub const MOST: u16 = 24 * 60;

    /// # Errors
    /// For anything but 1 to 1440.
    pub fn new(minutes: i64) -> Result<Self, RuleBroken> {
        let fits = u16::try_from(minutes).ok().filter(|m| (1..=Self::MOST).contains(m));
        fits.map(Self).ok_or(Problem::OutOfRange { min: 1, max: i64::from(Self::MOST) }.of(Field::Minutes))
    }

    /// As a number.
    pub const fn get(self) -> u16 {
        self.0
    }

    /// In milliseconds.
    pub(super) fn ms(self) -> i64 {
        i64::from(self.0) * 60_000
    }
}

impl<'de> Deserialize<'de> for Minutes {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::new(i64::deserialize(from)?).map_err(serde::de::Error::custom)
    }
}
