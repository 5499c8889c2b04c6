//! What people do in many stories: type and send, propose a talk, write where
//! no network is.

use super::Phone;
use super::notes::type_at;
use rapport_domain::meeting::Minutes;
use rapport_ids::{NoteId, SectionId, SpaceId};
use rapport_node::{Call, CallFailed, NewMeeting};

/// Types at the beginning of a section, and begins to send it.
pub(crate) fn write(phone: &mut Phone, note: NoteId, section: SectionId, text: &str) {
    let screen = phone.node.open_screen(note, section).expect("a screen");
    type_at(&screen, 0, text);
    phone.node.push_now().expect("begun");
}

/// Asks everything and gets no answer; gives what was sealed.
pub(crate) fn into_the_void(phone: &mut Phone) -> Vec<Vec<u8>> {
    let mut frames = Vec::new();
    for request in phone.node.requests().expect("requests") {
        if let Call::Push { frames: sent, .. } = &request.call {
            frames.extend(sent.iter().cloned());
        }
        phone.node.answer(request.id, Err(CallFailed::Unreachable)).expect("taken");
    }
    frames
}

/// An hour on the Thursday of the week in which stories begin.
pub(crate) fn thursday(space: SpaceId) -> NewMeeting {
    NewMeeting {
        space,
        slot: "2026-03-05T14:00[Europe/Zurich]".parse().expect("a slot"),
        minutes: Minutes::new(60).expect("an hour"),
        title: String::new(),
        mode: None,
        place: String::new(),
    }
}
