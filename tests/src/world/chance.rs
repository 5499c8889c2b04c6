//! One stream of chance for a whole run.

use sha2::{Digest, Sha256};
use std::sync::{Arc, Mutex};

/// Shared by everybody in a world, so that one number repeats a run.
#[derive(Debug, Clone)]
pub(crate) struct Seed(Arc<Mutex<(u64, u64)>>);

impl Seed {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Arc::new(Mutex::new((seed, 0))))
    }

    pub(crate) fn fill(&self, bytes: &mut [u8]) {
        let mut state = self.0.lock().expect("nobody panics with it");
        for piece in bytes.chunks_mut(32) {
            state.1 += 1;
            let block = Sha256::new().chain_update(state.0.to_be_bytes()).chain_update(state.1.to_be_bytes());
            piece.copy_from_slice(&block.finalize()[..piece.len()]);
        }
    }

    pub(crate) fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.fill(&mut bytes);
        bytes
    }

    /// A number below `n`.
    pub(crate) fn below(&self, n: usize) -> usize {
        usize::try_from(u64::from_be_bytes(self.bytes()) % u64::try_from(n.max(1)).expect("small")).expect("small")
    }
}

pub(crate) struct NodeChance(pub(crate) Seed);

impl rapport_node::Random for NodeChance {
    fn fill(&mut self, bytes: &mut [u8]) {
        self.0.fill(bytes);
    }
}

pub(crate) struct RelayChance(pub(crate) Seed);

impl rapport_relay::Random for RelayChance {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), rapport_relay::NoRandom> {
        self.0.fill(bytes);
        Ok(())
    }
}
