//! Presence: who else has a note open, and where in it they are. Sent and
//! taken as live frames, never stored; losing one costs ten seconds.

mod carets;
mod send;
mod take;

pub use carets::PresentView;

use crate::Node;
use crate::error::NodeResult;
use crate::typing::Screen;
use rapport_documents::editor::Caret;
use rapport_engine::live::{Heard, Outgoing, Stir};
use rapport_ids::{DocId, SpaceId};
use rapport_wire::Origin;
use std::collections::BTreeMap;
use std::sync::{Arc, Weak};

/// For so long after the last keystroke somebody counts as writing.
const WRITING_MS: i64 = 3_000;

/// What is said and heard.
#[derive(Default)]
pub(crate) struct Live {
    /// Drawn with the first frame; counters of another run do not compare.
    run: Option<[u8; 16]>,
    counter: u64,
    said: BTreeMap<Origin, Outgoing>,
    pub(crate) heard: Heard,
    /// Screens with their spaces; the one that was used last comes last.
    shown: Vec<(SpaceId, Weak<Screen>)>,
    typed_ms: BTreeMap<DocId, i64>,
}

impl Live {
    /// The screen that a space is told of: the one used last.
    fn front(&self, space: &SpaceId) -> Option<Arc<Screen>> {
        self.shown.iter().rev().filter(|(at, _)| at == space).find_map(|(_, screen)| screen.upgrade())
    }

    /// All screens of one space that are still there.
    fn screens(&self, space: &SpaceId) -> Vec<Arc<Screen>> {
        self.shown.iter().filter(|(at, _)| at == space).filter_map(|(_, screen)| screen.upgrade()).collect()
    }

    /// When somebody who wrote in a document stops to count as writing.
    fn writes_until(&self, doc: &DocId, now_ms: i64) -> Option<i64> {
        let typed = *self.typed_ms.get(doc)?;
        let until = typed.saturating_add(WRITING_MS);
        (now_ms < until && now_ms >= typed).then_some(until)
    }
}

impl Node {
    /// Where the person at a screen is, in the screen's places; none when they
    /// left its text, while the note stays open. Others see it as soon as
    /// somebody watches: see [`Node::set_watching`].
    pub fn note_screen_caret(&mut self, screen: &Screen, caret: Option<Caret>) {
        screen.note_own_caret(caret);
        self.caret_moved(screen);
    }

    /// The same after [`Screen::note_own_caret`]: what the screen knows is told.
    pub fn caret_moved(&mut self, screen: &Screen) {
        let Some(at) = self.live.shown.iter().position(|(_, shown)| std::ptr::eq(shown.as_ptr(), screen)) else {
            return;
        };
        let (space, shown) = self.live.shown.remove(at);
        let turned = self.live.front(&space).is_some_and(|front| front.note() != screen.note());
        if screen.own_caret().is_some() {
            self.live.shown.push((space, shown));
        } else {
            self.live.shown.insert(at, (space, shown));
        }
        self.stir(space, if turned { Stir::Turned } else { Stir::Moved });
    }

    /// A screen was opened.
    pub(crate) fn screen_opened(&mut self, space: SpaceId, screen: &Arc<Screen>) -> NodeResult<()> {
        self.live.shown.push((space, Arc::downgrade(screen)));
        self.stir(space, Stir::Turned);
        self.place_carets(&space)
    }

    /// Screens that were let go are told of.
    fn look_at_screens(&mut self) {
        self.typing.let_go();
        let mut closed = Vec::new();
        self.live.shown.retain(|(space, screen)| {
            let there = screen.strong_count() > 0;
            if !there {
                closed.push(*space);
            }
            there
        });
        for space in closed {
            self.stir(space, Stir::Turned);
        }
    }

    /// Somebody typed here.
    pub(crate) fn typed_in(&mut self, space: SpaceId, doc: &DocId, now_ms: i64) {
        self.live.typed_ms.insert(*doc, now_ms);
        self.stir(space, Stir::Moved);
    }

    /// What this device says of itself in a space may be different now.
    pub(crate) fn stir(&mut self, space: SpaceId, stir: Stir) {
        if !self.sync.watching {
            return;
        }
        let Some(relay) = self.relay_with(&space) else { return };
        let company =
            self.live.front(&space).is_some_and(|front| self.live.heard.anybody_in(&space, &front.note().doc()));
        let said = self.live.said.entry(relay).or_default();
        said.stir(space, stir);
        said.set_company(space, company);
    }

    /// Somebody began or ceased to watch news.
    pub(crate) fn watching_turned(&mut self) {
        if self.sync.watching {
            let open: Vec<SpaceId> = self.live.shown.iter().map(|(space, _)| *space).collect();
            open.into_iter().for_each(|space| self.stir(space, Stir::Turned));
        } else {
            self.live.said.values_mut().for_each(Outgoing::hush);
        }
    }

    /// The relay that a space is at.
    fn relay_with(&self, space: &SpaceId) -> Option<Origin> {
        let has = |(_, relay): &(&Origin, &crate::sync::RelaySync)| relay.errands.spaces().any(|(id, _)| id == space);
        self.sync.relays.iter().find(has).map(|(origin, _)| origin.clone())
    }

    /// Whether another device has this note open at the moment.
    pub(crate) fn has_company(&self, space: &SpaceId, doc: &DocId) -> bool {
        self.live.heard.anybody_in(space, doc)
    }

    /// Forgets who was not heard of for too long.
    pub(crate) fn forget_silent(&mut self, now_ms: i64) -> NodeResult<()> {
        let spaces = self.live.heard.forget(now_ms);
        self.presence_changed(&spaces)
    }

    /// Those who are no members any more are not present either.
    pub(crate) fn keep_members_present(&mut self, space: &SpaceId) -> NodeResult<()> {
        let Some(known) = self.spaces.get(space) else { return Ok(()) };
        let counts = |device: &rapport_ids::DeviceId| known.membership.member_of(device).is_some();
        if self.live.heard.keep(space, counts) {
            return self.presence_changed(&[*space]);
        }
        Ok(())
    }

    /// Nobody is seen in a space that was left, and nobody sees this person there.
    pub(crate) fn forget_presence(&mut self, space: &SpaceId) -> NodeResult<()> {
        self.live.shown.retain(|(at, _)| at != space);
        self.live.heard.keep(space, |_| false);
        self.live.said.values_mut().for_each(|said| said.forget(space));
        self.changed.add(crate::Topics::LIVE);
        Ok(())
    }

    fn presence_changed(&mut self, spaces: &[SpaceId]) -> NodeResult<()> {
        for space in spaces {
            self.changed.add(crate::Topics::LIVE);
            // Alone or not alone any more: that decides how often to speak.
            self.stir(*space, Stir::Still);
            self.place_carets(space)?;
        }
        Ok(())
    }

    /// When presence has something to do that waits for time alone.
    pub(crate) fn live_wake_at(&self, syncing: bool) -> Option<i64> {
        let say = if syncing { self.next_live_call() } else { None };
        [say, self.live.heard.forget_at()].into_iter().flatten().min()
    }
}
