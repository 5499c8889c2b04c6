//! A damaged document is put together again from what is stored of it: the
//! whole before the last fold, the changes beside it, and the sealed records
//! of everybody, which are never dropped.

use crate::Node;
use crate::error::{NodeError, NodeResult};
use crate::hidden;
use crate::known::Stored as Known;
use crate::topics::Topics;
use rapport_documents::{Doc, DocKind, Fate, Incoming, Part, PartKind, Stored, Writer, trial};
use rapport_ids::{DeviceId, DocId, RecordId, SpaceId};
use rapport_seal::payload::Changes;
use rapport_seal::{Kind, SignedEntry, frame};
use rapport_store::tables::{changes, docs, entries, outbox, parts, records};
use rapport_wire::{Class, Frame};
use std::collections::BTreeSet;

impl Node {
    /// A document as it stands; one that cannot be read is put together again first.
    pub(crate) fn doc(&mut self, id: &DocId) -> NodeResult<Doc> {
        match self.docs.get(self.store.read(), &self.secrets, self.me.keys.id(), id) {
            Err(NodeError::DamagedDocument(_)) => {
                self.mend(id)?;
                self.docs.get(self.store.read(), &self.secrets, self.me.keys.id(), id)
            }
            other => other,
        }
    }

    /// Puts a document together again: for one that a view could not read.
    ///
    /// # Errors
    /// The storage failed, or there is no such document.
    pub fn mend(&mut self, id: &DocId) -> NodeResult<()> {
        if self.docs.holds(id) {
            // What is being typed stands on the state in memory, which is whole.
            self.end_each(&[*id])?;
        }
        let row = docs::get(self.store.read(), id)?.ok_or(NodeError::NotFound("document"))?;
        let kind = DocKind::numbered(row.kind).ok_or(NodeError::NeedsUpdate)?;
        let mut doc = self.last_good(id, kind, row.save)?;
        // A new life of this device in it: if a change of its own is gone for
        // good, none that follows may take its place under the same name.
        let run = row.counter.saturating_add(1);
        doc.write_as(Writer { device: self.me.keys.id(), run });
        for (part, key) in parts::of_doc(self.store.read(), id)? {
            if let Some(kind) = PartKind::numbered(part) {
                doc.add_part(Part { kind, id: key })?;
            }
        }
        let known = self.all_changes(id)?;
        let batch: Vec<_> = known.iter().map(|(device, raw)| Incoming { device: *device, raw }).collect();
        let tried = trial(&doc, &batch, false);
        let mut doc = tried.next.unwrap_or(doc);
        doc.write_as(Writer { device: self.me.keys.id(), run });
        let lost = tried.fates.iter().filter(|(_, fate)| matches!(fate, Fate::Rejected(_))).count();
        let save = hidden::kept(&self.secrets, kind, id, &doc.save())?.into_owned();
        let now_ms = self.ports.now_ms();
        let keep = now_ms.saturating_add(crate::tick::KEEP_OLD_MS);
        let space = row.space;
        let people = self.people_of(&space)?;
        self.store.write(|tx| {
            docs::replace(tx, id, &save, keep)?;
            docs::set_counter(tx, id, run)?;
            changes::clear(tx, id)?;
            crate::project::show_again(tx, &space, &doc, &people, now_ms)
        })?;
        self.docs.put(doc);
        self.show_anew(id)?;
        self.changed.add(Topics::ALL);
        if lost > 0 {
            self.mended_with_loss = self.mended_with_loss.saturating_add(1);
        }
        Ok(())
    }

    /// The newest whole that can still be read.
    fn last_good(&self, id: &DocId, kind: DocKind, save: Option<Vec<u8>>) -> NodeResult<Doc> {
        // What cannot be opened cannot be read either: the rest may be.
        let open = |bytes: Vec<u8>| hidden::read(Some(&self.secrets), kind, id, bytes).ok();
        let save = save.and_then(open);
        let save = save.as_deref();
        let old = docs::old_save(self.store.read(), id)?.and_then(open);
        let raw: Vec<Vec<u8>> = changes::of_doc(self.store.read(), id)?.into_iter().filter_map(open).collect();
        let raw: Vec<&[u8]> = raw.iter().map(Vec::as_slice).collect();
        for save in [save, old.as_deref()].into_iter().flatten() {
            for changes in [raw.as_slice(), &[]] {
                let loaded = Doc::load(*id, kind, &Stored { save: Some(save), changes });
                if let Ok(doc) = loaded
                    && rapport_documents::full_check(&doc).is_ok()
                {
                    return Ok(doc);
                }
            }
        }
        Ok(Doc::create(*id, kind)?)
    }

    /// Every change of a document that some used record or the outbox holds,
    /// with the device that signed it. Their order does not matter.
    fn all_changes(&mut self, id: &DocId) -> NodeResult<Vec<(DeviceId, Vec<u8>)>> {
        let space = self.space_of(id)?;
        let all = self.all_writings(&space)?;
        let conn = self.store.read();
        let mut changes = Vec::new();
        for writing in all.iter().filter(|writing| writing.entry.entry().doc == *id) {
            if entries::known(conn, &space, &writing.entry.id())? {
                let device = writing.entry.entry().device;
                changes.extend(self.changes_in(&space, writing)?.into_iter().map(|raw| (device, raw)));
            }
        }
        Ok(changes)
    }

    /// Every entry of a space that holds changes and can be opened, also those
    /// that are held or still wait in the outbox.
    pub(crate) fn all_writings(&mut self, space: &SpaceId) -> NodeResult<Vec<Writing>> {
        let known = Self::space_in(&mut self.spaces, self.store.read(), space)?;
        let mut all = Vec::new();
        let mut seen = BTreeSet::new();
        for bytes in records::of_class(self.store.read(), space, Class::Log.byte())? {
            let Ok(sealed) = Frame::parse(bytes) else { continue };
            let Some(key) = known.key(self.store.read(), &self.secrets, &sealed.header().tag)? else { continue };
            let Ok(entry) = frame::open(&sealed, &key) else { continue };
            seen.insert(entry.id());
            all.push(Writing { record: Some(sealed.record_id()), entry });
        }
        for (id, signed) in outbox::signed_of(self.store.read(), space)? {
            let signed = hidden::read_entry(&self.secrets, &id, &signed)?;
            if let Ok(entry) = SignedEntry::from_bytes(space, &signed)
                && seen.insert(entry.id())
            {
                all.push(Writing { record: None, entry });
            }
        }
        Ok(all)
    }

    /// The changes in one entry, put together if they came in pieces.
    pub(crate) fn changes_in(&self, space: &SpaceId, writing: &Writing) -> NodeResult<Vec<Vec<u8>>> {
        let fields = writing.entry.entry();
        let whole = match fields.kind {
            Kind::CHANGES => fields.payload.clone(),
            Kind::CHANGES_MANIFEST => {
                let (conn, secrets, built_on) = (self.store.read(), &self.secrets, &BTreeSet::new());
                let stored = Known { conn, secrets, space: *space, built_on };
                match stored.whole(&fields.payload)? {
                    Some(whole) => whole,
                    None => return Ok(Vec::new()),
                }
            }
            _ => return Ok(Vec::new()),
        };
        Ok(Changes::read(&whole).map(Changes::into_raw).unwrap_or_default())
    }
}

/// An entry with the record that holds it; none while it only waits to be sealed.
pub(crate) struct Writing {
    pub(crate) record: Option<RecordId>,
    pub(crate) entry: SignedEntry,
}
