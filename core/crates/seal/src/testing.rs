//! Chance that can be repeated, for tests.

use crate::random::Random;
use sha2::{Digest, Sha256};

pub(crate) struct Seeded {
    seed: u64,
    block: u64,
}

impl Seeded {
    pub(crate) fn new(seed: u64) -> Self {
        Self { seed, block: 0 }
    }
}

impl Random for Seeded {
    fn fill(&mut self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            let block = Sha256::new().chain_update(self.seed.to_be_bytes()).chain_update(self.block.to_be_bytes());
            self.block += 1;
            chunk.copy_from_slice(&block.finalize()[..chunk.len()]);
        }
    }
}
