//! A note that two phones have, and looking at it the way screens do.

use super::zones::Zones;
use super::{Phone, World};
use rapport_documents::Edit;
use rapport_domain::time::Zone;
use rapport_ids::{NoteId, SectionId, SpaceId};
use rapport_node::view::Lens;
use rapport_node::{NewNote, NodeResult, Place, Screen};

/// The space that two people share.
pub(crate) fn shared_space(phone: &Phone) -> SpaceId {
    phone.node.invites().expect("invites")[0].space.expect("joined")
}

/// A note that Ann began and both have, with one section.
pub(crate) fn shared_note(world: &World, ann: &mut Phone, ben: &mut Phone) -> (NoteId, SectionId) {
    let place = Place::In(shared_space(ann));
    let new = NewNote { place, title: "What we learned".to_owned(), meeting: None };
    let made = ann.node.begin_note(new).expect("a note");
    for _ in 0..2 {
        world.sync(ann);
        world.sync(ben);
    }
    made
}

/// Puts a text in, as a keyboard does.
pub(crate) fn type_at(screen: &Screen, at: u32, text: &str) {
    screen.exchange(&[Edit::splice(at, 0, text)]).expect("it can be typed there");
}

/// What a screen shows once it has taken what waits for it.
pub(crate) fn shown(screen: &Screen) -> String {
    screen.exchange(&[]).expect("nothing typed");
    screen.whole().text
}

/// Looks at what a phone has stored.
pub(crate) fn look<T>(phone: &Phone, now_ms: i64, view: impl FnOnce(&Lens<'_>) -> NodeResult<T>) -> T {
    let reader = phone.node.reader().expect("a reader");
    let zone = Zone::new("Europe/Zurich").expect("a zone");
    view(&Lens::new(&reader, phone.node.viewer(), now_ms, &zone, &Zones)).expect("it can be shown")
}

/// The stored text of a section.
pub(crate) fn stored(world: &World, phone: &Phone, note: NoteId, section: SectionId) -> String {
    let view = look(phone, world.clock.now(), |lens| rapport_node::view::notes::note(lens, note));
    view.sections.into_iter().find(|one| one.id == section).expect("the section").text.text
}
