//! The keyring.

use super::fields::{clear_or_put, new_thing, thing};
use crate::doc::{Doc, WriteProblem, Written};
use crate::kind::DocKind;
use crate::read::Secret;
use automerge::transaction::{Transactable, Transaction};
use automerge::{ObjId, ReadDoc, ScalarValue};
use rapport_domain::Millis;
use rapport_ids::{BoxId, SpaceId};

/// One thing to keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyringEdit {
    /// A space and its genesis frame. Harmless when it is there already.
    Space {
        space: SpaceId,
        genesis: Vec<u8>,
    },
    Relay {
        space: SpaceId,
        origin: String,
        pin: Option<[u8; 32]>,
    },
    EpochKey {
        space: SpaceId,
        key: Secret,
    },
    ControlKey {
        space: SpaceId,
        key: Secret,
    },
    OwnerKey {
        space: SpaceId,
        key: Secret,
    },
    Left {
        space: SpaceId,
    },
    Invite {
        id: BoxId,
        space: SpaceId,
        secret: Secret,
        expires: Millis,
    },
    InviteUsed {
        id: BoxId,
    },
    InviteRevoked {
        id: BoxId,
    },
}

/// Writes edits as one change.
///
/// # Errors
/// When the document is no keyring, or cannot be written.
pub fn keyring(doc: &Doc, edits: &[KeyringEdit], at: Millis) -> Result<Written<()>, WriteProblem> {
    if doc.kind() != DocKind::Keyring {
        return Err(WriteProblem::Missing("keyring"));
    }
    doc.write(at.0, |tx, doc| {
        let (spaces, invites) = (doc.map("spaces"), doc.map("invites"));
        edits.iter().try_for_each(|edit| write(tx, &spaces, &invites, edit))
    })
}

fn write(tx: &mut Transaction<'_>, spaces: &ObjId, invites: &ObjId, edit: &KeyringEdit) -> Result<(), WriteProblem> {
    let there = |tx: &Transaction<'_>, space: &SpaceId| thing(tx, spaces, &space.to_string(), "such space");
    let secret = |key: &Secret| ScalarValue::Bytes(key.bytes().to_vec());
    match edit {
        KeyringEdit::Space { space, genesis } => {
            let id = space.to_string();
            if tx.get(spaces, id.as_str())?.is_none() {
                let map = new_thing(tx, spaces, &id)?;
                tx.put(&map, "genesis", ScalarValue::Bytes(genesis.clone()))?;
            }
        }
        KeyringEdit::Relay { space, origin, pin } => {
            let map = there(tx, space)?;
            tx.put(&map, "relay", origin.as_str())?;
            clear_or_put(tx, &map, "pin", pin.map(|pin| ScalarValue::Bytes(pin.to_vec())))?;
        }
        KeyringEdit::EpochKey { space, key } => tx.put(there(tx, space)?, "epoch_key", secret(key))?,
        KeyringEdit::ControlKey { space, key } => tx.put(there(tx, space)?, "control_key", secret(key))?,
        KeyringEdit::OwnerKey { space, key } => tx.put(there(tx, space)?, "owner_key", secret(key))?,
        KeyringEdit::Left { space } => tx.put(there(tx, space)?, "left", true)?,
        KeyringEdit::Invite { id, space, secret: key, expires } => {
            let map = new_thing(tx, invites, &id.to_string())?;
            tx.put(&map, "space", space.to_string())?;
            tx.put(&map, "secret", secret(key))?;
            tx.put(&map, "expires", expires.0)?;
        }
        KeyringEdit::InviteUsed { id } => {
            tx.put(thing(tx, invites, &id.to_string(), "such invite")?, "used", true)?;
        }
        KeyringEdit::InviteRevoked { id } => {
            tx.put(thing(tx, invites, &id.to_string(), "such invite")?, "revoked", true)?;
        }
    }
    Ok(())
}
