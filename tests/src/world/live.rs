//! Two phones that watch their relay: what one does reaches the other as news,
//! on a clock that moves from one moment at which something is due to the next.

use super::carry::Carrier;
use super::{Phone, World};
use rapport_node::{Call, CallFailed, Request};
use rapport_relay::Watcher;
use rapport_wire::relay::{LiveNews, News};

pub(crate) struct Together<'a> {
    pub(crate) world: &'a World,
    pub(crate) phones: [Phone; 2],
    watchers: [Option<(String, Watcher)>; 2],
    /// Every live frame that a phone has sent: when, which phone, what.
    pub(crate) sent: Vec<(i64, usize, LiveNews)>,
    /// Live frames are lost on their way.
    pub(crate) lossy: bool,
}

/// More rounds than this in one moment is a phone that never comes to rest.
const MOST: usize = 1_000;

impl<'a> Together<'a> {
    pub(crate) fn new(world: &'a World, ann: Phone, ben: Phone) -> Self {
        let mut phones = [ann, ben];
        for phone in &mut phones {
            phone.node.set_watching(true);
        }
        let mut all = Self { world, phones, watchers: [None, None], sent: Vec::new(), lossy: false };
        all.settle();
        all
    }

    /// Until nothing is to be done at this moment.
    pub(crate) fn settle(&mut self) {
        for _ in 0..MOST {
            let mut quiet = true;
            for who in 0..2 {
                self.watch(who);
                self.phones[who].node.tick().expect("a tick");
                quiet &= !self.ask(who) & !self.hear(who);
            }
            if quiet {
                return;
            }
        }
        panic!("two phones that never come to rest");
    }

    /// Lets time pass, stopping at every moment at which a phone wants to wake.
    pub(crate) fn pass(&mut self, ms: i64) {
        let end = self.world.clock.now() + ms;
        self.settle();
        loop {
            let now = self.world.clock.now();
            let wakes = self.phones.iter().filter_map(|phone| phone.node.wake_at(true)).min().unwrap_or(end);
            assert!(wakes > now, "a phone that wants to wake in the past has not done what was due");
            self.world.clock.advance(wakes.min(end) - now);
            self.settle();
            if wakes >= end {
                return;
            }
        }
    }

    /// Takes up the news of a relay, with the session of the moment.
    fn watch(&mut self, who: usize) {
        let session = self.phones[who].node.watch_session(&self.world.origin);
        if session.as_ref() != self.watchers[who].as_ref().map(|(session, _)| session) {
            let watcher = |session: String| {
                let (watcher, _) = self.world.relay.watch(&session).expect("a watch");
                (session, watcher)
            };
            self.watchers[who] = session.map(watcher);
        }
    }

    fn ask(&mut self, who: usize) -> bool {
        let carrier = Carrier::new(&self.world.relay);
        let mut waiting = self.phones[who].node.requests().expect("requests");
        let asked = !waiting.is_empty();
        while let Some(Request { id, call, .. }) = waiting.pop() {
            let answer = match &call {
                Call::Live { space, frame, .. } => {
                    let bytes = rapport_wire::relay::Bytes(frame.clone());
                    self.sent.push((self.world.clock.now(), who, LiveNews { space: *space, frame: bytes }));
                    if self.lossy { Err(CallFailed::Unreachable) } else { carrier.ask(&call) }
                }
                _ => carrier.ask(&call),
            };
            waiting.extend(self.phones[who].node.answer(id, answer).expect("the answer is taken"));
        }
        asked
    }

    fn hear(&mut self, who: usize) -> bool {
        let Some((_, watcher)) = &self.watchers[who] else { return false };
        let mut heard = false;
        loop {
            match watcher.next_news() {
                Ok(Some(news)) => {
                    heard = true;
                    self.phones[who].node.news(&self.world.origin, news).expect("news are taken");
                }
                Ok(None) => return heard,
                Err(_) => {
                    self.watchers[who] = None;
                    return true;
                }
            }
        }
    }

    /// Shows a phone a live frame, as a relay could.
    pub(crate) fn show(&mut self, who: usize, live: LiveNews) {
        self.phones[who].node.news(&self.world.origin, News::Live(live)).expect("news are taken");
    }
}
