//! Live documents: read from the storage when first needed, exchanged as a
//! whole after each commit, and let go when too many are held.

use crate::error::{NodeError, NodeResult};
use crate::hidden;
use crate::secrets::Secrets;
use rapport_documents::{Doc, DocKind, Stored, Writer};
use rapport_ids::{DeviceId, DocId};
use rapport_store::Connection;
use rapport_store::tables::{changes, docs};
use std::collections::BTreeMap;

/// Documents held at the same time, beside those that are open on a screen.
const HELD: usize = 64;

/// Documents in memory.
#[derive(Default)]
pub(crate) struct Docs {
    live: BTreeMap<DocId, Held>,
    clock: u64,
}

struct Held {
    doc: Doc,
    used: u64,
}

impl Docs {
    /// A document as it stands. Cheap to copy.
    pub(crate) fn get(&mut self, conn: &Connection, secrets: &Secrets, me: DeviceId, id: &DocId) -> NodeResult<Doc> {
        self.clock += 1;
        if let Some(held) = self.live.get_mut(id) {
            held.used = self.clock;
            return Ok(held.doc.clone());
        }
        let doc = load(conn, Some(secrets), me, id)?;
        self.put(doc.clone());
        Ok(doc)
    }

    /// Whether a document is in memory.
    pub(crate) fn holds(&self, id: &DocId) -> bool {
        self.live.contains_key(id)
    }

    /// Lets go of documents that are not here any more.
    pub(crate) fn forget(&mut self, ids: &[DocId]) {
        for id in ids {
            self.live.remove(id);
        }
    }

    /// Exchanges a document for its next state: only after that is stored.
    pub(crate) fn put(&mut self, doc: Doc) {
        self.clock += 1;
        self.live.insert(doc.id(), Held { doc, used: self.clock });
        while self.live.len() > HELD {
            let oldest = self.live.iter().min_by_key(|(_, held)| held.used).map(|(id, _)| *id);
            let Some(oldest) = oldest else { break };
            self.live.remove(&oldest);
        }
    }
}

/// Reads a document from the storage; one that holds keys only with secrets.
pub(crate) fn load(conn: &Connection, secrets: Option<&Secrets>, me: DeviceId, id: &DocId) -> NodeResult<Doc> {
    let row = docs::get(conn, id)?.ok_or(NodeError::NotFound("document"))?;
    let kind = DocKind::numbered(row.kind).ok_or(NodeError::NeedsUpdate)?;
    let raw: Vec<Vec<u8>> = changes::of_doc(conn, id)?
        .into_iter()
        .map(|bytes| hidden::read(secrets, kind, id, bytes))
        .collect::<NodeResult<_>>()?;
    let raw: Vec<&[u8]> = raw.iter().map(Vec::as_slice).collect();
    let save = row.save.map(|save| hidden::read(secrets, kind, id, save)).transpose()?;
    let stored = Stored { save: save.as_deref(), changes: &raw };
    let mut doc = Doc::load(*id, kind, &stored).map_err(|_| NodeError::DamagedDocument(*id))?;
    doc.write_as(Writer { device: me, run: row.counter });
    Ok(doc)
}
