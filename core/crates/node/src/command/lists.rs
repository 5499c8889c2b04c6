//! Things that stand in lists: put at the end, or moved to a place. Which
//! identifier and which place in the order they get is decided here, so that
//! whoever asks needs to know neither.

use super::StepDraft;
use super::goals::GoalWork;
use crate::Node;
use crate::error::{NodeError, NodeResult};
use rapport_domain::comment::{CommentAct, CommentKind, On};
use rapport_domain::goal::{GoalAct, GoalTurn, Wording};
use rapport_domain::measure::Reading;
use rapport_domain::meeting::{AgendaAct, Attendance, MeetingAct, MeetingTurn, Minutes, NewAgendaItem};
use rapport_domain::milestone::MilestoneAct;
use rapport_domain::note::NoteAct;
use rapport_domain::order::Order;
use rapport_domain::progress::ProgressAct;
use rapport_domain::sort;
use rapport_domain::step::{NewStep, StepAct};
use rapport_domain::time::Day;
use rapport_ids::{
    AgendaItemId, CommentId, GoalId, MeetingId, MilestoneId, NoteId, PersonId, ProgressId, RevisionId, SectionId,
    StepId,
};
use std::collections::BTreeMap;

/// The place behind everything else.
fn end(orders: impl Iterator<Item = Order>) -> Order {
    let all: Vec<Order> = orders.collect();
    Order::place(&all, all.len()).order
}

/// New places, so that `id` comes directly behind `after`, or first.
fn moved<I: Copy + PartialEq>(list: &[(I, Order)], id: I, after: Option<I>) -> Option<Vec<(I, Order)>> {
    let rest: Vec<&(I, Order)> = list.iter().filter(|(other, _)| *other != id).collect();
    let index = match after {
        None => 0,
        Some(after) => rest.iter().position(|(other, _)| *other == after)? + 1,
    };
    let orders: Vec<Order> = rest.iter().map(|(_, order)| order.clone()).collect();
    let placed = Order::place(&orders, index);
    let mut all: Vec<(I, Order)> =
        placed.moved.into_iter().filter_map(|(at, order)| rest.get(at).map(|(other, _)| (*other, order))).collect();
    all.push((id, placed.order));
    Some(all)
}

impl GoalWork {
    fn new_step(&self, id: StepId, draft: StepDraft) -> StepAct {
        let order = end(self.goal.steps.iter().map(|step| step.order.clone()));
        StepAct::Add(new_step(id, draft, order))
    }
}

fn new_step(id: StepId, draft: StepDraft, order: Order) -> NewStep {
    let StepDraft { text, milestone, assignee, due } = draft;
    NewStep { id, text, order, milestone, assignee, due, from: None }
}

impl Node {
    /// Adds a step at the end of a goal's list.
    ///
    /// # Errors
    /// The rule it would break, or there is no such goal.
    pub fn add_step(&mut self, goal: GoalId, draft: StepDraft) -> NodeResult<StepId> {
        let mut all = self.goal_work(goal)?;
        let id = self.new_step_id();
        let act = all.new_step(id, draft);
        all.act(self, GoalAct::Step(act))?;
        self.finish(all.work)?;
        Ok(id)
    }

    /// Puts a step behind another one (none: first), and to a stage.
    ///
    /// # Errors
    /// The rule it would break, or there is no such step.
    pub fn move_step(
        &mut self,
        goal: GoalId,
        id: StepId,
        after: Option<StepId>,
        milestone: Option<MilestoneId>,
    ) -> NodeResult<()> {
        let mut all = self.goal_work(goal)?;
        let list: Vec<_> = all.goal.steps.iter().map(|step| (step.id, step.order.clone())).collect();
        let stages: BTreeMap<_, _> = sort::map(all.goal.steps.iter().map(|step| (step.id, step.milestone)));
        for (step, order) in moved(&list, id, after).ok_or(NodeError::NotFound("step"))? {
            let stage = if step == id { milestone } else { stages.get(&step).copied().flatten() };
            all.act(self, GoalAct::Step(StepAct::Move { id: step, order, milestone: stage }))?;
        }
        self.finish(all.work)
    }

    /// Adds a stage at the end of a goal's list.
    ///
    /// # Errors
    /// The rule it would break, or there is no such goal.
    pub fn add_milestone(&mut self, goal: GoalId, title: String, due: Option<Day>) -> NodeResult<MilestoneId> {
        let mut all = self.goal_work(goal)?;
        let id = self.new_milestone_id();
        let order = end(all.goal.milestones.iter().map(|milestone| milestone.order.clone()));
        all.act(self, GoalAct::Milestone(MilestoneAct::Add { id, title, due, order }))?;
        self.finish(all.work)?;
        Ok(id)
    }

    /// Puts a stage behind another one (none: first).
    ///
    /// # Errors
    /// The rule it would break, or there is no such stage.
    pub fn move_milestone(&mut self, goal: GoalId, id: MilestoneId, after: Option<MilestoneId>) -> NodeResult<()> {
        let mut all = self.goal_work(goal)?;
        let list: Vec<_> = all.goal.milestones.iter().map(|one| (one.id, one.order.clone())).collect();
        for (id, order) in moved(&list, id, after).ok_or(NodeError::NotFound("milestone"))? {
            all.act(self, GoalAct::Milestone(MilestoneAct::Move { id, order }))?;
        }
        self.finish(all.work)
    }

    /// Writes down how far a goal has come.
    ///
    /// # Errors
    /// The rule it would break, or there is no such goal.
    pub fn add_progress(&mut self, goal: GoalId, reading: Option<Reading>, note: String) -> NodeResult<ProgressId> {
        let id = self.new_progress_id();
        self.act_on_goal(goal, GoalAct::Progress(ProgressAct::Add { id, reading, note }))?;
        Ok(id)
    }

    /// Says something about a goal, or about a part of it.
    ///
    /// # Errors
    /// The rule it would break, or there is no such goal.
    pub fn add_comment(&mut self, goal: GoalId, kind: CommentKind, on: On, text: String) -> NodeResult<CommentId> {
        let id = self.new_comment_id();
        self.act_on_goal(goal, GoalAct::Comment(CommentAct::Add { id, kind, on, text }))?;
        Ok(id)
    }

    /// Replaces what a goal says; the version before is kept with the reason.
    ///
    /// # Errors
    /// The rule it would break, or there is no such goal.
    pub fn revise_goal(&mut self, goal: GoalId, reason: String, to: Wording) -> NodeResult<RevisionId> {
        let (id, revision) = (self.event_id(), self.new_revision_id());
        self.act_on_goal(goal, GoalAct::Revise { id, revision, reason, to: Box::new(to) })?;
        Ok(revision)
    }

    /// Moves a goal to another state.
    ///
    /// # Errors
    /// The rule it would break, or there is no such goal.
    pub fn turn_goal(&mut self, goal: GoalId, turn: GoalTurn) -> NodeResult<()> {
        let id = self.event_id();
        self.act_on_goal(goal, GoalAct::Turn { id, turn })
    }

    /// Moves a meeting to another state.
    ///
    /// # Errors
    /// The rule it would break, or there is no such meeting.
    pub fn turn_meeting(&mut self, meeting: MeetingId, turn: MeetingTurn) -> NodeResult<()> {
        if matches!(turn, MeetingTurn::Miss { .. }) {
            self.was_agreed(meeting)?;
        }
        let id = self.event_id();
        self.act_on_meeting(meeting, MeetingAct::Turn { id, turn })
    }

    /// Writes a meeting down: how long it took and who was there.
    ///
    /// # Errors
    /// The rule it would break, or there is no such meeting.
    pub fn log_meeting(
        &mut self,
        meeting: MeetingId,
        took: Minutes,
        attendance: BTreeMap<PersonId, Attendance>,
    ) -> NodeResult<()> {
        let id = self.event_id();
        self.act_on_meeting(meeting, MeetingAct::Log { id, took, attendance })
    }

    /// Adds a point at the end of an agenda.
    ///
    /// # Errors
    /// The rule it would break, or there is no such meeting.
    pub fn add_agenda_item(&mut self, meeting: MeetingId, text: String) -> NodeResult<AgendaItemId> {
        let mut all = self.meeting_work(meeting)?;
        let id = self.new_agenda_id();
        let order = end(all.meeting.agenda.iter().map(|item| item.order.clone()));
        let new = NewAgendaItem { id, text, order, carried_from: None };
        all.act(self, MeetingAct::Agenda(AgendaAct::Add(new)))?;
        self.finish(all.work)?;
        Ok(id)
    }

    /// Puts a point of an agenda behind another one (none: first).
    ///
    /// # Errors
    /// The rule it would break, or there is no such point.
    pub fn move_agenda_item(
        &mut self,
        meeting: MeetingId,
        id: AgendaItemId,
        after: Option<AgendaItemId>,
    ) -> NodeResult<()> {
        let mut all = self.meeting_work(meeting)?;
        let list: Vec<_> = all.meeting.agenda.iter().map(|item| (item.id, item.order.clone())).collect();
        for (id, order) in moved(&list, id, after).ok_or(NodeError::NotFound("agenda_item"))? {
            all.act(self, MeetingAct::Agenda(AgendaAct::Move { id, order }))?;
        }
        self.finish(all.work)
    }

    /// Adds a step that was agreed in a meeting.
    ///
    /// # Errors
    /// The rule it would break, or there is no such meeting.
    pub fn add_action(&mut self, meeting: MeetingId, draft: StepDraft) -> NodeResult<StepId> {
        let mut all = self.meeting_work(meeting)?;
        let id = self.new_step_id();
        let order = end(all.meeting.actions.iter().map(|step| step.order.clone()));
        let new = NewStep { from: Some(meeting), ..new_step(id, draft, order) };
        all.act(self, MeetingAct::Action(StepAct::Add(new)))?;
        self.finish(all.work)?;
        Ok(id)
    }

    /// Puts a section of a note behind another one (none: first).
    ///
    /// # Errors
    /// The rule it would break, or there is no such section.
    pub fn move_section(&mut self, note: NoteId, id: SectionId, after: Option<SectionId>) -> NodeResult<()> {
        let mut all = self.note_work(note)?;
        let list: Vec<_> = all.note.sections.iter().map(|one| (one.id, one.order.clone())).collect();
        for (id, order) in moved(&list, id, after).ok_or(NodeError::NotFound("section"))? {
            all.act(self, NoteAct::MoveSection { id, order })?;
        }
        self.finish(all.work)
    }
}
