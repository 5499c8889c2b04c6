//! What this device writes: entries in its chain, each with its place in the
//! outbox, in the transaction of the act itself.

use crate::error::{NodeError, NodeResult};
use crate::hidden;
use crate::me::Me;
use crate::secrets::Secrets;
use rapport_documents::DocKind;
use rapport_ids::{DocId, EntryId, SpaceId};
use rapport_membership::{DocGenesis, Membership, Part};
use rapport_seal::payload::{Changes, Whole};
use rapport_seal::{Entry, Kind, SignedEntry, limits};
use rapport_store::Transaction;
use rapport_store::tables::entries::{self, EntryRow, EntryState};
use rapport_store::tables::{docs, outbox, parts};

/// One thing to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Own {
    Open(DocId, DocGenesis),
    Part(DocId, Part),
    Changes(DocId, Vec<Vec<u8>>),
}

/// Who writes, where and when.
pub(crate) struct Author<'a> {
    pub(crate) me: &'a Me,
    pub(crate) secrets: &'a Secrets,
    pub(crate) membership: &'a Membership,
    pub(crate) space: SpaceId,
    /// The clock, for entries.
    pub(crate) created_ms: u64,
    /// The clock, for the outbox.
    pub(crate) now_ms: i64,
}

impl Author<'_> {
    /// Writes things in their order.
    pub(crate) fn write(&self, tx: &Transaction<'_>, things: &[Own]) -> NodeResult<()> {
        for thing in things {
            match thing {
                Own::Open(doc, opening) => {
                    let payload = opening.write()?;
                    docs::insert(tx, doc, &self.space, opening.kind, &payload)?;
                    self.append(tx, Kind::DOC_GENESIS, *doc, payload)?;
                }
                Own::Part(doc, part) => {
                    parts::insert(tx, doc, part.kind, &part.id)?;
                    self.append(tx, Kind::PART, *doc, part.write())?;
                }
                Own::Changes(doc, raw) => self.write_changes(tx, *doc, raw)?,
            }
        }
        Ok(())
    }

    /// As many changes in one entry as fit; one that is too large for an entry
    /// travels in chunks.
    fn write_changes(&self, tx: &Transaction<'_>, doc: DocId, raw: &[Vec<u8>]) -> NodeResult<()> {
        let mut batch: Vec<Vec<u8>> = Vec::new();
        let mut size = 2;
        for change in raw {
            let more = change.len() + 4;
            if !batch.is_empty() && (size + more > limits::PAYLOAD || batch.len() == limits::CHANGES) {
                self.write_batch(tx, doc, std::mem::take(&mut batch))?;
                size = 2;
            }
            size += more;
            batch.push(change.clone());
        }
        if batch.is_empty() { Ok(()) } else { self.write_batch(tx, doc, batch) }
    }

    fn write_batch(&self, tx: &Transaction<'_>, doc: DocId, raw: Vec<Vec<u8>>) -> NodeResult<()> {
        let payload = Changes::new(raw)?.write()?;
        if payload.len() <= limits::PAYLOAD {
            self.append(tx, Kind::CHANGES, doc, payload)?;
            return Ok(());
        }
        let whole = Whole::new(payload)?;
        let mut ids = Vec::new();
        for chunk in whole.chunks() {
            ids.push(self.append(tx, Kind::CHUNK, doc, chunk.write()?)?);
        }
        let manifest = whole.manifest(Kind::CHANGES, ids).write()?;
        self.append(tx, Kind::CHANGES_MANIFEST, doc, manifest)?;
        Ok(())
    }

    /// One entry: signed, put into the chain if it is of class log, and into
    /// the outbox.
    fn append(&self, tx: &Transaction<'_>, kind: Kind, doc: DocId, payload: Vec<u8>) -> NodeResult<EntryId> {
        let class = kind.class().ok_or(NodeError::Bug("an own entry of no class"))?;
        let device = self.me.keys.id();
        let chained = class == rapport_wire::Class::Log;
        let (dseq, prev) = match entries::head(tx, &self.space, &device)? {
            _ if !chained => (0, EntryId::NONE),
            Some((last, entry)) => (last + 1, entry),
            None => (1, EntryId::NONE),
        };
        let tip = self.membership.standing().ok_or(NodeError::NotFound("space"))?.tip();
        let entry = Entry { kind, device, dseq, prev, doc, tip, created_ms: self.created_ms, payload };
        let signed: SignedEntry = entry.sign(&self.space, &self.me.keys)?;
        if chained {
            let row = EntryRow { device, dseq, entry: signed.id(), prev, state: EntryState::Stands };
            entries::insert(tx, &self.space, &row)?;
        }
        let mut bytes = signed.to_bytes()?;
        let of_kind = docs::opening(tx, &doc)?.and_then(|(_, kind, _)| DocKind::numbered(kind));
        if of_kind.is_some_and(hidden::holds_keys) {
            bytes = hidden::kept_entry(self.secrets, &signed.id(), &bytes)?;
        }
        outbox::insert(tx, &self.space, class.byte(), &signed.id(), &bytes, self.now_ms)?;
        Ok(signed.id())
    }
}
