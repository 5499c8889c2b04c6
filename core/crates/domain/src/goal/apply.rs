//! What an act does to a goal, and who may do it when. Rules and effects stand
//! together, so that what is checked is what is done.

use super::life::in_stage;
use super::{Goal, GoalAct, GoalEdit, GoalStage, GoalTurn, Wording};
use crate::comment::{self, CommentAct, On};
use crate::life::{By, Stamped, next_order};
use crate::made::Made;
use crate::members::Ctx;
use crate::milestone::{self, MilestoneAct};
use crate::progress;
use crate::revision::Revision;
use crate::rules::{Field, Problem, Rule, RuleBroken, Thing, Who};
use crate::step::{self, Around};
use rapport_ids::{EventId, RevisionId};

/// Revisions that one goal keeps.
const MOST_REVISIONS: u32 = 500;

impl Goal {
    /// Whether this person may do this now.
    ///
    /// # Errors
    /// The rule it would break; nothing has changed then.
    pub fn check(&self, act: &GoalAct, ctx: &Ctx) -> Result<(), RuleBroken> {
        self.apply(act, ctx).map(drop)
    }

    /// The goal after an act.
    ///
    /// # Errors
    /// The rule it would break.
    pub fn apply(&self, act: &GoalAct, ctx: &Ctx) -> Result<Self, RuleBroken> {
        let act = act.clone().tidy()?;
        let mut next = self.clone();
        next.carry_out(act, ctx)?;
        Ok(next.sorted())
    }

    fn carry_out(&mut self, act: GoalAct, ctx: &Ctx) -> Result<(), RuleBroken> {
        let field = act.field();
        self.members.participant(ctx.by, field)?;
        if self.deleted.is_some() {
            return Err(RuleBroken::not_allowed(field, Rule::Deleted));
        }
        if let GoalAct::Turn { id, turn } = act {
            return self.take_turn(id, turn, ctx);
        }
        if self.life.owner.is_none() {
            return Err(RuleBroken::not_allowed(field, Rule::NotBegun));
        }
        match act {
            GoalAct::Set(edit) => self.set(edit, ctx),
            GoalAct::Revise { id, revision, reason, to } => self.revise(id, revision, reason, *to, ctx),
            GoalAct::Milestone(act) => {
                self.owner_or_drafter(Field::Milestone, ctx)?;
                let reaching = matches!(act, MilestoneAct::Reach { .. });
                self.open(if reaching { &[GoalStage::Active] } else { GoalStage::OPEN }, Field::Milestone)?;
                milestone::carry_out(&mut self.milestones, &mut self.gone, act, ctx)?;
                self.free_steps();
                Ok(())
            }
            GoalAct::Step(act) => {
                self.open(GoalStage::OPEN, Field::Step)?;
                let around = Around { members: &self.members, milestones: &self.milestones };
                step::carry_out(&mut self.steps, &mut self.gone, act, &around, ctx)
            }
            GoalAct::Progress(act) => {
                self.owner_only(Field::Progress, ctx)?;
                self.open(&[GoalStage::Active], Field::Progress)?;
                let measure = self.wording.measure.as_ref();
                progress::carry_out(&mut self.progress, &mut self.gone, act, measure, ctx)
            }
            GoalAct::Comment(act) => {
                self.is_about_something(&act)?;
                comment::carry_out(&mut self.comments, &mut self.gone, act, ctx)
            }
            GoalAct::Delete => {
                self.owner_or_drafter(Field::State, ctx)?;
                *self = self.clone().tombstone(Made { by: ctx.by, at: ctx.now });
                Ok(())
            }
            GoalAct::Turn { .. } => Ok(()),
        }
    }

    fn take_turn(&mut self, id: EventId, turn: GoalTurn, ctx: &Ctx) -> Result<(), RuleBroken> {
        if self.history.iter().any(|entry| entry.event.id == id) {
            return Err(RuleBroken::not_allowed(Field::Event, Rule::Taken));
        }
        if let GoalTurn::Revise { revision } = &turn
            && !self.revisions.iter().any(|kept| kept.id == *revision)
        {
            return Err(RuleBroken::not_found(Field::Revision, Thing::Revision));
        }
        if matches!(turn, GoalTurn::Propose | GoalTurn::Start) && self.wording.title.is_empty() {
            return Err(Problem::Empty.of(Field::Title));
        }
        let seat = self.members.participant(ctx.by, Field::State)?;
        let by = By { person: ctx.by, seat, at: ctx.now };
        self.life.turned(&self.members, &turn, &by)?;
        let order = next_order(&self.history);
        let event = Stamped { id, order, by: ctx.by, at: ctx.now, turn };
        let known: Vec<_> = self.history.iter().map(|entry| entry.event.clone()).collect();
        *self = self.clone().with_history(known.into_iter().chain([event]));
        Ok(())
    }

    fn revise(
        &mut self,
        id: EventId,
        revision: RevisionId,
        reason: String,
        to: Wording,
        ctx: &Ctx,
    ) -> Result<(), RuleBroken> {
        self.owner_only(Field::Revision, ctx)?;
        self.open(&[GoalStage::Active], Field::Revision)?;
        if self.revisions.iter().any(|kept| kept.id == revision) {
            return Err(RuleBroken::not_allowed(Field::Revision, Rule::Taken));
        }
        if self.revisions.len() >= MOST_REVISIONS as usize {
            return Err(RuleBroken::not_allowed(Field::Revision, Rule::Full { max: MOST_REVISIONS }));
        }
        let was = std::mem::replace(&mut self.wording, to);
        let made = Made { by: ctx.by, at: ctx.now };
        self.revisions.push(Revision { id: revision, made, version: None, reason, was });
        self.take_turn(id, GoalTurn::Revise { revision }, ctx)
    }

    fn set(&mut self, edit: GoalEdit, ctx: &Ctx) -> Result<(), RuleBroken> {
        let field = edit.field();
        self.owner_or_drafter(field, ctx)?;
        self.open(GoalStage::OPEN, field)?;
        self.yardstick_stays(&edit)?;
        match self.wording.put(edit) {
            None => {}
            Some(edit) => self.place(edit, field)?,
        }
        Ok(())
    }

    /// What an edit says beside the wording.
    fn place(&mut self, edit: GoalEdit, field: Field) -> Result<(), RuleBroken> {
        match edit {
            GoalEdit::Parent(Some(parent)) if parent == self.id => {
                return Err(RuleBroken::not_allowed(field, Rule::PartOfItself));
            }
            GoalEdit::Parent(parent) => self.parent = parent,
            GoalEdit::Review(day) => self.review = day,
            GoalEdit::Confidence(confidence) => self.confidence = confidence,
            GoalEdit::Weight(weight) => self.weight = weight,
            wording => drop(self.wording.put(wording)),
        }
        Ok(())
    }

    /// Once a goal is under way, what it is held against (measure, due date,
    /// levels) can be filled in, but is changed only by a revision: otherwise
    /// "achieved" would mean nothing.
    fn yardstick_stays(&self, edit: &GoalEdit) -> Result<(), RuleBroken> {
        let set = match edit {
            GoalEdit::Measure(new) => self.wording.measure.is_some() && self.wording.measure != *new,
            GoalEdit::Due(new) => self.wording.due.is_some() && self.wording.due != *new,
            GoalEdit::Level { level, text } => {
                let old = self.wording.level(*level);
                !old.is_empty() && old != text
            }
            _ => false,
        };
        let under_way = matches!(self.stage(), GoalStage::Active | GoalStage::Paused);
        if set && under_way { Err(RuleBroken::not_allowed(edit.field(), Rule::ReviseInstead)) } else { Ok(()) }
    }

    fn is_about_something(&self, act: &CommentAct) -> Result<(), RuleBroken> {
        let missing = |thing| Err(RuleBroken::not_found(Field::Comment, thing));
        match act {
            CommentAct::Add { on: On::Milestone(id), .. } if !self.milestones.iter().any(|m| m.id == *id) => {
                missing(Thing::Milestone)
            }
            CommentAct::Add { on: On::Step(id), .. } if !self.steps.iter().any(|s| s.id == *id) => missing(Thing::Step),
            _ => Ok(()),
        }
    }

    /// Steps of a milestone that is gone belong to the goal itself.
    fn free_steps(&mut self) {
        for step in &mut self.steps {
            if step.milestone.is_some_and(|id| !self.milestones.iter().any(|m| m.id == id)) {
                step.milestone = None;
            }
        }
    }

    fn open(&self, allowed: &[GoalStage], field: Field) -> Result<(), RuleBroken> {
        in_stage(self.stage(), allowed, field)
    }

    fn owner_only(&self, field: Field, ctx: &Ctx) -> Result<(), RuleBroken> {
        let may = self.life.owner == Some(ctx.by);
        if may { Ok(()) } else { Err(RuleBroken::not_allowed(field, Rule::OnlyFor { who: Who::Owner })) }
    }

    /// Whoever drafts a goal for the other fills it in until it is proposed.
    fn owner_or_drafter(&self, field: Field, ctx: &Ctx) -> Result<(), RuleBroken> {
        let drafting = self.stage() == GoalStage::Draft && self.life.begun.is_some_and(|begun| begun.by == ctx.by);
        if drafting { Ok(()) } else { self.owner_only(field, ctx) }
    }
}
