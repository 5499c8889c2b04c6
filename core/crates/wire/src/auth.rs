//! What is signed at the relay's door, word for word, and how it is checked.
//! Every message begins with its own name, so no signature serves twice.

use crate::{Chain, Origin};
use ed25519_dalek::{Signature, VerifyingKey};
use rapport_ids::{BoxId, LogId, RecordId, SpaceId};
use sha2::{Digest, Sha256};

/// Checks an Ed25519 signature strictly: no small-order keys, no second forms.
pub fn verify(key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
    VerifyingKey::from_bytes(key).is_ok_and(|key| key.verify_strict(message, &Signature::from_bytes(signature)).is_ok())
}

fn message(name: &str, parts: &[&[u8]]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(name.len() + parts.iter().map(|p| p.len()).sum::<usize>());
    bytes.extend_from_slice(name.as_bytes());
    for part in parts {
        bytes.extend_from_slice(part);
    }
    bytes
}

/// By the key in force (or a former one, or the recovery key): to open a session.
pub fn session_message(origin: &Origin, challenge: &[u8; 32], space: &SpaceId) -> Vec<u8> {
    let origin = origin.as_str().as_bytes();
    // An origin is at most a scheme, 253 characters of host and a port.
    let len = u16::try_from(origin.len()).unwrap_or(u16::MAX).to_be_bytes();
    message("rapport/v1/session", &[&len, origin, challenge, space.as_ref()])
}

/// By the control key in force: at the end of a control frame, over all bytes before.
pub fn control_message(space: &SpaceId, before: &[u8]) -> Vec<u8> {
    message("rapport/v1/control", &[space.as_ref(), &Sha256::digest(before)])
}

/// By the owner's key of the space: to open it at a relay.
pub fn create_message(space: &SpaceId, recovery: Option<&[u8; 32]>, genesis: &RecordId) -> Vec<u8> {
    match recovery {
        Some(key) => message("rapport/v1/create", &[space.as_ref(), &[1], key, genesis.as_ref()]),
        None => message("rapport/v1/create", &[space.as_ref(), &[0], genesis.as_ref()]),
    }
}

/// By the owner's key: new control and owner keys, whoever holds the old control key.
pub fn keys_message(space: &SpaceId, version: u64, control: &[u8; 32], owner: &[u8; 32]) -> Vec<u8> {
    message("rapport/v1/keys", &[space.as_ref(), &version.to_be_bytes(), control, owner])
}

/// By the owner's key: to delete the space at this relay.
pub fn delete_space_message(space: &SpaceId, log: &LogId) -> Vec<u8> {
    message("rapport/v1/delete-space", &[space.as_ref(), log.as_ref()])
}

/// By the owner's key: to take a deletion back within the days of grace.
pub fn revive_space_message(space: &SpaceId, log: &LogId) -> Vec<u8> {
    message("rapport/v1/revive-space", &[space.as_ref(), log.as_ref()])
}

/// By the control key: to hide pruned records, or to bring them back.
pub fn prune_message(act: PruneAct, space: &SpaceId, before: &[u8]) -> Vec<u8> {
    message(act.name(), &[space.as_ref(), &Sha256::digest(before)])
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PruneAct {
    Prune,
    Restore,
}

impl PruneAct {
    const fn name(self) -> &'static str {
        match self {
            Self::Prune => "rapport/v1/prune",
            Self::Restore => "rapport/v1/restore",
        }
    }
}

/// By the mailbox' key: to write a slot.
pub fn box_put_message(mailbox: &BoxId, slot: u8, content: &[u8]) -> Vec<u8> {
    message("rapport/v1/box-put", &[mailbox.as_ref(), &[slot], &Sha256::digest(content)])
}

/// By the mailbox' key: to close it.
pub fn box_delete_message(mailbox: &BoxId) -> Vec<u8> {
    message("rapport/v1/box-delete", &[mailbox.as_ref()])
}

/// By the control key: a coordinator's device has fetched these submissions.
pub fn acknowledge_message(space: &SpaceId, log: &LogId, through: u64, chain: &Chain) -> Vec<u8> {
    message("rapport/v1/acknowledge", &[space.as_ref(), log.as_ref(), &through.to_be_bytes(), chain.as_bytes()])
}

/// The space that this owner's key and this genesis hash open; nobody else can.
pub fn space_id(owner: &[u8; 32], g: &[u8; 32]) -> SpaceId {
    let digest = Sha256::new().chain_update(b"rapport/v1/space").chain_update(owner).chain_update(g).finalize();
    let mut id = [0; 16];
    id.copy_from_slice(&digest[..16]);
    SpaceId::new(id)
}

/// The mailbox that this key writes to.
pub fn box_id(key: &[u8; 32]) -> BoxId {
    let digest = Sha256::new().chain_update(b"rapport/v1/box").chain_update(key).finalize();
    let mut id = [0; 16];
    id.copy_from_slice(&digest[..16]);
    BoxId::new(id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ed25519_dalek::{Signer, SigningKey};

    #[test]
    fn a_signature_serves_one_relay_one_challenge_one_space() {
        let key = SigningKey::from_bytes(&[1; 32]);
        let public = key.verifying_key().to_bytes();
        let here = Origin::parse("https://a.example").unwrap();
        let there = Origin::parse("https://b.example").unwrap();
        let (space, other) = (SpaceId::new([1; 16]), SpaceId::new([2; 16]));
        let signature = key.sign(&session_message(&here, &[5; 32], &space)).to_bytes();
        assert!(verify(&public, &session_message(&here, &[5; 32], &space), &signature));
        assert!(!verify(&public, &session_message(&there, &[5; 32], &space), &signature));
        assert!(!verify(&public, &session_message(&here, &[6; 32], &space), &signature));
        assert!(!verify(&public, &session_message(&here, &[5; 32], &other), &signature));
    }

    #[test]
    fn a_weak_key_verifies_nothing() {
        // The identity point: with it every signature of a certain form would fit.
        let mut weak = [0; 32];
        weak[0] = 1;
        assert!(!verify(&weak, b"x", &[0; 64]));
    }
}
