//! What stands between phones and a relay: a line that is good, that is cut,
//! that loses answers or streams, or at whose end somebody else answers.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Answers in place of the relay, on one connection.
pub(super) type Script = Arc<dyn Fn(&mut TcpStream) + Send + Sync>;

#[derive(Clone)]
pub(super) enum Line {
    Good,
    /// After so many bytes, both ways together, everything is cut, and nobody
    /// comes through any more.
    CutAfter(usize),
    /// The relay hears a push and its answer is lost.
    LosesPushAnswers,
    /// Answers stand still until the line is set anew, and then go through.
    HoldsAnswers,
    /// No stream of news; everything else gets through.
    NoStreams,
    /// Another server, or none, stands there.
    Else(Script),
}

struct State {
    line: Mutex<Line>,
    /// How often the line was set; changes only while `line` is held.
    set: AtomicUsize,
    relay: Mutex<Option<SocketAddr>>,
    open: Mutex<Vec<TcpStream>>,
    /// Bytes since the line was last set.
    bytes: AtomicUsize,
    /// Answers that were lost, or streams that were refused.
    lost: AtomicUsize,
    /// Streams that got through.
    streams: AtomicUsize,
    pushes: AtomicUsize,
    callers: AtomicUsize,
    /// Answers that stand still.
    standing: AtomicUsize,
    over: AtomicBool,
}

pub(super) struct Gate {
    address: SocketAddr,
    state: Arc<State>,
}

impl Gate {
    pub(super) fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let state = Arc::new(State {
            line: Mutex::new(Line::Good),
            set: AtomicUsize::new(0),
            relay: Mutex::default(),
            open: Mutex::default(),
            bytes: AtomicUsize::new(0),
            lost: AtomicUsize::new(0),
            streams: AtomicUsize::new(0),
            pushes: AtomicUsize::new(0),
            callers: AtomicUsize::new(0),
            standing: AtomicUsize::new(0),
            over: AtomicBool::new(false),
        });
        let inside = Arc::clone(&state);
        thread::spawn(move || {
            for caller in listener.incoming() {
                if inside.over.load(Ordering::SeqCst) {
                    return;
                }
                if let Ok(caller) = caller {
                    let state = Arc::clone(&inside);
                    thread::spawn(move || state.serve(caller));
                }
            }
        });
        Self { address, state }
    }

    pub(super) const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where the relay is now.
    pub(super) fn lead_to(&self, relay: SocketAddr) {
        *lock(&self.state.relay) = Some(relay);
    }

    /// From now on the line is like this; what was connected is cut.
    pub(super) fn set(&self, line: Line) {
        let mut there = lock(&self.state.line);
        *there = line;
        self.state.set.fetch_add(1, Ordering::SeqCst);
        for counter in [&self.state.bytes, &self.state.lost, &self.state.streams, &self.state.pushes] {
            counter.store(0, Ordering::SeqCst);
        }
        self.state.cut();
    }

    /// The line is good again and nothing is cut: what stood still goes through.
    pub(super) fn let_through(&self) {
        *lock(&self.state.line) = Line::Good;
    }

    /// Answers that stand still just now.
    pub(super) fn standing(&self) -> usize {
        self.state.standing.load(Ordering::SeqCst)
    }

    /// Bytes that have gone through since the line was set.
    pub(super) fn bytes(&self) -> usize {
        self.state.bytes.load(Ordering::SeqCst)
    }

    /// What was lost since the line was set: answers, or streams.
    pub(super) fn lost(&self) -> usize {
        self.state.lost.load(Ordering::SeqCst)
    }

    pub(super) fn streams(&self) -> usize {
        self.state.streams.load(Ordering::SeqCst)
    }

    pub(super) fn pushes(&self) -> usize {
        self.state.pushes.load(Ordering::SeqCst)
    }

    /// Connections that were ever opened.
    pub(super) fn callers(&self) -> usize {
        self.state.callers.load(Ordering::SeqCst)
    }
}

impl Drop for Gate {
    fn drop(&mut self) {
        self.state.over.store(true, Ordering::SeqCst);
        self.state.cut();
        // The thread that accepts wakes up and sees that it is over.
        drop(TcpStream::connect(self.address));
    }
}

impl State {
    fn cut(&self) {
        for socket in lock(&self.open).drain(..) {
            // It may be closed already.
            let _ = socket.shutdown(Shutdown::Both);
        }
    }

    fn keep(&self, socket: &TcpStream) {
        lock(&self.open).push(socket.try_clone().expect("one more handle"));
    }

    fn serve(self: Arc<Self>, mut caller: TcpStream) {
        self.callers.fetch_add(1, Ordering::SeqCst);
        caller.set_nodelay(true).expect("at once");
        self.keep(&caller);
        let line = lock(&self.line).clone();
        if let Line::Else(script) = line {
            script(&mut caller);
            let _ = caller.shutdown(Shutdown::Both);
            return;
        }
        let relay = lock(&self.relay).and_then(|relay| TcpStream::connect(relay).ok());
        let Some(relay) = relay else { return drop(caller.shutdown(Shutdown::Both)) };
        relay.set_nodelay(true).expect("at once");
        self.keep(&relay);
        let losing = Arc::new(AtomicBool::new(false));
        let (from, to) = (relay.try_clone().expect("a handle"), caller.try_clone().expect("a handle"));
        let (state, swallow) = (Arc::clone(&self), Arc::clone(&losing));
        let answers = Arc::clone(&self);
        thread::spawn(move || {
            state.carry(from, to, |_| {
                answers.stand_still();
                !swallow.load(Ordering::SeqCst)
            });
        });
        let (end, state) = (caller.try_clone().expect("a handle"), Arc::clone(&self));
        self.carry(caller, relay, move |piece| {
            let holds = |text: &str| piece.windows(text.len()).any(|window| window == text.as_bytes());
            if holds("GET /v1/watch HTTP") {
                if matches!(line, Line::NoStreams) {
                    let _ = end.shutdown(Shutdown::Both);
                    return false;
                }
                state.streams.fetch_add(1, Ordering::SeqCst);
            }
            if holds("/records HTTP") && holds("POST ") {
                state.pushes.fetch_add(1, Ordering::SeqCst);
                losing.store(matches!(line, Line::LosesPushAnswers), Ordering::SeqCst);
            }
            true
        });
    }

    fn stand_still(&self) {
        if !matches!(*lock(&self.line), Line::HoldsAnswers) {
            return;
        }
        self.standing.fetch_add(1, Ordering::SeqCst);
        while matches!(*lock(&self.line), Line::HoldsAnswers) && !self.over.load(Ordering::SeqCst) {
            thread::yield_now();
        }
        self.standing.fetch_sub(1, Ordering::SeqCst);
    }

    /// Carries bytes one way until the end, or until `passes` says no.
    fn carry(&self, mut from: TcpStream, mut to: TcpStream, mut passes: impl FnMut(&[u8]) -> bool) {
        let mut piece = [0; 16 * 1024];
        while let Ok(count) = from.read(&mut piece) {
            if count == 0 {
                break;
            }
            if !passes(&piece[..count]) {
                self.lost.fetch_add(1, Ordering::SeqCst);
                break;
            }
            let before = self.bytes.fetch_add(count, Ordering::SeqCst);
            let (allowed, set) = {
                let line = lock(&self.line);
                let allowed = match *line {
                    Line::CutAfter(limit) => limit.saturating_sub(before).min(count),
                    _ => count,
                };
                (allowed, self.set.load(Ordering::SeqCst))
            };
            if to.write_all(&piece[..allowed]).is_err() {
                break;
            }
            if allowed < count {
                // Whoever comes too late to cut must not cut the line that was set meanwhile.
                let line = lock(&self.line);
                if self.set.load(Ordering::SeqCst) == set {
                    self.cut();
                }
                drop(line);
                break;
            }
        }
        let _ = (from.shutdown(Shutdown::Both), to.shutdown(Shutdown::Both));
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
