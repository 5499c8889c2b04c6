//! The pair gets a new key between two edits: one of them writes without a
//! network under the old one, the other one already writes under the new one.

use super::phone::Phone;
use super::scan::Secrets;
use super::tell::Voice;
use super::typing::{self, Desk};
use crate::failed::Stop;
use rapport_core::ids::{NoteId, SectionId, SpaceId};
use rapport_people::Splice;

pub(super) const UNDER_THE_OLD: &str = "Book the train to the venue.";
pub(super) const UNDER_THE_NEW: &str = "Borrow a clip-on microphone. ";

/// Gives the number of the new key.
pub(super) fn renew(
    [mentee, mentor]: &[Phone; 2],
    (space, note, section): (SpaceId, NoteId, SectionId),
    secrets: &mut Secrets,
    voice: &mut Voice,
) -> Result<u32, Stop> {
    let (away, here) = (mentee.first_name(), mentor.first_name());
    voice.step(&format!("A new key: {here} asks for it while {away} writes without a network"));
    let mut desks = [Desk::open(mentee, note, section)?, Desk::open(mentor, note, section)?];
    let end = desks[0].text().encode_utf16().count();
    let before = mentee.core.people().key(space)?.number;
    desks[0].type_in(&Splice { at: end, delete: 0, insert: UNDER_THE_OLD.to_owned() }, secrets)?;
    voice.detail(&format!("{away} writes a line; her phone has key {before}"));
    mentor.core.people().renew_key(space)?;
    mentor.sync()?;
    let after = mentor.core.people().key(space)?.number;
    if after == before {
        return Err(Stop::check("the key was not renewed"));
    }
    desks[1].type_in(&Splice { at: 0, delete: 0, insert: UNDER_THE_NEW.to_owned() }, secrets)?;
    mentor.sync()?;
    voice.detail(&format!("{here} has key {after}, and what he writes is sealed with it"));
    // She sends first, and learns only then that there is a new key.
    typing::connect(&mut desks)?;
    for phone in [mentee, mentor] {
        phone.sync()?;
    }
    for (desk, phone) in desks.iter_mut().zip([mentee, mentor]) {
        desk.look()?;
        voice.shows(phone, &desk.text());
    }
    secrets.text(&desks[0].text());
    Ok(after)
}
