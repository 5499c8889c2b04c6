//! One meeting: its agenda, who was there, what was agreed.

use super::{MeetingRow, row};
use crate::error::{NodeError, NodeResult};
use crate::view::Lens;
use crate::view::goals::Named;
use crate::view::goals::StepView;
use rapport_documents::read;
use rapport_domain::meeting::{
    Attendance, CancelReason, Meeting, MeetingAct, MeetingStage, MeetingState, MeetingTurn, Minutes,
};
use rapport_ids::{AgendaItemId, EventId, MeetingId, PersonId};
use rapport_store::projections::meetings;
use std::collections::{BTreeMap, BTreeSet};

/// See the module.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct MeetingView {
    pub row: MeetingRow,
    pub state: MeetingState,
    pub proposed_by: Option<PersonId>,
    pub proposed_by_name: String,
    /// The meeting that was moved to here.
    pub moved_from: Option<MeetingId>,
    pub agenda: Vec<AgendaView>,
    pub attendance: Vec<AttendanceView>,
    /// How many minutes it took, once written down.
    pub took: Option<u32>,
    /// Steps that were agreed in it.
    pub actions: Vec<StepView>,
    /// It was agreed, is over, and nobody has written it down.
    pub wants_log: bool,
    pub can: MeetingCan,
    pub needs_update: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct AgendaView {
    pub id: AgendaItemId,
    pub text: String,
    pub by: PersonId,
    pub by_name: String,
    pub covered: bool,
    /// The meeting in which it was not reached.
    pub carried_from: Option<MeetingId>,
}

#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct AttendanceView {
    pub person: PersonId,
    pub name: String,
    /// None as long as nobody has said.
    pub attendance: Option<Attendance>,
}

/// What whoever looks may do to it now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct MeetingCan {
    pub confirm: bool,
    pub cancel: bool,
    pub move_it: bool,
    pub hold: bool,
    pub miss: bool,
    pub log: bool,
    pub edit: bool,
    pub delete: bool,
}

/// Whether a meeting of this name is here.
///
/// # Errors
/// The storage failed.
pub fn is_here(lens: &Lens<'_>, id: MeetingId) -> NodeResult<bool> {
    Ok(meetings::get(lens.conn, &id)?.is_some())
}

/// One meeting.
///
/// # Errors
/// There is no such meeting, or it is damaged.
pub fn meeting(lens: &Lens<'_>, id: MeetingId) -> NodeResult<MeetingView> {
    let stored = meetings::get(lens.conn, &id)?.filter(|row| !row.deleted).ok_or(NodeError::NotFound("meeting"))?;
    let (doc, people, space) = lens.document(&id.doc(), "meeting")?;
    let meeting = read::meeting(&doc, &people.around()).ok_or(NodeError::NotFound("meeting"))?.value;
    let named = Named { lens, space };
    let proposed_by = meeting.life.begun.map(|made| made.by);
    let needs_update = doc.needs_update().is_some();
    let mut attendance = Vec::new();
    for person in meeting.members.people() {
        let said = meeting.attendance.get(&person).copied();
        attendance.push(AttendanceView { person, name: named.name(&person)?, attendance: said });
    }
    let mut agenda = Vec::new();
    for item in &meeting.agenda {
        agenda.push(AgendaView {
            id: item.id,
            text: item.text.clone(),
            by: item.made.by,
            by_name: named.name(&item.made.by)?,
            covered: item.is_covered(),
            carried_from: item.carried_from.map(|from| from.meeting),
        });
    }
    let row = row(lens, &stored)?;
    // What both said yes to in its series needs no other yes.
    let agreed = row.stage == MeetingStage::Confirmed;
    let over = agreed && meeting.stage() == MeetingStage::Proposed && !meeting.is_ahead(&lens.here()).unwrap_or(true);
    let can = if needs_update { MeetingCan::default() } else { can(&meeting, lens) };
    Ok(MeetingView {
        row,
        state: meeting.life.state.clone(),
        proposed_by,
        proposed_by_name: proposed_by.map_or_else(|| Ok(String::new()), |person| named.name(&person))?,
        moved_from: meeting.life.proposal.as_ref().and_then(|proposal| proposal.from),
        agenda,
        attendance,
        took: meeting.took.map(|minutes| u32::from(minutes.get())),
        actions: meeting.actions.iter().map(|step| named.step(step)).collect::<NodeResult<_>>()?,
        wants_log: over || meeting.wants_log(&lens.here()).unwrap_or(false),
        can: MeetingCan {
            confirm: can.confirm && !agreed,
            miss: can.miss && (agreed || meeting.stage() != MeetingStage::Proposed),
            ..can
        },
        needs_update,
    })
}

fn can(meeting: &Meeting, lens: &Lens<'_>) -> MeetingCan {
    let ctx = lens.ctx();
    let id = EventId::new([0; 16]);
    let allowed = |act: MeetingAct| meeting.check(&act, &ctx).is_ok();
    let turn = |turn: MeetingTurn| allowed(MeetingAct::Turn { id, turn });
    let took = Minutes::new(60).ok();
    MeetingCan {
        confirm: turn(MeetingTurn::Confirm),
        cancel: turn(MeetingTurn::Cancel { reason: CancelReason::Unsaid, note: String::new() }),
        move_it: turn(MeetingTurn::Move { to: MeetingId::new([0xff; 16]) }),
        hold: turn(MeetingTurn::Hold),
        miss: turn(MeetingTurn::Miss { who: BTreeSet::from([lens.me]) }),
        log: took.is_some_and(|took| allowed(MeetingAct::Log { id, took, attendance: BTreeMap::new() })),
        edit: allowed(MeetingAct::Title(meeting.title.clone())),
        delete: allowed(MeetingAct::Delete),
    }
}
