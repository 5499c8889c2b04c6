//! A document in one piece, and another device's word that it is whole.

use crate::entry::{EntryProblem, Kind, SignedEntry};
use crate::frontier::Frontier;
use crate::limits;
use crate::payload::{read_entry_ids, write_entry_ids};
use rapport_ids::{EntryId, SpaceId};
use rapport_wire::codec::Problem;
use rapport_wire::{Malformed, Reader, Writer};
use std::collections::BTreeSet;

/// The entry that opened the document (u32 length) | save (u32 length) | vector:
/// n u16 | n x (device 16 | dseq u64 | entry 32) | left out: n u16 | n x entry 32.
#[derive(Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// The doc-genesis, signed by whoever opened the document.
    pub genesis: SignedEntry,
    /// What Automerge saved.
    pub save: Vec<u8>,
    /// How far each device's chain is covered.
    pub vector: Frontier,
    /// Entries within the vector that are not in the save.
    pub left_out: BTreeSet<EntryId>,
}

impl Snapshot {
    /// The payload. May be longer than one frame takes: see [`Whole`](super::Whole).
    pub fn write(&self) -> Result<Vec<u8>, Malformed> {
        let mut w = Writer::new();
        w.bytes("genesis", &self.genesis.to_bytes()?)?.bytes("save", &self.save)?;
        self.vector.write(&mut w)?;
        write_entry_ids(&mut w, "left out", &self.left_out)?;
        Ok(w.finish())
    }

    pub fn read(space: &SpaceId, bytes: &[u8]) -> Result<Self, EntryProblem> {
        let mut r = Reader::new(bytes);
        let genesis = SignedEntry::from_bytes(space, r.bytes("genesis", limits::PAYLOAD)?)?;
        if genesis.entry().kind != Kind::DOC_GENESIS {
            return Err(Malformed::new("genesis", Problem::Value).into());
        }
        let save = r.bytes("save", limits::WHOLE)?.to_vec();
        let vector = Frontier::read(&mut r)?;
        let left_out = read_entry_ids(&mut r, "left out")?;
        r.end("snapshot")?;
        Ok(Self { genesis, save, vector, left_out })
    }
}

impl std::fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "snapshot of {:?}, {} bytes", self.genesis.entry().doc, self.save.len())
    }
}

/// snapshot 32: the entry (or the manifest's) that was downloaded again,
/// compared with the verified records and found to hold all and nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SnapshotSeen {
    pub snapshot: EntryId,
}

impl SnapshotSeen {
    pub fn write(&self) -> Vec<u8> {
        self.snapshot.as_bytes().to_vec()
    }

    pub fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(bytes);
        let snapshot = EntryId::new(r.array("snapshot")?);
        r.end("seen")?;
        Ok(Self { snapshot })
    }
}
