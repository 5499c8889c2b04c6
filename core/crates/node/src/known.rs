//! What the engine asks of the storage, answered on the writer's connection.

use crate::error::NodeError;
use crate::secrets::Secrets;
use rapport_engine::{Known, Link, LinkState};
use rapport_ids::{DeviceId, DocId, EntryId, EpochTag, RecordId, SpaceId};
use rapport_membership::{DocGenesis, Part};
use rapport_seal::payload::{Chunk, Manifest, Whole};
use rapport_seal::{EpochKey, SignedEntry, frame};
use rapport_store::Connection;
use rapport_store::tables::entries::{EntryRow, EntryState};
use rapport_store::tables::{docs, entries, epochs, held, ops, parts, records};
use rapport_wire::Frame;
use std::collections::BTreeSet;

/// One space, as far as it is stored.
pub(crate) struct Stored<'a> {
    pub(crate) conn: &'a Connection,
    pub(crate) secrets: &'a Secrets,
    pub(crate) space: SpaceId,
    /// Changes that count because something in this batch builds on them.
    pub(crate) built_on: &'a BTreeSet<EntryId>,
}

impl Stored<'_> {
    /// What a manifest puts together; none while a piece of it is missing.
    pub(crate) fn whole(&self, manifest: &[u8]) -> Result<Option<Vec<u8>>, NodeError> {
        let Ok(manifest) = Manifest::read(manifest) else { return Ok(None) };
        let mut pieces = Vec::new();
        for id in &manifest.chunks {
            let Some(piece) = self.chunk(id)? else { return Ok(None) };
            pieces.extend(Chunk::read(&piece.entry().payload).ok());
        }
        Ok(Whole::join(&manifest, &pieces).ok().map(Whole::into_payload))
    }
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

    fn chain(&self, device: &DeviceId) -> Result<Vec<Link>, NodeError> {
        self.chain_between(device, 0, u64::MAX)
    }

    fn chain_between(&self, device: &DeviceId, first: u64, last: u64) -> Result<Vec<Link>, NodeError> {
        let rows = entries::between(self.conn, &self.space, device, first, last)?;
        let state = |state| match state {
            EntryState::Held | EntryState::Loose => LinkState::Held,
            EntryState::Stands => LinkState::Stands,
            // What was taken in is not asked for here.
            EntryState::Opened | EntryState::Included => LinkState::Opened,
        };
        let link = |row: EntryRow| Link { dseq: row.dseq, entry: row.entry, prev: row.prev, state: state(row.state) };
        Ok(rows.into_iter().map(link).collect())
    }

    fn was_copied(&self, device: &DeviceId) -> Result<bool, NodeError> {
        Ok(entries::was_copied(self.conn, &self.space, device)?)
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

    fn is_built_on(&self, entry: &EntryId) -> Result<bool, NodeError> {
        Ok(self.built_on.contains(entry))
    }

    fn chunk(&self, entry: &EntryId) -> Result<Option<SignedEntry>, NodeError> {
        let Some(bytes) = records::by_entry(self.conn, &self.space, entry)? else { return Ok(None) };
        let Ok(sealed) = Frame::parse(bytes) else { return Ok(None) };
        let Some(key) = self.key(&sealed.header().tag)? else { return Ok(None) };
        Ok(frame::open(&sealed, &key).ok())
    }
}
