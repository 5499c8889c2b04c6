//! Secrets at rest: sealed under a key that the platform's vault keeps, or
//! under one made from a passphrase.

use crate::aead;
use crate::random::{self, Random};
use crate::secret::Secret;
use argon2::{Algorithm, Argon2, Params, Version};
use zeroize::Zeroizing;

/// nonce 24 | sealed bytes with their tag. `name` is bound: a secret cannot be
/// put in the place of another.
pub fn seal(key: &Secret, name: &str, secret: &[u8], random: &mut dyn Random) -> Option<Vec<u8>> {
    let nonce: [u8; 24] = random::array(random);
    let mut bytes = nonce.to_vec();
    bytes.extend_from_slice(secret);
    aead::seal(key, &nonce, name.as_bytes(), &mut bytes, nonce.len()).then_some(bytes)
}

/// Opens what [`seal`] made; none under another key or name, or when altered.
pub fn open(key: &Secret, name: &str, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (nonce, body) = sealed.split_first_chunk::<24>()?;
    aead::open(key, nonce, name.as_bytes(), body).map(Zeroizing::new)
}

/// How hard a passphrase is to try: memory in KiB and passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    pub memory_kib: u32,
    pub passes: u32,
}

impl Effort {
    /// The second choice of RFC 9106, for devices with little memory.
    pub const NORMAL: Self = Self { memory_kib: 64 * 1024, passes: 3 };

    /// What is believed of a file: enough to be worth it, not enough to stall a phone.
    pub const fn is_fair(&self) -> bool {
        self.memory_kib >= 8 && self.memory_kib <= 1024 * 1024 && self.passes >= 1 && self.passes <= 16
    }
}

/// The key that a passphrase gives with this salt (Argon2id, one lane). None
/// for an effort that no file of ours has.
pub fn passphrase_key(passphrase: &str, salt: &[u8; 16], effort: Effort) -> Option<Secret> {
    if !effort.is_fair() {
        return None;
    }
    let params = Params::new(effort.memory_kib, effort.passes, 1, Some(32)).ok()?;
    let mut key = Zeroizing::new([0; 32]);
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    argon.hash_password_into(passphrase.as_bytes(), salt, &mut *key).ok()?;
    Some(Secret::new(*key))
}

#[cfg(test)]
mod tests;
