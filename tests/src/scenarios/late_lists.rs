//! A note that the partner has written in: the text is there at once, its place
//! in lists and search right after, whatever happens in between.

use crate::world::carry::Carrier;
use crate::world::notes::{look, shared_note, shown, stored, type_at};
use crate::world::{Phone, World};
use rapport_node::domain::note::NoteAct;
use rapport_node::ids::NoteId;
use rapport_node::view::{notes, search};

#[test]
fn the_text_is_there_before_the_list() {
    let (world, mut ben, note) = merged();
    assert_eq!(found(&world, &ben, "raspberries"), 0, "nobody has made the list yet");
    ben.node.tick().expect("the list is made");
    assert_eq!((found(&world, &ben, "raspberries"), found(&world, &ben, "jam")), (1, 1));
    assert_eq!(listed(&world, &ben, note), ("raspberries and jam".to_owned(), world.clock.now()));
}

#[test]
fn a_process_that_dies_before_the_list_makes_it_when_it_starts() {
    let (world, ben, note) = merged();
    let merged_at = world.clock.now();
    world.clock.advance(60_000);
    let ben = world.restart(ben);
    assert_eq!(found(&world, &ben, "raspberries"), 1);
    assert_eq!(listed(&world, &ben, note), ("raspberries and jam".to_owned(), merged_at), "it keeps its place");
}

#[test]
fn a_phone_put_to_sleep_has_made_its_lists() {
    let (world, mut ben, _) = merged();
    ben.node.rest().expect("at rest");
    assert_eq!(found(&world, &ben, "raspberries"), 1);
}

#[test]
fn what_one_writes_oneself_meanwhile_is_newer() {
    let (world, mut ben, note) = merged();
    world.clock.advance(1_000);
    ben.node.act_on_note(note, NoteAct::Title("Fruit".to_owned())).expect("a title");
    let own = world.clock.now();
    ben.node.tick().expect("the list is made");
    assert_eq!(listed(&world, &ben, note).1, own);
    assert_eq!(found(&world, &ben, "raspberries"), 1);
    assert!(found(&world, &ben, "fruit") > 0, "under its new title, too");
}

/// Ben has merged what Ann wrote, and his lists have not followed.
fn merged() -> (World, Phone, NoteId) {
    let world = World::new(7);
    let (mut ann, mut ben) = world.pair();
    let (note, section) = shared_note(&world, &mut ann, &mut ben);
    let on_ben = ben.node.open_screen(note, section).expect("an editor");
    let on_ann = ann.node.open_screen(note, section).expect("an editor");
    type_at(&on_ann, 0, "raspberries and jam");
    ann.node.journal().expect("journalled");
    world.clock.advance(60_000);
    ann.node.tick().expect("the burst ends");
    world.sync(&mut ann);
    ben.node.sync_now().expect("sync begins");
    Carrier::new(&world.relay).run(&mut ben.node);
    assert_eq!(shown(&on_ben), "raspberries and jam");
    assert_eq!(stored(&world, &ben, note, section), "raspberries and jam");
    (world, ben, note)
}

fn found(world: &World, phone: &Phone, word: &str) -> usize {
    look(phone, world.clock.now(), |lens| search::search(lens, word, 10)).len()
}

/// What the list says of the note, and since when.
fn listed(world: &World, phone: &Phone, note: NoteId) -> (String, i64) {
    let rows = look(phone, world.clock.now(), |lens| notes::notes(lens, None, 0, 10));
    let row = rows.into_iter().find(|row| row.id == note).expect("a row");
    (row.snippet, row.changed.0)
}
