//! What the two do in and around their meetings.

use super::super::phone::Phone;
use super::{Home, Pair, beyond};
use crate::failed::Stop;
use rapport_core::Failure;
use rapport_core::domain::step::StepAct;
use rapport_core::domain::time::{Civil, Millis, Wall, Zone};
use rapport_core::editor::Edit;
use rapport_core::goals::Place;
use rapport_core::ids::{MeetingId, SpaceId, StepId};
use rapport_core::meetings::{Attendance, CancelReason, MeetingTurn, Minutes, NewMeeting};
use rapport_core::notes::NewNote;
use rapport_people::Who;
use rapport_people::life::{Deed, Gone};
use std::collections::{BTreeMap, BTreeSet};

const TITLE: &str = "What we talked about";

impl Pair<'_> {
    pub(super) fn play_meeting(&mut self, who: Who, deed: &Deed) -> Result<(), Stop> {
        match deed {
            Deed::ProposeMeeting { meeting, start_ms, minutes } => {
                let (space, slot, minutes) = (self.space, self.slot(*start_ms)?, length(*minutes)?);
                let new = || NewMeeting {
                    space,
                    slot: slot.clone(),
                    minutes,
                    title: String::new(),
                    mode: None,
                    place: String::new(),
                };
                let made = self.act(who, |phone| phone.core.meetings().propose(new()))?;
                made.map(|id| self.meetings.insert(*meeting, id));
            }
            Deed::AddAgenda { meeting, title } => {
                let Some(&id) = self.meetings.get(meeting) else { return Ok(()) };
                self.secrets.text(title);
                self.act(who, |phone| phone.core.meetings().add_agenda_item(id, title))?;
            }
            Deed::ConfirmMeeting { meeting } => self.turn(who, *meeting, &MeetingTurn::Confirm)?,
            Deed::MoveMeeting { meeting, start_ms } => {
                let Some(&id) = self.meetings.get(meeting) else { return Ok(()) };
                let (slot, minutes) = (self.slot(*start_ms)?, length(60)?);
                let moved = self.act(who, |phone| phone.core.meetings().move_to(id, slot.clone(), minutes))?;
                moved.map(|to| self.meetings.insert(*meeting, to));
            }
            Deed::CloseMeeting { meeting, gone } => match gone {
                Gone::Held { minutes } => {
                    let Some(&id) = self.meetings.get(meeting) else { return Ok(()) };
                    let took = length(*minutes)?;
                    let mut there = BTreeMap::new();
                    for phone in self.phones {
                        there.insert(phone.core.people().me()?.profile.person, Attendance::Yes);
                    }
                    self.turn(who, *meeting, &MeetingTurn::Hold)?;
                    self.act(who, |phone| phone.core.meetings().log(id, took, there.clone()))?;
                }
                Gone::Missed => {
                    let absent = self.phones[Who::Mentee.index()].core.people().me()?.profile.person;
                    self.turn(who, *meeting, &MeetingTurn::Miss { who: BTreeSet::from([absent]) })?;
                }
                Gone::Cancelled => {
                    let cancel = MeetingTurn::Cancel { reason: CancelReason::NoTime, note: String::new() };
                    self.turn(who, *meeting, &cancel)?;
                }
            },
            Deed::WriteNote { meeting, text } => {
                let (Some(&id), space) = (self.meetings.get(meeting), self.space) else { return Ok(()) };
                self.secrets.text(TITLE);
                self.secrets.text(text);
                self.act(who, |phone| write(phone, space, id, text))?;
            }
            Deed::AddAction { meeting, step, title, assignee, due_ms } => {
                let Some(&id) = self.meetings.get(meeting) else { return Ok(()) };
                let draft = self.draft(title, *assignee, *due_ms)?;
                let made = self.act(who, |phone| phone.core.meetings().add_action(id, draft.clone()))?;
                made.map(|made| self.steps.insert(*step, (Home::Meeting(id), made)));
            }
            // What is no matter of meetings.
            Deed::DraftGoal { .. }
            | Deed::ShareGoal { .. }
            | Deed::AddStep { .. }
            | Deed::FinishStep { .. }
            | Deed::ReportProgress { .. }
            | Deed::Comment { .. }
            | Deed::EndGoal { .. }
            | Deed::AnswerPulse { .. } => {}
        }
        Ok(())
    }

    fn turn(&self, who: Who, meeting: usize, turn: &MeetingTurn) -> Result<(), Stop> {
        let Some(&id) = self.meetings.get(&meeting) else { return Ok(()) };
        self.act(who, |phone| phone.core.meetings().turn(id, turn.clone())).map(drop)
    }

    /// By a clock in UTC.
    fn slot(&self, life_ms: i64) -> Result<Civil, Stop> {
        let wall = Wall::in_utc(Millis(life_ms + self.shift_ms)).map_err(|_| beyond())?;
        let zone = Zone::new("UTC").map_err(|_| Stop::check("a time zone"))?;
        Ok(Civil { day: wall.day, time: wall.time, zone })
    }
}

fn length(minutes: u16) -> Result<Minutes, Stop> {
    Minutes::new(i64::from(minutes)).map_err(|_| Stop::check("a length of a meeting"))
}

pub(super) fn tick(phone: &Phone, meeting: MeetingId, id: StepId) -> Result<(), Failure> {
    phone.core.meetings().action(meeting, StepAct::Tick { id, done: true })
}

/// A paragraph at the end of the note of a meeting.
fn write(phone: &Phone, space: SpaceId, meeting: MeetingId, text: &str) -> Result<(), Failure> {
    let new = NewNote { place: Place::In(space), title: TITLE.to_owned(), meeting: Some(meeting) };
    let (note, section) = phone.core.notes().begin(new)?;
    let editor = phone.core.notes().open(note, section)?;
    let end = u32::try_from(editor.whole().text.encode_utf16().count()).unwrap_or(u32::MAX);
    editor.exchange(&[Edit::splice(end, 0, format!("{text}\n"))])?;
    editor.finish()
}
