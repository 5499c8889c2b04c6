//! What entries hold, by kind. Fields in the listed order, lists strictly
//! ascending, nothing left over: one value has one byte form.
//!
//! Control operations and openings of documents are in `rapport-membership`.

pub mod attest;
pub mod changes;
pub mod chunk;
pub mod live;
pub mod notice;
pub mod snapshot;
pub mod submission;

pub use attest::Attest;
pub use changes::Changes;
pub use chunk::{Chunk, Manifest, Whole};
pub use live::{Live, Place, Presence};
pub use notice::{Certified, KeyRequest, LeaveRequest};
pub use snapshot::{Snapshot, SnapshotSeen};
pub use submission::{Author, OpenedSubmission, Submission};

use crate::limits;
use rapport_ids::{EntryId, RecordId};
use rapport_wire::codec::Problem;
use rapport_wire::{Malformed, Reader, Writer};
use std::collections::BTreeSet;

/// n u16 | n x 32, strictly ascending.
fn read_ids<T: Ord>(
    r: &mut Reader<'_>,
    field: &'static str,
    make: impl Fn([u8; 32]) -> T,
) -> Result<BTreeSet<T>, Malformed> {
    let ids = r.ascending(field, |r| r.array(field).map(&make))?;
    if ids.len() > limits::IDS {
        return Err(Malformed::new(field, Problem::TooLong));
    }
    Ok(ids.into_iter().collect())
}

fn write_ids<'a>(
    w: &mut Writer,
    field: &'static str,
    ids: impl ExactSizeIterator<Item = &'a [u8; 32]>,
) -> Result<(), Malformed> {
    if ids.len() > limits::IDS {
        return Err(Malformed::new(field, Problem::TooLong));
    }
    w.count(field, ids.len())?;
    for id in ids {
        w.put(id);
    }
    Ok(())
}

/// Names of entries as a list.
pub fn read_entry_ids(r: &mut Reader<'_>, field: &'static str) -> Result<BTreeSet<EntryId>, Malformed> {
    read_ids(r, field, EntryId::new)
}

pub fn write_entry_ids(w: &mut Writer, field: &'static str, ids: &BTreeSet<EntryId>) -> Result<(), Malformed> {
    write_ids(w, field, ids.iter().map(EntryId::as_bytes))
}

/// Names of records as a list.
pub fn read_record_ids(r: &mut Reader<'_>, field: &'static str) -> Result<BTreeSet<RecordId>, Malformed> {
    read_ids(r, field, RecordId::new)
}

pub fn write_record_ids(w: &mut Writer, field: &'static str, ids: &BTreeSet<RecordId>) -> Result<(), Malformed> {
    write_ids(w, field, ids.iter().map(RecordId::as_bytes))
}

#[cfg(test)]
mod tests;
