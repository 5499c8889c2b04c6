//! What all parts of an open core share: the node behind one fair lock, the
//! threads, the log, and who is told when something changed.

use crate::clock::Told;
use crate::error::Failure;
use crate::hands::Threads;
use crate::log::{Level, Log};
use crate::look::Mending;
use crate::observe::{Notifier, Subscription};
use crate::open::Config;
use crate::ports::{Platform, SystemRandom};
use crate::runtime::{Awaited, Runtime, Work};
use crate::work::{Event, Worker};
use parking_lot::FairMutex;
use rapport_node::domain::Zone;
use rapport_node::view::{Lens, Viewer};
use rapport_node::{Node, NodeError, Ports, Reader, Topics};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

/// The node, or why there is none.
pub(crate) enum Slot {
    Open(Box<Node>),
    /// Asleep: nothing touches the disk until [`Shared::wake`].
    Asleep(Box<Node>),
    Closed,
}

pub(crate) struct Shared {
    slot: FairMutex<Slot>,
    pub(crate) notifier: Notifier,
    pub(crate) runtime: Runtime,
    pub(crate) log: Log,
    pub(crate) worker: Worker,
    pub(crate) platform: Platform,
    clock: Told,
    /// Who looks; another person once a device that waited was taken in.
    viewer: RwLock<Viewer>,
    zone: RwLock<Zone>,
    folder: PathBuf,
    vfs: Option<String>,
    /// False while nothing may touch the disk; held by every read.
    gate: RwLock<bool>,
    readers: Mutex<Vec<Reader>>,
    closed: AtomicBool,
    pub(crate) mending: Mending,
    /// Something about sync changed since the log was told of it.
    pub(crate) sync_turned: AtomicBool,
}

/// Connections for reading that are kept open.
const READERS: usize = 2;

pub(crate) fn node_ports(platform: &Platform, clock: &Told) -> Ports {
    Ports {
        clock: clock.for_node(),
        random: Box::new(SystemRandom),
        zones: Arc::clone(&platform.zones),
        hands: Box::new(Threads),
    }
}

impl Shared {
    pub(crate) fn new(
        node: Node,
        platform: Platform,
        clock: Told,
        runtime: Runtime,
        worker: Worker,
        config: Config,
        zone: Zone,
    ) -> Result<Self, Failure> {
        let notifier = Notifier::start().map_err(|_| Failure::bug("no thread for observers"))?;
        let log = Log::new(platform.log.clone());
        // Made before the worker starts: the first screen waits for no chore of it.
        let readers = Mutex::new(vec![node.reader()?]);
        Ok(Self {
            clock,
            viewer: RwLock::new(node.viewer()),
            zone: RwLock::new(zone),
            closed: AtomicBool::new(false),
            sync_turned: AtomicBool::new(false),
            mending: Mending::default(),
            slot: FairMutex::new(Slot::Open(Box::new(node))),
            notifier,
            runtime,
            log,
            worker,
            platform,
            folder: config.folder,
            vfs: config.vfs,
            gate: RwLock::new(true),
            readers,
        })
    }

    /// The time of the last call.
    pub(crate) fn now_ms(&self) -> i64 {
        self.clock.last_ms()
    }

    /// Runs something on the node, on the calling thread, after everybody who
    /// asked before. Whoever watches is told what changed. A panic inside ends
    /// the call with a failure; the node is then opened anew from what is stored.
    pub(crate) fn with<T>(&self, work: impl FnOnce(&mut Node) -> Result<T, Failure>) -> Result<T, Failure> {
        // Before the lock: no code of the shell runs under it.
        let now_ms = self.clock.ask()?;
        let (done, topics) = {
            let mut slot = self.slot.lock();
            let Slot::Open(node) = &mut *slot else { return Err(Failure::Stopped) };
            self.clock.set(now_ms);
            match catch_unwind(AssertUnwindSafe(|| work(node))) {
                Ok(done) => {
                    let topics = node.take_changed();
                    if topics.touch(Topics::DEVICES) {
                        *self.viewer.write().unwrap_or_else(PoisonError::into_inner) = node.viewer();
                    }
                    (done, topics)
                }
                Err(_) => {
                    let failure = self.report("a panic in the core");
                    self.open_again(&mut slot);
                    (Err(failure), Topics::ALL)
                }
            }
        };
        if topics.touch(Topics::SYNC) {
            self.sync_turned.store(true, Ordering::Release);
        }
        if !topics.is_none() {
            self.notifier.changed(topics);
        }
        done.map_err(|failure| self.noted(failure))
    }

    /// The same for what a person did: the worker looks for what is due after it.
    pub(crate) fn act<T>(&self, work: impl FnOnce(&mut Node) -> Result<T, Failure>) -> Result<T, Failure> {
        let done = self.with(work);
        self.worker.tell(Event::Wake);
        done
    }

    /// Runs a call on the core's own threads.
    pub(crate) fn offload<T: Send + 'static>(self: &Arc<Self>, work: Work<T>) -> Awaited<T> {
        let (shared, ended) = (Arc::clone(self), self.runtime.offload(work));
        Box::pin(async move { ended.await.map_err(|failure| shared.noted(failure)) })
    }

    /// One look at what is stored, as it is. Fails where there was nothing to
    /// look with; what the view says is the inner result.
    pub(crate) fn look_once<T>(
        &self,
        view: impl Fn(&Lens<'_>) -> Result<T, NodeError>,
    ) -> Result<Result<T, NodeError>, Failure> {
        let mut seen = None;
        self.look_through(&mut |lens| seen = Some(view(lens)))?;
        seen.ok_or(Failure::Stopped)
    }

    /// The same for any view; written once for all of them, which spares a phone 3 KB a view.
    fn look_through(&self, view: &mut dyn FnMut(&Lens<'_>)) -> Result<(), Failure> {
        let zone = self.zone();
        let now_ms = self.clock.ask()?;
        self.read(|reader| {
            let viewer = *self.viewer.read().unwrap_or_else(PoisonError::into_inner);
            view(&Lens::new(reader, viewer, now_ms, &zone, &*self.platform.zones));
            Ok(())
        })
    }

    /// Watches what a look shows.
    pub(crate) fn watch<T: PartialEq + Send + 'static>(
        self: &Arc<Self>,
        topics: Topics,
        view: impl Fn(&Lens<'_>) -> Result<T, NodeError> + Send + 'static,
        deliver: impl FnMut(&T) + Send + 'static,
    ) -> Result<Subscription, Failure> {
        let shared = Arc::downgrade(self);
        let query = move || match shared.upgrade() {
            Some(shared) => shared.look(&view),
            None => Err(Failure::Stopped),
        };
        self.watch_query(topics, query, deliver)
    }

    /// Watches what a query makes, which holds the core weakly if at all.
    pub(crate) fn watch_query<T: PartialEq + Send + 'static>(
        &self,
        topics: Topics,
        query: impl FnMut() -> Result<T, Failure> + Send + 'static,
        deliver: impl FnMut(&T) + Send + 'static,
    ) -> Result<Subscription, Failure> {
        self.still_open()?;
        self.notifier.watch(topics, query, deliver).map_err(|failure| self.noted(failure))
    }

    /// The zone that the device is in.
    pub(crate) fn zone(&self) -> Zone {
        self.zone.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The device is in another zone now: everything with a date is shown anew.
    pub(crate) fn set_zone(&self, zone: Zone) {
        *self.zone.write().unwrap_or_else(PoisonError::into_inner) = zone;
        self.notifier.changed(Topics::ALL);
    }

    /// For calls that touch memory alone.
    pub(crate) fn still_open(&self) -> Result<(), Failure> {
        if self.closed.load(Ordering::Acquire) { Err(Failure::Stopped) } else { Ok(()) }
    }

    /// A bug gets a line in the log, and its failure the line's number.
    pub(crate) fn noted(&self, failure: Failure) -> Failure {
        match failure {
            Failure::Bug { reference } if !reference.starts_with('#') => self.report_text(&reference),
            other => other,
        }
    }

    /// After a panic nothing in memory is trusted but what people typed and the
    /// screens they type on: the rest is read from what is stored. Where that
    /// panics again, the core is closed.
    fn open_again(&self, slot: &mut Slot) {
        let Slot::Open(mut node) = std::mem::replace(slot, Slot::Closed) else { return };
        // What cannot be journalled now waits on its screen.
        let _ = catch_unwind(AssertUnwindSafe(|| node.journal()));
        let key = node.vault_key();
        let legacy = node.bequeath();
        let opened = catch_unwind(AssertUnwindSafe(|| {
            let ports = node_ports(&self.platform, &self.clock);
            let mut node = Node::open(&self.folder, key, ports, self.vfs.clone())?;
            node.inherit(legacy);
            Ok::<_, NodeError>(node)
        }));
        if let Ok(Ok(node)) = opened {
            *slot = Slot::Open(Box::new(node));
        }
    }

    /// Reads beside the writer: never waits for a write.
    pub(crate) fn read<T>(&self, work: impl FnOnce(&Reader) -> Result<T, Failure>) -> Result<T, Failure> {
        let gate = self.gate.read().unwrap_or_else(PoisonError::into_inner);
        if !*gate {
            return Err(Failure::Stopped);
        }
        let kept = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let reader = match kept {
            Some(reader) => reader,
            None => self.with(|node| Ok(node.reader()?))?,
        };
        let done = work(&reader);
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        if readers.len() < READERS {
            readers.push(reader);
        }
        done
    }

    /// Lets go of the file: nothing touches the disk until [`wake`](Self::wake).
    pub(crate) fn sleep(&self) -> Result<(), Failure> {
        let (told, done) = std::sync::mpsc::channel();
        self.worker.tell(Event::Pause { told });
        // The worker may have ended already; then it touches nothing either.
        let _ = done.recv();
        self.end_reads();
        let mut slot = self.slot.lock();
        let done = match std::mem::replace(&mut *slot, Slot::Closed) {
            Slot::Open(mut node) => {
                let done = node.rest();
                *slot = Slot::Asleep(node);
                done.map_err(Failure::from)
            }
            Slot::Asleep(node) => {
                *slot = Slot::Asleep(node);
                Ok(())
            }
            Slot::Closed => Err(Failure::Stopped),
        };
        drop(slot);
        self.say("asleep");
        done
    }

    pub(crate) fn wake(&self) -> Result<(), Failure> {
        {
            let mut slot = self.slot.lock();
            match std::mem::replace(&mut *slot, Slot::Closed) {
                Slot::Asleep(node) | Slot::Open(node) => *slot = Slot::Open(node),
                Slot::Closed => return Err(Failure::Stopped),
            }
        }
        *self.gate.write().unwrap_or_else(PoisonError::into_inner) = true;
        self.say("awake");
        self.worker.tell(Event::Resume);
        self.notifier.changed(Topics::ALL);
        Ok(())
    }

    /// Ends everything. Calls that come later fail with `Stopped`.
    pub(crate) fn close(&self) -> Result<(), Failure> {
        self.closed.store(true, Ordering::Release);
        self.worker.tell(Event::Stop);
        self.notifier.stop();
        self.end_reads();
        let mut slot = self.slot.lock();
        let done = match &mut *slot {
            Slot::Open(node) => node.rest().map_err(Failure::from),
            Slot::Asleep(_) | Slot::Closed => Ok(()),
        };
        *slot = Slot::Closed;
        self.say("closed");
        done
    }

    /// A line about the core as a whole.
    pub(crate) fn say(&self, what: &'static str) {
        self.log.line(Level::Info, self.now_ms(), "core", what, &[]);
    }

    /// Waits for reads under way and refuses later ones. Not under the lock of
    /// the node, which a read may wait for.
    fn end_reads(&self) {
        *self.gate.write().unwrap_or_else(PoisonError::into_inner) = false;
        self.readers.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Writes a bug into the log and names the line.
    pub(crate) fn report(&self, what: &'static str) -> Failure {
        let line = self.log.line(Level::Error, self.now_ms(), "bug", what, &[]);
        Failure::Bug { reference: format!("#{line}") }
    }

    /// The same for a text of our own that came up through the layers.
    fn report_text(&self, what: &str) -> Failure {
        let line = self.log.reason(Level::Error, self.now_ms(), "bug", what);
        Failure::Bug { reference: format!("#{line}") }
    }
}

impl Drop for Shared {
    /// The threads would see by themselves that nobody is left, but later.
    fn drop(&mut self) {
        self.worker.tell(Event::Stop);
        self.notifier.stop();
    }
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("core")
    }
}
