//! What lists show, made anew from documents: when rows are missing, damaged,
//! or were made before the people of a space were known as they are now.

use crate::error::{NodeError, NodeResult};
use crate::people::{People, show_members};
use crate::space::Space;
use crate::topics::Topics;
use crate::{Node, docs, project};
use rapport_documents::DocKind;
use rapport_domain::sort;
use rapport_ids::{DocId, NoteId, SpaceId};
use rapport_store::projections::{self, members, notes, pairings};
use rapport_store::tables::{changes, docs as doc_rows, meta, spaces};
use rapport_store::{StoreError, Transaction};
use std::collections::{BTreeMap, BTreeSet};

/// The mark that lists have to be made anew.
pub(crate) const STALE: &str = "lists.stale";
/// Notes whose rows and search words are behind, and when each last changed.
const LATE: &str = "lists.late";

/// What [`Node::repair`] did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Repaired {
    /// Documents that were put together again.
    pub documents: u32,
}

impl Node {
    /// Looks at everything that is stored and puts right what can be: lists
    /// are made anew, unreadable documents put together from their changes.
    /// What was lost before is asked for once more with the next sync.
    /// For when a view says that the storage is damaged.
    ///
    /// # Errors
    /// The storage failed, or what is left of it does not hold together.
    pub fn repair(&mut self) -> NodeResult<Repaired> {
        if self.store.integrity_check().is_err() {
            // An index can be made anew; what is wrong with a table shows at the end.
            self.store.make_indexes_anew()?;
            self.name_records_anew()?;
        }
        for row in spaces::all(self.store.read())? {
            self.mend_chains(&row.space)?;
        }
        self.show_members_anew()?;
        let mut repaired = Repaired::default();
        for (id, _, kind) in doc_rows::all(self.store.read())? {
            let known = DocKind::numbered(kind).is_some();
            if known && self.is_damaged(&id)? {
                self.mend(&id)?;
                repaired.documents += 1;
            }
        }
        self.recall_losses()?;
        self.show_all_anew()?;
        self.store.integrity_check()?;
        Ok(repaired)
    }

    /// It cannot be read, or nothing is there of it though records may hold it.
    fn is_damaged(&self, id: &DocId) -> NodeResult<bool> {
        let conn = self.store.read();
        match docs::load(conn, Some(&self.secrets), self.me.keys.id(), id) {
            Err(NodeError::DamagedDocument(_)) => Ok(true),
            Err(NodeError::NeedsUpdate) => Ok(false),
            Err(error) => Err(error),
            Ok(_) => {
                let saved = doc_rows::get(conn, id)?.is_some_and(|row| row.save.is_some());
                Ok(!saved && changes::size(conn, id)?.0 == 0)
            }
        }
    }

    /// At the start: lists that are known to be stale or cannot be read. Costs
    /// no more than looking for names.
    pub(crate) fn check_lists(&mut self) -> NodeResult<()> {
        let stale = meta::get(self.store.read(), STALE)?.is_some();
        if stale || !self.people_can_be_read()? {
            self.show_members_anew()?;
            return self.show_all_anew();
        }
        self.late = meta::get(self.store.read(), LATE)?.is_some();
        self.show_late()
    }

    /// Documents that no list shows, looked for once, some time after opening:
    /// damage alone can take a row away, and looking through thousands of
    /// documents is nothing that the first screen should wait for.
    pub(crate) fn fill_lists(&mut self) -> NodeResult<()> {
        for id in projections::missing(self.store.read())? {
            let Ok(doc) = self.doc(&id) else { continue };
            let space = self.space_of(&id)?;
            let people = self.people_of(&space)?;
            let now_ms = self.ports.now_ms();
            self.store.write(|tx| project::show_again(tx, &space, &doc, &people, now_ms))?;
            self.changed.add(Topics::ALL);
        }
        self.fill_at_ms = None;
        Ok(())
    }

    /// Whether each space has people, and every row of theirs can be read.
    fn people_can_be_read(&self) -> NodeResult<bool> {
        let conn = self.store.read();
        let read = || Ok((members::all(conn)?, members::all_devices(conn)?, pairings::all(conn)?));
        match read() {
            Ok((members, devices, _)) => {
                let members: BTreeSet<SpaceId> = sort::set(members.into_iter().map(|(space, _)| space));
                let devices: BTreeSet<SpaceId> = sort::set(devices.into_iter().map(|(space, _)| space));
                let spaces = spaces::all(conn)?;
                Ok(spaces.iter().all(|row| members.contains(&row.space) && devices.contains(&row.space)))
            }
            Err(StoreError::BadRow { .. }) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// Who is in each space, from its control chain. Empties all lists; the
    /// mark that they have to be filled stands with it.
    fn show_members_anew(&mut self) -> NodeResult<()> {
        self.store.write(|tx| {
            let before = meta::get(tx, STALE)?.filter(|times| !times.is_empty());
            let times = before.unwrap_or_else(|| write_times(&projections::notes::times(tx)));
            projections::reset(tx)?;
            for row in spaces::all(tx)? {
                show_members(tx, &Space::load(tx, &row.space)?.membership)?;
            }
            Ok::<_, NodeError>(meta::put(tx, STALE, &times)?)
        })
    }

    fn show_all_anew(&mut self) -> NodeResult<()> {
        let (now_ms, me, device) = (self.ports.now_ms(), self.me.person(), self.me.keys.id());
        let secrets = &self.secrets;
        self.store.write(|tx| {
            let times = read_times(&meta::get(tx, STALE)?.unwrap_or_default());
            let mut all = doc_rows::all(tx)?;
            // Seats first: everything else in a space is read by them.
            sort::by_key(&mut all, |(_, _, kind)| *kind != DocKind::Pairing.number());
            for (id, space, _) in all {
                let doc = match docs::load(tx, Some(secrets), device, &id) {
                    Ok(doc) => doc,
                    Err(NodeError::NeedsUpdate | NodeError::DamagedDocument(_)) => continue,
                    Err(error) => return Err(error),
                };
                let people = People::load(tx, me, &space)?;
                let at = times.get(&id).copied().or(doc.latest_ms()).unwrap_or(now_ms);
                project::show(tx, &space, &doc, &people, at)?;
            }
            meta::delete(tx, LATE)?;
            Ok(meta::delete(tx, STALE)?)
        })?;
        self.late = false;
        self.changed.add(Topics::ALL);
        Ok(())
    }

    /// Makes rows and search words of notes that others have written in. A
    /// long note takes longer to be listed than to be merged, and whoever
    /// looks at it does not wait for the list.
    pub(crate) fn show_late(&mut self) -> NodeResult<()> {
        if !self.late {
            return Ok(());
        }
        let (held, secrets, me, device) = (&mut self.docs, &self.secrets, self.me.person(), self.me.keys.id());
        self.store.write(|tx| {
            for (id, at) in read_times(&meta::get(tx, LATE)?.unwrap_or_default()) {
                let Some((space, _, _)) = doc_rows::opening(tx, &id)? else { continue };
                match held.get(tx, secrets, device, &id) {
                    Ok(doc) => {
                        let row = notes::get(tx, &NoteId::from(id)).ok().flatten();
                        // One's own edit may have come after.
                        let at = row.map_or(at, |row| row.changed_ms.max(at));
                        project::show(tx, &space, &doc, &People::load(tx, me, &space)?, at)?;
                    }
                    Err(NodeError::NeedsUpdate | NodeError::DamagedDocument(_)) => {}
                    Err(error) => return Err(error),
                }
            }
            Ok(meta::delete(tx, LATE)?)
        })?;
        self.late = false;
        self.changed.add(Topics::NOTES);
        Ok(())
    }
}

/// Notes, in the transaction that merges into them, that are listed after it:
/// those that a list shows already.
pub(crate) fn leave_late(tx: &Transaction<'_>, merged: &[DocId], now_ms: i64) -> NodeResult<()> {
    let mut times = read_times(&meta::get(tx, LATE)?.unwrap_or_default());
    times.extend(merged.iter().map(|id| (*id, now_ms)));
    let times: Vec<(NoteId, i64)> = times.into_iter().map(|(id, at)| (id.into(), at)).collect();
    Ok(meta::put(tx, LATE, &write_times(&times))?)
}

/// Whether a list shows this note already.
pub(crate) fn is_listed(tx: &Transaction<'_>, id: DocId) -> bool {
    notes::get(tx, &id.into()).is_ok_and(|row| row.is_some())
}

fn write_times(times: &[(NoteId, i64)]) -> Vec<u8> {
    times.iter().flat_map(|(note, at)| note.as_bytes().iter().copied().chain(at.to_be_bytes())).collect()
}

/// When notes last changed, as lists said it before they were emptied.
fn read_times(bytes: &[u8]) -> BTreeMap<DocId, i64> {
    let pieces = bytes.chunks_exact(DocId::LEN + 8).filter_map(|piece| {
        let (id, at) = piece.split_at_checked(DocId::LEN)?;
        Some((DocId::from_slice(id)?, i64::from_be_bytes(at.try_into().ok()?)))
    });
    pieces.collect()
}
