//! Goals: begun, changed field by field, moved on, shared.

mod act;
mod view;
mod words;

pub use act::{GoalEdit, MilestoneEdit, NewGoal, Place, StepDraft, StepEdit};
pub use view::{GoalFilter, GoalRow, GoalView, StepView};
pub use words::{
    Basis, Celebration, CommentKind, Confidence, GoalStage, GoalState, GoalTurn, Hint, Horizon, Measure, On, Reading,
    StepState, Wording,
};

use crate::area::area;
use crate::failure::Failure;
use crate::ids::{CommentId, GoalId, MilestoneId, ProgressId, RevisionId, SpaceId, StepId};
use crate::numbers::{DecimalMark, Quantity};
use crate::observe::Subscription;
use crate::time::Day;
use rapport_core::goals::CommentAct;
use std::sync::Arc;

/// Is told a list of goals each time it changes.
#[uniffi::export(foreign)]
pub trait GoalsObserver: Send + Sync {
    /// The list as it is now.
    fn on_goals(&self, goals: Vec<GoalRow>);
}

/// Is told one goal each time it changes.
#[uniffi::export(foreign)]
pub trait GoalObserver: Send + Sync {
    /// The goal as it is now.
    fn on_goal(&self, goal: GoalView);
}

/// Everything about goals. Fetched once and kept.
#[derive(uniffi::Object)]
pub struct Goals {
    core: rapport_core::Rapport,
}

area!(Goals by goals);

#[uniffi::export]
impl Goals {
    /// Goals as a list shows them, those with a date first; `offset` counts those that were shown before.
    #[uniffi::method(default(offset = 0, limit = 50))]
    pub async fn rows(&self, filter: GoalFilter, offset: u32, limit: u32) -> Result<Vec<GoalRow>, Failure> {
        self.run(move |goals| goals.rows(filter, offset, limit)).await
    }

    /// One goal with everything that belongs to it.
    pub async fn view(&self, goal: GoalId) -> Result<GoalView, Failure> {
        self.run(move |goals| goals.view(goal)).await
    }

    /// Watches the first `limit` rows of a list; the observer has the first value before this returns.
    pub async fn watch_rows(
        &self,
        filter: GoalFilter,
        limit: u32,
        observer: Arc<dyn GoalsObserver>,
    ) -> Result<Arc<Subscription>, Failure> {
        let tell = move |rows: &[GoalRow]| observer.on_goals(rows.to_vec());
        self.run(move |goals| goals.watch_rows(filter, limit, tell)).await.map(Subscription::new)
    }

    /// Watches one goal; the observer has the first value before this returns.
    pub async fn watch(&self, goal: GoalId, observer: Arc<dyn GoalObserver>) -> Result<Arc<Subscription>, Failure> {
        let tell = move |view: &GoalView| observer.on_goal(view.clone());
        self.run(move |goals| goals.watch(goal, tell)).await.map(Subscription::new)
    }

    /// Begins a goal. It is a draft until its owner goes on with it.
    pub async fn begin(&self, new: NewGoal) -> Result<GoalId, Failure> {
        self.run(move |goals| goals.begin(new)).await
    }

    /// Sets one field.
    pub async fn edit(&self, goal: GoalId, edit: GoalEdit) -> Result<(), Failure> {
        self.run(move |goals| goals.edit(goal, edit)).await
    }

    /// Moves a goal to another state: propose, nod, start, pause, achieve …
    pub async fn turn(&self, goal: GoalId, turn: GoalTurn) -> Result<(), Failure> {
        self.run(move |goals| goals.turn(goal, turn)).await
    }

    /// Replaces what an agreed goal says; the version before is kept with the reason.
    pub async fn revise(&self, goal: GoalId, reason: String, to: Wording) -> Result<RevisionId, Failure> {
        self.run(move |goals| goals.revise(goal, &reason, to)).await
    }

    /// Shares a private goal with a pair: a new goal there, made from what it says now, without its history.
    pub async fn share(&self, goal: GoalId, with: SpaceId) -> Result<GoalId, Failure> {
        self.run(move |goals| goals.share(goal, with)).await
    }

    /// Deletes a goal with everything in it.
    pub async fn delete(&self, goal: GoalId) -> Result<(), Failure> {
        self.run(move |goals| goals.delete(goal)).await
    }

    /// Adds a step at the end of the list.
    pub async fn add_step(&self, goal: GoalId, draft: StepDraft) -> Result<StepId, Failure> {
        self.run(move |goals| goals.add_step(goal, draft)).await
    }

    /// Ticks a step, or opens it again.
    #[uniffi::method(default(done = true))]
    pub async fn tick(&self, goal: GoalId, step: StepId, done: bool) -> Result<(), Failure> {
        self.run(move |goals| goals.tick(goal, step, done)).await
    }

    /// Changes a step.
    pub async fn edit_step(&self, goal: GoalId, step: StepId, edit: StepEdit) -> Result<(), Failure> {
        self.run(move |goals| goals.step(goal, edit.of(step))).await
    }

    /// Puts a step behind another one (none: first), and to a stage.
    pub async fn move_step(
        &self,
        goal: GoalId,
        step: StepId,
        after: Option<StepId>,
        milestone: Option<MilestoneId>,
    ) -> Result<(), Failure> {
        self.run(move |goals| goals.move_step(goal, step, after, milestone)).await
    }

    /// Adds a stage at the end of the list.
    #[uniffi::method(default(due = None))]
    pub async fn add_milestone(&self, goal: GoalId, title: String, due: Option<Day>) -> Result<MilestoneId, Failure> {
        self.run(move |goals| goals.add_milestone(goal, &title, due)).await
    }

    /// Changes a stage, or says that it is reached.
    pub async fn edit_milestone(&self, goal: GoalId, id: MilestoneId, edit: MilestoneEdit) -> Result<(), Failure> {
        self.run(move |goals| goals.milestone(goal, edit.of(id))).await
    }

    /// Puts a stage behind another one (none: first).
    pub async fn move_milestone(
        &self,
        goal: GoalId,
        id: MilestoneId,
        after: Option<MilestoneId>,
    ) -> Result<(), Failure> {
        self.run(move |goals| goals.move_milestone(goal, id, after)).await
    }

    /// A figure as somebody typed it, with the decimal mark of where they live: `1.250` is more than a thousand where
    /// it is a comma. Refused with `Invalid` when it is no number there.
    pub async fn figure(&self, typed: String, mark: DecimalMark) -> Result<Quantity, Failure> {
        self.run(move |goals| goals.figure(&typed, mark)).await
    }

    /// Writes down how far it has come: a reading, a few words, or both.
    pub async fn add_progress(
        &self,
        goal: GoalId,
        reading: Option<Reading>,
        note: String,
    ) -> Result<ProgressId, Failure> {
        self.run(move |goals| goals.add_progress(goal, reading, &note)).await
    }

    /// Takes an entry of progress away.
    pub async fn delete_progress(&self, goal: GoalId, id: ProgressId) -> Result<(), Failure> {
        self.run(move |goals| goals.delete_progress(goal, id)).await
    }

    /// Says something about a goal, or about a part of it.
    pub async fn add_comment(
        &self,
        goal: GoalId,
        kind: CommentKind,
        on: On,
        text: String,
    ) -> Result<CommentId, Failure> {
        self.run(move |goals| goals.add_comment(goal, kind, on, &text)).await
    }

    /// Changes one's own comment.
    pub async fn edit_comment(&self, goal: GoalId, id: CommentId, text: String) -> Result<(), Failure> {
        self.run(move |goals| goals.comment(goal, CommentAct::Edit { id, text })).await
    }

    /// Deletes one's own comment.
    pub async fn delete_comment(&self, goal: GoalId, id: CommentId) -> Result<(), Failure> {
        self.run(move |goals| goals.comment(goal, CommentAct::Delete { id })).await
    }
}
