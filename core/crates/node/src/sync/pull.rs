//! Fetching what is new, and seeing when a relay is not what it was.

use super::gap::is_whole;
use super::{Doing, Trouble, ahead, gap, status};
use crate::Node;
use crate::error::{NodeError, NodeResult};
use crate::topics::Topics;
use rapport_engine::Incoming;
use rapport_ids::{LogId, RecordId, SpaceId};
use rapport_store::tables::cursors::{self, Cursor};
use rapport_store::tables::records;
use rapport_wire::relay::{Grant, RecordPage, Stored};
use rapport_wire::{Call, CallFailed, Chain, Class, Classes, Frame, Origin, limits};
use sha2::{Digest, Sha256};

/// A log may be another once; more often within this time is not believed.
const AGAIN_MS: i64 = 60_000;

impl Node {
    pub(super) fn compose_pull(
        &mut self,
        relay: &Origin,
        space: SpaceId,
        open_only: bool,
    ) -> NodeResult<Option<(Call, Doing)>> {
        let Some(session) = self.session_of(relay) else { return Ok(None) };
        if !open_only {
            self.begin_recall(&space)?;
        }
        let cursor = self.cursor_or_gap(&space)?;
        let (after, read_to) = cursor.map_or((0, 0), |c| (if open_only { c.control_seq } else { c.seq }, c.seq));
        let limit = u16::try_from(limits::BATCH_FRAMES).unwrap_or(u16::MAX);
        let by_words = self.sync.relays.get(relay).and_then(|r| r.errands.grant(&space)) == Some(Grant::Recovery);
        let open = if by_words { Classes::NONE.with(Class::Control) } else { Classes::FORMER };
        let classes = open_only.then_some(open);
        let call = Call::Pull { session, space, after, classes, limit };
        Ok(Some((call, Doing::Pull { space, after, open_only, read_to })))
    }

    pub(super) fn take_page(&mut self, relay: &Origin, doing: &Doing, page: RecordPage) -> NodeResult<()> {
        let Doing::Pull { space, after, open_only, read_to } = *doing else { return Ok(()) };
        if !is_possible(&page, after) {
            self.take_failure(relay, doing, &CallFailed::Garbage("a page that leads nowhere"));
            return Ok(());
        }
        let cursor = cursors::get(self.store.read(), &space)?;
        if cursor.as_ref().is_some_and(|cursor| is_overtaken(cursor, read_to, &page)) {
            self.errand(relay, space).pulled(true);
            return Ok(());
        }
        let cursor = match cursor {
            Some(cursor) if !fits(&cursor, after, open_only, &page) => {
                return self.begin_again(relay, space, page.place.log_id);
            }
            Some(cursor) => cursor,
            None => Cursor::start(page.place.log_id),
        };
        if !open_only && after == cursor.seq {
            self.note_gap(&space, &cursor, &page)?;
        }
        let next = advance(cursor, open_only, &page);
        let more = page.next < page.place.head;
        let brings_more = self.brings_more(&space, &page)?;
        if open_only && !more && !brings_more && after > 0 && self.is_unexplained(relay, &space) {
            return self.begin_again(relay, space, page.place.log_id);
        }
        if !open_only {
            let read: Vec<_> = page.records.iter().map(|record| (record.seq, id_of(&record.frame))).collect();
            self.found_in_log(&space, &read, page.next, (!more).then_some(page.place.head))?;
        }
        if !more && let Some(state) = self.sync.relays.get_mut(relay) {
            state.strange.looked(&space);
        }
        if brings_more {
            self.went_on(relay);
        } else if more && page.next == after {
            self.went_in_a_circle(relay, Trouble::NotARelay);
        }
        let incoming =
            page.records.into_iter().map(|record| Incoming { bytes: record.frame, seq: Some(record.seq), held: false });
        let before = self.tag_in_force(&space)?;
        self.receive(space, incoming.collect(), Some(next))?;
        let again = !more && !open_only && self.take_up_recalled(&space)?;
        self.errand(relay, space).pulled(more || again);
        if self.tag_in_force(&space)? != before {
            // Another key is in force: what waits is sealed again, and a
            // session with the new key may do more.
            let errand = self.errand(relay, space);
            errand.uncover();
            errand.pull();
        }
        Ok(())
    }

    /// Whether a page has what is not here yet. Without a key in force the same is read again and again.
    fn brings_more(&self, space: &SpaceId, page: &RecordPage) -> NodeResult<bool> {
        for stored in &page.records {
            if !records::known(self.store.read(), space, &id_of(&stored.frame))? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    pub(super) fn tag_in_force(&mut self, space: &SpaceId) -> NodeResult<Option<rapport_ids::EpochTag>> {
        let known = Self::space_in(&mut self.spaces, self.store.read(), space)?;
        Ok(known.membership.standing().map(|s| s.epoch().tag()))
    }

    /// The relay has another log than the one that was read: restored, wiped
    /// or exchanged. Everything is looked at again, and what it lacks is
    /// uploaded from here.
    pub(super) fn begin_again(&mut self, relay: &Origin, space: SpaceId, log_id: LogId) -> NodeResult<()> {
        let now = self.ports.now_ms();
        self.store.write(|tx| {
            records::forget_seqs(tx, &space)?;
            ahead::forget(tx, &space)?;
            gap::forget(tx, &space)?;
            status::note_set_back(tx, relay, now)?;
            Ok::<_, NodeError>(cursors::put(tx, &space, &Cursor::start(log_id))?)
        })?;
        let errand = self.errand(relay, space);
        errand.pull();
        errand.push();
        errand.send_control();
        self.went_in_a_circle(relay, Trouble::NotARelay);
        self.changed.add(Topics::SYNC);
        let state = self.sync.relays.entry(relay.clone()).or_default();
        state.set_back_ms = Some(now);
        let before = state.begun_again.insert(space, now);
        if before.is_some_and(|before| now.saturating_sub(before) < AGAIN_MS) {
            // Another log each time: whoever answers there does not keep one.
            let doing = Doing::Pull { space, after: 0, open_only: false, read_to: 0 };
            self.take_failure(relay, &doing, &CallFailed::Garbage("another log each time"));
        }
        Ok(())
    }
}

/// Whether any relay could give this page: it leads on from where it was asked,
/// to its end, by numbers that can be kept.
fn is_possible(page: &RecordPage, after: u64) -> bool {
    let kept = |number: u64| i64::try_from(number).is_ok();
    let numbers = page.records.iter().all(|record| kept(record.seq) && record.seq <= page.next);
    let onward = page.next >= after && (page.next > after || page.next >= page.place.head);
    numbers && kept(page.next) && kept(page.place.head) && (onward || page.place.head < after)
}

/// Whether news brought more of the same log while this page was on its way. It tells
/// how the log was before, which is no sign that the log was set back; it is asked for anew.
fn is_overtaken(cursor: &Cursor, read_to: u64, page: &RecordPage) -> bool {
    cursor.log_id == page.place.log_id && cursor.seq > read_to && page.place.head >= read_to
}

/// Whether a page continues the log that was read so far.
fn fits(cursor: &Cursor, after: u64, open_only: bool, page: &RecordPage) -> bool {
    if cursor.log_id != page.place.log_id || page.place.head < cursor.seq {
        return false;
    }
    if open_only || after != cursor.seq {
        return true;
    }
    // Without pruning numbers are gapless, so the chain can be followed from here.
    if is_whole(after, page) && page.min_seq <= after + 1 {
        return chain_over(cursor.chain, &page.records) == page.next_chain;
    }
    true
}

fn chain_over(start: Chain, records: &[Stored]) -> Chain {
    records.iter().fold(start, |chain, record| chain.then(&id_of(&record.frame)))
}

fn id_of(frame: &[u8]) -> RecordId {
    RecordId::new(Sha256::digest(frame).into())
}

/// The cursor after a page; it is written with what the page brought.
fn advance(cursor: Cursor, open_only: bool, page: &RecordPage) -> Cursor {
    let control = |record: &&Stored| Frame::parse(record.frame.clone()).is_ok_and(|f| f.class() == Class::Control);
    let head = page.records.iter().rev().find(control);
    let control_head = head.map_or(cursor.control_head, |record| id_of(&record.frame));
    if open_only {
        // No chain vouches for such a page: what somebody left out of it or altered on its way is
        // asked for again by the next look, or this device would be shut out for ever.
        let ended = page.next >= page.place.head;
        let control_seq = if ended { cursor.seq } else { page.next.max(cursor.control_seq) };
        return Cursor { control_seq, control_head, ..cursor };
    }
    let control_seq = cursor.control_seq.max(page.next);
    Cursor { seq: page.next, chain: page.next_chain, control_seq, control_head, ..cursor }
}
