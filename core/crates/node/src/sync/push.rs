//! Sending what waits. The bytes are stored before the first of them leaves,
//! and the disk is synced: what another device has seen is never forgotten here.

use super::{Doing, ahead};
use crate::Node;
use crate::error::NodeResult;
use crate::topics::Topics;
use rapport_engine::Fault;
use rapport_ids::{RecordId, SpaceId};
use rapport_seal::{SignedEntry, frame};
use rapport_store::StoreError;
use rapport_store::tables::cursors::{self, Cursor};
use rapport_store::tables::entries;
use rapport_store::tables::held::{self, HeldRow, HeldState};
use rapport_store::tables::outbox::{self, OutboxRow, SealedRow};
use rapport_store::tables::records::{self, RecordRow};
use rapport_wire::relay::{Code, LogPlace, PushResult, Pushed};
use rapport_wire::{Call, Class, Frame, Origin, limits};
use std::collections::BTreeSet;

const BATCH: u32 = 256;
/// Classes whose records are uploaded again to a relay that lacks them.
pub(super) const AGAIN: [Class; 5] = [Class::Log, Class::Chunk, Class::Snapshot, Class::Share, Class::Notice];

impl Node {
    pub(super) fn compose_push(&mut self, relay: &Origin, space: SpaceId) -> NodeResult<Option<(Call, Doing)>> {
        let Some(session) = self.session_of(relay) else { return Ok(None) };
        let rows = outbox::first(self.store.read(), &space, BATCH)?;
        if rows.is_empty() {
            return self.compose_push_again(relay, space, session);
        }
        let Some(sealed) = self.seal_waiting(&space, rows)? else {
            // The key in force is not here yet: the outbox waits for it.
            self.errand(relay, space).pushed(false);
            return Ok(None);
        };
        self.harden()?;
        let sent = sealed.iter().map(|(n, row)| (*n, row.record)).collect();
        let frames = sealed.into_iter().map(|(_, row)| row.frame).collect();
        Ok(Some((Call::Push { session, space, again: false, frames }, Doing::Push { space, sent })))
    }

    /// Seals what is not sealed under the key in force, stores it, and gives
    /// as many as one call takes.
    fn seal_waiting(&mut self, space: &SpaceId, rows: Vec<OutboxRow>) -> NodeResult<Option<Vec<(i64, SealedRow)>>> {
        let known = Self::space_in(&mut self.spaces, self.store.read(), space)?;
        let Some(key) = known.current_key(self.store.read(), &self.secrets)? else { return Ok(None) };
        let tag = key.tag(space);
        let (mut batch, mut fresh, mut stale, mut size) = (Vec::new(), Vec::new(), Vec::new(), 0usize);
        for row in rows {
            let never_stale = row.class == Class::Notice.byte();
            let sealed = match row.sealed {
                Some(sealed) if sealed.tag == tag || never_stale => sealed,
                old => {
                    stale.extend(old.map(|sealed| sealed.record));
                    let signed = crate::hidden::read_entry(&self.secrets, &row.entry, &row.signed)?;
                    // It was made here and could be read then.
                    let entry =
                        SignedEntry::from_bytes(space, &signed).map_err(|_| StoreError::BadRow { table: "outbox" })?;
                    let bytes = frame::seal(&entry, &key, &mut *self.ports.random)?;
                    let parsed = Frame::parse(bytes).map_err(|_| crate::NodeError::Bug("an own frame that is none"))?;
                    let sealed = SealedRow { tag, record: parsed.record_id(), frame: parsed.into_bytes() };
                    fresh.push((row.n, row.class, row.entry, sealed.clone()));
                    sealed
                }
            };
            size += sealed.frame.len();
            if !batch.is_empty() && size > limits::BATCH_BYTES {
                break;
            }
            batch.push((row.n, sealed));
        }
        // Own writing on the branch of a copied phone that was given up: sent,
        // so that nothing is lost, and held here as everywhere.
        let (now_ms, mut fell) = (self.ports.now_ms(), BTreeSet::new());
        for (n, _, entry, _) in &fresh {
            if entries::fell(self.store.read(), space, entry)? {
                fell.insert(*n);
            }
        }
        if !fresh.is_empty() {
            self.store.write(|tx| {
                for record in &stale {
                    records::delete(tx, space, record)?;
                }
                for (n, class, entry, sealed) in &fresh {
                    outbox::set_sealed(tx, *n, sealed)?;
                    let entry = (*class != Class::Log.byte()).then_some(*entry);
                    let frame = sealed.frame.clone();
                    let row = RecordRow { record: sealed.record, class: *class, seq: None, entry, frame };
                    records::put(tx, space, &row)?;
                    if fell.contains(n) {
                        let reason = Fault::Copied.code().to_owned();
                        let state = HeldState::Quarantined;
                        let (space, record) = (*space, sealed.record);
                        held::put(tx, &HeldRow { space, record, state, reason, about: None, since_ms: now_ms })?;
                    }
                }
                Ok::<_, crate::NodeError>(())
            })?;
        }
        Ok(Some(batch))
    }

    /// Records that the relay is not known to have: others' or own ones that
    /// it lost.
    fn compose_push_again(
        &mut self,
        relay: &Origin,
        space: SpaceId,
        session: String,
    ) -> NodeResult<Option<(Call, Doing)>> {
        let (mut sent, mut frames, mut size) = (Vec::new(), Vec::new(), 0usize);
        'classes: for class in AGAIN {
            for (record, bytes) in records::unsent(self.store.read(), &space, class.byte(), BATCH)? {
                size += bytes.len();
                if frames.len() == limits::BATCH_FRAMES || (!frames.is_empty() && size > limits::BATCH_BYTES) {
                    break 'classes;
                }
                sent.push(record);
                frames.push(bytes);
            }
        }
        if frames.is_empty() {
            self.errand(relay, space).pushed(false);
            return Ok(None);
        }
        Ok(Some((Call::Push { session, space, again: true, frames }, Doing::PushAgain { space, sent })))
    }

    pub(super) fn take_pushed(
        &mut self,
        relay: &Origin,
        space: SpaceId,
        sent: &[(i64, RecordId)],
        result: &PushResult,
    ) -> NodeResult<()> {
        let mut stale = false;
        let mut full = false;
        let cursor = follow(cursors::get(self.store.read(), &space)?, sent.iter().map(|(_, r)| r), result);
        self.store.write(|tx| {
            for ((n, record), pushed) in sent.iter().zip(&result.results) {
                match pushed {
                    Pushed::Stored { seq } | Pushed::Duplicate { seq } => {
                        records::set_seq(tx, &space, record, *seq)?;
                        outbox::delete(tx, *n)?;
                    }
                    Pushed::Pruned => outbox::delete(tx, *n)?,
                    Pushed::Stale => {
                        stale = true;
                        records::delete(tx, &space, record)?;
                        outbox::clear_sealed(tx, *n)?;
                    }
                    Pushed::Refused | Pushed::OverQuota => full = true,
                }
            }
            match &cursor {
                Some(cursor) => Ok(cursors::put(tx, &space, cursor)?),
                None => ahead::note(tx, &space, given(sent.iter().map(|(_, record)| record), result)),
            }
        })?;
        let more = outbox::waiting_in(self.store.read(), &space)? > 0 || self.lacks_records(&space)?;
        let now = self.ports.now_ms();
        self.takes_again(relay, space);
        self.errand(relay, space).pushed(more);
        let moved = |pushed: &Pushed| matches!(pushed, Pushed::Stored { .. } | Pushed::Duplicate { .. });
        if result.results.iter().any(moved) {
            self.went_on(relay);
        } else if stale {
            self.went_in_a_circle(relay, super::Trouble::NotARelay);
        }
        self.note_stale(relay, space, stale)?;
        let errand = self.errand(relay, space);
        if stale {
            // Another key is in force than the one known here.
            errand.uncover();
            errand.pull();
        }
        if full {
            errand.hold_until(now + 10 * 60 * 1000);
            self.set_trouble(relay, super::Trouble::Refused(Code::OverQuota));
        }
        if self.is_behind(&space, &result.place)? {
            self.errand(relay, space).pull();
        }
        self.changed.add(Topics::SYNC);
        Ok(())
    }

    fn takes_again(&mut self, relay: &Origin, space: SpaceId) {
        self.errand(relay, space).taken();
        if let Some(state) = self.sync.relays.get_mut(relay) {
            state.refuses.remove(&space);
        }
    }

    fn lacks_records(&self, space: &SpaceId) -> NodeResult<bool> {
        for class in AGAIN {
            if !records::unsent(self.store.read(), space, class.byte(), 1)?.is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    pub(super) fn take_pushed_again(
        &mut self,
        relay: &Origin,
        space: SpaceId,
        sent: &[RecordId],
        result: &PushResult,
    ) -> NodeResult<()> {
        let mut full = false;
        self.store.write(|tx| {
            for (record, pushed) in sent.iter().zip(&result.results) {
                match pushed {
                    Pushed::Stored { seq } | Pushed::Duplicate { seq } => {
                        records::set_seq(tx, &space, record, *seq)?;
                    }
                    // Not wanted there: it stays here and is not offered again to this log.
                    Pushed::Pruned | Pushed::Stale | Pushed::Refused => records::set_seq(tx, &space, record, 0)?,
                    Pushed::OverQuota => full = true,
                }
            }
            ahead::note(tx, &space, given(sent.iter(), result))
        })?;
        if space == self.me.personal {
            // A welcome waits for what was sent now.
            self.look_at_mailboxes();
        }
        // What was written meanwhile waits too.
        let more = outbox::waiting_in(self.store.read(), &space)? > 0 || self.lacks_records(&space)?;
        let now = self.ports.now_ms();
        let behind = self.is_behind(&space, &result.place)?;
        self.takes_again(relay, space);
        let errand = self.errand(relay, space);
        errand.pushed(more);
        if full {
            errand.hold_until(now + 10 * 60 * 1000);
        }
        if behind {
            errand.pull();
        }
        Ok(())
    }

    /// Whether the relay has more than was read here, or something else.
    pub(crate) fn is_behind(&self, space: &SpaceId, place: &LogPlace) -> NodeResult<bool> {
        let cursor = cursors::get(self.store.read(), space)?;
        Ok(cursor.is_none_or(|c| c.log_id != place.log_id || c.seq != place.head || c.chain != place.chain))
    }
}

/// The numbers that were given.
fn given<'a>(sent: impl Iterator<Item = &'a RecordId>, result: &PushResult) -> impl Iterator<Item = (u64, RecordId)> {
    sent.zip(&result.results).filter_map(|(record, pushed)| match pushed {
        Pushed::Stored { seq } | Pushed::Duplicate { seq } => Some((*seq, *record)),
        _ => None,
    })
}

/// When what was stored follows directly on what was read, reading goes on
/// behind it: one's own records need not be fetched again.
fn follow<'a>(cursor: Option<Cursor>, sent: impl Iterator<Item = &'a RecordId>, result: &PushResult) -> Option<Cursor> {
    let cursor = cursor.filter(|c| c.log_id == result.place.log_id)?;
    let (mut seq, mut chain) = (cursor.seq, cursor.chain);
    for (record, pushed) in sent.zip(&result.results) {
        match pushed {
            Pushed::Stored { seq: stored } if *stored == seq + 1 => {
                seq = *stored;
                chain = chain.then(record);
            }
            _ => return None,
        }
    }
    (seq == result.place.head && chain == result.place.chain).then_some(Cursor { seq, chain, ..cursor })
}
