//! One's own devices, and the words with which a person comes back.

use crate::area::area;
use crate::failure::Failure;
use crate::ids::{BoxId, DeviceId};
use crate::observe::Subscription;
use crate::people::InviteView;
use rapport_core::devices::Zeroizing;
pub use rapport_core::devices::{DeviceRow, RecoveryStage, RecoveryView, SafetyView};
use std::sync::Arc;

/// One device.
#[uniffi::remote(Record)]
pub struct DeviceRow {
    /// Names the device.
    pub id: DeviceId,
    /// What its person calls it; empty until they have named it.
    pub name: String,
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
    /// This device belongs to nobody yet: another one has to take it in.
    pub guest: bool,
    /// The 24 words are still here, because nobody has confirmed them.
    pub words_unconfirmed: bool,
    /// What has to be written down beside the words: where the relay is found again. Nothing before there is one.
    pub relay: Option<String>,
    /// Somebody comes back on this device with the words; nothing otherwise.
    pub recovery: Option<RecoveryView>,
}

/// How coming back with the 24 words stands.
#[uniffi::remote(Record)]
pub struct RecoveryView {
    /// The relay that is asked.
    pub relay: String,
    /// How far it is.
    pub stage: RecoveryStage,
}

/// How far coming back with the 24 words is.
#[uniffi::remote(Enum)]
pub enum RecoveryStage {
    /// The relay has not answered yet.
    Looking,
    /// The relay knows nothing that these words open: perhaps it is another one.
    NotThere,
    /// It is there, and is being read.
    Reading,
}

/// Is told about devices and safety each time something changes.
#[uniffi::export(foreign)]
pub trait SafetyObserver: Send + Sync {
    /// How it stands now.
    fn on_safety(&self, safety: SafetyView);
}

/// Is told about links for devices each time something changes.
#[uniffi::export(foreign)]
pub trait LinksObserver: Send + Sync {
    /// All links, given and taken, the oldest first.
    fn on_links(&self, links: Vec<InviteView>);
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

    /// Opens a way in for another device of this person, at the relay that was agreed to first.
    ///
    /// Its link comes from `People.inviteLink` and is shown as a QR code; the new device reads it. Both then show a
    /// code, which is confirmed with `People.confirm` or given up with `People.cancel`.
    pub async fn link(&self) -> Result<BoxId, Failure> {
        self.run(|devices| devices.link()).await
    }

    /// The links that were given to one's devices, or taken by this one, the oldest first.
    pub async fn links(&self) -> Result<Vec<InviteView>, Failure> {
        self.run(|devices| devices.links()).await
    }

    /// Watches the links; the observer has the first value before this returns.
    pub async fn watch_links(&self, observer: Arc<dyn LinksObserver>) -> Result<Arc<Subscription>, Failure> {
        let tell = move |links: &[InviteView]| observer.on_links(links.to_vec());
        self.run(move |devices| devices.watch_links(tell)).await.map(Subscription::new)
    }

    /// Gives one of one's devices a name, for one's own eyes.
    pub async fn rename(&self, device: DeviceId, name: String) -> Result<(), Failure> {
        self.run(move |devices| devices.rename(device, &name)).await
    }

    /// Removes another device: it reads nothing that is written from then on, and what it writes counts for nobody.
    ///
    /// `NotAllowed` for this very device, and for one that took this one in while the recovery words are gone from here.
    pub async fn remove(&self, device: DeviceId) -> Result<(), Failure> {
        self.run(move |devices| devices.remove(device)).await
    }

    /// The 24 words, to be written down; nothing once that was confirmed, for then only the person has them.
    pub async fn recovery_words(&self) -> Result<Option<String>, Failure> {
        self.run(|devices| Ok(devices.recovery_words()?.map(|words| words.to_string()))).await
    }

    /// Comes back as the person whose 24 words these are, on a device that waits to be taken in.
    ///
    /// Goes on by itself with sync; `view` says how far it is. Other words take the place of those entered before. The
    /// words stay here until it is confirmed once more that they are written down. `plainHttp` allows a relay without
    /// TLS on another machine.
    #[uniffi::method(default(plain_http = false))]
    pub async fn recover(&self, words: String, relay: String, plain_http: bool) -> Result<(), Failure> {
        let words = Zeroizing::new(words);
        self.run(move |devices| devices.recover(&words, &relay, plain_http)).await
    }

    /// Gives coming back with the words up: the device waits to be taken in again.
    pub async fn stop_recovery(&self) -> Result<(), Failure> {
        self.run(|devices| devices.stop_recovery()).await
    }

    /// Takes the words up again on a device of their person, so that any other device can be removed.
    ///
    /// They stay until it is confirmed once more that they are written down.
    pub async fn enter_words(&self, words: String) -> Result<(), Failure> {
        let words = Zeroizing::new(words);
        self.run(move |devices| devices.enter_words(&words)).await
    }

    /// The person has written the words down: they are erased here.
    pub async fn confirm_recovery_words(&self) -> Result<(), Failure> {
        self.run(|devices| devices.confirm_recovery_words()).await
    }
}
