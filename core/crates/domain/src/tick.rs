//! Whether something is done when several people ticked it without knowing of
//! one another. It never asks a clock.

use crate::life::Lamport;
use crate::members::Ctx;
use crate::time::Millis;
use rapport_ids::PersonId;
use serde::{Deserialize, Serialize};

/// One explicit check or uncheck: by whom, when by their clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tick {
    pub done: bool,
    pub by: PersonId,
    pub at: Millis,
}

impl Tick {
    /// I7: of ticks that knew of one another the later has replaced the
    /// earlier, so what comes in here is concurrent; among concurrent ones
    /// *done* wins. Of several that say the same, the one latest in the common
    /// order is named as author. Nothing comes out when nobody ever ticked.
    pub fn settle(concurrent: impl IntoIterator<Item = (Lamport, Self)>) -> Option<Self> {
        concurrent.into_iter().max_by_key(|(order, tick)| (tick.done, *order)).map(|(_, tick)| tick)
    }

    /// Checks or unchecks. Who says again what stands already changes nothing,
    /// as in the document: whoever said it first stays its author.
    pub(crate) fn say(tick: &mut Option<Self>, done: bool, ctx: &Ctx) {
        if tick.is_none_or(|stands| stands.done != done) {
            *tick = Some(Self { done, by: ctx.by, at: ctx.now });
        }
    }
}

#[cfg(test)]
mod tests;
