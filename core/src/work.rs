//! The core's own worker: one thread that journals typing, keeps deadlines and
//! carries sync forward. Sockets live on the runtime; everything that comes
//! from them comes through here, one after the other.

mod told;
mod watches;

use crate::clients::Clients;
use crate::error::Failure;
use crate::fold::Folding;
use crate::log::Level;
use crate::shared::Shared;
use rapport_node::{Answer, CallFailed, Folded, News, Origin, Request, Screen};
use std::collections::BTreeMap;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};
use tokio::task::AbortHandle;
use told::Told;
pub(crate) use told::word;
use watches::Watches;

/// What the worker is told.
pub(crate) enum Event {
    /// Something was typed or written: look for what is due.
    Wake,
    /// Somebody moved about in a text; where they are is in the screen.
    CaretMoved(Weak<Screen>),
    /// A request has been answered.
    Answered {
        id: u64,
        answer: Result<Answer, CallFailed>,
    },
    /// A relay has news.
    News {
        relay: Origin,
        news: News,
    },
    /// A watch has ended.
    WatchEnded {
        relay: Origin,
        /// None when it ended by itself.
        why: Option<CallFailed>,
    },
    /// A document has been checked and saved; none when that panicked.
    Folded(Option<Folded>),
    /// Hold watches open, or let them go.
    Watch(bool),
    /// Send and fetch everything once; tell when that is done or cannot go on.
    Once {
        until: Instant,
        scope: Scope,
        told: Sender<Option<Failure>>,
    },
    /// The core goes to sleep: nothing may touch the disk after this is told.
    Pause {
        told: Sender<()>,
    },
    Resume,
    Stop,
}

/// Which half of sync is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    Both,
    Push,
    Pull,
}

/// Tells the worker things.
#[derive(Debug, Clone)]
pub(crate) struct Worker {
    to: Sender<Event>,
}

impl Worker {
    /// Makes the channel before the worker is started.
    pub(crate) fn prepare() -> (Self, Receiver<Event>) {
        let (to, from) = channel();
        (Self { to }, from)
    }

    pub(crate) fn tell(&self, event: Event) {
        // After the end there is nobody to tell.
        let _ = self.to.send(event);
    }

    /// Starts the thread. It ends by itself when nobody holds the core any more.
    pub(crate) fn start(&self, shared: &Arc<Shared>, from: Receiver<Event>) -> std::io::Result<()> {
        let mut state = State {
            shared: Arc::downgrade(shared),
            to: self.to.clone(),
            clients: Clients::default(),
            watches: Watches::default(),
            once: Vec::new(),
            stumbled: None,
            watching: false,
            paused: false,
            answers: Vec::new(),
            asking: BTreeMap::new(),
            folding: Folding::new(),
            told: Told::default(),
        };
        std::thread::Builder::new()
            .name("rapport-work".to_owned())
            .stack_size(4 * 1024 * 1024)
            .spawn(move || state.run(&from))?;
        Ok(())
    }
}

struct State {
    shared: Weak<Shared>,
    to: Sender<Event>,
    clients: Clients,
    watches: Watches,
    once: Vec<(Instant, Sender<Option<Failure>>)>,
    /// What kept something of these rounds from being stored.
    stumbled: Option<Failure>,
    watching: bool,
    paused: bool,
    /// What came and was not taken in yet: asleep, everything waits here.
    answers: Vec<(u64, Result<Answer, CallFailed>)>,
    /// Requests that are under way.
    asking: BTreeMap<u64, AbortHandle>,
    folding: Folding,
    told: Told,
}

/// Without anything due, the worker looks again after this long.
const IDLE: Duration = Duration::from_secs(60);
/// After the storage failed, it is not tried again by itself before this.
const AFTER_FAILURE: Duration = Duration::from_secs(1);

impl Drop for State {
    /// Nothing goes to a relay after the end.
    fn drop(&mut self) {
        self.watches.close_all();
        self.asking.values().for_each(AbortHandle::abort);
    }
}

impl State {
    fn run(&mut self, from: &Receiver<Event>) {
        let mut wait = Duration::ZERO;
        loop {
            match from.recv_timeout(wait) {
                Ok(event) => {
                    if !self.take(event) {
                        return;
                    }
                    while let Ok(event) = from.try_recv() {
                        if !self.take(event) {
                            return;
                        }
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            let Some(shared) = self.shared.upgrade() else { return };
            self.settle_answers(&shared);
            wait = if self.paused { IDLE } else { self.turn(&shared) };
        }
    }

    /// False when this was the end.
    fn take(&mut self, event: Event) -> bool {
        let Some(shared) = self.shared.upgrade() else { return false };
        match event {
            Event::Wake => self.folding.worked(),
            Event::CaretMoved(screen) => {
                if let Some(screen) = screen.upgrade() {
                    let _ = shared.with(|node| {
                        node.caret_moved(&screen);
                        Ok(())
                    });
                }
            }
            Event::Folded(folded) => {
                if let Some(folded) = folded {
                    // What could not be kept now is folded again later.
                    let kept = shared.with(|node| Ok(node.finish_fold(folded)?)).is_ok();
                    let is = if kept { "kept" } else { "not_kept" };
                    shared.log.line(Level::Debug, shared.now_ms(), "store", "fold", &[("is", is.into())]);
                    self.folding.ended();
                } else {
                    shared.report("a panic while a document was checked");
                    self.folding.failed();
                }
            }
            Event::Answered { id, answer } => {
                self.asking.remove(&id);
                self.answers.push((id, answer));
                self.settle_answers(&shared);
            }
            Event::News { relay, news } => {
                // What could not be taken in now is fetched with the next pull.
                let _ = shared.with(|node| Ok(node.news(&relay, news)?));
                self.watches.alive(&relay);
                self.folding.worked();
            }
            Event::WatchEnded { relay, why } => {
                self.watches.ended(&relay, why.as_ref());
                let _ = shared.with(|node| {
                    node.watch_ended(&relay);
                    Ok(())
                });
            }
            Event::Watch(watching) => {
                self.watching = watching;
                self.clients = Clients::default();
                let _ = shared.with(|node| {
                    node.set_watching(watching);
                    if watching { Ok(node.sync_now()?) } else { Ok(()) }
                });
            }
            // Asleep nobody waits for a round: it is over before it begins.
            Event::Once { .. } if self.paused => {}
            Event::Once { until, scope, told } => {
                if self.once.is_empty() {
                    self.stumbled = None;
                }
                let _ = shared.with(|node| {
                    match scope {
                        Scope::Both => node.sync_now()?,
                        Scope::Push => node.push_now()?,
                        Scope::Pull => node.pull_now(),
                    }
                    Ok(())
                });
                self.once.push((until, told));
            }
            Event::Pause { told } => {
                self.paused = true;
                self.watches.close_all();
                // Whoever waits for a round would wait for the end of the sleep.
                self.once.clear();
                let _ = told.send(());
            }
            Event::Resume => {
                self.paused = false;
                self.give_up_old_calls(&shared);
                // Connections that were kept are dead after a long sleep.
                self.clients = Clients::default();
                if self.watching {
                    // Nobody told what happened meanwhile.
                    let _ = shared.with(|node| Ok(node.sync_now()?));
                }
            }
            Event::Stop => return false,
        }
        true
    }

    /// Does what is due; says how long nothing else will be.
    fn turn(&mut self, shared: &Arc<Shared>) -> Duration {
        // A failure here (a full disk) is told to whoever waits for a write;
        // the next turn tries again.
        let failed = shared.with(|node| Ok(node.tick()?)).is_err();
        self.folding.turn(shared, &self.to);
        let wanted = self.watching || !self.once.is_empty();
        if wanted {
            let requests = self.kept(shared.with(|node| Ok(node.requests()?))).unwrap_or_default();
            for request in requests {
                self.send(shared, request);
            }
        }
        if self.watching {
            self.watches.keep(shared, &mut self.clients, &self.to);
        } else {
            self.watches.close_all();
        }
        if shared.sync_turned.swap(false, Ordering::AcqRel) {
            self.told.look(shared);
        }
        self.tell_settled(shared);
        let wait = self.wait(shared, wanted);
        // What failed is due still, and would fail again at once.
        if failed { wait.max(AFTER_FAILURE) } else { wait }
    }

    /// What was asked before the sleep hangs on connections that are dead by
    /// now. Ended here, it cannot fail later, in the middle of a new round that
    /// would be given up with it. Whatever was asked can be asked again.
    fn give_up_old_calls(&mut self, shared: &Arc<Shared>) {
        self.settle_answers(shared);
        for (id, call) in std::mem::take(&mut self.asking) {
            call.abort();
            self.answers.push((id, Err(CallFailed::Unreachable)));
        }
        self.settle_answers(shared);
    }

    /// Hands on what came from relays. Who takes none of it waits for it for ever.
    fn settle_answers(&mut self, shared: &Arc<Shared>) {
        if self.paused {
            return;
        }
        for (id, answer) in std::mem::take(&mut self.answers) {
            let mut answer = Some(answer);
            let next = shared.with(|node| match answer.take() {
                Some(answer) => Ok(node.answer(id, answer)?),
                None => Ok(None),
            });
            // The node was not reached: a clock that failed, or sleep.
            self.answers.extend(answer.map(|answer| (id, answer)));
            if let Some(Some(next)) = self.kept(next) {
                self.send(shared, next);
            }
        }
    }

    fn wait(&self, shared: &Arc<Shared>, wanted: bool) -> Duration {
        let due = shared.with(|node| Ok(node.wake_at(wanted))).ok().flatten();
        let now_ms = shared.now_ms();
        let mut wait = match due {
            Some(at) => Duration::from_millis(u64::try_from(at.saturating_sub(now_ms)).unwrap_or(0)),
            None => IDLE,
        };
        let now = Instant::now();
        for (until, _) in &self.once {
            wait = wait.min(until.saturating_duration_since(now));
        }
        wait.min(self.watches.wait()).min(self.folding.wait()).min(IDLE)
    }

    /// Those who asked for one round are told when it is over, or its time is.
    fn tell_settled(&mut self, shared: &Arc<Shared>) {
        if self.once.is_empty() {
            return;
        }
        let idle = shared.with(|node| Ok(node.sync_is_idle())).unwrap_or(true);
        let now = Instant::now();
        self.once.retain(|(until, told)| {
            let over = idle || now >= *until;
            if over {
                // Whoever asked may have gone.
                let _ = told.send(self.stumbled.clone());
            }
            !over
        });
    }

    /// What a step of sync came to; a failure is told to whoever asked for the round.
    fn kept<T>(&mut self, done: Result<T, Failure>) -> Option<T> {
        done.map_err(|failure| self.stumbled = Some(failure)).ok()
    }

    fn send(&mut self, shared: &Arc<Shared>, request: Request) {
        let Request { id, relay, call } = request;
        let client = self.clients.get(shared, &relay);
        let to = self.to.clone();
        let task = shared.runtime.spawn(async move {
            let answer = match client {
                Ok(client) => client.run(&call).await,
                Err(failed) => Err(failed),
            };
            let _ = to.send(Event::Answered { id, answer });
        });
        self.asking.insert(id, task.abort_handle());
    }
}
