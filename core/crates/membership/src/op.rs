//! Operations of the control chain: their fields and byte forms. Whether one
//! is valid is not asked here.

mod act;
mod change;
mod genesis;

pub use act::Act;
pub use change::{AddMember, Prune, Remove, SetOwner, SetRole};
pub use genesis::Genesis;

use rapport_ids::{DeviceId, EntryId, EpochId, SpaceId};
use rapport_seal::payload::{read_entry_ids, write_entry_ids};
use rapport_seal::{EpochKey, Kind, SignedEntry};
use rapport_wire::codec::Problem;
use rapport_wire::{Class, Malformed, Reader, Trailer, Writer};
use std::collections::BTreeSet;

/// What every operation says first: boxes hash 32 | epoch after 32 | control
/// key after 32 | replaced: n u16 | n x entry 32.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct After {
    /// Names the boxes that travel beside it.
    pub boxes_hash: [u8; 32],
    /// The key in force after it.
    pub epoch: EpochId,
    /// Public half of the control key in force after it.
    pub control: [u8; 32],
    /// Operations in whose place it stands.
    pub replaces: BTreeSet<EntryId>,
}

/// One operation, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Op {
    pub id: EntryId,
    pub device: DeviceId,
    /// The operation before it; none for the genesis.
    pub tip: EntryId,
    pub after: After,
    pub act: Act,
}

impl Op {
    /// Reads the operation in a control entry.
    pub fn from_entry(signed: &SignedEntry) -> Result<Self, Malformed> {
        let entry = signed.entry();
        if entry.kind.class() != Some(Class::Control) {
            return Err(Malformed::new("kind", Problem::Value));
        }
        let (after, act) = read_payload(entry.kind, &entry.payload)?;
        Ok(Self { id: signed.id(), device: entry.device, tip: entry.tip, after, act })
    }
}

impl Op {
    /// Whether the trailer that the relay went by says the same as the signed
    /// operation. A difference is an alarm and does not make the operation void.
    pub fn agrees_with(&self, trailer: &Trailer, after: Option<(&EpochKey, &SpaceId)>) -> bool {
        let auth_fits = after.is_none_or(|(key, space)| key.relay_auth(space).public() == trailer.auth_after);
        trailer.tag_after == self.after.epoch.tag() && trailer.control_after == self.after.control && auth_fits
    }
}

/// The payload of a control entry.
pub fn write_payload(after: &After, act: &Act) -> Result<Vec<u8>, Malformed> {
    let mut w = Writer::new();
    w.put(&after.boxes_hash).put(after.epoch.as_ref()).put(&after.control);
    write_entry_ids(&mut w, "replaces", &after.replaces)?;
    act.write(&mut w)?;
    Ok(w.finish())
}

/// Reads one; of an unknown kind the fields are kept as they are.
pub fn read_payload(kind: Kind, bytes: &[u8]) -> Result<(After, Act), Malformed> {
    let mut r = Reader::new(bytes);
    let after = After {
        boxes_hash: r.array("boxes hash")?,
        epoch: EpochId::new(r.array("epoch after")?),
        control: r.array("control key after")?,
        replaces: read_entry_ids(&mut r, "replaces")?,
    };
    let act = Act::read(kind, &mut r)?;
    r.end("operation")?;
    Ok((after, act))
}

#[cfg(test)]
mod tests;
