//! The states of a pairing, and the turns that move it.

use super::{PairingKind, turns};
use crate::life::{Life, Stamped, replay};
use crate::made::Made;
use crate::members::Members;
use crate::time::Day;
use crate::words::plain;
use rapport_ids::PersonId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

plain! {
    /// Where a pairing stands.
    PairingStage in "pairing.state" {
        /// Nobody has begun it yet.
        Empty = "empty",
        Draft = "draft",
        Proposed = "proposed",
        Declined = "declined",
        /// Nobody answered in time. Seen, never written.
        Expired = "expired",
        Trial = "trial",
        Active = "active",
        OnHold = "on_hold",
        Closing = "closing",
        Ended = "ended",
        Connected = "connected",
    }
}

plain! {
    /// Why a pairing ends. None of them is a failure.
    EndReason in "end_reason" {
        Completed = "completed",
        GoalsMet = "goals_met",
        Time = "time",
        NoFit = "no_fit",
        MovedAway = "moved_away",
        Conduct = "conduct",
        Inactive = "inactive",
        Unsaid = "unsaid",
    }
}

/// What a trial still waits for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trial {
    /// Both want to go on; who voted what is never known here (I9).
    pub both_go: bool,
    /// The agreement bears both signatures.
    pub agreed: bool,
}

/// Where a pairing stands, with what belongs to it there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PairingState {
    #[default]
    Empty,
    /// A coordinator thinks about it; nobody else sees it.
    Draft,
    /// Published; who has accepted already.
    Proposed {
        on: Day,
        accepted: BTreeSet<PersonId>,
    },
    Declined {
        by: PersonId,
    },
    Expired,
    Trial(Trial),
    Active,
    /// It rests until the end of that day.
    OnHold {
        until: Day,
    },
    /// On its way to an end, since that day.
    Closing {
        reason: EndReason,
        on: Day,
    },
    Ended {
        reason: EndReason,
    },
    /// Ended, and both want to stay in touch.
    Connected {
        reason: EndReason,
    },
}

impl PairingState {
    /// The state without what belongs to it.
    pub const fn stage(&self) -> PairingStage {
        match self {
            Self::Empty => PairingStage::Empty,
            Self::Draft => PairingStage::Draft,
            Self::Proposed { .. } => PairingStage::Proposed,
            Self::Declined { .. } => PairingStage::Declined,
            Self::Expired => PairingStage::Expired,
            Self::Trial(_) => PairingStage::Trial,
            Self::Active => PairingStage::Active,
            Self::OnHold { .. } => PairingStage::OnHold,
            Self::Closing { .. } => PairingStage::Closing,
            Self::Ended { .. } => PairingStage::Ended,
            Self::Connected { .. } => PairingStage::Connected,
        }
    }
}

/// A turn in the life of a pairing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PairingTurn {
    /// Opens it: an own one by either of the two, one of a cycle by the
    /// coordinator. An own pairing is active at once.
    Begin {
        kind: PairingKind,
        mentor: PersonId,
        mentee: PersonId,
        end: Option<Day>,
    },
    /// Shows it to both.
    Publish,
    Accept,
    Decline,
    /// The joint outcome of the trial: both go on, or not.
    Outcome {
        go: bool,
    },
    /// The agreement of this version bears both signatures.
    Agreed {
        version: u32,
    },
    /// Rests until that day, sixty days at most.
    Hold {
        until: Day,
    },
    Resume,
    /// Begins the end.
    Close {
        reason: EndReason,
    },
    /// The last meeting is written down.
    ClosureLogged,
    /// Wants to stay in touch afterwards.
    OptIn,
    /// Wants to go on until that day; it counts when both say the same day.
    Renew {
        end: Day,
    },
    /// A turn that only a newer version of the software understands.
    Newer,
}

/// State, kind and people of a pairing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairingLife {
    pub state: PairingState,
    /// How it came about; nothing before it was begun.
    pub kind: Option<PairingKind>,
    pub mentor: Option<PersonId>,
    pub mentee: Option<PersonId>,
    /// Who began it, and when.
    pub begun: Option<Made>,
    /// The day on which it is to end.
    pub end: Option<Day>,
    /// How often it was renewed.
    pub renewals: u32,
    /// Who asked for which new end, while the other has not answered.
    pub renewal: Option<(PersonId, Day)>,
    /// The newest version of the agreement in force.
    pub agreement: u32,
    /// Who wants to stay in touch afterwards.
    pub opted_in: BTreeSet<PersonId>,
    /// Who brought it into its present state, and when.
    pub since: Option<Made>,
}

impl PairingLife {
    /// The state after turns that may have come in any order (I14, I15).
    pub fn replay(
        members: &Members,
        events: impl IntoIterator<Item = Stamped<PairingTurn>>,
    ) -> Life<Self, PairingTurn> {
        replay(members, Self::default(), events, |life, turn, by| turns::turned(life, members, turn, by))
    }
}

#[cfg(test)]
mod tests;
