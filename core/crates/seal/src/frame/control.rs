//! Control frames: an operation, the keys that travel with it, and in clear
//! the little that a relay needs to keep operations in one line.

use super::{SealProblem, finish, header};
use crate::entry::SignedEntry;
use crate::epoch::EpochKey;
use crate::signing::ControlKey;
use rapport_ids::RecordId;
use rapport_wire::frame::{Boxes, Trailer};
use rapport_wire::{Class, Writer, auth};

/// All that a control frame is made from.
pub struct ControlSeal<'a> {
    /// The signed op; its payload begins with the hash of `boxes`.
    pub entry: &'a SignedEntry,
    pub boxes: &'a Boxes,
    /// The nonce for which the boxes were made.
    pub nonce: [u8; 24],
    /// The key in force before the op (for the genesis: the first one).
    pub key: &'a EpochKey,
    /// The key in force after it.
    pub key_after: &'a EpochKey,
    /// Public half of the control key in force after it.
    pub control_after: [u8; 32],
    /// The control frame at the relay's head; none for the genesis.
    pub prev: RecordId,
    /// The control key in force before it (for the genesis: the first one).
    pub signer: &'a ControlKey,
}

/// Seals and signs a control frame. It is sealed once: an op that has to move
/// is signed anew.
pub fn seal_control(what: &ControlSeal<'_>) -> Result<Vec<u8>, SealProblem> {
    let class = what.entry.entry().class()?;
    if class != Class::Control {
        return Err(SealProblem::Class(class));
    }
    let space = what.entry.space();
    let hash = what.boxes.hash(&space, &what.nonce)?;
    if what.entry.entry().payload.get(..32) != Some(hash.as_slice()) {
        return Err(SealProblem::Boxes);
    }
    let (header, record) = header(class, what.entry, what.key, what.nonce);
    let mut w = Writer::new();
    header.write(&mut w);
    what.boxes.write(&mut w)?;
    let (associated, from) = (w.as_slice().to_vec(), w.len());
    what.entry.write_padded(&mut w)?;
    let mut bytes = w.finish();
    finish(&record, &what.nonce, &associated, &mut bytes, from)?;
    let trailer = Trailer {
        prev: what.prev,
        tag_after: what.key_after.tag(&space),
        auth_after: what.key_after.relay_auth(&space).public(),
        control_after: what.control_after,
        signature: [0; 64],
    };
    let mut w = Writer::new();
    w.put(&bytes);
    trailer.write_unsigned(&mut w);
    let signature = what.signer.sign(&auth::control_message(&space, w.as_slice()));
    w.put(&signature);
    match w.len() {
        len if len > class.max_frame() => Err(SealProblem::TooLarge { len }),
        _ => Ok(w.finish()),
    }
}
