//! What acts do to a list of steps. Open <-> Done, Open -> Cancelled.

use super::{MOST, NewStep, Step, StepAct, StepState};
use crate::made::{Gone, ItemId, Made};
use crate::members::{Ctx, Members};
use crate::milestone::Milestone;
use crate::rules::{Field, Problem, Rule, RuleBroken, Stage, Thing};
use crate::tick::Tick;
use rapport_ids::{MilestoneId, PersonId};

/// What surrounds the steps: who can be given one, and which stages there are.
pub(crate) struct Around<'a> {
    pub(crate) members: &'a Members,
    pub(crate) milestones: &'a [Milestone],
}

impl Around<'_> {
    fn assignee(&self, to: Option<PersonId>) -> Result<(), RuleBroken> {
        match to {
            Some(person) if !self.members.has(person) => Err(Problem::NotOneOfUs.of(Field::Assignee)),
            _ => Ok(()),
        }
    }

    fn milestone(&self, id: Option<MilestoneId>) -> Result<(), RuleBroken> {
        match id {
            Some(id) if !self.milestones.iter().any(|m| m.id == id) => {
                Err(RuleBroken::not_found(Field::Milestone, Thing::Milestone))
            }
            _ => Ok(()),
        }
    }
}

/// Does a tidy act to a list of steps.
pub(crate) fn carry_out(
    steps: &mut Vec<Step>,
    gone: &mut Vec<Gone>,
    act: StepAct,
    around: &Around<'_>,
    ctx: &Ctx,
) -> Result<(), RuleBroken> {
    let act = match act {
        StepAct::Add(new) => return add(steps, gone, new, around, ctx),
        other => other,
    };
    let at = steps.iter().position(|step| step.id == act.id());
    let at = at.ok_or(RuleBroken::not_found(Field::Step, Thing::Step))?;
    if let StepAct::Delete { id } = act {
        let step = steps.remove(at);
        gone.push(Gone { id: ItemId::Step(id), made: step.made });
        return Ok(());
    }
    let Some(step) = steps.get_mut(at) else { return Ok(()) };
    match act {
        StepAct::Text { text, .. } => {
            in_state(step, &[StepState::Open, StepState::Done])?;
            step.text = text;
        }
        StepAct::Assign { to, .. } => {
            in_state(step, &[StepState::Open])?;
            around.assignee(to)?;
            step.assignee = to;
        }
        StepAct::Due { due, .. } => {
            in_state(step, &[StepState::Open])?;
            step.due = due;
        }
        StepAct::Move { order, milestone, .. } => {
            around.milestone(milestone)?;
            step.order = order;
            step.milestone = milestone;
        }
        StepAct::Tick { done, .. } => {
            let from = if done { StepState::Open } else { StepState::Done };
            in_state(step, &[from])?;
            step.tick = Some(Tick { done, by: ctx.by, at: ctx.now });
        }
        StepAct::Cancel { .. } => {
            in_state(step, &[StepState::Open])?;
            step.cancelled = true;
        }
        StepAct::Add(_) | StepAct::Delete { .. } => {}
    }
    Ok(())
}

fn add(steps: &mut Vec<Step>, gone: &[Gone], new: NewStep, around: &Around<'_>, ctx: &Ctx) -> Result<(), RuleBroken> {
    let NewStep { id, text, order, milestone, assignee, due, from } = new;
    if steps.iter().any(|step| step.id == id) || Gone::holds(gone, ItemId::Step(id)) {
        return Err(RuleBroken::not_allowed(Field::Step, Rule::Taken));
    }
    if steps.len() >= MOST as usize {
        return Err(RuleBroken::not_allowed(Field::Step, Rule::Full { max: MOST }));
    }
    around.assignee(assignee)?;
    around.milestone(milestone)?;
    let made = Made { by: ctx.by, at: ctx.now };
    steps.push(Step { id, made, text, milestone, assignee, due, order, tick: None, cancelled: false, from });
    Ok(())
}

fn in_state(step: &Step, allowed: &[StepState]) -> Result<(), RuleBroken> {
    let is = step.state();
    if allowed.contains(&is) {
        return Ok(());
    }
    let allowed = allowed.iter().copied().map(Stage::Step).collect();
    Err(RuleBroken::not_allowed(Field::Step, Rule::WrongState { is: Stage::Step(is), allowed }))
}
