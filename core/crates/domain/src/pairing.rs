//! Pairings: a mentor and a mentee who work together, by themselves or in a
//! cycle of a programme.

mod apply;
mod life;
mod turns;
mod view;

use crate::life::{Entry, Stamped};
use crate::members::Members;
use crate::words::plain;
use rapport_ids::{PairingId, PersonId};
use serde::{Deserialize, Serialize};

pub use apply::PairingAct;
pub use life::{EndReason, PairingLife, PairingStage, PairingState, PairingTurn, Trial};
pub use view::{CLOSING_DAYS, HOLD_DAYS, OFFER_DAYS};

plain! {
    /// How a pairing came about.
    PairingKind in "pairing.kind" {
        /// Two people found one another: one invited the other.
        Own = "own",
        /// A coordinator brought them together in a cycle of a programme.
        InCycle = "in_cycle",
    }
}

plain! {
    /// How often two people want to meet.
    Cadence in "cadence" {
        Weekly = "weekly",
        Fortnightly = "fortnightly",
        Monthly = "monthly",
        /// As it comes.
        Free = "free",
    }
}

/// A pairing as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pairing {
    pub id: PairingId,
    pub members: Members,
    /// Its state, kind and people, as the turns in `history` made them.
    pub life: PairingLife,
    /// Every turn of its life in the common order, rejected ones too.
    pub history: Vec<Entry<PairingTurn>>,
    pub cadence: Option<Cadence>,
    /// Somebody who stands by the mentor.
    pub supervisor: Option<PersonId>,
}

impl Pairing {
    /// A pairing of which nothing is known but where it is.
    pub fn new(id: PairingId, members: Members) -> Self {
        let life = PairingLife::default();
        Self { id, members, life, history: Vec::new(), cadence: None, supervisor: None }
    }

    /// The same pairing after these turns, which may come in any order (I15).
    pub fn with_history(mut self, events: impl IntoIterator<Item = Stamped<PairingTurn>>) -> Self {
        let life = PairingLife::replay(&self.members, events);
        self.life = life.state;
        self.history = life.history;
        self
    }

    /// The state that its turns made. What time alone changes is seen by
    /// [`PairingLife::as_of`].
    pub const fn stage(&self) -> PairingStage {
        self.life.state.stage()
    }
}

#[cfg(test)]
mod tests;
