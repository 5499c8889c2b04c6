//! Taking in what came: from a relay, another device or a file.
//!
//! Looked at first, tried on copies of documents, then written in one
//! transaction with the cursor; only then does anything in memory change.

mod built;
mod commit;
mod copied;
mod tried;

use crate::Node;
use crate::error::NodeResult;
use crate::known::Stored;
use crate::people::People;
use crate::topics::Topics;
use commit::Commit;
use rapport_domain::sort;
use rapport_engine::{Fault, Hold, Incoming, Plan, Verdict, receive};
use rapport_ids::{DocId, EntryId, RecordId, SpaceId};
use rapport_membership::space::SpaceKind;
use rapport_store::tables::cursors::Cursor;
use rapport_store::tables::held::{self, HeldState};
use rapport_store::tables::{cursors, docs, meta, trials};
use rapport_wire::Class;
use std::collections::BTreeSet;
use tried::Tried;

/// Held records that are looked at again with each batch.
const AGAIN: u32 = 512;

impl Node {
    /// Takes a batch of records of one space; the cursor moves with it.
    ///
    /// # Errors
    /// The storage failed: nothing was taken and the cursor stands where it stood.
    pub(crate) fn receive(
        &mut self,
        space: SpaceId,
        mut incoming: Vec<Incoming>,
        cursor: Option<Cursor>,
    ) -> NodeResult<()> {
        if self.leaving.has(&space) {
            // What was asked for before: of what people write nothing comes back.
            let open = |class: u8| Class::from_byte(class).is_some_and(Class::open_to_former_keys);
            incoming.retain(|one| one.bytes.get(1).is_some_and(|class| open(*class)));
        }
        if incoming.is_empty() {
            return match cursor {
                Some(cursor) => Ok(self.store.write(|tx| cursors::put(tx, &space, &cursor))?),
                None => Ok(()),
            };
        }
        if trials::any(self.store.read())? {
            return self.receive_one_by_one(space, incoming, cursor);
        }
        let mut all = incoming;
        all.extend(self.held_again(&space)?);
        self.receive_batch(space, all, cursor)
    }

    /// After a trial that killed the process: each record by itself, so that
    /// the next crash names the culprit.
    fn receive_one_by_one(
        &mut self,
        space: SpaceId,
        incoming: Vec<Incoming>,
        cursor: Option<Cursor>,
    ) -> NodeResult<()> {
        for one in incoming {
            self.receive_batch(space, vec![one], None)?;
        }
        let again = self.held_again(&space)?;
        for one in again {
            self.receive_batch(space, vec![one], None)?;
        }
        self.store.write(|tx| {
            trials::end_all(tx, &space)?;
            match &cursor {
                Some(cursor) => cursors::put(tx, &space, cursor),
                None => Ok(()),
            }
        })?;
        Ok(())
    }

    /// Looks again at what waits in a space: a key has come another way.
    pub(crate) fn look_at_held(&mut self, space: &SpaceId) -> NodeResult<()> {
        let again = self.held_again(space)?;
        if again.is_empty() { Ok(()) } else { self.receive_batch(*space, again, None) }
    }

    fn held_again(&self, space: &SpaceId) -> NodeResult<Vec<Incoming>> {
        let deferred = held::of_space(self.store.read(), space, HeldState::Deferred, AGAIN)?;
        // The branch that was given up may be the one that stands, once more of both is here.
        let copied = held::quarantined_for(self.store.read(), space, Fault::Copied.code(), AGAIN)?;
        let all = deferred.into_iter().map(|(_, bytes)| bytes).chain(copied);
        Ok(all.map(|bytes| Incoming { bytes, seq: None, held: true }).collect())
    }

    fn receive_batch(&mut self, space: SpaceId, incoming: Vec<Incoming>, cursor: Option<Cursor>) -> NodeResult<()> {
        let (mut incoming, mut built_on) = (incoming, BTreeSet::new());
        loop {
            Self::space_in(&mut self.spaces, self.store.read(), &space)?;
            let (conn, secrets) = (self.store.read(), &self.secrets);
            let known = Stored { conn, secrets, space, built_on: &built_on };
            let in_space = self.spaces.get(&space).ok_or(crate::NodeError::NotFound("space"))?;
            let by_words = self.opener(&space);
            let me = by_words.as_ref().unwrap_or(&self.me.keys);
            let mut plan = receive(&known, &in_space.membership, me, incoming, &*self.ports.hands)?;
            // What is being typed was typed on the documents as they are now.
            self.end_bursts_under(&plan)?;
            self.take_back(&space, &plan.displaced)?;
            let begun = self.begin_trials(&space, &mut plan)?;
            let tried = self.try_changes(&mut plan);
            let again = tried.and_then(|tried| {
                Ok(match self.looked_at_again(&space, &mut plan, &built_on)? {
                    Some(again) => Err(again),
                    None => Ok(tried),
                })
            });
            let taken = match again {
                Ok(Err(again)) => {
                    (incoming, built_on) = (again.incoming, again.built_on);
                    continue;
                }
                Ok(Ok(tried)) => self.commit_received(space, plan, tried, &begun, cursor, &built_on),
                Err(error) => Err(error),
            };
            if taken.is_err() {
                self.survive_trials(&space, &begun);
            }
            return taken;
        }
    }

    /// Ends the bursts of documents that a plan wants to change.
    fn end_bursts_under(&mut self, plan: &Plan) -> NodeResult<()> {
        let docs: BTreeSet<DocId> = sort::set(plan.items.iter().filter_map(touched));
        let typed: Vec<DocId> = docs.into_iter().collect();
        self.end_each(&typed)
    }

    /// The disk failed, not the records: they were tried and nothing died of it.
    /// When even this cannot be written, this process still remembers.
    fn survive_trials(&mut self, space: &SpaceId, begun: &[RecordId]) {
        let _ = self.store.write(|tx| trials::end(tx, space, begun));
    }

    /// Notes which records are about to be tried. One that has been tried
    /// twice without an end is not tried again. Gives all that are
    /// tried now, or were before.
    fn begin_trials(&mut self, space: &SpaceId, plan: &mut Plan) -> NodeResult<Vec<RecordId>> {
        let with_changes = |item: &rapport_engine::Item| matches!(item.verdict(), Verdict::Changes(_));
        let records: Vec<RecordId> = plan.items.iter().filter(|i| with_changes(i)).map(|i| i.record).collect();
        if records.is_empty() {
            return Ok(Vec::new());
        }
        let fresh: Vec<RecordId> = records.iter().filter(|record| !self.survived.contains(*record)).copied().collect();
        let before: Vec<u32> = self
            .store
            .write(|tx| fresh.iter().map(|record| trials::begin(tx, space, record)).collect::<Result<_, _>>())?;
        let fatal: Vec<RecordId> =
            fresh.iter().zip(before).filter(|(_, tries)| *tries >= 2).map(|(record, _)| *record).collect();
        self.survived.extend(fresh.into_iter().filter(|record| !fatal.contains(record)));
        for item in plan.items.iter_mut().filter(|item| fatal.contains(&item.record)) {
            item.hold(Hold::Fault(Fault::Change));
        }
        Ok(records)
    }

    fn commit_received(
        &mut self,
        space: SpaceId,
        plan: Plan,
        tried: Tried,
        trials: &[RecordId],
        cursor: Option<Cursor>,
        built_on: &BTreeSet<EntryId>,
    ) -> NodeResult<()> {
        let now_ms = self.ports.now_ms();
        let people = self.people_after(&space, &plan)?;
        let stays = (!self.leaving.has(&space)).then(|| self.me.person());
        let cursor = cursor.as_ref();
        let commit =
            Commit { space, plan: &plan, tried: &tried, trials, cursor, people: &people, now_ms, stays, built_on };
        let to_let_go = plan.items.iter().any(|item| commit.asks_to_leave(item));
        let (secrets, random) = (&self.secrets, &mut *self.ports.random);
        self.store.write(|tx| commit.write(tx, secrets, random))?;
        for record in trials {
            self.survived.remove(record);
        }
        self.unsynced_since_ms.get_or_insert(now_ms);
        let mut topics = Topics::SYNC;
        let plan_keys = !plan.keys.is_empty() || plan.control.is_some();
        if let Some(changed) = plan.membership {
            let known = Self::space_in(&mut self.spaces, self.store.read(), &space)?;
            known.membership = changed;
            topics.add(Topics::PEOPLE.and(Topics::DEVICES));
        }
        if topics.touch(Topics::DEVICES) || plan_keys {
            self.keyring_is_due();
            self.devices_are_due();
        }
        self.notice_leaving(space, to_let_go);
        self.keep_members_present(&space)?;
        let mut seats_changed = false;
        for (id, next) in tried.docs {
            topics.add(of_kind(next.doc.kind()));
            if next.doc.kind() == rapport_documents::DocKind::Keyring {
                self.keyring_is_due();
            }
            seats_changed |= next.doc.kind() == rapport_documents::DocKind::Pairing;
            self.late |= next.doc.kind() == rapport_documents::DocKind::Note;
            self.docs.put(next.doc);
            self.show_merged(&id, &next.sections);
            self.place_carets_in(&id)?;
        }
        self.changed.add(topics);
        if seats_changed {
            self.show_space_anew(&space)?;
        }
        // Whoever was taken in shows themselves with what they write.
        self.settle_welcomed()
    }

    /// Somebody wants to be taken out, or this person has been: with another
    /// device of theirs, since nobody else can.
    fn notice_leaving(&mut self, space: SpaceId, to_let_go: bool) {
        if to_let_go {
            self.wants_control(&space);
        }
        let me = self.me.person();
        let standing = self.spaces.get(&space).and_then(|known| known.membership.standing());
        if standing.is_some_and(|s| s.kind() == SpaceKind::Pair && s.role(&me).is_none()) {
            self.leaving.heard_of(space);
        }
    }

    /// Who is in after a batch: its own certificates are needed to read it.
    fn people_after(&self, space: &SpaceId, plan: &Plan) -> NodeResult<People> {
        let people = self.people_of(space)?;
        Ok(match &plan.membership {
            Some(membership) => people.with(membership),
            None => people,
        })
    }

    /// Who is mentor and who mentee has changed: everything in the space is
    /// read by it.
    pub(crate) fn show_space_anew(&mut self, space: &SpaceId) -> NodeResult<()> {
        let people = self.people_of(space)?;
        let now_ms = self.ports.now_ms();
        let (held, secrets, device) = (&mut self.docs, &self.secrets, self.me.keys.id());
        self.store.write(|tx| {
            for id in docs::ids(tx, space, None)? {
                match held.get(tx, secrets, device, &id) {
                    Ok(doc) => crate::project::show_again(tx, space, &doc, &people, now_ms)?,
                    // A document of a newer version has nothing to show here; a
                    // damaged one has once it is put together again.
                    Err(crate::NodeError::NeedsUpdate | crate::NodeError::DamagedDocument(_)) => {}
                    Err(error) => return Err(error),
                }
            }
            Ok(meta::delete(tx, crate::lists::STALE)?)
        })?;
        self.changed.add(Topics::ALL);
        Ok(())
    }
}

/// What a change in a document of this kind can change on screens.
pub(crate) const fn of_kind(kind: rapport_documents::DocKind) -> Topics {
    use rapport_documents::DocKind;
    match kind {
        DocKind::Profile | DocKind::Pairing | DocKind::FreeTimes => Topics::PEOPLE,
        DocKind::Goal => Topics::GOALS,
        DocKind::Meeting | DocKind::Series => Topics::MEETINGS,
        DocKind::Note => Topics::NOTES,
        DocKind::Keyring => Topics::DEVICES,
        // Devices have their names there.
        DocKind::Settings => Topics::SETTINGS.and(Topics::DEVICES),
        DocKind::CheckIns => Topics::CHECKINS,
    }
}

/// The document that an item wants to change.
fn touched(item: &rapport_engine::Item) -> Option<DocId> {
    let changes = matches!(item.verdict(), Verdict::Changes(_) | Verdict::Part(_));
    item.entry().filter(|_| changes).map(|entry| entry.entry().doc)
}

/// A document and the records that want to change it.
type Wanted = std::collections::BTreeMap<DocId, Vec<usize>>;
