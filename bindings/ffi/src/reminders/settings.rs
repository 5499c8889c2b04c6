//! What a person wants of their reminders.

use super::words::ReminderKind;
use crate::failure::Failure;
use crate::ids::DeviceId;
use crate::time::{Day, TimeOfDay};
use rapport_core::reminders;

/// When nothing may come, by the clock of the phone. It may go over midnight; the end is not part of it.
#[derive(uniffi::Record)]
pub struct QuietHours {
    /// When they begin.
    pub begin: TimeOfDay,
    /// When they are over.
    pub end: TimeOfDay,
}

impl From<reminders::QuietHours> for QuietHours {
    fn from(hours: reminders::QuietHours) -> Self {
        Self { begin: hours.from(), end: hours.to() }
    }
}

/// All that a person can set about reminders.
#[derive(uniffi::Record)]
pub struct ReminderSettings {
    /// When nothing comes; none: it may come at any hour.
    pub quiet: Option<QuietHours>,
    /// Whether Saturdays and Sundays are quiet.
    pub quiet_weekends: bool,
    /// The last day on which nothing comes at all.
    pub paused_until: Option<Day>,
    /// Kinds that do not come.
    pub off: Vec<ReminderKind>,
    /// When to be reminded of what is due on a day.
    pub usual: TimeOfDay,
    /// The device that makes a sound; none for the one used last.
    pub rings: Option<DeviceId>,
    /// Whether meetings may ring to the minute, where the phone allows it.
    pub exact_meetings: bool,
}

impl From<reminders::Settings> for ReminderSettings {
    fn from(settings: reminders::Settings) -> Self {
        let reminders::Settings { quiet, quiet_weekends, paused_until, off, usual, rings, exact_meetings } = settings;
        let quiet = quiet.map(QuietHours::from);
        Self { quiet, quiet_weekends, paused_until, off: off.into_iter().collect(), usual, rings, exact_meetings }
    }
}

pub(super) fn quiet(hours: Option<QuietHours>) -> Result<Option<reminders::QuietHours>, Failure> {
    Ok(hours.map(|hours| reminders::QuietHours::new(hours.begin, hours.end)).transpose()?)
}
