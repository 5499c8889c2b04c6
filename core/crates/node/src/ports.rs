//! What a node needs of the world.

pub use rapport_domain::ZoneRules;
pub use rapport_engine::{Hands, OneHand, Work};
pub use rapport_seal::Random;
use std::sync::Arc;

/// The time of day, as the device believes it.
pub trait Clock: Send + Sync {
    /// Milliseconds since 1970, UTC. May jump; nothing is ordered by it.
    fn now_ms(&self) -> i64;
}

/// Everything that a node asks of the world. With a virtual clock and seeded
/// chance a run can be repeated to the byte.
pub struct Ports {
    pub clock: Box<dyn Clock>,
    pub random: Box<dyn Random + Send>,
    pub zones: Arc<dyn ZoneRules + Send + Sync>,
    /// Who does what can be done at once.
    pub hands: Box<dyn Hands + Send>,
}

impl Ports {
    pub(crate) fn now_ms(&self) -> i64 {
        self.clock.now_ms()
    }

    /// The time as entries carry it; a clock before 1970 says 1970.
    pub(crate) fn created_ms(&self) -> u64 {
        u64::try_from(self.clock.now_ms()).unwrap_or(0)
    }

    pub(crate) fn bytes<const N: usize>(&mut self) -> [u8; N] {
        rapport_seal::random::array(&mut *self.random)
    }
}
