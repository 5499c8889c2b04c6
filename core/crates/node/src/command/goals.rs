//! Goals: begun, changed, moved on, shared.

use super::{NewGoal, Place, Work};
use crate::Node;
use crate::error::{NodeError, NodeResult};
use rapport_documents::{DocKind, intent, read};
use rapport_domain::goal::{Goal, GoalAct, GoalEdit, GoalTurn, tree};
use rapport_domain::{Field, Problem};
use rapport_ids::{
    AgendaItemId, CommentId, EventId, GoalId, MilestoneId, ProgressId, RevisionId, SectionId, SpaceId, StepId,
};
use rapport_store::projections::goals;
use std::collections::BTreeMap;

/// A goal and the document it stands in.
pub(super) struct GoalWork {
    pub(super) work: Work,
    pub(super) goal: Goal,
}

impl GoalWork {
    pub(super) fn act(&mut self, node: &Node, act: GoalAct) -> NodeResult<()> {
        let (act, ctx) = (act.tidy()?, node.ctx());
        let next = self.goal.apply(&act, &ctx)?;
        let written = intent::goal(&self.work.doc, &self.goal, &act, ctx.now)?;
        self.work.take(written);
        self.goal = next;
        Ok(())
    }
}

impl Node {
    /// Begins a goal. It is a draft until its owner goes on with it.
    ///
    /// # Errors
    /// What was entered cannot be taken, or there is no such place.
    pub fn begin_goal(&mut self, new: NewGoal) -> NodeResult<GoalId> {
        let space = self.place(new.place)?;
        let work = self.work_on_new(space, DocKind::Goal)?;
        let id = GoalId::from(work.doc.id());
        let goal = Goal::new(id, work.people.members.clone());
        let me = self.me.person();
        let owner = match new.for_partner {
            true => work.people.members.partner_of(me).ok_or(Problem::NotOneOfUs.of(Field::Owner))?,
            false => me,
        };
        let mut all = GoalWork { work, goal };
        let event = self.event_id();
        all.act(self, GoalAct::Turn { id: event, turn: GoalTurn::Begin { owner } })?;
        all.act(self, GoalAct::Set(GoalEdit::Title(new.title)))?;
        if !new.why.trim().is_empty() {
            all.act(self, GoalAct::Set(GoalEdit::Why(new.why)))?;
        }
        if new.due.is_some() {
            all.act(self, GoalAct::Set(GoalEdit::Due(new.due)))?;
        }
        self.finish(all.work)?;
        Ok(id)
    }

    /// Does something to a goal. New identifiers inside the act come from
    /// [`new_step_id`](Self::new_step_id) and its like.
    ///
    /// # Errors
    /// The rule it would break, or there is no such goal.
    pub fn act_on_goal(&mut self, id: GoalId, act: GoalAct) -> NodeResult<()> {
        let mut all = self.goal_work(id)?;
        if let GoalAct::Set(GoalEdit::Parent(Some(parent))) = &act {
            self.check_parent(&all.goal, *parent)?;
        }
        all.act(self, act)?;
        self.finish(all.work)
    }

    /// Shares a private goal with a pair: a new goal there, made from what it
    /// says now. The private one stays with its history, which is not shared.
    ///
    /// # Errors
    /// The rule it would break.
    pub fn share_goal(&mut self, id: GoalId, with: SpaceId) -> NodeResult<GoalId> {
        let from = self.goal_work(id)?.goal;
        let acts = from.acts_to_share(self.me.person())?;
        let work = self.work_on_new(self.place(Place::In(with))?, DocKind::Goal)?;
        let shared = GoalId::from(work.doc.id());
        let goal = Goal::new(shared, work.people.members.clone());
        let mut all = GoalWork { work, goal };
        let event = self.event_id();
        let owner = self.me.person();
        all.act(self, GoalAct::Turn { id: event, turn: GoalTurn::Begin { owner } })?;
        for act in acts {
            all.act(self, act)?;
        }
        self.finish(all.work)?;
        Ok(shared)
    }

    pub(super) fn goal_work(&mut self, id: GoalId) -> NodeResult<GoalWork> {
        let work = self.work_on(id.doc()).map_err(|error| match error {
            NodeError::NotFound(_) => NodeError::NotFound("goal"),
            other => other,
        })?;
        let goal = read::goal(&work.doc, &work.people.around()).ok_or(NodeError::NotFound("goal"))?.value;
        Ok(GoalWork { work, goal })
    }

    /// A goal cannot be part of itself, however far up.
    fn check_parent(&self, goal: &Goal, parent: GoalId) -> NodeResult<()> {
        let rows = goals::all(self.store.read())?;
        let links: BTreeMap<GoalId, tree::Link> =
            rows.into_iter().map(|row| (row.goal, tree::Link { parent: row.parent, private: !row.shared })).collect();
        Ok(tree::check_parent(goal.id, parent, &links)?)
    }

    /// The space of a place; only spaces that are here and have people in them.
    pub(crate) fn place(&self, place: Place) -> NodeResult<SpaceId> {
        match place {
            Place::Private => Ok(self.me.personal),
            Place::In(space) => {
                let row = rapport_store::tables::spaces::get(self.store.read(), &space)?;
                row.map(|row| row.space).ok_or(NodeError::NotFound("space"))
            }
        }
    }
}

macro_rules! new_ids {
    ($($(#[$doc:meta])* $name:ident -> $id:ident;)*) => {
        impl Node {
            $($(#[$doc])*
            pub fn $name(&mut self) -> $id {
                $id::from_parts(self.ports.now_ms(), self.ports.bytes())
            })*
        }
    };
}

new_ids! {
    /// An id for a new step.
    new_step_id -> StepId;
    /// An id for a new milestone.
    new_milestone_id -> MilestoneId;
    /// An id for a new entry of progress.
    new_progress_id -> ProgressId;
    /// An id for a new comment.
    new_comment_id -> CommentId;
    /// An id for a new version of a goal.
    new_revision_id -> RevisionId;
    /// An id for a new point of an agenda.
    new_agenda_id -> AgendaItemId;
    /// An id for a new section of a note.
    new_section_id -> SectionId;
    /// An id for a turn in the life of something.
    new_event_id -> EventId;
}
