//! Telling screens what changed.
//!
//! A screen watches a query. It gets the first value before `watch` returns,
//! then whole new values: the first change at once, later ones at most one a
//! 30 ms, equal ones never. A mere sign that something waits is not held back
//! so long. All calls come from one thread.

use crate::error::Failure;
use rapport_node::Topics;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

/// How long after one value the next may follow.
const PACE: Duration = Duration::from_millis(30);
/// The same for a mere sign that something waits, which costs a screen nothing:
/// a caret that came first must not hold back what was typed.
const SIGN_PACE: Duration = Duration::from_millis(4);

/// A watch on something. Cancelling it, or letting go of it, ends it.
#[derive(Debug)]
pub struct Subscription {
    life: Arc<Life>,
    id: u64,
    to: Sender<Message>,
}

/// Whether a watch is still wanted, and whether it is being called.
#[derive(Debug, Default)]
struct Life {
    over: AtomicBool,
    call: Mutex<()>,
    /// The thread that calls.
    caller: Option<ThreadId>,
    /// How long after one value the next may follow.
    pace: Duration,
}

impl Subscription {
    /// Ends the watch. After this returns no call begins, and none is under
    /// way but one that cancels itself from inside.
    pub fn cancel(&self) {
        self.life.over.store(true, Ordering::Release);
        if self.life.caller != Some(thread::current().id()) {
            drop(lock(&self.life.call));
        }
        // The thread may be gone already; then there is nothing to end.
        let _ = self.to.send(Message::Forget(self.id));
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        // Not `cancel`: letting go must not wait for a call.
        self.life.over.store(true, Ordering::Release);
        let _ = self.to.send(Message::Forget(self.id));
    }
}

/// Makes a value and hands it over when it differs from the one before.
/// `Ok(false)` when there was nothing new.
type Turn = Box<dyn FnMut() -> Result<bool, Failure> + Send>;

enum Message {
    Watch {
        id: u64,
        topics: Topics,
        life: Arc<Life>,
        turn: Turn,
        first: Sender<Result<(), Failure>>,
    },
    /// The same from inside a call, where the first value was handed over at once.
    Began {
        id: u64,
        topics: Topics,
        life: Arc<Life>,
        turn: Turn,
    },
    Changed(Topics),
    Forget(u64),
    Stop,
}

struct Watched {
    topics: Topics,
    life: Arc<Life>,
    turn: Turn,
    dirty: bool,
    last: Option<Instant>,
}

impl Watched {
    fn new(topics: Topics, life: Arc<Life>, turn: Turn) -> Self {
        Self { topics, life, turn, dirty: false, last: Some(Instant::now()) }
    }
}

/// The one thread from which screens are called.
#[derive(Debug)]
pub(crate) struct Notifier {
    to: Sender<Message>,
    next: Mutex<u64>,
    thread: ThreadId,
}

impl Notifier {
    pub(crate) fn start() -> std::io::Result<Self> {
        let (to, from) = channel();
        let started = thread::Builder::new()
            .name("rapport-notify".to_owned())
            .stack_size(1024 * 1024)
            .spawn(move || run(&from))?;
        Ok(Self { to, next: Mutex::new(0), thread: started.thread().id() })
    }

    /// Watches what `query` makes. The first value has been handed to `deliver`
    /// when this returns.
    pub(crate) fn watch<T: PartialEq + Send + 'static>(
        &self,
        topics: Topics,
        query: impl FnMut() -> Result<T, Failure> + Send + 'static,
        deliver: impl FnMut(&T) + Send + 'static,
    ) -> Result<Subscription, Failure> {
        self.watch_at(PACE, topics, query, deliver)
    }

    /// The same for a sign that something waits.
    pub(crate) fn watch_sign<T: PartialEq + Send + 'static>(
        &self,
        topics: Topics,
        query: impl FnMut() -> Result<T, Failure> + Send + 'static,
        deliver: impl FnMut(&T) + Send + 'static,
    ) -> Result<Subscription, Failure> {
        self.watch_at(SIGN_PACE, topics, query, deliver)
    }

    fn watch_at<T: PartialEq + Send + 'static>(
        &self,
        pace: Duration,
        topics: Topics,
        mut query: impl FnMut() -> Result<T, Failure> + Send + 'static,
        mut deliver: impl FnMut(&T) + Send + 'static,
    ) -> Result<Subscription, Failure> {
        let mut before: Option<T> = None;
        let turn: Turn = Box::new(move || {
            let value = query()?;
            if before.as_ref() == Some(&value) {
                return Ok(false);
            }
            deliver(&value);
            before = Some(value);
            Ok(true)
        });
        self.begin(pace, topics, turn)
    }

    fn begin(&self, pace: Duration, topics: Topics, mut turn: Turn) -> Result<Subscription, Failure> {
        let id = {
            let mut next = lock(&self.next);
            *next += 1;
            *next
        };
        let life = Arc::new(Life { caller: Some(self.thread), pace, ..Life::default() });
        if thread::current().id() == self.thread {
            // Inside a call nobody else could hand over the first value.
            call(&life, &mut turn)?;
            let message = Message::Began { id, topics, life: Arc::clone(&life), turn };
            self.to.send(message).map_err(|_| Failure::Stopped)?;
        } else {
            let (first, answer) = channel();
            let message = Message::Watch { id, topics, life: Arc::clone(&life), turn, first };
            self.to.send(message).map_err(|_| Failure::Stopped)?;
            answer.recv().map_err(|_| Failure::Stopped)??;
        }
        Ok(Subscription { life, id, to: self.to.clone() })
    }

    /// Something changed.
    pub(crate) fn changed(&self, topics: Topics) {
        // After the end there is nobody to tell.
        let _ = self.to.send(Message::Changed(topics));
    }

    pub(crate) fn stop(&self) {
        let _ = self.to.send(Message::Stop);
    }
}

fn run(from: &Receiver<Message>) {
    let mut watched: HashMap<u64, Watched> = HashMap::new();
    loop {
        let message = match next_due(&watched) {
            None => from.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(wait) => from.recv_timeout(wait),
        };
        match message {
            Ok(Message::Watch { id, topics, life, mut turn, first }) => {
                let told = call(&life, &mut turn);
                if told.is_ok() {
                    watched.insert(id, Watched::new(topics, life, turn));
                }
                // Who asked may be gone; the watch then ends with its subscription.
                let _ = first.send(told.map(|_| ()));
            }
            Ok(Message::Began { id, topics, life, turn }) => {
                // What changed before this arrived was told to nobody.
                watched.insert(id, Watched { dirty: true, ..Watched::new(topics, life, turn) });
            }
            Ok(Message::Changed(topics)) => {
                for one in watched.values_mut().filter(|one| one.topics.touch(topics)) {
                    one.dirty = true;
                }
            }
            Ok(Message::Forget(id)) => drop(watched.remove(&id)),
            Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return,
            Err(RecvTimeoutError::Timeout) => {}
        }
        deliver_due(&mut watched);
    }
}

/// How long until a changed value may be handed over; none when nothing waits.
fn next_due(watched: &HashMap<u64, Watched>) -> Option<Duration> {
    let now = Instant::now();
    let due = |one: &Watched| one.last.map_or(now, |last| last + one.life.pace);
    watched.values().filter(|one| one.dirty).map(due).min().map(|at| at.saturating_duration_since(now))
}

fn deliver_due(watched: &mut HashMap<u64, Watched>) {
    let now = Instant::now();
    for one in watched.values_mut() {
        let due = one.last.is_none_or(|last| now >= last + one.life.pace);
        if !(one.dirty && due) {
            continue;
        }
        one.dirty = false;
        // A query that fails now is made again with the next change.
        if matches!(call(&one.life, &mut one.turn), Ok(true)) {
            one.last = Some(Instant::now());
        }
    }
}

/// Calls while the watch is wanted. A panic of what is called ends the call,
/// not the thread.
fn call(life: &Life, turn: &mut Turn) -> Result<bool, Failure> {
    let _calling = lock(&life.call);
    if life.over.load(Ordering::Acquire) {
        return Ok(false);
    }
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(turn))
        .unwrap_or_else(|_| Err(Failure::bug("a panic while a screen was told")))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
