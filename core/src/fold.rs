//! Folding beside the node: checking and saving a long note takes tens of
//! milliseconds, in which nobody should have to wait for a keystroke.

use crate::shared::Shared;
use crate::work::Event;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

/// Rest after which everything is folded.
const REST: Duration = Duration::from_secs(5);
/// How often a document with many changes is looked for while people work.
const LOOK: Duration = Duration::from_secs(2);

/// When to fold, and whether a fold is under way.
pub(crate) struct Folding {
    under_way: bool,
    last_work: Instant,
    next_look: Option<Instant>,
}

impl Folding {
    pub(crate) fn new() -> Self {
        let now = Instant::now();
        Self { under_way: false, last_work: now, next_look: Some(now + REST) }
    }

    /// Somebody did something.
    pub(crate) fn worked(&mut self) {
        let now = Instant::now();
        self.last_work = now;
        let next = self.next_look.get_or_insert(now + LOOK);
        *next = (*next).min(now + LOOK);
    }

    /// A fold is over; there may be more to do.
    pub(crate) fn ended(&mut self) {
        self.under_way = false;
        self.next_look = Some(Instant::now());
    }

    /// A fold was no good; it is tried again with the next work.
    pub(crate) fn failed(&mut self) {
        self.under_way = false;
        self.next_look = None;
    }

    /// Begins one if it is time and there is something to fold.
    pub(crate) fn turn(&mut self, shared: &Arc<Shared>, to: &Sender<Event>) {
        let now = Instant::now();
        if self.under_way || self.next_look.is_none_or(|at| now < at) {
            return;
        }
        let idle = now.saturating_duration_since(self.last_work) >= REST;
        // A storage that fails now is tried again with the next work.
        match shared.with(|node| Ok(node.fold_job(idle)?)) {
            Ok(Some(job)) => {
                self.under_way = true;
                let to = to.clone();
                shared.runtime.handle().spawn_blocking(move || {
                    let folded = catch_unwind(AssertUnwindSafe(|| job.run())).ok();
                    // After the end there is nobody to tell.
                    let _ = to.send(Event::Folded(folded));
                });
            }
            Ok(None) if !idle => self.next_look = Some((now + LOOK).max(self.last_work + REST)),
            Ok(None) | Err(_) => self.next_look = None,
        }
    }

    /// How long until the next look.
    pub(crate) fn wait(&self) -> Duration {
        match self.next_look {
            Some(at) if !self.under_way => at.saturating_duration_since(Instant::now()),
            _ => Duration::MAX,
        }
    }
}
