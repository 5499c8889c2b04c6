//! The states of a goal and who moves it from one to the next:
//! Draft -> Proposed -> Active -> Achieved, PartlyAchieved, Dropped or Carried;
//! Active <-> Paused; a revision keeps it Active with a new version.

use crate::life::{By, Life, Stamped, replay};
use crate::made::Made;
use crate::members::Members;
use crate::rules::{Field, Problem, Rule, RuleBroken, Stage, Who};
use crate::text::{self, limit};
use crate::words::plain;
use rapport_ids::{GoalId, PersonId, RevisionId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

plain! {
    /// Where a goal stands.
    GoalStage in "goal.state" {
        Draft = "draft",
        Proposed = "proposed",
        Active = "active",
        Paused = "paused",
        Achieved = "achieved",
        PartlyAchieved = "partly_achieved",
        Dropped = "dropped",
        Carried = "carried",
    }
}

impl GoalStage {
    /// The states in which a goal is still worked on.
    pub const OPEN: &'static [Self] = &[Self::Draft, Self::Proposed, Self::Active, Self::Paused];

    /// Whether it has come to its end, whichever.
    pub fn is_over(self) -> bool {
        !Self::OPEN.contains(&self)
    }
}

/// Where a goal stands, with what belongs to it there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GoalState {
    /// Its owner thinks about it.
    #[default]
    Draft,
    /// One of the two put it to the other.
    Proposed {
        by: PersonId,
    },
    /// It is being worked on.
    Active,
    /// It rests.
    Paused,
    Achieved,
    PartlyAchieved,
    /// Given up, with the reason.
    Dropped {
        reason: String,
    },
    /// It goes on elsewhere, as that goal when it is known.
    Carried {
        to: Option<GoalId>,
    },
}

impl GoalState {
    /// The state without what belongs to it.
    pub const fn stage(&self) -> GoalStage {
        match self {
            Self::Draft => GoalStage::Draft,
            Self::Proposed { .. } => GoalStage::Proposed,
            Self::Active => GoalStage::Active,
            Self::Paused => GoalStage::Paused,
            Self::Achieved => GoalStage::Achieved,
            Self::PartlyAchieved => GoalStage::PartlyAchieved,
            Self::Dropped { .. } => GoalStage::Dropped,
            Self::Carried { .. } => GoalStage::Carried,
        }
    }
}

/// A turn in the life of a goal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GoalTurn {
    /// Opens it and says whose it is. Either of a pair begins one, for
    /// themselves or as an idea for the other.
    Begin {
        owner: PersonId,
    },
    /// Puts a shared draft to the other.
    Propose,
    /// Agrees to it: to a proposal, or to the present version of an active goal.
    Nod,
    /// Starts a private one.
    Start,
    Pause,
    Resume,
    Achieve,
    PartlyAchieve,
    Drop {
        reason: String,
    },
    Carry {
        to: Option<GoalId>,
    },
    /// Replaces what it says; the version before is kept under this identifier.
    Revise {
        revision: RevisionId,
    },
    /// A turn that only a newer version of the software understands.
    Newer,
}

impl GoalTurn {
    /// The turn as it will be written.
    ///
    /// # Errors
    /// When the reason cannot be taken.
    pub fn tidy(self) -> Result<Self, RuleBroken> {
        Ok(match self {
            Self::Drop { reason } => Self::Drop { reason: text::prose(Field::Reason, &reason, limit::ANSWER)? },
            other => other,
        })
    }
}

/// State, owner and nods of a goal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalLife {
    pub state: GoalState,
    /// Whose it is; nothing before it was begun.
    pub owner: Option<PersonId>,
    /// Who began it, and when.
    pub begun: Option<Made>,
    /// Who agreed to the present version.
    pub nods: BTreeSet<PersonId>,
    /// The number of its wording, from 1.
    pub version: u32,
    /// Who brought it into its present state, and when.
    pub since: Option<Made>,
}

impl GoalLife {
    /// The state after turns that may have come in any order (I14, I15).
    pub fn replay(members: &Members, events: impl IntoIterator<Item = Stamped<GoalTurn>>) -> Life<Self, GoalTurn> {
        replay(members, Self::default(), events, |life, turn, by| life.turned(members, turn, by))
    }

    /// The state after one turn.
    pub(super) fn turned(&self, members: &Members, turn: &GoalTurn, by: &By) -> Result<Self, RuleBroken> {
        let turn = turn.clone().tidy()?;
        members.participant(by.person, Field::State)?;
        if let GoalTurn::Begin { owner } = turn {
            return self.begin(members, owner, by);
        }
        let owner = self.owner.ok_or(RuleBroken::not_allowed(Field::State, Rule::NotBegun))?;
        let owner_only = || who(by.person == owner, Who::Owner);
        let state = match turn {
            GoalTurn::Propose => return self.propose(members, owner, by),
            GoalTurn::Nod => return self.nod(members, by),
            GoalTurn::Revise { .. } => return self.revise(owner, by),
            GoalTurn::Start => {
                if !members.is_private() {
                    return Err(RuleBroken::not_allowed(Field::State, Rule::NodNeeded));
                }
                owner_only()?;
                self.only_in(&[GoalStage::Draft])?;
                GoalState::Active
            }
            GoalTurn::Pause => {
                owner_only()?;
                self.only_in(&[GoalStage::Active])?;
                GoalState::Paused
            }
            GoalTurn::Resume => {
                owner_only()?;
                self.only_in(&[GoalStage::Paused])?;
                GoalState::Active
            }
            GoalTurn::Achieve => self.ended(owner, by, GoalState::Achieved)?,
            GoalTurn::PartlyAchieve => self.ended(owner, by, GoalState::PartlyAchieved)?,
            GoalTurn::Drop { reason } => self.ended(owner, by, GoalState::Dropped { reason })?,
            GoalTurn::Carry { to } => self.ended(owner, by, GoalState::Carried { to })?,
            GoalTurn::Newer | GoalTurn::Begin { .. } => {
                return Err(RuleBroken::not_allowed(Field::State, Rule::NewerApp));
            }
        };
        Ok(self.now(state, by))
    }

    fn begin(&self, members: &Members, owner: PersonId, by: &By) -> Result<Self, RuleBroken> {
        if self.owner.is_some() {
            return Err(RuleBroken::not_allowed(Field::State, Rule::BegunAlready));
        }
        if !members.has(owner) {
            return Err(Problem::NotOneOfUs.of(Field::Owner));
        }
        let begun = Made { by: by.person, at: by.at };
        Ok(Self { owner: Some(owner), begun: Some(begun), version: 1, ..self.now(GoalState::Draft, by) })
    }

    /// By its owner, or by whoever began it for them.
    fn propose(&self, members: &Members, owner: PersonId, by: &By) -> Result<Self, RuleBroken> {
        if members.is_private() {
            return Err(RuleBroken::not_allowed(Field::State, Rule::NobodyToAsk));
        }
        who(by.person == owner || self.begun.is_some_and(|begun| begun.by == by.person), Who::Owner)?;
        self.only_in(&[GoalStage::Draft])?;
        let nods = BTreeSet::from([by.person]);
        Ok(Self { nods, ..self.now(GoalState::Proposed { by: by.person }, by) })
    }

    /// A proposal becomes active when both have nodded; who proposed it has.
    fn nod(&self, members: &Members, by: &By) -> Result<Self, RuleBroken> {
        if members.is_private() {
            return Err(RuleBroken::not_allowed(Field::State, Rule::NobodyToAsk));
        }
        self.only_in(&[GoalStage::Proposed, GoalStage::Active])?;
        if self.nods.contains(&by.person) {
            return Err(RuleBroken::not_allowed(Field::State, Rule::AgreedAlready));
        }
        let mut nods = self.nods.clone();
        nods.insert(by.person);
        let agreed = members.people().all(|person| nods.contains(&person));
        if agreed && self.state.stage() == GoalStage::Proposed {
            return Ok(Self { nods, ..self.now(GoalState::Active, by) });
        }
        Ok(Self { nods, ..self.clone() })
    }

    /// The new version carries its author's nod; the partner's is asked anew.
    fn revise(&self, owner: PersonId, by: &By) -> Result<Self, RuleBroken> {
        who(by.person == owner, Who::Owner)?;
        self.only_in(&[GoalStage::Active])?;
        let version = self.version.saturating_add(1);
        Ok(Self { version, nods: BTreeSet::from([by.person]), ..self.clone() })
    }

    fn ended(&self, owner: PersonId, by: &By, end: GoalState) -> Result<GoalState, RuleBroken> {
        who(by.person == owner, Who::Owner)?;
        self.only_in(&[GoalStage::Active])?;
        Ok(end)
    }

    fn now(&self, state: GoalState, by: &By) -> Self {
        Self { state, since: Some(Made { by: by.person, at: by.at }), ..self.clone() }
    }

    fn only_in(&self, allowed: &[GoalStage]) -> Result<(), RuleBroken> {
        in_stage(self.state.stage(), allowed, Field::State)
    }
}

/// Refuses when a goal stands elsewhere.
pub(super) fn in_stage(is: GoalStage, allowed: &[GoalStage], field: Field) -> Result<(), RuleBroken> {
    if allowed.contains(&is) {
        return Ok(());
    }
    let allowed = allowed.iter().copied().map(Stage::Goal).collect();
    Err(RuleBroken::not_allowed(field, Rule::WrongState { is: Stage::Goal(is), allowed }))
}

fn who(may: bool, who: Who) -> Result<(), RuleBroken> {
    if may { Ok(()) } else { Err(RuleBroken::not_allowed(Field::State, Rule::OnlyFor { who })) }
}

#[cfg(test)]
mod tests;
