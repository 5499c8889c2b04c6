//! Everything a person can do to a pairing.

use super::{Cadence, Pairing, PairingLife, PairingStage, PairingState, PairingTurn, turns};
use crate::life::{By, Stamped, next_order};
use crate::members::{Ctx, Seat};
use crate::rules::{Field, Problem, Rule, RuleBroken, Stage, Who};
use rapport_ids::{EventId, PersonId};
use serde::{Deserialize, Serialize};

/// Something a person does to a pairing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PairingAct {
    /// Moves it to another state.
    Turn { id: EventId, turn: PairingTurn },
    /// Sets how often the two want to meet.
    Cadence(Option<Cadence>),
    /// Gives the mentor somebody to turn to.
    Supervisor(Option<PersonId>),
}

impl PairingAct {
    /// The act as it will be written: nothing in it needs tidying.
    ///
    /// # Errors
    /// None today.
    pub fn tidy(self) -> Result<Self, RuleBroken> {
        Ok(self)
    }

    /// The field that a refusal of the whole act names.
    pub const fn field(&self) -> Field {
        match self {
            Self::Turn { .. } => Field::State,
            Self::Cadence(_) => Field::Cadence,
            Self::Supervisor(_) => Field::Pairing,
        }
    }
}

impl Pairing {
    /// Whether this person may do this now.
    ///
    /// # Errors
    /// The rule it would break; nothing has changed then.
    pub fn check(&self, act: &PairingAct, ctx: &Ctx) -> Result<(), RuleBroken> {
        self.apply(act, ctx).map(drop)
    }

    /// The pairing after an act.
    ///
    /// # Errors
    /// The rule it would break, also against the state as time has changed it.
    pub fn apply(&self, act: &PairingAct, ctx: &Ctx) -> Result<Self, RuleBroken> {
        let field = act.field();
        let seat = self.members.seat(ctx.by).ok_or(RuleBroken::not_allowed(field, Rule::NotAMember))?;
        match act.clone().tidy()? {
            PairingAct::Turn { id, turn } => self.take_turn(id, turn, seat, ctx),
            PairingAct::Cadence(cadence) => {
                self.members.participant(ctx.by, field)?;
                self.running(field)?;
                Ok(Self { cadence, ..self.clone() })
            }
            PairingAct::Supervisor(supervisor) => {
                if seat != Seat::Coordinator {
                    return Err(RuleBroken::not_allowed(field, Rule::OnlyFor { who: Who::Coordinator }));
                }
                self.running(field)?;
                if supervisor.is_some_and(|person| self.members.has(person)) {
                    return Err(Problem::Same.of(field));
                }
                Ok(Self { supervisor, ..self.clone() })
            }
        }
    }

    fn take_turn(&self, id: EventId, turn: PairingTurn, seat: Seat, ctx: &Ctx) -> Result<Self, RuleBroken> {
        if self.history.iter().any(|entry| entry.event.id == id) {
            return Err(RuleBroken::not_allowed(Field::Event, Rule::Taken));
        }
        turns::turned(&self.life, &self.members, &turn, &By { person: ctx.by, seat, at: ctx.now })?;
        self.fits_today(&turn, ctx)?;
        let order = next_order(&self.history);
        let event = Stamped { id, order, by: ctx.by, at: ctx.now, turn };
        let known: Vec<_> = self.history.iter().map(|entry| entry.event.clone()).collect();
        Ok(self.clone().with_history(known.into_iter().chain([event])))
    }

    /// What time has closed stays closed to whoever acts now.
    fn fits_today(&self, turn: &PairingTurn, ctx: &Ctx) -> Result<(), RuleBroken> {
        use PairingStage::{Active, Closing, Ended, Proposed};
        let today = ctx.now.utc_day().map_err(|problem| problem.of(Field::Date))?;
        let seen: PairingLife = self.life.as_of(today);
        let allowed: &[PairingStage] = match turn {
            PairingTurn::Accept | PairingTurn::Decline => &[Proposed],
            PairingTurn::Hold { .. } | PairingTurn::Close { .. } | PairingTurn::Renew { .. } => &[Active],
            PairingTurn::ClosureLogged => &[Closing],
            PairingTurn::OptIn => &[Ended],
            _ => return Ok(()),
        };
        wrong_unless(seen.state.stage(), allowed, Field::State)
    }

    fn running(&self, field: Field) -> Result<(), RuleBroken> {
        use PairingStage::{Active, Closing, Draft, OnHold, Proposed, Trial};
        if self.life.state == PairingState::Empty {
            return Err(RuleBroken::not_allowed(field, Rule::NotBegun));
        }
        wrong_unless(self.stage(), &[Draft, Proposed, Trial, Active, OnHold, Closing], field)
    }
}

fn wrong_unless(is: PairingStage, allowed: &[PairingStage], field: Field) -> Result<(), RuleBroken> {
    if allowed.contains(&is) {
        return Ok(());
    }
    let allowed = allowed.iter().copied().map(Stage::Pairing).collect();
    Err(RuleBroken::not_allowed(field, Rule::WrongState { is: Stage::Pairing(is), allowed }))
}
