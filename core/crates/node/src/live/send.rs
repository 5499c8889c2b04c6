//! Saying where this device is: one small frame, not kept, not repeated.

use crate::Node;
use crate::error::{NodeError, NodeResult};
use rapport_documents::editor::Caret;
use rapport_documents::{Doc, note};
use rapport_engine::live::BEAT_MS;
use rapport_ids::{EntryId, SectionId, SpaceId};
use rapport_seal::payload::{Live, Place, Presence};
use rapport_seal::{Entry, Kind, Mark, frame};
use rapport_store::tables::entries;
use rapport_wire::relay::{Code, Grant, LiveAnswer};
use rapport_wire::{Answer, Call, CallFailed, Origin};

impl Node {
    /// The frames that are due, at most one a space.
    pub(crate) fn live_calls(&mut self) -> NodeResult<Vec<(Origin, SpaceId, Call)>> {
        let mut calls = Vec::new();
        if !self.sync.watching {
            return Ok(calls);
        }
        self.look_at_screens();
        let now = self.ports.now_ms();
        let relays: Vec<Origin> = self.live.said.keys().cloned().collect();
        for relay in relays {
            while let Some((space, session)) = self.next_told(&relay, now) {
                let (presence, turns_ms) = self.presence_here(&space, now)?;
                let Some(said) = self.live.said.get_mut(&relay) else { break };
                if !said.say(space, presence.as_ref(), turns_ms, now) {
                    continue;
                }
                match self.seal_live(&space, presence)? {
                    Some(frame) => calls.push((relay.clone(), space, Call::Live { session, space, frame })),
                    None => self.live_ended(&relay, &space),
                }
            }
        }
        Ok(calls)
    }

    /// The space to speak in next, with the session to do it in.
    fn next_told(&mut self, relay: &Origin, now: i64) -> Option<(SpaceId, String)> {
        let state = self.sync.relays.get(relay)?;
        if state.errands.waits(now) {
            return None;
        }
        let said = self.live.said.get(relay)?;
        let Some(session) = state.session() else {
            // Without a session nothing can be said; fetching opens one.
            let space = said.due(now, |_| true)?;
            self.errand(relay, space).pull();
            return None;
        };
        let space = said.due(now, |space| state.errands.grant(space) == Some(Grant::Current))?;
        Some((space, session.to_owned()))
    }

    /// When the next frame is due; none while nothing could be said.
    pub(super) fn next_live_call(&self) -> Option<i64> {
        let next = |(relay, said): (&Origin, &rapport_engine::live::Outgoing)| {
            let state = self.sync.relays.get(relay)?;
            state.session()?;
            let at = said.next_at(|space| state.errands.grant(space) == Some(Grant::Current))?;
            Some(at.max(state.errands.not_before()))
        };
        if self.sync.watching { self.live.said.iter().filter_map(next).min() } else { None }
    }

    /// What stands in a space now, and when it changes by time alone.
    fn presence_here(&mut self, space: &SpaceId, now: i64) -> NodeResult<(Option<Presence>, Option<i64>)> {
        let Some(screen) = self.live.front(space) else { return Ok((None, None)) };
        let id = screen.note().doc();
        // From here on the caret is in the places of what the burst makes.
        self.take_typed(&id)?;
        let until = self.live.writes_until(&id, now);
        let place = match screen.own_caret() {
            Some(caret) => {
                let doc = self.docs.get(self.store.read(), &self.secrets, self.me.keys.id(), &id)?;
                self.place_of(&doc, screen.section(), caret)
            }
            None => None,
        };
        Ok((Some(Presence { doc: id, place, writing: until.is_some() }), until))
    }

    /// A caret in names that mean the same on every device. What is not a
    /// change yet has no name: the place before it stands for it.
    fn place_of(&self, doc: &Doc, section: SectionId, caret: Caret) -> Option<Place> {
        let name = |at: u32| {
            let at = self.typing.before_burst(&doc.id(), section, at);
            let place = note::place(doc, section, at).or_else(|| note::place(doc, section, at.saturating_sub(1)))?;
            Some(place.to_string().into_bytes())
        };
        let selected_from = if caret.anchor == caret.head { None } else { Some(name(caret.anchor)?) };
        Some(Place { section: *section.as_bytes(), cursor: name(caret.head)?, selected_from })
    }

    /// Signed and sealed under the key in force; none when it is not here.
    fn seal_live(&mut self, space: &SpaceId, presence: Option<Presence>) -> NodeResult<Option<Vec<u8>>> {
        let run = match self.live.run {
            Some(run) => run,
            None => *self.live.run.insert(self.ports.bytes()),
        };
        self.live.counter += 1;
        let device = self.me.keys.id();
        let head = entries::head(self.store.read(), space, &device)?;
        let chain = head.map_or(Mark::START, |(dseq, entry)| Mark { dseq, entry });
        let payload = Live { run, counter: self.live.counter, chain, presence }.write()?;
        let created_ms = self.ports.created_ms();
        let known = Self::space_in(&mut self.spaces, self.store.read(), space)?;
        let tip: EntryId = known.membership.standing().ok_or(NodeError::NotFound("space"))?.tip();
        let Some(key) = known.current_key(self.store.read(), &self.secrets)? else { return Ok(None) };
        let signed = Entry::plain(Kind::LIVE, device, tip, created_ms, payload).sign(space, &self.me.keys)?;
        Ok(Some(frame::seal(&signed, &key, &mut *self.ports.random)?))
    }

    /// What became of a frame. It is never sent again: the next one says more.
    pub(crate) fn take_live_answer(
        &mut self,
        relay: &Origin,
        space: SpaceId,
        answer: Result<Answer, CallFailed>,
    ) -> NodeResult<()> {
        self.live_ended(relay, &space);
        // It was left in the meantime.
        if !self.is_wanted(relay, &space) {
            return Ok(());
        }
        match answer {
            Ok(Answer::Live(LiveAnswer::Stale)) => self.look_at_key(relay, space),
            Ok(_) => {}
            Err(CallFailed::Refused(problem)) if problem.code == Code::SessionNeeded => {
                self.lose_session(relay);
                self.errand(relay, space).pull();
            }
            Err(CallFailed::Refused(problem)) if problem.code == Code::NotAllowed => self.look_at_key(relay, space),
            Err(failed) => {
                let asked = match failed {
                    CallFailed::Refused(problem) => problem.retry_after_s.unwrap_or(0).saturating_mul(1000),
                    _ => 0,
                };
                let wait = i64::try_from(asked).unwrap_or(i64::MAX).max(BEAT_MS);
                let until = self.ports.now_ms().saturating_add(wait);
                if let Some(said) = self.live.said.get_mut(relay) {
                    said.pause_until(until);
                }
            }
        }
        Ok(())
    }

    /// Another key is in force than the one known here.
    fn look_at_key(&mut self, relay: &Origin, space: SpaceId) {
        let errand = self.errand(relay, space);
        errand.uncover();
        errand.pull();
    }

    fn live_ended(&mut self, relay: &Origin, space: &SpaceId) {
        if let Some(said) = self.live.said.get_mut(relay) {
            said.ended(space);
        }
    }
}
