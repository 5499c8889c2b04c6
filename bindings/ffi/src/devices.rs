//! One's own devices, and the words with which a person comes back.

use crate::area::area;
use crate::failure::Failure;
use crate::ids::DeviceId;
use crate::observe::Subscription;
pub use rapport_core::devices::{DeviceRow, SafetyView};
use std::sync::Arc;

/// One device.
#[uniffi::remote(Record)]
pub struct DeviceRow {
    /// Names the device.
    pub id: DeviceId,
    /// The one that whoever looks is holding.
    pub this_device: bool,
    /// Whether it still counts.
    pub current: bool,
}

/// What there is to know about the safety of this profile.
#[uniffi::remote(Record)]
pub struct SafetyView {
    /// All devices of this person.
    pub devices: Vec<DeviceRow>,
    /// The 24 words are still here, because nobody has confirmed them.
    pub words_unconfirmed: bool,
}

/// Is told about devices and safety each time something changes.
#[uniffi::export(foreign)]
pub trait SafetyObserver: Send + Sync {
    /// How it stands now.
    fn on_safety(&self, safety: SafetyView);
}

/// Everything about one's own devices. Fetched once and kept.
#[derive(uniffi::Object)]
pub struct Devices {
    core: rapport_core::Rapport,
}

area!(Devices by devices);

#[uniffi::export]
impl Devices {
    /// Devices and safety.
    pub async fn view(&self) -> Result<SafetyView, Failure> {
        self.run(|devices| devices.view()).await
    }

    /// Watches devices and safety; the observer has the first value before this returns.
    pub async fn watch(&self, observer: Arc<dyn SafetyObserver>) -> Result<Arc<Subscription>, Failure> {
        let tell = move |view: &SafetyView| observer.on_safety(view.clone());
        self.run(move |devices| devices.watch(tell)).await.map(Subscription::new)
    }

    /// The 24 words, to be written down; nothing once that was confirmed, for then only the person has them.
    pub async fn recovery_words(&self) -> Result<Option<String>, Failure> {
        self.run(|devices| Ok(devices.recovery_words()?.map(|words| words.to_string()))).await
    }

    /// The person has written the words down: they are erased here.
    pub async fn confirm_recovery_words(&self) -> Result<(), Failure> {
        self.run(|devices| devices.confirm_recovery_words()).await
    }
}
