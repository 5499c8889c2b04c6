//! The shell's clock, read once a call: before anything is changed, so that a
//! clock that fails refuses the call, and a call has one time throughout.

use crate::error::Failure;
use crate::ports::Clock;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// The clock and what it last said.
pub(crate) struct Told {
    clock: Arc<dyn Clock>,
    last_ms: Arc<AtomicI64>,
}

/// What the node sees of it.
struct Last(Arc<AtomicI64>);

impl rapport_node::Clock for Last {
    fn now_ms(&self) -> i64 {
        self.0.load(Ordering::Acquire)
    }
}

impl Told {
    /// # Errors
    /// `Port` when the clock fails.
    pub(crate) fn new(clock: Arc<dyn Clock>) -> Result<Self, Failure> {
        let told = Self { clock, last_ms: Arc::default() };
        told.set(told.ask()?);
        Ok(told)
    }

    /// What time it is.
    ///
    /// # Errors
    /// `Port` when the clock fails.
    pub(crate) fn ask(&self) -> Result<i64, Failure> {
        let failed =
            |problem: crate::ports::PortProblem| Failure::Port { what: "clock".to_owned(), detail: problem.detail };
        self.clock.now_ms().map_err(failed)
    }

    /// From now on it is so late for the node.
    pub(crate) fn set(&self, now_ms: i64) {
        self.last_ms.store(now_ms, Ordering::Release);
    }

    /// The time of the last call.
    pub(crate) fn last_ms(&self) -> i64 {
        self.last_ms.load(Ordering::Acquire)
    }

    pub(crate) fn for_node(&self) -> Box<dyn rapport_node::Clock> {
        Box::new(Last(Arc::clone(&self.last_ms)))
    }
}
