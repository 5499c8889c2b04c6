//! What a pair does in and around its meetings.

use super::{Home, Pair};
use rapport_documents::Edit;
use rapport_domain::meeting::{CancelReason, MeetingTurn, Minutes};
use rapport_domain::time::{Civil, Millis, Wall, Zone};
use rapport_ids::MeetingId;
use rapport_node::{NewMeeting, NewNote, NodeResult, Place};
use rapport_people::Who;
use rapport_people::life::{Deed, Gone};
use std::collections::{BTreeMap, BTreeSet};

impl Pair<'_> {
    pub(super) fn play_meeting(&mut self, who: Who, deed: &Deed) {
        match deed {
            Deed::ProposeMeeting { meeting, start_ms, minutes } => {
                let new = NewMeeting {
                    space: self.space,
                    slot: slot(*start_ms),
                    minutes: Minutes::new(i64::from(*minutes)).expect("minutes"),
                    title: String::new(),
                    mode: None,
                    place: String::new(),
                };
                let made = self.act(who, |all, at| all.phones[at].node.propose_meeting(new.clone()));
                made.map(|id| self.meetings.insert(*meeting, id));
            }
            Deed::AddAgenda { meeting, title } => {
                let Some(&id) = self.meetings.get(meeting) else { return };
                self.act(who, |all, at| all.phones[at].node.add_agenda_item(id, title.clone()));
            }
            Deed::ConfirmMeeting { meeting } => self.turn(who, *meeting, &MeetingTurn::Confirm),
            Deed::MoveMeeting { meeting, start_ms } => {
                let Some(&id) = self.meetings.get(meeting) else { return };
                let minutes = Minutes::new(60).expect("minutes");
                let moved = self.act(who, |all, at| all.phones[at].node.move_meeting(id, slot(*start_ms), minutes));
                moved.map(|to| self.meetings.insert(*meeting, to));
            }
            Deed::CloseMeeting { meeting, gone } => match gone {
                Gone::Held { minutes } => {
                    let Some(&id) = self.meetings.get(meeting) else { return };
                    let took = Minutes::new(i64::from(*minutes)).expect("minutes");
                    self.act(who, |all, at| all.phones[at].node.log_meeting(id, took, BTreeMap::new()));
                }
                Gone::Missed => {
                    let absent = BTreeSet::from([self.person(Who::Mentee)]);
                    self.turn(who, *meeting, &MeetingTurn::Miss { who: absent });
                }
                Gone::Cancelled => {
                    let cancel = MeetingTurn::Cancel { reason: CancelReason::NoTime, note: String::new() };
                    self.turn(who, *meeting, &cancel);
                }
            },
            Deed::WriteNote { meeting, text } => {
                let Some(&id) = self.meetings.get(meeting) else { return };
                self.act(who, |all, at| all.write(at, id, text));
            }
            Deed::AddAction { meeting, step, title, assignee, due_ms } => {
                let Some(&id) = self.meetings.get(meeting) else { return };
                let draft = self.draft(title, *assignee, *due_ms);
                let made = self.act(who, |all, at| all.phones[at].node.add_action(id, draft.clone()));
                made.map(|made| self.steps.insert(*step, (Home::Meeting(id), made)));
            }
            // The pulse is not built yet.
            _ => {}
        }
    }

    fn turn(&mut self, who: Who, meeting: usize, turn: &MeetingTurn) {
        if let Some(&id) = self.meetings.get(&meeting) {
            self.act(who, |all, at| all.phones[at].node.turn_meeting(id, turn.clone()));
        }
    }

    /// Types a paragraph at the end of the note of a meeting, key by key.
    fn write(&mut self, at: usize, meeting: MeetingId, text: &str) -> NodeResult<()> {
        let new = NewNote { place: Place::In(self.space), title: "Meeting".to_owned(), meeting: Some(meeting) };
        let node = &mut self.phones[at].node;
        let (note, section) = node.begin_note(new)?;
        let screen = node.open_screen(note, section)?;
        let mut end = screen.whole().len();
        for letter in text.chars().chain(['\n']) {
            screen.exchange(&[Edit::splice(end, 0, letter)]).expect("typed");
            end += u32::try_from(letter.len_utf16()).expect("small");
        }
        node.end_burst(&note.doc())
    }
}

fn slot(start_ms: i64) -> Civil {
    let wall = Wall::in_utc(Millis(start_ms)).expect("a time of our times");
    Civil { day: wall.day, time: wall.time, zone: Zone::new("UTC").expect("a zone") }
}
