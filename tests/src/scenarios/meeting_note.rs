//! The note of a meeting, written by two without a network: what belongs to
//! the same point of the agenda comes together, and nothing hides anything.

use crate::world::World;
use crate::world::notes::{look, shared_space, stored, type_at};
use rapport_domain::meeting::{AgendaAct, MeetingAct, Minutes, NewAgendaItem};
use rapport_domain::order::Order;
use rapport_domain::time::{Civil, Day, TimeOfDay, Zone};
use rapport_node::{NewMeeting, NewNote, Place};

#[test]
fn two_write_about_the_same_point_apart_from_one_another() {
    let world = World::new(61);
    let (mut ann, mut ben) = world.pair();
    let space = shared_space(&ann);
    let slot = Civil {
        day: Day::new(2026, 3, 9).expect("a day"),
        time: TimeOfDay::new(17, 30).expect("a time"),
        zone: Zone::new("Europe/Zurich").expect("a zone"),
    };
    let minutes = Minutes::new(45).expect("minutes");
    let new = NewMeeting { space, slot, minutes, title: "March".to_owned(), mode: None, place: String::new() };
    let meeting = ann.node.propose_meeting(new).expect("a meeting");
    let item = ann.node.new_agenda_id();
    let point = NewAgendaItem { id: item, text: "The application".into(), order: Order::first(), carried_from: None };
    ann.node.act_on_meeting(meeting, MeetingAct::Agenda(AgendaAct::Add(point))).expect("a point");
    for _ in 0..2 {
        world.sync(&mut ann);
        world.sync(&mut ben);
    }

    // Both offline from here on: each begins the note, opens the point, types.
    let mut made = Vec::new();
    for (phone, text) in [(&mut ann, "Ann asks for help. "), (&mut ben, "Ben offers a letter. ")] {
        let place = Place::In(space);
        let new = NewNote { place, title: "March".to_owned(), meeting: Some(meeting) };
        let (note, free) = phone.node.begin_note(new).expect("a note");
        let section = phone.node.add_section(note, "The application".to_owned(), Some(item)).expect("a section");
        for (at, text) in [(section, text), (free, "Besides. ")] {
            let screen = phone.node.open_screen(note, at).expect("a screen");
            type_at(&screen, 0, text);
            phone.node.tick().expect("journalled");
        }
        made.push((note, free, section));
    }
    assert_eq!(made[0], made[1], "both made the same note with the same sections");
    let (note, free, section) = made[0];

    for _ in 0..2 {
        world.sync(&mut ann);
        world.sync(&mut ben);
    }
    let text = stored(&world, &ann, note, section);
    assert_eq!(text, stored(&world, &ben, note, section));
    assert_eq!(text.len(), "Ann asks for help. Ben offers a letter. ".len(), "{text}");
    assert!(text.contains("Ann asks for help. ") && text.contains("Ben offers a letter. "), "{text}");
    assert_eq!(stored(&world, &ben, note, free), "Besides. Besides. ");
    for phone in [&ann, &ben] {
        let notes = look(phone, world.clock.now(), |lens| rapport_node::view::notes::notes(lens, Some(space), 0, 10));
        assert_eq!(notes.len(), 1, "{}", phone.name);
        let view = look(phone, world.clock.now(), |lens| rapport_node::view::notes::note(lens, note));
        assert_eq!(view.row.meeting, Some(meeting));
        let sections: Vec<_> = view.sections.iter().map(|one| (one.id, one.agenda)).collect();
        assert_eq!(sections.len(), 2, "{sections:?}");
        assert!(sections.contains(&(section, Some(item))) && sections.contains(&(free, None)));
    }

    // Asked for once more it is the same note, now with everything in it.
    let new = NewNote { place: Place::In(space), title: "Again".to_owned(), meeting: Some(meeting) };
    assert_eq!(ben.node.begin_note(new).expect("the note").0, note);
}
