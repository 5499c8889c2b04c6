//! A damaged document is put together again from what is stored of it: the
//! whole before the last fold, the changes beside it, and the sealed records
//! of everybody, which are never dropped.

use crate::Node;
use crate::error::{NodeError, NodeResult};
use crate::hidden;
use crate::known::Stored as Known;
use crate::losses::Loss;
use crate::recall;
use crate::topics::Topics;
use rapport_documents::{
    Doc, DocKind, Fate, Incoming, Part, PartKind, Stored, Writer, full_check, trial, trial_in_full,
};
use rapport_domain::sort;
use rapport_ids::{DeviceId, DocId, RecordId, SpaceId};
use rapport_seal::payload::Changes;
use rapport_seal::{Kind, SignedEntry, frame};
use rapport_store::tables::entries::{self, EntryRow, EntryState};
use rapport_store::tables::{changes, docs, held, outbox, parts, records, spaces};
use rapport_store::{StoreResult, Transaction};
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
        let (together, now_ms) = (self.gather(id)?, self.ports.now_ms());
        let (space, lost) = (together.space, together.lost);
        let damaged = if lost > 0 { self.damaged_records(&space)? } else { Vec::new() };
        self.replace(together, |tx| {
            Loss { doc: Some(*id), changes: lost, moved: false, at_ms: now_ms }.note(tx)?;
            if lost > 0 { recall::ask(tx, &space, id, lost, &damaged) } else { Ok(()) }
        })
    }

    /// Everything that is stored of a document, put together; nothing is written.
    pub(crate) fn gather(&mut self, id: &DocId) -> NodeResult<Together> {
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
        let (known, unreadable) = self.all_changes(id)?;
        let batch: Vec<_> = known.iter().map(|(device, raw)| Incoming { device: *device, raw }).collect();
        let mut tried = trial(&doc, &batch, false);
        if tried.next.as_ref().is_some_and(|next| full_check(next).is_err()) {
            tried = trial_in_full(&doc, &batch);
        }
        let mut doc = tried.next.unwrap_or(doc);
        doc.write_as(Writer { device: self.me.keys.id(), run });
        // What waits for a change that is gone is gone with it.
        let gone = |fate: &Fate| matches!(fate, Fate::Rejected(_) | Fate::Orphaned { .. });
        let lost = tried.fates.iter().filter(|(_, fate)| gone(fate)).count().saturating_add(unreadable);
        Ok(Together { doc, kind, run, space: row.space, lost: u32::try_from(lost).unwrap_or(u32::MAX) })
    }

    /// Puts a document in the place of what stands there, and shows it.
    pub(crate) fn replace(
        &mut self,
        together: Together,
        beside: impl FnOnce(&Transaction<'_>) -> StoreResult<()>,
    ) -> NodeResult<()> {
        let Together { doc, kind, run, space, .. } = together;
        let id = doc.id();
        let save = hidden::kept(&self.secrets, kind, &id, &doc.save())?.into_owned();
        let now_ms = self.ports.now_ms();
        let keep = now_ms.saturating_add(crate::tick::KEEP_OLD_MS);
        let people = self.people_of(&space)?;
        self.store.write(|tx| {
            docs::replace(tx, &id, &save, keep)?;
            docs::set_counter(tx, &id, run)?;
            changes::clear(tx, &id)?;
            beside(tx)?;
            crate::project::show_again(tx, &space, &doc, &people, now_ms)
        })?;
        self.docs.put(doc);
        self.show_anew(&id)?;
        self.changed.add(Topics::ALL);
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
                    && full_check(&doc).is_ok()
                {
                    return Ok(doc);
                }
            }
        }
        Ok(Doc::create(*id, kind)?)
    }

    /// Every change of a document that some used record or the outbox holds,
    /// with the device that signed it. Their order does not matter. Beside them
    /// how many entries of the space were used and cannot be opened any more:
    /// what they wrote, and where, nobody can tell.
    fn all_changes(&mut self, id: &DocId) -> NodeResult<(Vec<Signed>, usize)> {
        let space = self.space_of(id)?;
        let all = self.all_writings(&space)?;
        let there: BTreeSet<_> = sort::set(all.iter().map(|writing| writing.entry.id()));
        let used = entries::used(self.store.read(), &space)?;
        let unreadable = used.iter().filter(|entry| !there.contains(entry)).count();
        let conn = self.store.read();
        let mut changes = Vec::new();
        for writing in all.iter().filter(|writing| writing.entry.entry().doc == *id) {
            if entries::known(conn, &space, &writing.entry.id())? {
                let device = writing.entry.entry().device;
                changes.extend(self.changes_in(&space, writing)?.into_iter().map(|raw| (device, raw)));
            }
        }
        Ok((changes, unreadable))
    }

    /// Puts entries back at their places in the chains of their devices, where
    /// what stands of them there is not what they say.
    pub(crate) fn mend_chains(&mut self, space: &SpaceId) -> NodeResult<()> {
        let all = self.all_writings(space)?;
        let (conn, named) = (self.store.read(), all.iter().map(|one| one.entry.id()).collect::<BTreeSet<_>>());
        let (mut right, mut wrong) = (Vec::new(), Vec::new());
        for writing in all.iter().filter(|writing| writing.entry.entry().dseq > 0) {
            let (fields, entry) = (writing.entry.entry(), writing.entry.id());
            let (device, dseq, prev) = (fields.device, fields.dseq, fields.prev);
            let row = entries::get(conn, space, &entry)?;
            let stands = row.as_ref().is_some_and(|row| (row.device, row.dseq, row.prev) == (device, dseq, prev));
            if stands || writing.record.map_or(Ok(false), |record| held::is_held(conn, space, &record))? {
                continue;
            }
            // Under a name that no entry has, something damaged may stand there.
            let there = entries::between(conn, space, &device, dseq, dseq)?;
            wrong.extend(there.into_iter().map(|row| row.entry).filter(|other| !named.contains(other)));
            wrong.extend(row.as_ref().map(|row| row.entry));
            let state = row.map_or(EntryState::Stands, |row| row.state);
            right.push(EntryRow { device, dseq, entry, prev, state });
        }
        if right.is_empty() {
            return Ok(());
        }
        self.store.write(|tx| {
            wrong.iter().try_for_each(|entry| entries::delete(tx, space, entry))?;
            right.iter().try_for_each(|row| entries::insert(tx, space, row))
        })?;
        Ok(())
    }

    /// A record that can be opened is whole; if it stands under another name
    /// than its bytes give it, or in another space than its key opens, what it
    /// stands under was damaged.
    pub(crate) fn name_records_anew(&mut self) -> NodeResult<()> {
        let spaces: BTreeSet<SpaceId> = sort::set(spaces::all(self.store.read())?.into_iter().map(|row| row.space));
        let mut wrong = Vec::new();
        for row in records::all(self.store.read())? {
            let Ok(sealed) = Frame::parse(row.frame) else { continue };
            let right = sealed.record_id();
            if right == row.record && spaces.contains(&row.space) {
                continue;
            }
            for space in &spaces {
                let known = Self::space_in(&mut self.spaces, self.store.read(), space)?;
                let key = known.key(self.store.read(), &self.secrets, &sealed.header().tag)?;
                if key.is_some_and(|key| frame::open(&sealed, &key).is_ok()) {
                    wrong.push((row.n, *space, right));
                    break;
                }
            }
        }
        if wrong.is_empty() {
            return Ok(());
        }
        self.store
            .write(|tx| wrong.iter().try_for_each(|(n, space, record)| records::rename(tx, *n, space, record)))?;
        Ok(())
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
            // What cannot be opened keeps the others from nothing.
            let Ok(signed) = hidden::read_entry(&self.secrets, &id, &signed) else { continue };
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

/// A document as everything that is stored of it gives it.
pub(crate) struct Together {
    pub(crate) doc: Doc,
    kind: DocKind,
    run: u32,
    pub(crate) space: SpaceId,
    /// Changes that could not be brought back.
    pub(crate) lost: u32,
}

/// A change, with the device that signed it.
type Signed = (DeviceId, Vec<u8>);

/// An entry with the record that holds it; none while it only waits to be sealed.
pub(crate) struct Writing {
    pub(crate) record: Option<RecordId>,
    pub(crate) entry: SignedEntry,
}
