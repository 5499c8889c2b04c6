//! Presence is believed as any entry is: of members, of now, and once.

use crate::world::World;
use crate::world::live::Together;
use crate::world::notes::{shared_note, shared_space};
use rapport_ids::NoteId;
use rapport_node::Screen;
use rapport_wire::relay::LiveNews;
use std::sync::Arc;

const ANN: usize = 0;
const BEN: usize = 1;

fn there(all: &mut Together<'_>, note: NoteId) -> usize {
    all.phones[ANN].node.presence(note).expect("presence").len()
}

/// Ben opens a note that Ann watches; the frame with which he told it.
fn begin(world: &World) -> (Together<'_>, NoteId, Arc<Screen>, LiveNews) {
    let (mut ann, mut ben) = world.pair();
    let (note, section) = shared_note(world, &mut ann, &mut ben);
    let mut all = Together::new(world, ann, ben);
    let screen = all.phones[BEN].node.open_screen(note, section).expect("a screen");
    all.settle();
    let (_, _, told) = all.sent.first().expect("Ben said that he is there").clone();
    assert_eq!(there(&mut all, note), 1);
    (all, note, screen, told)
}

#[test]
fn an_old_frame_shown_again_brings_nobody_back() {
    let world = World::new(41);
    let (mut all, note, screen, told) = begin(&world);
    drop(screen);
    all.pass(1_000);
    assert_eq!(there(&mut all, note), 0);
    all.show(ANN, told.clone());
    assert_eq!(there(&mut all, note), 0);
    // Not even after everything was forgotten here, once Ben's chain is further.
    let space = shared_space(&all.phones[BEN]);
    let place = rapport_node::Place::In(space);
    let new = rapport_node::NewNote { place, title: "Next".to_owned(), meeting: None };
    all.phones[BEN].node.begin_note(new).expect("a note");
    all.pass(1_000);
    let Together { phones: [ann, ben], .. } = all;
    let ann = world.restart(ann);
    let mut all = Together::new(&world, ann, ben);
    all.show(ANN, told);
    assert_eq!(there(&mut all, note), 0);
}

#[test]
fn a_frame_that_was_touched_is_none() {
    let world = World::new(42);
    let (mut all, note, screen, told) = begin(&world);
    drop(screen);
    all.pass(40_000);
    for place in (0..told.frame.0.len()).step_by(13) {
        let mut touched = told.clone();
        touched.frame.0[place] ^= 1;
        all.show(ANN, touched);
    }
    let mut short = told.clone();
    short.frame.0.truncate(60);
    all.show(ANN, short);
    let mut elsewhere = told;
    elsewhere.space = all.phones[ANN].node.personal_space();
    all.show(ANN, elsewhere);
    assert_eq!(there(&mut all, note), 0);
}

#[test]
fn a_restart_counts_anew_and_is_seen_at_once() {
    let world = World::new(43);
    let (all, note, screen, _) = begin(&world);
    let section = screen.section();
    drop(screen);
    let Together { phones: [ann, ben], .. } = all;
    let ben = world.restart(ben);
    let mut all = Together::new(&world, ann, ben);
    let _screen = all.phones[BEN].node.open_screen(note, section).expect("a screen");
    all.settle();
    assert_eq!(there(&mut all, note), 1);
}

#[test]
fn nothing_of_it_is_stored() {
    let world = World::new(44);
    let (all, _, screen, told) = begin(&world);
    let frame = rapport_wire::Frame::parse(told.frame.0.clone()).expect("a frame");
    let reader = all.phones[ANN].node.reader().expect("a reader");
    let known = rapport_store::tables::records::known(reader.conn(), &told.space, &frame.record_id());
    assert!(!known.expect("read"));
    drop(screen);
}

#[test]
fn a_frame_under_a_key_of_earlier_is_not_believed() {
    let world = World::new(45);
    let (mut all, note, screen, told) = begin(&world);
    all.pass(12_000);
    let late = all.sent.last().expect("a beat").2.clone();
    let section = screen.section();
    drop(screen);
    all.pass(1_000);
    all.phones[ANN].node.rotate_key(told.space).expect("asked for");
    all.pass(1_000);
    all.show(ANN, late);
    assert_eq!(there(&mut all, note), 0);
    // And under the new one both see one another again.
    let _screen = all.phones[BEN].node.open_screen(note, section).expect("a screen");
    all.pass(1_000);
    assert_eq!(there(&mut all, note), 1);
}
