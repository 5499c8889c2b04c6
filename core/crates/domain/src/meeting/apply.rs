//! What an act does to a meeting, and when it may be done. Both of a pair may
//! do everything, except confirm their own proposal.

use super::life::in_stage;
use super::{Attendance, Meeting, MeetingAct, MeetingStage, MeetingTurn, agenda};
use crate::life::{By, Stamped, next_order};
use crate::made::Made;
use crate::members::Ctx;
use crate::rules::{Field, Problem, Rule, RuleBroken, Who};
use crate::step::{self, Around};
use rapport_ids::{EventId, PersonId};

impl Meeting {
    /// Whether this person may do this now.
    ///
    /// # Errors
    /// The rule it would break; nothing has changed then.
    pub fn check(&self, act: &MeetingAct, ctx: &Ctx) -> Result<(), RuleBroken> {
        self.apply(act, ctx).map(drop)
    }

    /// The meeting after an act.
    ///
    /// # Errors
    /// The rule it would break.
    pub fn apply(&self, act: &MeetingAct, ctx: &Ctx) -> Result<Self, RuleBroken> {
        let act = act.clone().tidy()?;
        let mut next = self.clone();
        next.carry_out(act, ctx)?;
        Ok(next.sorted())
    }

    fn carry_out(&mut self, act: MeetingAct, ctx: &Ctx) -> Result<(), RuleBroken> {
        use MeetingStage::{Confirmed, Held, Logged, Missed, Proposed};
        let field = act.field();
        self.members.participant(ctx.by, field)?;
        if self.deleted.is_some() {
            return Err(RuleBroken::not_allowed(field, Rule::Deleted));
        }
        if let MeetingAct::Turn { id, turn } = act {
            return self.take_turn(id, turn, ctx);
        }
        if self.life.begun.is_none() {
            return Err(RuleBroken::not_allowed(field, Rule::NotBegun));
        }
        match act {
            MeetingAct::Log { id, took, attendance } => {
                for (person, said) in attendance {
                    self.attend(person, said)?;
                }
                self.took = Some(took);
                self.take_turn(id, MeetingTurn::Log, ctx)?;
            }
            MeetingAct::Title(text) => {
                self.open(&[Proposed, Confirmed, Held, Logged], field)?;
                self.title = text;
            }
            MeetingAct::Mode(mode) => {
                self.open(&[Proposed, Confirmed, Held, Logged], field)?;
                self.mode = mode;
            }
            MeetingAct::Place(text) => {
                self.open(&[Proposed, Confirmed, Held, Logged], field)?;
                self.place = text;
            }
            MeetingAct::Attend { person, attendance } => {
                self.open(&[Held, Logged], field)?;
                self.attend(person, attendance)?;
            }
            MeetingAct::Took(took) => {
                self.open(&[Logged], field)?;
                self.took = Some(took);
            }
            MeetingAct::Agenda(act) => {
                self.open(MeetingStage::OPEN, field)?;
                agenda::carry_out(&mut self.agenda, &mut self.gone, act, ctx)?;
            }
            MeetingAct::Action(act) => {
                self.open(&[Proposed, Confirmed, Held, Logged, Missed], field)?;
                let around = Around { members: &self.members, milestones: &[] };
                step::carry_out(&mut self.actions, &mut self.gone, act, &around, ctx)?;
            }
            MeetingAct::Delete => {
                if self.life.begun.is_none_or(|begun| begun.by != ctx.by) {
                    return Err(RuleBroken::not_allowed(field, Rule::OnlyFor { who: Who::Author }));
                }
                *self = self.clone().tombstone(Made { by: ctx.by, at: ctx.now });
            }
            MeetingAct::Turn { .. } => {}
        }
        Ok(())
    }

    fn attend(&mut self, person: PersonId, said: Attendance) -> Result<(), RuleBroken> {
        if !self.members.has(person) {
            return Err(Problem::NotOneOfUs.of(Field::Attendance));
        }
        self.attendance.insert(person, said);
        Ok(())
    }

    fn take_turn(&mut self, id: EventId, turn: MeetingTurn, ctx: &Ctx) -> Result<(), RuleBroken> {
        if self.history.iter().any(|entry| entry.event.id == id) {
            return Err(RuleBroken::not_allowed(Field::Event, Rule::Taken));
        }
        if matches!(&turn, MeetingTurn::Move { to } if *to == self.id) {
            return Err(Problem::Same.of(Field::Slot));
        }
        let seat = self.members.participant(ctx.by, Field::State)?;
        self.life.turned(&self.members, &turn, &By { person: ctx.by, seat, at: ctx.now })?;
        self.not_before_it_began(&turn, ctx)?;
        let order = next_order(&self.history);
        let event = Stamped { id, order, by: ctx.by, at: ctx.now, turn };
        let known: Vec<_> = self.history.iter().map(|entry| entry.event.clone()).collect();
        *self = self.clone().with_history(known.into_iter().chain([event]));
        Ok(())
    }

    /// What has surely not begun was neither held nor missed. Asked of the one
    /// who acts, never of what arrives: another phone's clock opens no door
    /// and closes none.
    fn not_before_it_began(&self, turn: &MeetingTurn, ctx: &Ctx) -> Result<(), RuleBroken> {
        let after = matches!(turn, MeetingTurn::Hold | MeetingTurn::Miss { .. });
        match &self.life.proposal {
            Some(proposal) if after && proposal.slot.is_surely_after(ctx.now) => {
                Err(RuleBroken::not_allowed(Field::State, Rule::NotYet { slot: proposal.slot.clone() }))
            }
            _ => Ok(()),
        }
    }

    fn open(&self, allowed: &[MeetingStage], field: Field) -> Result<(), RuleBroken> {
        in_stage(self.stage(), allowed, field)
    }
}
