//! The states of a meeting and who moves it from one to the next:
//! Proposed -> Confirmed -> Held -> Logged; Confirmed -> Missed; Proposed and
//! Confirmed -> Cancelled or Moved; Proposed -> Held, because two who met
//! have agreed to meet, and nobody should have to prove it to a phone; and
//! Proposed -> Missed, because the yes may stand in the series that the time
//! belongs to. Who has no such series is refused before the turn is written.

use super::Minutes;
use crate::life::{By, Life, Stamped, replay};
use crate::made::Made;
use crate::members::Members;
use crate::rules::{Field, Problem, Rule, RuleBroken, Stage};
use crate::text::{self, limit};
use crate::time::Civil;
use crate::words::plain;
use rapport_ids::{MeetingId, PersonId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

plain! {
    /// Where a meeting stands.
    MeetingStage in "meeting.state" {
        /// Nobody has proposed it yet.
        Empty = "empty",
        Proposed = "proposed",
        Confirmed = "confirmed",
        Held = "held",
        Logged = "logged",
        Missed = "missed",
        Cancelled = "cancelled",
        Moved = "moved",
    }
}

impl MeetingStage {
    /// The states in which it is prepared or held.
    pub const OPEN: &'static [Self] = &[Self::Proposed, Self::Confirmed, Self::Held];
}

plain! {
    /// Why a meeting is cancelled. No reason is a fault.
    CancelReason in "cancel_reason" {
        Ill = "ill",
        NoTime = "no_time",
        /// Something else is at that time.
        Clash = "clash",
        /// Nothing to talk about just now.
        NotNeeded = "not_needed",
        /// Getting there, or getting online, does not work.
        NoWay = "no_way",
        /// One's own business.
        Unsaid = "unsaid",
    }
}

/// When to meet. It is part of the turn that proposes it and never changes:
/// whoever confirms, confirms exactly this. Another time is another meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    pub slot: Civil,
    pub minutes: Minutes,
    /// The meeting that was moved to here.
    pub from: Option<MeetingId>,
}

/// Where a meeting stands, with what belongs to it there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeetingState {
    #[default]
    Empty,
    Proposed {
        by: PersonId,
    },
    Confirmed,
    Held,
    /// Held, and written down.
    Logged,
    /// It was agreed, and these people were not there.
    Missed {
        who: BTreeSet<PersonId>,
    },
    Cancelled {
        by: PersonId,
        reason: CancelReason,
        note: String,
    },
    Moved {
        to: MeetingId,
    },
}

impl MeetingState {
    /// The state without what belongs to it.
    pub const fn stage(&self) -> MeetingStage {
        match self {
            Self::Empty => MeetingStage::Empty,
            Self::Proposed { .. } => MeetingStage::Proposed,
            Self::Confirmed => MeetingStage::Confirmed,
            Self::Held => MeetingStage::Held,
            Self::Logged => MeetingStage::Logged,
            Self::Missed { .. } => MeetingStage::Missed,
            Self::Cancelled { .. } => MeetingStage::Cancelled,
            Self::Moved { .. } => MeetingStage::Moved,
        }
    }
}

/// A turn in the life of a meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeetingTurn {
    Propose(Proposal),
    /// Says yes to the other's proposal.
    Confirm,
    /// Says that it took place.
    Hold,
    /// Says that it was agreed and did not take place, because of whom.
    Miss {
        who: BTreeSet<PersonId>,
    },
    Cancel {
        reason: CancelReason,
        note: String,
    },
    /// Goes to another time: that is another meeting, proposed anew.
    Move {
        to: MeetingId,
    },
    /// Says that it is written down. Both may; the second changes nothing.
    Log,
    /// A turn that only a newer version of the software understands.
    Newer,
}

impl MeetingTurn {
    /// The turn as it will be written.
    ///
    /// # Errors
    /// When the note cannot be taken.
    pub fn tidy(self) -> Result<Self, RuleBroken> {
        Ok(match self {
            Self::Cancel { reason, note } => {
                Self::Cancel { reason, note: text::optional_prose(Field::Reason, &note, limit::ANSWER)? }
            }
            other => other,
        })
    }
}

/// State and proposal of a meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingLife {
    pub state: MeetingState,
    /// Who proposed it first, and when they did so.
    pub begun: Option<Made>,
    pub proposal: Option<Proposal>,
    /// Who brought it into its present state, and when.
    pub since: Option<Made>,
}

impl MeetingLife {
    /// The state after turns that may have come in any order (I14, I15).
    pub fn replay(
        members: &Members,
        events: impl IntoIterator<Item = Stamped<MeetingTurn>>,
    ) -> Life<Self, MeetingTurn> {
        replay(members, Self::default(), events, |life, turn, by| life.turned(members, turn, by))
    }

    /// The state after one turn.
    pub(super) fn turned(&self, members: &Members, turn: &MeetingTurn, by: &By) -> Result<Self, RuleBroken> {
        use MeetingStage::{Confirmed, Empty, Held, Logged, Proposed};
        let turn = turn.clone().tidy()?;
        members.participant(by.person, Field::State)?;
        let made = Made { by: by.person, at: by.at };
        let state = match turn {
            MeetingTurn::Propose(proposal) => {
                if members.is_private() {
                    return Err(RuleBroken::not_allowed(Field::State, Rule::NobodyToAsk));
                }
                // Both chose the same without knowing of one another: that is the yes.
                let same = |other: &Proposal| (&other.slot, other.minutes) == (&proposal.slot, proposal.minutes);
                if matches!(self.state, MeetingState::Proposed { by: first } if first != by.person)
                    && self.proposal.as_ref().is_some_and(same)
                {
                    return Ok(Self { state: MeetingState::Confirmed, since: Some(made), ..self.clone() });
                }
                self.only_in(&[Empty])?;
                let state = MeetingState::Proposed { by: by.person };
                return Ok(Self { state, begun: Some(made), proposal: Some(proposal), since: Some(made) });
            }
            MeetingTurn::Confirm => {
                self.only_in(&[Proposed])?;
                if self.state == (MeetingState::Proposed { by: by.person }) {
                    return Err(RuleBroken::not_allowed(Field::State, Rule::OwnProposal));
                }
                MeetingState::Confirmed
            }
            MeetingTurn::Hold => {
                self.only_in(&[Proposed, Confirmed])?;
                MeetingState::Held
            }
            MeetingTurn::Miss { who } => {
                self.only_in(&[Proposed, Confirmed])?;
                if who.is_empty() {
                    return Err(Problem::Empty.of(Field::Attendance));
                }
                if who.iter().any(|person| !members.has(*person)) {
                    return Err(Problem::NotOneOfUs.of(Field::Attendance));
                }
                MeetingState::Missed { who }
            }
            MeetingTurn::Cancel { reason, note } => {
                self.only_in(&[Proposed, Confirmed])?;
                MeetingState::Cancelled { by: by.person, reason, note }
            }
            MeetingTurn::Move { to } => {
                self.only_in(&[Proposed, Confirmed])?;
                MeetingState::Moved { to }
            }
            MeetingTurn::Log => {
                self.only_in(&[Held, Logged])?;
                if self.state == MeetingState::Logged {
                    return Ok(self.clone());
                }
                MeetingState::Logged
            }
            MeetingTurn::Newer => return Err(RuleBroken::not_allowed(Field::State, Rule::NewerApp)),
        };
        Ok(Self { state, since: Some(made), ..self.clone() })
    }

    fn only_in(&self, allowed: &[MeetingStage]) -> Result<(), RuleBroken> {
        in_stage(self.state.stage(), allowed, Field::State)
    }
}

/// Refuses when a meeting stands elsewhere.
pub(super) fn in_stage(is: MeetingStage, allowed: &[MeetingStage], field: Field) -> Result<(), RuleBroken> {
    if allowed.contains(&is) {
        return Ok(());
    }
    let allowed = allowed.iter().copied().map(Stage::Meeting).collect();
    Err(RuleBroken::not_allowed(field, Rule::WrongState { is: Stage::Meeting(is), allowed }))
}

#[cfg(test)]
mod tests;
