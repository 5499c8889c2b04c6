//! HKDF-SHA256 and SHA-256, in the two shapes that are used.

use crate::secret::Secret;
use hkdf::Hkdf;
use sha2::{Digest, Sha256};

/// HKDF-SHA256 of `N` bytes.
pub(crate) fn expand<const N: usize>(salt: &[u8], ikm: &[u8], info: &[&[u8]]) -> [u8; N] {
    const { assert!(N <= 255 * 32, "HKDF gives at most 255 blocks") };
    let mut out = [0; N];
    // Fails only for outputs longer than the assertion above lets through.
    let _ = Hkdf::<Sha256>::new(Some(salt), ikm).expand_multi_info(info, &mut out);
    out
}

pub(crate) fn secret(salt: &[u8], ikm: &Secret, info: &[&[u8]]) -> Secret {
    Secret::new(expand(salt, ikm.expose(), info))
}

pub(crate) fn hash(parts: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    hash.finalize().into()
}

/// The first `N` bytes of a hash.
pub(crate) fn hash_prefix<const N: usize>(parts: &[&[u8]]) -> [u8; N] {
    const { assert!(N <= 32, "a hash has 32 bytes") };
    let full = hash(parts);
    let mut out = [0; N];
    out.copy_from_slice(&full[..N]);
    out
}
