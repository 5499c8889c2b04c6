//! Two people have the same note open: each sees the other come, write, move
//! about and leave, and what one types is with the other before the next word.

use crate::world::World;
use crate::world::live::Together;
use crate::world::notes::{shared_note, shown, stored, type_at};
use rapport_domain::Millis;
use rapport_ids::{NoteId, SectionId};
use rapport_node::{Caret, Screen, Topics};
use std::sync::Arc;

const ANN: usize = 0;
const BEN: usize = 1;

const fn at(place: u32) -> Caret {
    Caret { anchor: place, head: place }
}

/// Ann and Ben at their phones, and a note with "Hello world" in it.
fn begin(world: &World) -> (Together<'_>, NoteId, SectionId) {
    let (mut ann, mut ben) = world.pair();
    let (note, section) = shared_note(world, &mut ann, &mut ben);
    let screen = ann.node.open_screen(note, section).expect("a screen");
    type_at(&screen, 0, "Hello world");
    drop(screen);
    for _ in 0..2 {
        world.sync(&mut ann);
        world.sync(&mut ben);
    }
    (Together::new(world, ann, ben), note, section)
}

fn open(all: &mut Together<'_>, who: usize, note: NoteId, section: SectionId) -> Arc<Screen> {
    let screen = all.phones[who].node.open_screen(note, section).expect("a screen");
    all.settle();
    screen
}

fn carets(screen: &Screen) -> Vec<(u32, u32)> {
    screen.exchange(&[]).expect("nothing typed");
    screen.carets().into_iter().map(|(_, caret)| (caret.anchor, caret.head)).collect()
}

#[test]
fn one_sees_the_other_come_write_and_leave() {
    let world = World::new(31);
    let (mut all, note, section) = begin(&world);
    let _ann = open(&mut all, ANN, note, section);
    assert!(all.phones[ANN].node.presence(note).expect("presence").is_empty());
    all.phones[ANN].node.take_changed();

    let came = Millis(world.clock.now());
    let ben = open(&mut all, BEN, note, section);
    assert!(all.phones[ANN].node.take_changed().touch(Topics::LIVE));
    let views = all.phones[ANN].node.presence(note).expect("presence");
    assert_eq!(views.len(), 1);
    assert_eq!((views[0].name.as_str(), views[0].since), ("Ben Bernhardt", came));
    assert_eq!(
        (views[0].device, views[0].person),
        (all.phones[BEN].node.device(), Some(all.phones[BEN].node.person()))
    );
    assert!(!views[0].writing && views[0].section.is_none() && views[0].caret.is_none());
    let views = all.phones[BEN].node.presence(note).expect("presence");
    assert_eq!(views.len(), 1, "who comes learns at once who is there: {views:?}");

    type_at(&ben, 0, "!");
    all.phones[BEN].node.note_screen_caret(&ben, Some(at(1)));
    all.pass(500);
    let view = all.phones[ANN].node.presence(note).expect("presence").remove(0);
    assert!(view.writing);
    assert_eq!((view.section, view.caret), (Some(section), Some(at(1))));
    all.pass(3_500);
    assert!(!all.phones[ANN].node.presence(note).expect("presence")[0].writing);

    // Beats keep him there, and are news to nobody.
    all.phones[ANN].node.take_changed();
    all.pass(120_000);
    assert_eq!(all.phones[ANN].node.presence(note).expect("presence")[0].since, came);
    assert!(!all.phones[ANN].node.take_changed().touch(Topics::LIVE));

    drop(ben);
    all.pass(1_000);
    assert!(all.phones[ANN].node.presence(note).expect("presence").is_empty());
    assert!(all.phones[ANN].node.take_changed().touch(Topics::LIVE));
}

#[test]
fn who_falls_silent_is_forgotten_after_thirty_seconds() {
    let world = World::new(32);
    let (mut all, note, section) = begin(&world);
    let ann = open(&mut all, ANN, note, section);
    let ben = open(&mut all, BEN, note, section);
    all.phones[BEN].node.note_screen_caret(&ben, Some(at(5)));
    all.pass(1_000);
    assert_eq!(carets(&ann), [(5, 5)]);
    all.lossy = true;
    all.pass(28_000);
    assert_eq!(all.phones[ANN].node.presence(note).expect("presence").len(), 1);
    all.pass(2_000);
    assert!(all.phones[ANN].node.presence(note).expect("presence").is_empty());
    assert_eq!(carets(&ann), []);
    all.lossy = false;
    all.pass(20_000);
    assert_eq!(all.phones[ANN].node.presence(note).expect("presence").len(), 1, "and comes back by itself");
    assert_eq!(carets(&ann), [(5, 5)]);
}

#[test]
fn a_caret_stays_with_its_word_whoever_writes() {
    let world = World::new(33);
    let (mut all, note, section) = begin(&world);
    let ann = open(&mut all, ANN, note, section);
    let ben = open(&mut all, BEN, note, section);
    all.phones[BEN].node.note_screen_caret(&ben, Some(Caret { anchor: 6, head: 11 }));
    all.pass(300);
    assert_eq!(carets(&ann), [(6, 11)], "on `world`");

    type_at(&ann, 0, "Oh. ");
    assert_eq!(carets(&ann), [(10, 15)], "at once, with what Ann types");
    all.pass(1_000);
    assert_eq!(shown(&ben), "Oh. Hello world");
    assert_eq!(carets(&ann), [(10, 15)]);

    // Ben types in front of his selection; his phone reports where it is then.
    type_at(&ben, 4, ">> ");
    all.phones[BEN].node.note_screen_caret(&ben, Some(Caret { anchor: 13, head: 18 }));
    all.pass(1_000);
    assert_eq!(shown(&ann), "Oh. >> Hello world");
    assert_eq!(carets(&ann), [(13, 18)]);

    // A screen that opens later has it too, and one of another section has not.
    let more = open(&mut all, ANN, note, section);
    assert_eq!(carets(&more), [(13, 18)]);
    let other = all.phones[ANN].node.add_section(note, "More".to_owned(), None).expect("a section");
    let other = open(&mut all, ANN, note, other);
    assert_eq!(carets(&other), []);

    all.phones[BEN].node.note_screen_caret(&ben, None);
    all.pass(300);
    assert_eq!(carets(&ann), [], "he has the note open, and is in no text");
    assert_eq!(all.phones[ANN].node.presence(note).expect("presence").len(), 1);
}

#[test]
fn a_burst_ends_early_only_when_somebody_is_there_to_read_it() {
    let world = World::new(34);
    let (mut all, note, section) = begin(&world);
    let ann = open(&mut all, ANN, note, section);
    type_at(&ann, 0, "a");
    all.pass(1_999);
    assert_eq!(stored(&world, &all.phones[ANN], note, section), "Hello world");
    all.pass(1);
    assert_eq!(stored(&world, &all.phones[ANN], note, section), "aHello world");

    let ben = open(&mut all, BEN, note, section);
    type_at(&ann, 0, "b");
    all.pass(149);
    assert_eq!(stored(&world, &all.phones[ANN], note, section), "aHello world");
    all.pass(1);
    assert_eq!(shown(&ben), "baHello world", "150 ms after the last keystroke Ben reads it");

    // Without a rest: 400 ms after the first.
    for _ in 0..4 {
        type_at(&ann, 0, "c");
        all.pass(99);
    }
    assert_eq!(shown(&ben), "baHello world");
    type_at(&ann, 0, "c");
    all.pass(4);
    assert_eq!(shown(&ben), "cccccbaHello world");
}

#[test]
fn never_more_than_five_frames_a_second_and_the_last_word_is_said() {
    let world = World::new(35);
    let (mut all, note, section) = begin(&world);
    let ann = open(&mut all, ANN, note, section);
    let _ben = open(&mut all, BEN, note, section);
    for step in 0..400u32 {
        all.phones[ANN].node.note_screen_caret(&ann, Some(at(step % 11)));
        all.pass(7);
    }
    all.phones[ANN].node.note_screen_caret(&ann, Some(at(9)));
    all.pass(200);
    let times: Vec<i64> = all.sent.iter().filter(|(_, who, _)| *who == ANN).map(|(ms, _, _)| *ms).collect();
    assert!(times.len() >= 14, "2.8 seconds of moving: {}", times.len());
    for window in times.windows(6) {
        assert!(window[5] - window[0] >= 1_000, "{window:?}");
    }
    let view = all.phones[BEN].node.presence(note).expect("presence").remove(0);
    assert_eq!(view.caret, Some(at(9)));
}

#[test]
fn alone_one_moves_about_without_telling_every_step() {
    let world = World::new(36);
    let (mut all, note, section) = begin(&world);
    let ann = open(&mut all, ANN, note, section);
    for step in 0..100u32 {
        all.phones[ANN].node.note_screen_caret(&ann, Some(at(step % 11)));
        all.pass(100);
    }
    assert!(all.sent.len() <= 7, "ten seconds: {}", all.sent.len());
}

#[test]
fn what_was_typed_last_outlives_its_screen() {
    let world = World::new(39);
    let (mut ann, mut ben) = world.pair();
    let (note, section) = shared_note(&world, &mut ann, &mut ben);
    let screen = ann.node.open_screen(note, section).expect("a screen");
    type_at(&screen, 0, "typed, and closed at once");
    drop(screen);
    let ann = world.restart({
        ann.node.journal().expect("journalled");
        ann
    });
    assert_eq!(stored(&world, &ann, note, section), "typed, and closed at once");
}

#[test]
fn nothing_is_said_while_nobody_watches_or_nothing_is_open() {
    let world = World::new(37);
    let (mut all, note, section) = begin(&world);
    all.pass(60_000);
    assert!(all.sent.is_empty());
    all.phones[ANN].node.set_watching(false);
    let ann = open(&mut all, ANN, note, section);
    all.phones[ANN].node.note_screen_caret(&ann, Some(at(3)));
    all.pass(60_000);
    assert!(all.sent.is_empty());
    all.phones[ANN].node.set_watching(true);
    all.pass(1);
    assert_eq!(all.sent.len(), 1);
}

#[test]
fn lost_frames_hold_up_nothing() {
    let world = World::new(38);
    let (mut all, note, section) = begin(&world);
    let ann = open(&mut all, ANN, note, section);
    let ben = open(&mut all, BEN, note, section);
    all.pass(1_000);
    all.lossy = true;
    for step in 0..50u32 {
        type_at(&ann, step, "x");
        all.phones[ANN].node.note_screen_caret(&ann, Some(at(step + 1)));
        all.pass(200);
    }
    let text = format!("{}Hello world", "x".repeat(50));
    assert_eq!(shown(&ben), text, "what was typed arrives all the same");
    assert!(all.phones[ANN].node.sync_is_idle());
    let lost = all.sent.iter().filter(|(ms, who, _)| *who == ANN && *ms > world.clock.now() - 10_000).count();
    assert!(lost <= 2, "and nobody shouts into the void: {lost}");
}
