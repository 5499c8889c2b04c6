//! Putting a reminder off.

use super::{Record, When};
use crate::reminder::ladder::EVENING;
use crate::rules::Problem;
use crate::time::{Here, TimeOfDay, Wall};
use crate::words::plain;

plain! {
    /// For how long.
    Snooze in "reminder.snooze" {
        Hour = "hour",
        ThisEvening = "this_evening",
        Tomorrow = "tomorrow",
        NextWeek = "next_week",
    }
}

/// In the morning, when most people are up.
const MORNING: TimeOfDay = TimeOfDay::of(9, 0);

impl Snooze {
    /// So often a reminder can be put off. Then the question is whether
    /// another time suits better, or none.
    pub const MOST: u8 = 3;

    /// What can be chosen now: not this evening when it is evening. Nothing
    /// when it was put off often enough; then a screen asks.
    ///
    /// # Errors
    /// When the clock here cannot be known.
    pub fn choices(record: Option<&Record>, here: &Here<'_>) -> Result<Vec<Self>, Problem> {
        if record.is_some_and(|record| record.snoozes >= Self::MOST) {
            return Ok(Vec::new());
        }
        let evening = here.wall()?.time >= EVENING;
        Ok(Self::ALL.iter().copied().filter(|one| !(evening && *one == Self::ThisEvening)).collect())
    }

    /// When it comes again.
    ///
    /// # Errors
    /// As [`Self::choices`]; [`Problem::DateOutOfRange`].
    pub(super) fn when(self, here: &Here<'_>) -> Result<When, Problem> {
        let wall = here.wall()?;
        let on = |days, time| Ok(When::Here(Wall { day: wall.day.plus_days(days)?, time }));
        match self {
            Self::Hour => Ok(When::Moment(here.now.plus(3_600_000))),
            Self::ThisEvening if wall.time < EVENING => on(0, EVENING),
            Self::ThisEvening | Self::Tomorrow => on(1, MORNING),
            Self::NextWeek => on(7, MORNING),
        }
    }
}
