//! What is known of one space, to be asked while records are looked at. The
//! answers must not change during one batch.

use crate::receive::Link;
use rapport_ids::{DeviceId, DocId, EntryId, EpochTag, RecordId};
use rapport_membership::{DocGenesis, Part};
use rapport_seal::{EpochKey, SignedEntry};

/// A read-only view of the storage, within one transaction.
pub trait Known {
    /// What the storage fails with.
    type Error;

    /// Whether these very bytes are here, and settled: not held.
    fn has_record(&self, record: &RecordId) -> Result<bool, Self::Error>;

    /// Whether this entry is here, and settled.
    fn has_entry(&self, entry: &EntryId) -> Result<bool, Self::Error>;

    /// Everything that is known of a device's chain, also what does not stand.
    fn chain(&self, device: &DeviceId) -> Result<Vec<Link>, Self::Error>;

    /// The part of it between two places, both included.
    fn chain_between(&self, device: &DeviceId, first: u64, last: u64) -> Result<Vec<Link>, Self::Error>;

    /// Whether something in it does not stand.
    fn was_copied(&self, device: &DeviceId) -> Result<bool, Self::Error>;

    /// A key of the space, by its tag.
    fn key(&self, tag: &EpochTag) -> Result<Option<EpochKey>, Self::Error>;

    /// How a document was opened.
    fn document(&self, doc: &DocId) -> Result<Option<DocGenesis>, Self::Error>;

    /// Whether a part of a document is open.
    fn has_part(&self, doc: &DocId, part: &Part) -> Result<bool, Self::Error>;

    /// Whether a change counts although its author could not write it any
    /// more: somebody who may has built on it.
    fn is_built_on(&self, entry: &EntryId) -> Result<bool, Self::Error>;

    /// A chunk that came before the manifest which names it.
    fn chunk(&self, entry: &EntryId) -> Result<Option<SignedEntry>, Self::Error>;
}
