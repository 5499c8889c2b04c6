//! What the engine asks of the storage, answered on the writer's connection.

use crate::error::NodeError;
use crate::secrets::Secrets;
use rapport_engine::Known;
use rapport_ids::{DeviceId, DocId, EntryId, EpochTag, RecordId, SpaceId};
use rapport_membership::{DocGenesis, Part};
use rapport_seal::{EpochKey, SignedEntry, frame};
use rapport_store::Connection;
use rapport_store::tables::{docs, entries, epochs, held, ops, parts, records};
use rapport_wire::Frame;

/// One space, as far as it is stored.
pub(crate) struct Stored<'a> {
    pub(crate) conn: &'a Connection,
    pub(crate) secrets: &'a Secrets,
    pub(crate) space: SpaceId,
}

impl Known for Stored<'_> {
    type Error = NodeError;

    fn has_record(&self, record: &RecordId) -> Result<bool, NodeError> {
        Ok(records::known(self.conn, &self.space, record)? && !held::is_held(self.conn, &self.space, record)?)
    }

    fn has_entry(&self, entry: &EntryId) -> Result<bool, NodeError> {
        Ok(entries::known(self.conn, &self.space, entry)?
            || ops::known(self.conn, &self.space, entry)?
            || records::has_entry(self.conn, &self.space, entry)?)
    }

    fn entries_at(&self, device: &DeviceId, dseq: u64) -> Result<Vec<EntryId>, NodeError> {
        Ok(entries::at(self.conn, &self.space, device, dseq)?)
    }

    fn key(&self, tag: &EpochTag) -> Result<Option<EpochKey>, NodeError> {
        if epochs::get(self.conn, &self.space, tag)?.is_none() {
            return Ok(None);
        }
        self.secrets.epoch(self.conn, &self.space, tag)
    }

    fn document(&self, doc: &DocId) -> Result<Option<DocGenesis>, NodeError> {
        match docs::opening(self.conn, doc)? {
            Some((space, _, opening)) if space == self.space => Ok(Some(DocGenesis::read(&opening)?)),
            _ => Ok(None),
        }
    }

    fn has_part(&self, doc: &DocId, part: &Part) -> Result<bool, NodeError> {
        Ok(parts::known(self.conn, doc, part.kind, &part.id)?)
    }

    fn chunk(&self, entry: &EntryId) -> Result<Option<SignedEntry>, NodeError> {
        let Some(bytes) = records::by_entry(self.conn, &self.space, entry)? else { return Ok(None) };
        let Ok(sealed) = Frame::parse(bytes) else { return Ok(None) };
        let Some(key) = self.key(&sealed.header().tag)? else { return Ok(None) };
        Ok(frame::open(&sealed, &key).ok())
    }
}
