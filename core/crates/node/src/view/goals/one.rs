//! One goal with everything that belongs to it.

use super::parts::{CommentView, EntryView, MilestoneView, RevisionView, StepView, TurnView};
use super::{GoalRow, progress_of_all, row};
use crate::error::{NodeError, NodeResult};
use crate::view::Lens;
use rapport_documents::read;
use rapport_domain::gas::Weight;
use rapport_domain::goal::hints::Hint;
use rapport_domain::goal::{Celebration, Goal, GoalAct, GoalEdit, GoalState, GoalTurn, Wording};
use rapport_domain::progress::ProgressAct;
use rapport_domain::step::Step;
use rapport_domain::time::Day;
use rapport_ids::{EventId, GoalId, PersonId, ProgressId, SpaceId, StepId};
use rapport_store::projections::goals;

/// See the module.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct GoalView {
    pub row: GoalRow,
    pub state: GoalState,
    /// What it says.
    pub wording: Wording,
    pub review: Option<Day>,
    pub weight: Weight,
    /// Which version of its wording stands; 1 before it was revised.
    pub version: u32,
    /// Who has agreed to this version.
    pub nods: Vec<PersonId>,
    pub parent_title: String,
    /// Goals that are part of it.
    pub below: Vec<GoalRow>,
    pub milestones: Vec<MilestoneView>,
    pub steps: Vec<StepView>,
    pub entries: Vec<EntryView>,
    pub comments: Vec<CommentView>,
    pub revisions: Vec<RevisionView>,
    pub history: Vec<TurnView>,
    pub hints: Vec<Hint>,
    pub celebrations: Vec<Celebration>,
    pub can: GoalCan,
    /// Set when a newer app is needed to change it.
    pub needs_update: bool,
}

/// What whoever looks may do to it now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct GoalCan {
    pub edit: bool,
    pub edit_steps: bool,
    pub progress: bool,
    pub propose: bool,
    pub nod: bool,
    pub start: bool,
    pub pause: bool,
    pub resume: bool,
    pub achieve: bool,
    pub drop: bool,
    pub revise: bool,
    pub share: bool,
    pub delete: bool,
}

/// One goal.
///
/// # Errors
/// There is no such goal, or it is damaged.
pub fn goal(lens: &Lens<'_>, id: GoalId) -> NodeResult<GoalView> {
    let stored = goals::get(lens.conn, &id)?.filter(|row| !row.deleted).ok_or(NodeError::NotFound("goal"))?;
    let (doc, people, space) = lens.document(&id.doc(), "goal")?;
    let goal = read::goal(&doc, &people.around()).ok_or(NodeError::NotFound("goal"))?.value;
    let progress = progress_of_all(lens)?;
    let named = Named { lens, space };
    let below = goals::children(lens.conn, &id)?;
    let parent = match goal.parent {
        Some(parent) => goals::get(lens.conn, &parent)?.map(|row| row.title).unwrap_or_default(),
        None => String::new(),
    };
    let needs_update = doc.needs_update().is_some();
    Ok(GoalView {
        row: row(lens, &stored, &progress)?,
        state: goal.life.state.clone(),
        wording: goal.wording.clone(),
        review: goal.review,
        weight: goal.weight,
        version: goal.life.version,
        nods: goal.life.nods.iter().copied().collect(),
        parent_title: parent,
        below: below.iter().map(|child| row(lens, child, &progress)).collect::<NodeResult<_>>()?,
        milestones: named.milestones(&goal)?,
        steps: goal.steps_in_reading_order().map(|step| named.step(step)).collect::<NodeResult<_>>()?,
        entries: named.entries(&goal)?,
        comments: named.comments(&goal)?,
        revisions: named.revisions(&goal)?,
        history: named.history(&goal)?,
        hints: goal.hints(lens.today()?),
        celebrations: goal.celebrations(),
        can: if needs_update { GoalCan::default() } else { can(&goal, lens) },
        needs_update,
    })
}

/// Asks the rules about each act, so that a screen offers only what is allowed.
fn can(goal: &Goal, lens: &Lens<'_>) -> GoalCan {
    let ctx = lens.ctx();
    let allowed = |act: GoalAct| goal.check(&act, &ctx).is_ok();
    let turn = |turn: GoalTurn| allowed(GoalAct::Turn { id: EventId::new([0; 16]), turn });
    let reason = || "?".to_owned();
    GoalCan {
        edit: allowed(GoalAct::Set(GoalEdit::Review(goal.review))),
        edit_steps: allowed(GoalAct::Step(rapport_domain::step::StepAct::Add(rapport_domain::step::NewStep {
            id: StepId::new([0; 16]),
            text: reason(),
            milestone: None,
            assignee: None,
            due: None,
            order: rapport_domain::order::Order::first(),
            from: None,
        }))),
        progress: allowed(GoalAct::Progress(ProgressAct::Add {
            id: ProgressId::new([0; 16]),
            reading: None,
            note: reason(),
        })) || goal
            .progress
            .last()
            .is_some_and(|last| allowed(GoalAct::Progress(ProgressAct::Delete { id: last.id }))),
        propose: turn(GoalTurn::Propose),
        nod: turn(GoalTurn::Nod),
        start: turn(GoalTurn::Start),
        pause: turn(GoalTurn::Pause),
        resume: turn(GoalTurn::Resume),
        achieve: turn(GoalTurn::Achieve),
        drop: turn(GoalTurn::Drop { reason: reason() }),
        revise: allowed(GoalAct::Revise {
            id: EventId::new([0; 16]),
            revision: rapport_ids::RevisionId::new([0; 16]),
            reason: reason(),
            to: Box::new(Wording { why: format!("{}?", goal.wording.why), ..goal.wording.clone() }),
        }),
        share: goal.members.is_private() && goal.acts_to_share(lens.me).is_ok(),
        delete: allowed(GoalAct::Delete),
    }
}

/// Puts names beside ids.
pub(in crate::view) struct Named<'a> {
    pub(in crate::view) lens: &'a Lens<'a>,
    pub(in crate::view) space: SpaceId,
}

impl Named<'_> {
    pub(in crate::view) fn name(&self, person: &PersonId) -> NodeResult<String> {
        self.lens.name(&self.space, person)
    }

    fn maybe(&self, person: Option<&PersonId>) -> NodeResult<String> {
        person.map_or_else(|| Ok(String::new()), |person| self.name(person))
    }

    pub(in crate::view) fn step(&self, step: &Step) -> NodeResult<StepView> {
        let done = step.tick.as_ref().filter(|tick| tick.done);
        let past = step.due.as_ref().is_some_and(|due| self.lens.here().is_past(due).unwrap_or(false));
        Ok(StepView {
            id: step.id,
            text: step.text.clone(),
            milestone: step.milestone,
            assignee: step.assignee,
            assignee_name: self.maybe(step.assignee.as_ref())?,
            due: step.due.clone(),
            state: step.state(),
            done_by: done.map(|tick| tick.by),
            done_by_name: self.maybe(done.map(|tick| &tick.by))?,
            done: done.map(|tick| tick.at),
            overdue: step.is_open() && past,
        })
    }

    fn milestones(&self, goal: &Goal) -> NodeResult<Vec<MilestoneView>> {
        let today = self.lens.today()?;
        let view = |milestone: &rapport_domain::Milestone| MilestoneView {
            id: milestone.id,
            title: milestone.title.clone(),
            due: milestone.due,
            reached: milestone.is_reached(),
            overdue: !milestone.is_reached() && milestone.due.is_some_and(|due| due < today),
        };
        Ok(goal.milestones.iter().map(view).collect())
    }

    fn entries(&self, goal: &Goal) -> NodeResult<Vec<EntryView>> {
        let view = |entry: &rapport_domain::ProgressEntry| {
            Ok(EntryView {
                id: entry.id,
                by: entry.made.by,
                by_name: self.name(&entry.made.by)?,
                at: entry.made.at,
                reading: entry.reading,
                note: entry.note.clone(),
            })
        };
        goal.progress.iter().map(view).collect()
    }

    fn comments(&self, goal: &Goal) -> NodeResult<Vec<CommentView>> {
        let view = |comment: &rapport_domain::Comment| {
            Ok(CommentView {
                id: comment.id,
                by: comment.made.by,
                by_name: self.name(&comment.made.by)?,
                mine: comment.made.by == self.lens.me,
                at: comment.made.at,
                kind: comment.kind,
                on: comment.on,
                text: comment.text.clone(),
                edited: comment.edited,
            })
        };
        goal.comments.iter().map(view).collect()
    }

    fn revisions(&self, goal: &Goal) -> NodeResult<Vec<RevisionView>> {
        let view = |revision: &rapport_domain::Revision| {
            Ok(RevisionView {
                id: revision.id,
                by_name: self.name(&revision.made.by)?,
                at: revision.made.at,
                version: revision.version,
                reason: revision.reason.clone(),
                was: revision.was.clone(),
            })
        };
        goal.revisions.iter().map(view).collect()
    }

    fn history(&self, goal: &Goal) -> NodeResult<Vec<TurnView>> {
        let view = |entry: &rapport_domain::Entry<GoalTurn>| {
            Ok(TurnView {
                by: entry.event.by,
                by_name: self.name(&entry.event.by)?,
                at: entry.event.at,
                turn: entry.event.turn.clone(),
                stands: entry.stands(),
            })
        };
        goal.history.iter().map(view).collect()
    }
}
