//! The clock of everybody in the demo: this computer's, or one that stands some
//! days behind it while the past is lived.

use crate::failed::Stop;
use rapport_core::ports::{Clock, PortProblem, SystemClock};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

#[derive(Clone, Default)]
pub(super) struct DemoClock {
    behind_ms: Arc<AtomicI64>,
}

impl DemoClock {
    /// Milliseconds since 1970.
    pub(super) fn now(&self) -> Result<i64, Stop> {
        Clock::now_ms(self).map_err(|problem| Stop::Outside(problem.detail))
    }

    /// Sets it to a time of the past, from where it goes on.
    pub(super) fn set(&self, at_ms: i64) -> Result<(), Stop> {
        let now = SystemClock.now_ms().map_err(|problem| Stop::Outside(problem.detail))?;
        self.behind_ms.store(now.saturating_sub(at_ms).max(0), Ordering::SeqCst);
        Ok(())
    }

    /// From now on it is this computer's clock.
    pub(super) fn come_home(&self) {
        self.behind_ms.store(0, Ordering::SeqCst);
    }
}

impl Clock for DemoClock {
    fn now_ms(&self) -> Result<i64, PortProblem> {
        Ok(SystemClock.now_ms()?.saturating_sub(self.behind_ms.load(Ordering::SeqCst)))
    }
}

impl rapport_relay::Clock for DemoClock {
    fn now_ms(&self) -> i64 {
        rapport_relay::Clock::now_ms(&rapport_relay::SystemClock).saturating_sub(self.behind_ms.load(Ordering::SeqCst))
    }
}
