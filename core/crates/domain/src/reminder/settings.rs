//! What a person wants of their reminders. The same on all their devices.

use super::Kind;
use crate::rules::{Field, Problem, RuleBroken};
use crate::time::{Day, TimeOfDay};
use rapport_ids::DeviceId;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeSet;

/// When nothing may come, by the clock of the phone. It may go over midnight;
/// the end is not part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct QuietHours {
    from: TimeOfDay,
    to: TimeOfDay,
}

impl QuietHours {
    /// # Errors
    /// When both are the same: that would be the whole day, for which there
    /// is a pause, or nothing.
    pub fn new(from: TimeOfDay, to: TimeOfDay) -> Result<Self, RuleBroken> {
        if from == to { Err(Problem::Same.of(Field::QuietHours)) } else { Ok(Self { from, to }) }
    }

    /// From 21:00 to 08:00.
    pub const fn usual() -> Self {
        Self { from: TimeOfDay::of(21, 0), to: TimeOfDay::of(8, 0) }
    }

    /// When they begin.
    pub const fn from(&self) -> TimeOfDay {
        self.from
    }

    /// When they are over.
    pub const fn to(&self) -> TimeOfDay {
        self.to
    }

    /// Whether a time of day, in minutes since midnight, lies in them.
    pub(super) fn hold(&self, minute: i64) -> bool {
        let (from, to) = (i64::from(self.from.minutes()), i64::from(self.to.minutes()));
        if from < to { from <= minute && minute < to } else { minute >= from || minute < to }
    }
}

impl<'de> Deserialize<'de> for QuietHours {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Raw {
            from: TimeOfDay,
            to: TimeOfDay,
        }
        let raw = Raw::deserialize(from)?;
        Self::new(raw.from, raw.to).map_err(serde::de::Error::custom)
    }
}

/// All that a person can set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// None: at any hour.
    pub quiet: Option<QuietHours>,
    /// Whether Saturdays and Sundays are quiet.
    pub quiet_weekends: bool,
    /// The last day on which nothing comes at all.
    pub paused_until: Option<Day>,
    /// Kinds that do not come.
    pub off: BTreeSet<Kind>,
    /// When to be reminded of what is due on a day.
    pub usual: TimeOfDay,
    /// The device that rings; none for the one used last.
    pub rings: Option<DeviceId>,
    /// Whether meetings may ring to the minute, where the phone allows it.
    pub exact_meetings: bool,
}

impl Default for Settings {
    /// The usual quiet hours, everything else on.
    fn default() -> Self {
        Self {
            quiet: Some(QuietHours::usual()),
            quiet_weekends: false,
            paused_until: None,
            off: BTreeSet::new(),
            usual: TimeOfDay::of(9, 0),
            rings: None,
            exact_meetings: false,
        }
    }
}

/// One thing set. Each is a field of its own, so that what two devices set
/// meets without loss.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SettingsAct {
    Quiet(Option<QuietHours>),
    QuietWeekends(bool),
    /// Nothing to go on.
    Pause(Option<Day>),
    Kind {
        kind: Kind,
        on: bool,
    },
    Usual(TimeOfDay),
    Rings(Option<DeviceId>),
    ExactMeetings(bool),
}

impl Settings {
    /// The settings after an act.
    pub fn apply(&self, act: &SettingsAct) -> Self {
        let mut next = self.clone();
        match act {
            SettingsAct::Quiet(quiet) => next.quiet = *quiet,
            SettingsAct::QuietWeekends(on) => next.quiet_weekends = *on,
            SettingsAct::Pause(until) => next.paused_until = *until,
            SettingsAct::Kind { kind, on: true } => {
                next.off.remove(kind);
            }
            SettingsAct::Kind { kind, on: false } => {
                next.off.insert(*kind);
            }
            SettingsAct::Usual(time) => next.usual = *time,
            SettingsAct::Rings(device) => next.rings = *device,
            SettingsAct::ExactMeetings(on) => next.exact_meetings = *on,
        }
        next
    }
}
