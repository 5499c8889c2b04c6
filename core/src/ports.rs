//! What the core asks of the platform it runs on.

pub use crate::log::{Level, LogSink};
pub use rapport_node::ports::{Clock, ZoneRules};
use std::sync::Arc;

/// Why the vault gave no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VaultProblem {
    /// It is locked: the person has to unlock the phone, or type a passphrase.
    Locked,
    /// The key that was kept can never be read again: after a restore on
    /// another phone, for example. This device has to be linked anew.
    Lost,
    /// It failed for now.
    Failed,
}

/// Keeps the one key under which everything secret in the profile is sealed.
/// Called while a profile is made or opened, on the calling thread.
pub trait KeyVault: Send + Sync {
    /// The key that was kept; nothing when none was kept yet.
    ///
    /// # Errors
    /// See [`VaultProblem`].
    fn load(&self) -> Result<Option<[u8; 32]>, VaultProblem>;

    /// Keeps a key, so that only this device can read it.
    ///
    /// # Errors
    /// See [`VaultProblem`].
    fn store(&self, key: &[u8; 32]) -> Result<(), VaultProblem>;
}

/// The clock of the system.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now_ms(&self) -> i64 {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        since.map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }
}

/// The randomness of the system.
pub(crate) struct SystemRandom;

impl rapport_node::Random for SystemRandom {
    fn fill(&mut self, bytes: &mut [u8]) {
        // Without randomness nothing here may go on: no key, no nonce.
        while getrandom::fill(bytes).is_err() {
            std::thread::yield_now();
        }
    }
}

/// Everything the core asks of its platform.
#[derive(Clone)]
pub struct Platform {
    pub clock: Arc<dyn Clock>,
    pub zones: Arc<dyn ZoneRules + Send + Sync>,
    pub vault: Arc<dyn KeyVault>,
    pub log: Option<Arc<dyn LogSink>>,
}
