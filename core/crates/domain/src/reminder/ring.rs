//! Which device of a person makes a sound. All others show in silence.

use super::Settings;
use crate::time::Millis;
use rapport_ids::DeviceId;
use serde::{Deserialize, Serialize};

/// A device of the person, and when it was last used as far as is known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Used {
    pub device: DeviceId,
    pub at: Millis,
}

/// The device that rings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ringing {
    pub device: DeviceId,
    /// Since when. What was due before had another device to ring for it.
    pub since: Millis,
}

impl Ringing {
    /// The one device there is.
    pub const fn only(device: DeviceId) -> Self {
        Self { device, since: Millis(i64::MIN) }
    }

    /// The device named in the settings as long as it is in use, else the one
    /// used last; of two used at the same time the one with the lower name.
    /// Nothing when there is none.
    pub fn of(settings: &Settings, devices: &[Used]) -> Option<DeviceId> {
        let named = settings.rings.filter(|named| devices.iter().any(|used| used.device == *named));
        let last = || devices.iter().max_by(|a, b| (a.at, b.device).cmp(&(b.at, a.device))).map(|used| used.device);
        named.or_else(last)
    }

    /// The same device rings on, or another one from now on.
    #[must_use]
    pub fn next(self, device: DeviceId, now: Millis) -> Self {
        if self.device == device { self } else { Self { device, since: now } }
    }
}
