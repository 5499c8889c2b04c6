//! When a reminder is meant for.

use crate::time::{Civil, Millis, Wall};
use serde::{Deserialize, Serialize};

/// A time as it is meant. Days are days of a calendar; nothing adds 24 hours.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// By the clock of the phone, wherever that is.
    Here(Wall),
    /// So many calendar days after a time at a place, and then so many
    /// minutes; both may be negative.
    At { slot: Civil, days: i16, minutes: i32 },
    /// A moment: an hour from now.
    Moment(Millis),
}

impl When {
    /// A time at a place.
    pub const fn at(slot: Civil) -> Self {
        Self::At { slot, days: 0, minutes: 0 }
    }

    /// What clocks would show in UTC: within a day of the moment itself,
    /// whatever the zone.
    pub(super) fn about(&self) -> Millis {
        match self {
            Self::Here(wall) => wall.as_if_utc(),
            Self::At { slot, days, minutes } => {
                let shift = i64::from(*days) * Millis::HOURS_24 + i64::from(*minutes) * 60_000;
                slot.wall().as_if_utc().plus(shift)
            }
            Self::Moment(at) => *at,
        }
    }
}
