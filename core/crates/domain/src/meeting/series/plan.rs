//! What two people agree on when they meet again and again.

use crate::calendar::{Ends, Recurrence, Repeat};
use crate::meeting::Minutes;
use crate::rules::RuleBroken;
use crate::time::{Civil, Day};
use serde::{Deserialize, Deserializer, Serialize};

/// The first time, the rhythm and the length. It never changes: another rhythm
/// is another plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Plan {
    start: Civil,
    repeat: Repeat,
    minutes: Minutes,
}

impl Plan {
    /// # Errors
    /// When the rhythm does not give the first time, or ends before it.
    pub fn new(start: Civil, repeat: Repeat, minutes: Minutes) -> Result<Self, RuleBroken> {
        Recurrence::new(start.clone(), repeat.clone())?;
        Ok(Self { start, repeat, minutes })
    }

    /// The first time.
    pub const fn start(&self) -> &Civil {
        &self.start
    }

    /// The rhythm.
    pub const fn repeat(&self) -> &Repeat {
        &self.repeat
    }

    /// How long each meeting is to take.
    pub const fn minutes(&self) -> Minutes {
        self.minutes
    }

    /// The same, with `last` as its last day; nothing when it begins later.
    pub(super) fn until(&self, last: Day) -> Option<Self> {
        if self.start.day > last {
            return None;
        }
        let ends = match self.repeat.ends() {
            // A count that runs out before stays a count.
            Ends::After(_) if self.recurrence().days(last, Day::LAST).all(|day| day <= last) => self.repeat.ends(),
            Ends::On(day) => Ends::On(day.min(last)),
            Ends::Never | Ends::After(_) => Ends::On(last),
        };
        let repeat = self.repeat.clone().ending(ends).ok()?;
        Some(Self { repeat, ..self.clone() })
    }

    pub(super) fn recurrence(&self) -> Recurrence {
        Recurrence::of(self.start.clone(), self.repeat.clone())
    }
}

impl<'de> Deserialize<'de> for Plan {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Raw {
            start: Civil,
            repeat: Repeat,
            minutes: Minutes,
        }
        let raw = Raw::deserialize(from)?;
        Self::new(raw.start, raw.repeat, raw.minutes).map_err(serde::de::Error::custom)
    }
}
