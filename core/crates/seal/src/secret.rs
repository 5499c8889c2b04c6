//! Thirty-two bytes that nobody else may see.

use crate::kdf;
use crate::random::{self, Random};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Wiped when dropped; not printable, not comparable, and copied only where
/// the code says [`duplicate`](Self::duplicate).
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Secret([u8; 32]);

impl Secret {
    pub const LEN: usize = 32;

    /// Takes the bytes over. The caller wipes its own copy.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    pub fn random(random: &mut dyn Random) -> Self {
        Self(random::array(random))
    }

    /// The bytes themselves: for a vault, a keyring or another derivation.
    pub const fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    #[must_use]
    pub const fn duplicate(&self) -> Self {
        Self(self.0)
    }

    /// HKDF-SHA256 without salt: another secret that tells nothing of this one.
    pub fn derive(&self, info: &[&[u8]]) -> Self {
        kdf::secret(&[], self, info)
    }

    /// Compares in a time that does not depend on where they differ.
    pub fn is(&self, other: &[u8; 32]) -> bool {
        same(&self.0, other)
    }
}

/// Whether two byte strings are equal, without stopping at the first difference.
pub(crate) fn same(a: &[u8; 32], b: &[u8; 32]) -> bool {
    std::hint::black_box(a.iter().zip(b).fold(0, |sum, (x, y)| sum | (x ^ y))) == 0
}
