//! XChaCha20-Poly1305 with a key that serves one message.

use crate::secret::Secret;
use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{KeyInit, XChaCha20Poly1305};

/// Seals `bytes[from..]` in place and appends the tag. False only past the
/// cipher's own limit of 256 GiB.
pub fn seal(key: &Secret, nonce: &[u8; 24], associated: &[u8], bytes: &mut Vec<u8>, from: usize) -> bool {
    let cipher = XChaCha20Poly1305::new(key.expose().into());
    let Some(body) = bytes.get_mut(from..) else { return false };
    match cipher.encrypt_inout_detached(nonce.into(), associated, body.into()) {
        Ok(tag) => {
            bytes.extend_from_slice(&tag);
            true
        }
        Err(_) => false,
    }
}

/// What was sealed; none when anything was changed.
pub fn open(key: &Secret, nonce: &[u8; 24], associated: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    let cipher = XChaCha20Poly1305::new(key.expose().into());
    let mut bytes = sealed.to_vec();
    cipher.decrypt_in_place(nonce.into(), associated, &mut bytes).ok()?;
    Some(bytes)
}
