//! Plays a sequential trace through.

use super::{Place, Problem, Trace, TraceError};
use crate::Screen;

pub(super) fn check(trace: &Trace) -> Result<(), TraceError> {
    let mut screen = Screen::new(&trace.start);
    for txn in 0..trace.txns.len() {
        trace.type_txn(txn, &mut screen)?;
    }
    trace.check_end(&screen.text())
}

impl Trace {
    /// Whether `text` is what the trace says it ends with.
    pub fn check_end(&self, text: &str) -> Result<(), TraceError> {
        if text == self.end {
            return Ok(());
        }
        let at = text.chars().zip(self.end.chars()).take_while(|(a, b)| a == b).count();
        Err(TraceError { place: Place::Field("endContent"), problem: Problem::EndDiffers { at } })
    }
}
