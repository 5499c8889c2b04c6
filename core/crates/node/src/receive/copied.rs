//! After a phone was copied: the branch of its chain that is given up is taken
//! back. Its records stay, held and named; the documents are made again from
//! what still counts.

use crate::Node;
use crate::error::{NodeError, NodeResult};
use crate::hidden;
use crate::mend::Writing;
use crate::topics::Topics;
use rapport_documents::{Doc, DocKind, Fate, Incoming, Part, PartKind, Writer, trial};
use rapport_domain::sort;
use rapport_engine::{Fault, Hold, Wait};
use rapport_ids::{DeviceId, DocId, EntryId, SpaceId};
use rapport_seal::Kind;
use rapport_store::Transaction;
use rapport_store::tables::entries::{self, EntryState};
use rapport_store::tables::held::{self, HeldRow, HeldState};
use rapport_store::tables::{changes, docs, parts};
use std::collections::{BTreeMap, BTreeSet};

/// A document made again.
struct Again {
    doc: Doc,
    run: u32,
}

impl Node {
    /// Takes back what came of these entries, whole or not at all.
    pub(super) fn take_back(&mut self, space: &SpaceId, displaced: &[EntryId]) -> NodeResult<()> {
        if displaced.is_empty() {
            return Ok(());
        }
        let fell: BTreeSet<EntryId> = sort::set(displaced.iter().copied());
        let typed: Vec<DocId> = self.touched_by(space, &fell)?.into_iter().collect();
        // What is being typed becomes an entry of its own, and falls if it has to.
        self.end_each(&typed)?;
        let all = self.all_writings(space)?;
        let mut again = Vec::new();
        let mut loose: BTreeMap<EntryId, Hold> = BTreeMap::new();
        for id in typed {
            match self.make_again(space, &id, &all, &fell) {
                Ok((made, without)) => {
                    again.push(made);
                    loose.extend(without);
                }
                // Shown and made anew by a version that knows it.
                Err(NodeError::NeedsUpdate) => {}
                Err(error) => return Err(error),
            }
        }
        let now_ms = self.ports.now_ms();
        let people = self.people_of(space)?;
        let secrets = &self.secrets;
        self.store.write(|tx| {
            for writing in &all {
                let entry = writing.entry.id();
                if fell.contains(&entry) {
                    let opens = matches!(writing.entry.entry().kind, Kind::DOC_GENESIS | Kind::PART);
                    let state = if opens { EntryState::Opened } else { EntryState::Held };
                    entries::set_state(tx, space, &entry, state)?;
                    if !opens {
                        hold(tx, space, writing, &Hold::Fault(Fault::Copied), now_ms)?;
                    }
                } else if let Some(why) = loose.get(&entry) {
                    // It was used, and what it builds on is gone: it waits again, at its place.
                    entries::set_state(tx, space, &entry, EntryState::Loose)?;
                    hold(tx, space, writing, why, now_ms)?;
                }
            }
            for one in &again {
                let id = one.doc.id();
                docs::rewrite(tx, &id, &hidden::kept(secrets, one.doc.kind(), &id, &one.doc.save())?)?;
                docs::set_counter(tx, &id, one.run)?;
                changes::clear(tx, &id)?;
                crate::project::show_again(tx, space, &one.doc, &people, now_ms)?;
            }
            Ok::<_, NodeError>(())
        })?;
        self.unsynced_since_ms.get_or_insert(now_ms);
        for one in again {
            let id = one.doc.id();
            self.docs.put(one.doc);
            self.show_anew(&id)?;
        }
        self.changed.add(Topics::ALL);
        Ok(())
    }

    /// The documents that these entries changed.
    fn touched_by(&mut self, space: &SpaceId, fell: &BTreeSet<EntryId>) -> NodeResult<BTreeSet<DocId>> {
        let changed = |writing: &&Writing| {
            let kind = writing.entry.entry().kind;
            fell.contains(&writing.entry.id()) && matches!(kind, Kind::CHANGES | Kind::CHANGES_MANIFEST)
        };
        Ok(self.all_writings(space)?.iter().filter(changed).map(|writing| writing.entry.entry().doc).collect())
    }

    /// A document from everything that counts but these entries; and those that
    /// cannot be used without them.
    fn make_again(
        &self,
        space: &SpaceId,
        id: &DocId,
        all: &[Writing],
        fell: &BTreeSet<EntryId>,
    ) -> NodeResult<(Again, BTreeMap<EntryId, Hold>)> {
        let conn = self.store.read();
        let row = docs::get(conn, id)?.ok_or(NodeError::NotFound("document"))?;
        let kind = DocKind::numbered(row.kind).ok_or(NodeError::NeedsUpdate)?;
        let mut doc = Doc::create(*id, kind)?;
        // A new life of this device in it: its own changes may be among those that are gone.
        let run = row.counter.saturating_add(1);
        doc.write_as(Writer { device: self.me.keys.id(), run });
        for (part, key) in parts::of_doc(conn, id)? {
            if let Some(kind) = PartKind::numbered(part) {
                doc.add_part(Part { kind, id: key })?;
            }
        }
        let mut raw: Vec<(EntryId, DeviceId, Vec<u8>)> = Vec::new();
        for writing in all.iter().filter(|writing| writing.entry.entry().doc == *id) {
            let entry = writing.entry.id();
            if fell.contains(&entry) || !entries::known(conn, space, &entry)? {
                continue;
            }
            let device = writing.entry.entry().device;
            raw.extend(self.changes_in(space, writing)?.into_iter().map(|change| (entry, device, change)));
        }
        let batch: Vec<_> = raw.iter().map(|(_, device, raw)| Incoming { device: *device, raw }).collect();
        let tried = trial(&doc, &batch, false);
        let mut doc = tried.next.unwrap_or(doc);
        doc.write_as(Writer { device: self.me.keys.id(), run });
        let without = |((entry, _, _), (_, fate)): (&(EntryId, DeviceId, Vec<u8>), &(_, Fate))| match fate {
            Fate::Applied | Fate::Known => None,
            Fate::Orphaned { missing } => {
                let first = missing.first().map(|first| Hold::Wait(Wait::Change(first.0)));
                Some((*entry, first.unwrap_or(Hold::Fault(Fault::Change))))
            }
            Fate::Rejected(_) => Some((*entry, Hold::Fault(Fault::Change))),
        };
        let loose = raw.iter().zip(&tried.fates).filter_map(without).collect();
        Ok((Again { doc, run }, loose))
    }
}

/// Holds the record of an entry. One that only waits in the outbox has none
/// yet: it is sent like everything else, for others to hold.
fn hold(tx: &Transaction<'_>, space: &SpaceId, writing: &Writing, why: &Hold, now_ms: i64) -> NodeResult<()> {
    let Some(record) = writing.record else { return Ok(()) };
    let state = match why {
        Hold::Wait(_) => HeldState::Deferred,
        Hold::NeedsUpdate(_) => HeldState::NeedsUpdate,
        Hold::Fault(_) => HeldState::Quarantined,
    };
    let row =
        HeldRow { space: *space, record, state, reason: why.code().to_owned(), about: why.about(), since_ms: now_ms };
    Ok(held::put(tx, &row)?)
}
