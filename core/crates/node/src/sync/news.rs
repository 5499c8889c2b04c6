//! News that a relay sends by itself.

use super::{Doing, UnderWay};
use crate::Node;
use crate::error::NodeResult;
use rapport_engine::Incoming;
use rapport_ids::{RecordId, SpaceId};
use rapport_store::tables::cursors::{self, Cursor};
use rapport_wire::relay::{HeadNews, News};
use rapport_wire::{Class, Frame, Origin};

impl Node {
    /// Takes one piece of news.
    ///
    /// # Errors
    /// The storage failed; the same will be fetched later.
    pub fn news(&mut self, relay: &Origin, news: News) -> NodeResult<()> {
        let of = match &news {
            News::Head(head) => head.space,
            News::Live(live) => live.space,
            News::Reauth { space } => *space,
        };
        // Left in the meantime, or being left: then nothing is taken as it comes.
        if !self.is_wanted(relay, &of) {
            return Ok(());
        }
        if self.leaving.has(&of) {
            self.errand(relay, of).pull();
            return Ok(());
        }
        match news {
            News::Head(head) => self.take_head(relay, head),
            News::Live(live) => self.take_live(live),
            News::Reauth { space } => {
                let errand = self.errand(relay, space);
                errand.uncover();
                errand.pull();
                Ok(())
            }
        }
    }

    /// A record that follows directly on what was read is taken as it is;
    /// everything else is fetched in order.
    fn take_head(&mut self, relay: &Origin, head: HeadNews) -> NodeResult<()> {
        if !self.is_behind(&head.space, &head.place)? {
            return Ok(());
        }
        let cursor = cursors::get(self.store.read(), &head.space)?.filter(|_| !self.decides_about(&head.space));
        if let (Some(cursor), Some(bytes)) = (cursor, head.frame)
            && cursor.log_id == head.place.log_id
            && cursor.seq + 1 == head.place.head
            && let Ok(frame) = Frame::parse(bytes.0)
        {
            let record: RecordId = frame.record_id();
            let chain = cursor.chain.then(&record);
            if chain == head.place.chain && frame.class() != Class::Control {
                let seq = head.place.head;
                let next = Cursor { seq, chain, control_seq: cursor.control_seq.max(seq), ..cursor };
                self.found_in_log(&head.space, &[(seq, record)], seq, Some(seq))?;
                let incoming = Incoming { bytes: frame.into_bytes(), seq: Some(seq), held: false };
                return self.receive(head.space, vec![incoming], Some(next));
            }
        }
        self.errand(relay, head.space).pull();
        Ok(())
    }

    /// Whether an operation is on its way. It may say how far somebody counts who
    /// leaves: what comes by itself now is fetched after it, in the order of the log.
    fn decides_about(&self, space: &SpaceId) -> bool {
        let of = |one: &UnderWay| matches!(one.doing, Doing::MadeControl { space: at, .. } if at == *space);
        self.sync.under_way.values().any(of)
    }

    /// The session with which to watch a relay's news.
    pub fn watch_session(&self, relay: &Origin) -> Option<String> {
        self.sync.relays.get(relay).and_then(|r| r.session.clone())
    }

    /// The sessions with which news of relays can be watched.
    pub fn watch_sessions(&self) -> Vec<(Origin, String)> {
        let open = self.sync.relays.iter().filter_map(|(relay, state)| Some((relay.clone(), state.session.clone()?)));
        open.collect()
    }

    /// The watch ended: something may have been missed.
    pub fn watch_ended(&mut self, relay: &Origin) {
        let Some(state) = self.sync.relays.get_mut(relay) else { return };
        let spaces: Vec<_> = state.errands.spaces().map(|(space, _)| *space).collect();
        for space in spaces {
            state.errands.space(space).pull();
        }
    }
}
