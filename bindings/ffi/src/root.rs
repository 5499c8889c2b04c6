//! An open profile, and the way to all areas.

use crate::availability::Availability;
use crate::checkins::CheckIns;
use crate::devices::Devices;
use crate::failure::Failure;
use crate::goals::Goals;
use crate::meetings::Meetings;
use crate::notes::Notes;
use crate::people::People;
use crate::platform::{Config, Platform};
use crate::reminders::Reminders;
use crate::sync::Sync;
use rapport_core::devices::Zeroizing;
use std::sync::Arc;

/// One profile: a person on this device, with everything they keep. An app has one and keeps it.
#[derive(uniffi::Object)]
pub struct Rapport {
    pub(crate) core: rapport_core::Rapport,
}

impl Rapport {
    fn over(core: rapport_core::Rapport) -> Arc<Self> {
        Arc::new(Self { core })
    }
}

#[uniffi::export]
impl Rapport {
    /// Makes a new person with their first device. Needs no network.
    ///
    /// Fails with `Conflict` when the folder holds a profile already, `Invalid` for a name that is not acceptable.
    #[uniffi::constructor]
    pub async fn create(config: Config, platform: Arc<Platform>, name: String) -> Result<Arc<Self>, Failure> {
        let make = move || rapport_core::Rapport::create(config.into(), platform.ports.clone(), &name);
        rapport_core::aside(make).await.map(Self::over)
    }

    /// Makes a device that belongs to nobody yet, for another device of the same person to take in.
    ///
    /// `name` is what that one is shown, `link` what it shows. Until it was taken in, everything else fails with
    /// `NotAllowed` and the rule `NotLinkedYet`; when the link came to nothing, another one is answered with
    /// `People.join`. Fails as `create` and `People.join` do; nothing was made then.
    #[uniffi::constructor]
    pub async fn create_guest(
        config: Config,
        platform: Arc<Platform>,
        name: String,
        link: String,
        plain_http: bool,
    ) -> Result<Arc<Self>, Failure> {
        let make = move || {
            rapport_core::Rapport::create_guest(config.into(), platform.ports.clone(), &name, &link, plain_http)
        };
        rapport_core::aside(make).await.map(Self::over)
    }

    /// Makes a device on which the person of these 24 words comes back, from nothing but the words and their relay.
    ///
    /// `name` is what their devices call it. `Devices.watch` says how far it is, and `Devices.recover` takes other words
    /// or another relay. Fails as `create` and `Devices.recover` do; nothing was made then.
    #[uniffi::constructor]
    pub async fn create_recovering(
        config: Config,
        platform: Arc<Platform>,
        name: String,
        words: String,
        relay: String,
        plain_http: bool,
    ) -> Result<Arc<Self>, Failure> {
        let words = Zeroizing::new(words);
        let make = move || {
            let ports = platform.ports.clone();
            rapport_core::Rapport::create_recovering(config.into(), ports, &name, &words, &relay, plain_http)
        };
        rapport_core::aside(make).await.map(Self::over)
    }

    /// Opens a profile that was made before.
    ///
    /// Fails with `NotFound` when there is none, `Conflict` when another process has it open, `Locked` or `KeyLost`
    /// when its key cannot be had, `NeedsUpdate` when a newer version wrote it.
    #[uniffi::constructor]
    pub async fn open(config: Config, platform: Arc<Platform>) -> Result<Arc<Self>, Failure> {
        let open = move || rapport_core::Rapport::open(config.into(), platform.ports.clone());
        rapport_core::aside(open).await.map(Self::over)
    }

    /// Goals with their steps and stages.
    pub fn goals(&self) -> Result<Arc<Goals>, Failure> {
        self.core.guarded(|| Ok(Goals::new(&self.core)))
    }

    /// Meetings with their agendas.
    pub fn meetings(&self) -> Result<Arc<Meetings>, Failure> {
        self.core.guarded(|| Ok(Meetings::new(&self.core)))
    }

    /// Notes, to read and to type into.
    pub fn notes(&self) -> Result<Arc<Notes>, Failure> {
        self.core.guarded(|| Ok(Notes::new(&self.core)))
    }

    /// Oneself, one's pairings, and invites.
    pub fn people(&self) -> Result<Arc<People>, Failure> {
        self.core.guarded(|| Ok(People::new(&self.core)))
    }

    /// Reminders of this device.
    pub fn reminders(&self) -> Result<Arc<Reminders>, Failure> {
        self.core.guarded(|| Ok(Reminders::new(&self.core)))
    }

    /// Relays, and how sync with them stands.
    pub fn sync(&self) -> Result<Arc<Sync>, Failure> {
        self.core.guarded(|| Ok(Sync::new(&self.core)))
    }

    /// Check-ins, and whom to turn to.
    pub fn checkins(&self) -> Result<Arc<CheckIns>, Failure> {
        self.core.guarded(|| Ok(CheckIns::new(&self.core)))
    }

    /// When people could meet.
    pub fn availability(&self) -> Result<Arc<Availability>, Failure> {
        self.core.guarded(|| Ok(Availability::new(&self.core)))
    }

    /// One's own devices and the recovery words.
    pub fn devices(&self) -> Result<Arc<Devices>, Failure> {
        self.core.guarded(|| Ok(Devices::new(&self.core)))
    }

    /// Says in which time zone the device is now, by a name such as `Europe/Zurich`.
    pub async fn set_zone(&self, name: String) -> Result<(), Failure> {
        let core = self.core.clone();
        self.core.offload(move || core.set_zone(&name)).await
    }

    /// Ends what is being typed, moves everything into the file, and lets go of it: nothing touches the disk until
    /// `resume`. For a phone that puts the app to sleep. Calls in between fail with `Stopped`.
    pub async fn suspend(&self) -> Result<(), Failure> {
        let core = self.core.clone();
        self.core.offload(move || core.suspend()).await
    }

    /// Goes on after `suspend`. Harmless when awake.
    pub async fn resume(&self) -> Result<(), Failure> {
        let core = self.core.clone();
        self.core.offload(move || core.resume()).await
    }

    /// Ends everything: calls that come later fail with `Stopped`. The profile can be opened again at once.
    pub async fn shutdown(&self) -> Result<(), Failure> {
        let core = self.core.clone();
        self.core.offload(move || core.shutdown()).await
    }

    /// What the core remembers of what it did, oldest first: no word that a person wrote, no key, no address.
    pub async fn log_text(&self) -> Result<String, Failure> {
        let core = self.core.clone();
        self.core.offload(move || Ok(core.log_text())).await
    }
}
