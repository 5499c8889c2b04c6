//! One's own devices, and the words with which a person comes back.

pub use rapport_node::RecoveryStage;
pub use rapport_node::view::devices::{DeviceRow, RecoveryView, SafetyView};

use crate::error::Failure;
use crate::observe::Subscription;
use crate::shared::Shared;
use crate::sync::{Sync, read_relay};
use rapport_node::domain::{Field, Problem};
use rapport_node::ids::{BoxId, DeviceId};
use rapport_node::view::devices;
use rapport_node::{BadWords, InviteView, Node, RecoveryWords, Topics};
use std::sync::Arc;
pub use zeroize::Zeroizing;

/// Everything about one's own devices.
#[derive(Debug, Clone)]
pub struct Devices {
    pub(crate) shared: Arc<Shared>,
}

impl Devices {
    /// Devices and safety.
    ///
    /// # Errors
    /// What the storage says.
    pub fn view(&self) -> Result<SafetyView, Failure> {
        self.shared.look(devices::safety)
    }

    /// Watches devices and safety.
    ///
    /// # Errors
    /// What the storage says.
    pub fn watch(&self, deliver: impl FnMut(&SafetyView) + Send + 'static) -> Result<Subscription, Failure> {
        self.shared.watch(Topics::DEVICES, devices::safety, deliver)
    }

    /// Opens a way in for another device of this person, at the relay that was
    /// agreed to first. Its link comes from `People::invite_link`, is shown as a
    /// QR code and read by the new device; both then show a code, which is
    /// confirmed with `People::confirm`.
    ///
    /// # Errors
    /// `NotFound` of `relay` before any was agreed to.
    pub fn link(&self) -> Result<BoxId, Failure> {
        self.shared.act(|node| {
            let relay = node.home_relay()?.ok_or_else(|| Failure::not_found("relay"))?;
            Ok(node.link_device(&relay)?)
        })
    }

    /// The links that were given to one's devices, or taken by this one.
    ///
    /// # Errors
    /// What the storage says.
    pub fn links(&self) -> Result<Vec<InviteView>, Failure> {
        self.shared.with(links)
    }

    /// Watches them.
    ///
    /// # Errors
    /// What the storage says.
    pub fn watch_links(
        &self,
        mut deliver: impl FnMut(&[InviteView]) + Send + 'static,
    ) -> Result<Subscription, Failure> {
        let shared = Arc::downgrade(&self.shared);
        let query = move || match shared.upgrade() {
            Some(shared) => shared.with(links),
            None => Err(Failure::Stopped),
        };
        self.shared.watch_query(Topics::INVITES.and(Topics::DEVICES), query, move |all: &Vec<_>| deliver(all))
    }

    /// Gives one of one's devices a name, for one's own eyes.
    ///
    /// # Errors
    /// `Invalid` for a name that cannot be taken; `NotFound` of the device.
    pub fn rename(&self, device: DeviceId, name: &str) -> Result<(), Failure> {
        self.shared.act(|node| Ok(node.name_device(device, name)?))
    }

    /// Removes another device: it reads nothing that is written from then on,
    /// and what it writes counts for nobody. For one that was lost or is given
    /// away. Holds here at once, elsewhere with the next sync; removing twice is
    /// removing once.
    ///
    /// # Errors
    /// `NotAllowed` for this very device, and for one that took this one in while
    /// the recovery words are no longer here; `NotFound` of the device.
    pub fn remove(&self, device: DeviceId) -> Result<(), Failure> {
        self.shared.act(|node| Ok(node.remove_device(device)?))
    }

    /// The 24 words, to be written down; nothing once that was confirmed,
    /// because from then on only the person has them.
    ///
    /// # Errors
    /// What the storage says.
    pub fn recovery_words(&self) -> Result<Option<Zeroizing<String>>, Failure> {
        self.shared.with(|node| Ok(node.recovery_words()?))
    }

    /// Comes back as the person whose 24 words these are, on a device that waits to
    /// be taken in: from the words and the relay that is named with them.
    ///
    /// Goes on by itself with sync; [`view`](Self::view) says how far it is. The
    /// words are kept until it is confirmed once more that they are written down,
    /// so that a lost device can be removed. Other words take the place of those
    /// that were entered before. `plain_http` as in [`Sync::agree_to_relay`].
    ///
    /// # Errors
    /// `Invalid` for words or a relay that cannot be taken, `Conflict` on a device
    /// that is somebody's already.
    pub fn recover(&self, words: &str, relay: &str, plain_http: bool) -> Result<(), Failure> {
        let words = read_words(words)?;
        read_relay(relay, plain_http)?;
        if !self.view()?.guest {
            return Err(Failure::Conflict { what: "profile_exists".to_owned() });
        }
        let relay = Sync { shared: Arc::clone(&self.shared) }.agree_to_relay(relay, plain_http)?;
        self.shared.act(|node| Ok(node.recover(words, &relay)?))
    }

    /// Gives coming back with the words up: the device waits to be taken in again.
    ///
    /// # Errors
    /// What the storage says.
    pub fn stop_recovery(&self) -> Result<(), Failure> {
        self.shared.act(|node| Ok(node.stop_recovery()?))
    }

    /// Takes the words up again on a device of their person, until it is confirmed
    /// once more that they are written down: with them any other device can be
    /// removed.
    ///
    /// # Errors
    /// `Invalid` for words that cannot be taken, or are another person's.
    pub fn enter_words(&self, words: &str) -> Result<(), Failure> {
        let words = read_words(words)?;
        self.shared.act(|node| Ok(node.enter_words(&words)?))
    }

    /// The person has written the words down: they are erased here.
    ///
    /// # Errors
    /// What the storage says.
    pub fn confirm_recovery_words(&self) -> Result<(), Failure> {
        self.shared.act(|node| Ok(node.confirm_recovery_words()?))
    }
}

fn links(node: &mut Node) -> Result<Vec<InviteView>, Failure> {
    Ok(node.invites()?.into_iter().filter(|view| view.device).collect())
}

/// Recovery words, as people type them.
pub(crate) fn read_words(text: &str) -> Result<RecoveryWords, Failure> {
    RecoveryWords::parse(text).map_err(|bad| {
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let problem = match bad {
            BadWords::Count(is) => Problem::WordCount { is: number(is) },
            BadWords::Unknown(at) => Problem::UnknownWord { at: number(at) },
            BadWords::Checksum => Problem::WordsDoNotFit,
        };
        problem.of(Field::RecoveryWords).into()
    })
}
