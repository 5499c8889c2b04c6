//! One's own devices, and the words with which a person comes back.

pub use rapport_node::view::devices::{DeviceRow, SafetyView};

use crate::error::Failure;
use crate::observe::Subscription;
use crate::shared::Shared;
use rapport_node::Topics;
use rapport_node::view::devices;
use std::sync::Arc;
use zeroize::Zeroizing;

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

    /// The 24 words, to be written down; nothing once that was confirmed,
    /// because from then on only the person has them.
    ///
    /// # Errors
    /// What the storage says.
    pub fn recovery_words(&self) -> Result<Option<Zeroizing<String>>, Failure> {
        self.shared.with(|node| Ok(node.recovery_words()?))
    }

    /// The person has written the words down: they are erased here.
    ///
    /// # Errors
    /// What the storage says.
    pub fn confirm_recovery_words(&self) -> Result<(), Failure> {
        self.shared.act(|node| Ok(node.confirm_recovery_words()?))
    }
}
