//! What the core asks of the platform it runs on.

pub use crate::log::{Level, LogSink};
pub use rapport_node::ports::ZoneRules;
use std::sync::Arc;

/// Why a port gave no answer: what the shell's own code says about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PortProblem {
    /// For developers; it must hold nothing that a person wrote.
    pub detail: String,
}

/// The time of day, as the device believes it. Asked once a call.
pub trait Clock: Send + Sync {
    /// Milliseconds since 1970, UTC. May jump; nothing is ordered by it.
    ///
    /// # Errors
    /// The shell's own code failed: the call that asked is refused.
    fn now_ms(&self) -> Result<i64, PortProblem>;
}

/// Why the vault gave no key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VaultProblem {
    /// It is locked: the person has to unlock the phone, or type a passphrase.
    Locked,
    /// The key that was kept can never be read again: after a restore on
    /// another phone, for example. This device has to be linked anew.
    Lost,
    /// It failed for now.
    Failed(PortProblem),
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
    fn now_ms(&self) -> Result<i64, PortProblem> {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        Ok(since.map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX)))
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
