//! Goals: begun, changed field by field, moved on, shared.

pub use rapport_node::domain::comment::{CommentAct, CommentKind, On};
pub use rapport_node::domain::goal::{GoalAct, GoalEdit, GoalTurn, Wording};
pub use rapport_node::domain::measure::Reading;
pub use rapport_node::domain::milestone::MilestoneAct;
pub use rapport_node::domain::number::DecimalMark;
pub use rapport_node::domain::progress::ProgressAct;
pub use rapport_node::domain::step::StepAct;
pub use rapport_node::view::goals::{GoalFilter, GoalRow, GoalView};
pub use rapport_node::{NewGoal, Place, StepDraft};

use crate::error::Failure;
use crate::observe::Subscription;
use crate::shared::Shared;
use rapport_node::Topics;
use rapport_node::domain::time::Day;
use rapport_node::domain::{Field, Quantity};
use rapport_node::ids::{CommentId, GoalId, MilestoneId, ProgressId, RevisionId, SpaceId, StepId};
use rapport_node::view::goals;
use std::sync::Arc;

const TOPICS: Topics = Topics::GOALS.and(Topics::PEOPLE);

/// Everything about goals.
#[derive(Debug, Clone)]
pub struct Goals {
    pub(crate) shared: Arc<Shared>,
}

impl Goals {
    /// Goals as a list shows them, those with a date first. `offset` counts
    /// those that were shown before.
    ///
    /// # Errors
    /// What the storage says.
    pub fn rows(&self, filter: GoalFilter, offset: u32, limit: u32) -> Result<Vec<GoalRow>, Failure> {
        self.shared.look(|lens| goals::goals(lens, filter, offset, limit))
    }

    /// One goal with everything that belongs to it.
    ///
    /// # Errors
    /// `NotFound`, and what the storage says.
    pub fn view(&self, goal: GoalId) -> Result<GoalView, Failure> {
        self.shared.look(|lens| goals::goal(lens, goal))
    }

    /// Watches the first `limit` rows of a list.
    ///
    /// # Errors
    /// What the storage says.
    pub fn watch_rows(
        &self,
        filter: GoalFilter,
        limit: u32,
        mut deliver: impl FnMut(&[GoalRow]) + Send + 'static,
    ) -> Result<Subscription, Failure> {
        self.shared.watch(TOPICS, move |lens| goals::goals(lens, filter, 0, limit), move |rows: &Vec<_>| deliver(rows))
    }

    /// Watches one goal.
    ///
    /// # Errors
    /// `NotFound`, and what the storage says.
    pub fn watch(
        &self,
        goal: GoalId,
        deliver: impl FnMut(&GoalView) + Send + 'static,
    ) -> Result<Subscription, Failure> {
        self.shared.watch(TOPICS, move |lens| goals::goal(lens, goal), deliver)
    }

    /// Begins a goal. It is a draft until its owner goes on with it.
    ///
    /// # Errors
    /// `Invalid` for what cannot be taken, `NotFound` without such a pair.
    pub fn begin(&self, new: NewGoal) -> Result<GoalId, Failure> {
        self.shared.act(|node| Ok(node.begin_goal(new)?))
    }

    /// Sets one field.
    ///
    /// # Errors
    /// `Invalid`, `NotAllowed`, `NotFound`.
    pub fn edit(&self, goal: GoalId, edit: GoalEdit) -> Result<(), Failure> {
        self.shared.act(|node| Ok(node.act_on_goal(goal, GoalAct::Set(edit))?))
    }

    /// Moves a goal to another state: propose, nod, start, pause, achieve …
    ///
    /// # Errors
    /// `NotAllowed` with the rule, `NotFound`.
    pub fn turn(&self, goal: GoalId, turn: GoalTurn) -> Result<(), Failure> {
        self.shared.act(|node| Ok(node.turn_goal(goal, turn)?))
    }

    /// Replaces what an agreed goal says; the version before is kept with the
    /// reason.
    ///
    /// # Errors
    /// `Invalid`, `NotAllowed`, `NotFound`.
    pub fn revise(&self, goal: GoalId, reason: &str, to: Wording) -> Result<RevisionId, Failure> {
        self.shared.act(|node| Ok(node.revise_goal(goal, reason.to_owned(), to)?))
    }

    /// Shares a private goal with a pair: a new goal there, made from what it
    /// says now. The history of the private one is not shared.
    ///
    /// # Errors
    /// `NotAllowed`, `NotFound`.
    pub fn share(&self, goal: GoalId, with: SpaceId) -> Result<GoalId, Failure> {
        self.shared.act(|node| Ok(node.share_goal(goal, with)?))
    }

    /// Deletes a goal with everything in it.
    ///
    /// # Errors
    /// `NotAllowed`, `NotFound`.
    pub fn delete(&self, goal: GoalId) -> Result<(), Failure> {
        self.shared.act(|node| Ok(node.act_on_goal(goal, GoalAct::Delete)?))
    }

    /// Adds a step at the end of the list.
    ///
    /// # Errors
    /// `Invalid`, `NotAllowed`, `NotFound`.
    pub fn add_step(&self, goal: GoalId, draft: StepDraft) -> Result<StepId, Failure> {
        self.shared.act(|node| Ok(node.add_step(goal, draft)?))
    }

    /// Ticks a step, or opens it again. Of two who did not know of one
    /// another, the one who ticked wins.
    ///
    /// # Errors
    /// `NotAllowed`, `NotFound`.
    pub fn tick(&self, goal: GoalId, step: StepId, done: bool) -> Result<(), Failure> {
        self.step(goal, StepAct::Tick { id: step, done })
    }

    /// Changes a step: its words, whose it is, when it is due.
    ///
    /// # Errors
    /// `Invalid`, `NotAllowed`, `NotFound`.
    pub fn step(&self, goal: GoalId, act: StepAct) -> Result<(), Failure> {
        self.shared.act(|node| Ok(node.act_on_goal(goal, GoalAct::Step(act))?))
    }

    /// Puts a step behind another one (none: first), and to a stage.
    ///
    /// # Errors
    /// `NotAllowed`, `NotFound`.
    pub fn move_step(
        &self,
        goal: GoalId,
        step: StepId,
        after: Option<StepId>,
        milestone: Option<MilestoneId>,
    ) -> Result<(), Failure> {
        self.shared.act(|node| Ok(node.move_step(goal, step, after, milestone)?))
    }

    /// Adds a stage at the end of the list.
    ///
    /// # Errors
    /// `Invalid`, `NotAllowed`, `NotFound`.
    pub fn add_milestone(&self, goal: GoalId, title: &str, due: Option<Day>) -> Result<MilestoneId, Failure> {
        self.shared.act(|node| Ok(node.add_milestone(goal, title.to_owned(), due)?))
    }

    /// Changes a stage, or says that it is reached.
    ///
    /// # Errors
    /// `Invalid`, `NotAllowed`, `NotFound`.
    pub fn milestone(&self, goal: GoalId, act: MilestoneAct) -> Result<(), Failure> {
        self.shared.act(|node| Ok(node.act_on_goal(goal, GoalAct::Milestone(act))?))
    }

    /// Puts a stage behind another one (none: first).
    ///
    /// # Errors
    /// `NotAllowed`, `NotFound`.
    pub fn move_milestone(&self, goal: GoalId, id: MilestoneId, after: Option<MilestoneId>) -> Result<(), Failure> {
        self.shared.act(|node| Ok(node.move_milestone(goal, id, after)?))
    }

    /// A figure as somebody typed it, with the decimal mark of where they live;
    /// for a reading, or for a measure. Asks nothing and changes nothing.
    ///
    /// # Errors
    /// `Invalid` of `reading` for what is no number there.
    pub fn figure(&self, typed: &str, mark: DecimalMark) -> Result<Quantity, Failure> {
        Quantity::typed(typed, mark).map_err(|problem| problem.of(Field::Reading).into())
    }

    /// Writes down how far it has come: a reading, a few words, or both.
    ///
    /// # Errors
    /// `Invalid`, `NotAllowed`, `NotFound`.
    pub fn add_progress(&self, goal: GoalId, reading: Option<Reading>, note: &str) -> Result<ProgressId, Failure> {
        self.shared.act(|node| Ok(node.add_progress(goal, reading, note.to_owned())?))
    }

    /// Takes an entry of progress away.
    ///
    /// # Errors
    /// `NotAllowed`, `NotFound`.
    pub fn delete_progress(&self, goal: GoalId, id: ProgressId) -> Result<(), Failure> {
        self.shared.act(|node| Ok(node.act_on_goal(goal, GoalAct::Progress(ProgressAct::Delete { id }))?))
    }

    /// Says something about a goal, or about a part of it.
    ///
    /// # Errors
    /// `Invalid`, `NotAllowed`, `NotFound`.
    pub fn add_comment(&self, goal: GoalId, kind: CommentKind, on: On, text: &str) -> Result<CommentId, Failure> {
        self.shared.act(|node| Ok(node.add_comment(goal, kind, on, text.to_owned())?))
    }

    /// Changes or deletes one's own comment.
    ///
    /// # Errors
    /// `Invalid`, `NotAllowed`, `NotFound`.
    pub fn comment(&self, goal: GoalId, act: CommentAct) -> Result<(), Failure> {
        self.shared.act(|node| Ok(node.act_on_goal(goal, GoalAct::Comment(act))?))
    }
}
