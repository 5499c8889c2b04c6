//! A point in time as a clock gave it.

use super::Day;
use crate::rules::Problem;
use serde::{Deserialize, Serialize};

/// Milliseconds since 1970-01-01 00:00 UTC. Any value can occur, since clocks
/// can be wrong; nothing is ordered and nothing is allowed because of one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Millis(pub i64);

impl Millis {
    /// Milliseconds of 24 hours. Not "a day": days have their own type.
    pub const HOURS_24: i64 = 86_400_000;

    /// So many milliseconds later, or earlier; stops at the ends of the scale.
    pub const fn plus(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// The date at this moment in UTC.
    ///
    /// # Errors
    /// [`Problem::DateOutOfRange`].
    pub fn utc_day(self) -> Result<Day, Problem> {
        Day::from_epoch_days(self.0.div_euclid(Self::HOURS_24))
    }
}
