//! Meetings: proposed, agreed, moved, held, written down.

use super::series::meeting_of;
use super::{NewMeeting, Place, Work};
use crate::Node;
use crate::error::{NodeError, NodeResult};
use crate::times;
use rapport_documents::{DocKind, carried_point, intent, read};
use rapport_domain::Field;
use rapport_domain::meeting::{
    AgendaAct, Carried, Meeting, MeetingAct, MeetingStage, MeetingTurn, Minutes, NewAgendaItem, Proposal,
};
use rapport_domain::rules::{Rule, RuleBroken, Stage};
use rapport_domain::time::Civil;
use rapport_ids::MeetingId;

pub(super) struct MeetingWork {
    pub(super) work: Work,
    pub(super) meeting: Meeting,
}

impl MeetingWork {
    pub(super) fn act(&mut self, node: &Node, act: MeetingAct) -> NodeResult<()> {
        let (act, ctx) = (act.tidy()?, node.ctx());
        let next = self.meeting.apply(&act, &ctx)?;
        let written = intent::meeting(&self.work.doc, &act, ctx.now)?;
        self.work.take(written);
        self.meeting = next;
        Ok(())
    }
}

impl Node {
    /// Proposes a meeting.
    ///
    /// # Errors
    /// What was entered cannot be taken, or there is no such pair.
    pub fn propose_meeting(&mut self, new: NewMeeting) -> NodeResult<MeetingId> {
        self.knows(&new.slot.zone)?;
        let all = self.new_meeting(new)?;
        let id = all.meeting.id;
        self.finish(all.work)?;
        Ok(id)
    }

    /// Does something to a meeting.
    ///
    /// # Errors
    /// The rule it would break, or there is no such meeting.
    pub fn act_on_meeting(&mut self, id: MeetingId, act: MeetingAct) -> NodeResult<()> {
        let mut all = self.meeting_work(id)?;
        all.act(self, act)?;
        self.finish(all.work)
    }

    /// Moves a meeting to another time: that is another meeting, proposed anew,
    /// with the same people, title, place and agenda.
    ///
    /// # Errors
    /// The rule it would break.
    pub fn move_meeting(&mut self, id: MeetingId, slot: Civil, minutes: Minutes) -> NodeResult<MeetingId> {
        self.knows(&slot.zone)?;
        let old = self.meeting_work(id)?;
        let (to, works) = self.moved(old, slot, minutes)?;
        self.finish_all(works)?;
        Ok(to)
    }

    /// The same without writing it: the new one, and both documents. Its name
    /// follows from the old one: two who move a meeting at once move it to one.
    pub(super) fn moved(
        &mut self,
        mut old: MeetingWork,
        slot: Civil,
        minutes: Minutes,
    ) -> NodeResult<(MeetingId, Vec<Work>)> {
        let (space, key) = (old.work.space, moved_key(old.meeting.id));
        let event = self.event_id();
        let open = |all: &MeetingWork| {
            let stage = all.meeting.stage();
            all.meeting.is_here() && matches!(stage, MeetingStage::Proposed | MeetingStage::Confirmed)
        };
        if let Some(there) = self.along(space, &key)?.filter(open) {
            // The other phone moved it, and its word about the old one is still on the way.
            let to = meeting_of(&space, &key)?.into();
            old.act(self, MeetingAct::Turn { id: event, turn: MeetingTurn::Move { to } })?;
            let (to, mut works) = self.moved(there, slot, minutes)?;
            works.push(old.work);
            return Ok((to, works));
        }
        let new = NewMeeting {
            space,
            slot,
            minutes,
            title: old.meeting.title.clone(),
            mode: old.meeting.mode,
            place: old.meeting.place.clone(),
        };
        let mut moved = self.named_or_new(space, key, new, Some(old.meeting.id))?;
        self.carry_over(&old.meeting, &mut moved)?;
        let to = moved.meeting.id;
        old.act(self, MeetingAct::Turn { id: event, turn: MeetingTurn::Move { to } })?;
        Ok((to, vec![moved.work, old.work]))
    }

    /// Puts what was not talked about on another agenda, under ids that the
    /// other phone would give as well.
    pub(super) fn carry_over(&self, from: &Meeting, to: &mut MeetingWork) -> NodeResult<()> {
        for item in from.to_carry() {
            let carried_from = Carried { meeting: from.id, item: item.id };
            let carried = NewAgendaItem {
                id: carried_point(to.meeting.id, &carried_from),
                text: item.text.clone(),
                order: item.order.clone(),
                carried_from: Some(carried_from),
            };
            to.act(self, MeetingAct::Agenda(AgendaAct::Add(carried)))?;
        }
        Ok(())
    }

    fn new_meeting(&mut self, new: NewMeeting) -> NodeResult<MeetingWork> {
        let space = self.place(Place::In(new.space))?;
        let work = self.work_on_new(space, DocKind::Meeting)?;
        self.begin_meeting(work, new, None)
    }

    /// Proposes a meeting in a document that is empty yet.
    pub(super) fn begin_meeting(
        &mut self,
        work: Work,
        new: NewMeeting,
        from: Option<MeetingId>,
    ) -> NodeResult<MeetingWork> {
        let id = MeetingId::from(work.doc.id());
        let meeting = Meeting::new(id, work.people.members.clone());
        let mut all = MeetingWork { work, meeting };
        let event = self.event_id();
        let proposal = Proposal { slot: new.slot, minutes: new.minutes, from };
        all.act(self, MeetingAct::Turn { id: event, turn: MeetingTurn::Propose(proposal) })?;
        if !new.title.trim().is_empty() {
            all.act(self, MeetingAct::Title(new.title))?;
        }
        if new.mode.is_some() {
            all.act(self, MeetingAct::Mode(new.mode))?;
        }
        if !new.place.trim().is_empty() {
            all.act(self, MeetingAct::Place(new.place))?;
        }
        Ok(all)
    }

    /// Refuses when a meeting is a wish of one: what nobody agreed to was not
    /// missed. The yes may stand in it, or in the series that its time is of.
    pub(super) fn was_agreed(&mut self, id: MeetingId) -> NodeResult<()> {
        let MeetingWork { work, meeting } = self.meeting_work(id)?;
        let Some(proposal) = meeting.life.proposal.as_ref().filter(|_| meeting.stage() == MeetingStage::Proposed)
        else {
            return Ok(());
        };
        if times::is_agreed(&times::agreed(self.store.read())?, &work.space, &proposal.slot) {
            return Ok(());
        }
        let (is, allowed) = (Stage::Meeting(MeetingStage::Proposed), vec![Stage::Meeting(MeetingStage::Confirmed)]);
        Err(RuleBroken::not_allowed(Field::State, Rule::WrongState { is, allowed }).into())
    }

    pub(super) fn meeting_work(&mut self, id: MeetingId) -> NodeResult<MeetingWork> {
        let work = self.work_on(id.doc()).map_err(|error| match error {
            NodeError::NotFound(_) => NodeError::NotFound("meeting"),
            other => other,
        })?;
        let read = read::meeting(&work.doc, &work.people.around()).ok_or(NodeError::NotFound("meeting"))?;
        Ok(MeetingWork { work, meeting: read.value })
    }
}

/// What the meeting is opened with that another one is moved to.
fn moved_key(id: MeetingId) -> Vec<u8> {
    [id.as_bytes().as_slice(), b"moved"].concat()
}
