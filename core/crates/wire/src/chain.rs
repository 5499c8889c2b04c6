//! The running hash over a relay's log of one space. Two readers with the same
//! chain at the same place have been shown the same records in the same order.

use rapport_ids::RecordId;
use sha2::{Digest, Sha256};

/// chain(n) = SHA-256(chain(n-1) || record_id), chain(0) = zeros.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Chain([u8; 32]);

impl Chain {
    /// Before the first record.
    pub const START: Self = Self([0; 32]);

    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The chain after one more record.
    #[must_use]
    pub fn then(&self, record: &RecordId) -> Self {
        Self(Sha256::new().chain_update(self.0).chain_update(record).finalize().into())
    }
}

impl std::fmt::Debug for Chain {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [a, b, c, d, ..] = self.0;
        write!(f, "chain-{a:02x}{b:02x}{c:02x}{d:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_matters() {
        let (a, b) = (RecordId::new([1; 32]), RecordId::new([2; 32]));
        assert_ne!(Chain::START.then(&a).then(&b), Chain::START.then(&b).then(&a));
        assert_eq!(Chain::START.then(&a), Chain::START.then(&a));
    }
}
