//! What is held of those who may not write any more, opened and read.

use super::kept;
use crate::Node;
use crate::error::NodeResult;
use crate::known::Stored;
use rapport_documents::trial::SectionChange;
use rapport_documents::{ChangeId, Doc, DocKind, Fate, Incoming, OwnChange, raw, trial};
use rapport_domain::sort;
use rapport_engine::{Fault, Known};
use rapport_ids::{DeviceId, EntryId, RecordId, SpaceId};
use rapport_membership::DocGenesis;
use rapport_seal::payload::{Changes, Chunk, Manifest, Whole};
use rapport_seal::{Kind, SignedEntry, frame};
use rapport_store::tables::held::{self, HeldRow};
use rapport_wire::Frame;
use std::collections::{BTreeMap, BTreeSet};

/// Records that are looked at in one space.
const MOST: u32 = 2_000;

/// An edit that is held, opened.
pub(crate) struct Late {
    pub(crate) row: HeldRow,
    pub(crate) bytes: Vec<u8>,
    pub(crate) entry: SignedEntry,
    /// The changes in it; none when it opens something, or came in pieces of
    /// which one is missing.
    pub(crate) raw: Vec<Vec<u8>>,
    /// The pieces in which it came, as far as they are held too.
    pub(crate) pieces: Vec<Piece>,
}

/// A piece of an edit too large for one record.
#[derive(Clone)]
pub(crate) struct Piece {
    pub(crate) record: RecordId,
    pub(crate) entry: EntryId,
    pub(crate) bytes: Vec<u8>,
}

/// A document with an edit in it, and with all that this one builds on.
pub(super) struct Base {
    pub(super) doc: Doc,
    pub(super) changes: Vec<OwnChange>,
    /// Whose edits these are, by their place among all.
    pub(super) of: Vec<usize>,
    pub(super) sections: Vec<SectionChange>,
}

impl Late {
    /// The kind of document that it opens.
    pub(super) fn opens(&self) -> Option<DocKind> {
        let fields = self.entry.entry();
        let opened = (fields.kind == Kind::DOC_GENESIS).then(|| DocGenesis::read(&fields.payload).ok()).flatten();
        opened.and_then(|opened| DocKind::numbered(opened.kind))
    }

    /// Whether one of these changes is in it.
    pub(crate) fn has_any(&self, changes: &BTreeSet<[u8; 32]>) -> bool {
        self.raw.iter().any(|raw| changes.contains(&raw::id_of(raw).0))
    }
}

impl Node {
    /// What is held in a space until somebody decides about it, and what was
    /// put aside.
    pub(crate) fn late_in(&mut self, space: &SpaceId) -> NodeResult<Vec<Late>> {
        let rows = held::to_decide(self.store.read(), space, &Fault::TO_DECIDE, MOST)?;
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let known = Self::space_in(&mut self.spaces, self.store.read(), space)?;
        let mut opened = Vec::new();
        for (row, bytes) in rows {
            let Ok(sealed) = Frame::parse(bytes.clone()) else { continue };
            let Some(key) = known.key(self.store.read(), &self.secrets, &sealed.header().tag)? else { continue };
            if let Ok(entry) = frame::open(&sealed, &key) {
                opened.push((row, bytes, entry));
            }
        }
        self.put_together(space, opened)
    }

    /// Reads what was opened; pieces are put together.
    pub(crate) fn put_together(
        &self,
        space: &SpaceId,
        opened: Vec<(HeldRow, Vec<u8>, SignedEntry)>,
    ) -> NodeResult<Vec<Late>> {
        let none = BTreeSet::new();
        let stored = Stored { conn: self.store.read(), secrets: &self.secrets, space: *space, built_on: &none };
        let (chunks, rest): (Vec<_>, Vec<_>) =
            opened.into_iter().partition(|(_, _, entry)| entry.entry().kind == Kind::CHUNK);
        let chunks: BTreeMap<EntryId, _> = sort::map(chunks.into_iter().map(|one| (one.2.id(), one)));
        let mut all = Vec::new();
        for (row, bytes, entry) in rest {
            let mut late = Late { row, bytes, entry, raw: Vec::new(), pieces: Vec::new() };
            let payload = &late.entry.entry().payload;
            let whole = match late.entry.entry().kind {
                Kind::CHANGES => Some(payload.clone()),
                Kind::CHANGES_MANIFEST => {
                    let Ok(manifest) = Manifest::read(payload) else { continue };
                    let mut read = Vec::new();
                    for id in &manifest.chunks {
                        let piece = match chunks.get(id) {
                            Some((row, bytes, entry)) => {
                                late.pieces.push(Piece { record: row.record, entry: *id, bytes: bytes.clone() });
                                Some(entry.clone())
                            }
                            None => stored.chunk(id)?,
                        };
                        read.extend(piece.and_then(|piece| Chunk::read(&piece.entry().payload).ok()));
                    }
                    Whole::join(&manifest, &read).ok().map(Whole::into_payload)
                }
                _ => None,
            };
            late.raw = whole.and_then(|whole| Changes::read(&whole).ok()).map(Changes::into_raw).unwrap_or_default();
            all.push(late);
        }
        Ok(all)
    }
}

/// Tries an edit on a document, with those held ones that it builds on; none
/// when it cannot be used even so.
pub(super) fn base(doc: &Doc, index: usize, all: &[Late]) -> Option<Base> {
    let mut of = vec![index];
    loop {
        let late = of.iter().filter_map(|index| all.get(*index));
        let raw: Vec<(DeviceId, &Vec<u8>)> =
            late.flat_map(|late| late.raw.iter().map(|raw| (late.entry.entry().device, raw))).collect();
        if raw.is_empty() {
            return None;
        }
        let batch: Vec<_> = raw.iter().map(|(device, raw)| Incoming { device: *device, raw }).collect();
        let tried = trial(doc, &batch, true);
        let mut missing: BTreeSet<ChangeId> = BTreeSet::new();
        for (_, fate) in &tried.fates {
            match fate {
                Fate::Applied | Fate::Known => {}
                Fate::Orphaned { missing: more } => missing.extend(more),
                Fate::Rejected(_) => return None,
            }
        }
        if missing.is_empty() {
            let applied = |(raw, (_, fate)): (&(DeviceId, &Vec<u8>), &(ChangeId, Fate))| {
                (*fate == Fate::Applied).then(|| raw.1.clone())
            };
            let raw: Vec<Vec<u8>> = raw.iter().zip(&tried.fates).filter_map(applied).collect();
            let doc = tried.next.unwrap_or_else(|| doc.clone());
            return Some(Base { doc, changes: kept(&raw), of, sections: tried.sections });
        }
        let missing: BTreeSet<[u8; 32]> = sort::set(missing.into_iter().map(|id| id.0));
        let before = of.len();
        for (at, late) in all.iter().enumerate() {
            if !of.contains(&at) && late.entry.entry().doc == doc.id() && late.has_any(&missing) {
                of.push(at);
            }
        }
        if of.len() == before {
            return None;
        }
    }
}
