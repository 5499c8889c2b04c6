//! A pair exchanges its key while one of the two is without a network.

use crate::world::acts::into_the_void;
use crate::world::carry::Carrier;
use crate::world::notes::{look, shared_note, shared_space, stored, type_at};
use crate::world::{Phone, World};
use rapport_domain::Millis;
use rapport_node::{Answer, KeyView, Request};
use rapport_wire::Frame;

/// What a phone seals in a tunnel.
fn in_a_tunnel(phone: &mut Phone) -> Vec<Frame> {
    into_the_void(phone).into_iter().map(|bytes| Frame::parse(bytes).expect("a frame")).collect()
}

#[test]
fn both_go_on_and_nothing_typed_under_the_old_key_is_lost() {
    let world = World::new(51);
    let (mut ann, mut ben) = world.pair();
    let space = shared_space(&ann);
    let (note, section) = shared_note(&world, &mut ann, &mut ben);
    let lines = |ann: &Phone, ben: &Phone| {
        let line = |phone| look(phone, world.clock.now(), rapport_node::view::sync::line);
        [ann, ben].map(line).map(|line| (line.waiting, line.deferred, line.quarantined))
    };
    let before = lines(&ann, &ben);
    let first = ann.node.key_of(space).expect("a key");
    assert_eq!(KeyView { rotating: false, ..ben.node.key_of(space).expect("a key") }, first);

    // Ben writes; his phone seals it, and no byte of it arrives.
    let at_ben = ben.node.open_screen(note, section).expect("a screen");
    type_at(&at_ben, 0, "from a tunnel");
    ben.node.push_now().expect("begun");
    let lost = in_a_tunnel(&mut ben);
    assert!(!lost.is_empty(), "sealed before the key changed");

    world.clock.advance(60_000);
    ann.node.rotate_key(space).expect("asked for");
    ann.node.rotate_key(space).expect("asked for twice is asked for once");
    assert!(ann.node.key_of(space).expect("a key").rotating);
    world.sync(&mut ann);
    let second = ann.node.key_of(space).expect("a key");
    assert_eq!(second, KeyView { number: first.number + 1, since: Millis(world.clock.now()), rotating: false });

    // Ann writes under the new key, before Ben has heard of it.
    let at_ann = ann.node.open_screen(note, section).expect("a screen");
    type_at(&at_ann, 0, "new. ");
    world.sync(&mut ann);
    world.clock.advance(5_000);

    // The tunnel ends. First he only sends: the relay wants nothing under the old key.
    ben.node.push_now().expect("begun");
    Carrier::new(&world.relay).run(&mut ben.node);
    world.sync(&mut ben);
    assert_eq!(ben.node.key_of(space).expect("a key"), second);
    for _ in 0..2 {
        world.sync(&mut ann);
        world.sync(&mut ben);
    }
    let text = stored(&world, &ann, note, section);
    assert_eq!(text, stored(&world, &ben, note, section));
    assert!(text.contains("new. ") && text.contains("from a tunnel"), "{text}");
    assert_eq!(lines(&ann, &ben), before, "nothing waits that did not wait before, and nothing is held");

    // And both go on, also after a restart.
    drop((at_ann, at_ben));
    let (mut ann, mut ben) = (world.restart(ann), world.restart(ben));
    assert_eq!((ann.node.key_of(space), ben.node.key_of(space)), (Ok(second), Ok(second)));
    let screen = ben.node.open_screen(note, section).expect("a screen");
    type_at(&screen, 0, "once more: ");
    world.sync(&mut ben);
    world.sync(&mut ann);
    assert_eq!(stored(&world, &ann, note, section), format!("once more: {text}"));
}

#[test]
fn both_may_ask_at_the_same_time() {
    let world = World::new(52);
    let (mut ann, mut ben) = world.pair();
    let space = shared_space(&ann);
    let (note, section) = shared_note(&world, &mut ann, &mut ben);
    let first = ann.node.key_of(space).expect("a key");
    ann.node.rotate_key(space).expect("asked for");
    ben.node.rotate_key(space).expect("asked for");
    for _ in 0..3 {
        world.sync(&mut ann);
        world.sync(&mut ben);
    }
    let (a, b) = (ann.node.key_of(space).expect("a key"), ben.node.key_of(space).expect("a key"));
    assert_eq!(a, b);
    assert_eq!(a.number, first.number + 2, "one after the other");
    let screen = ann.node.open_screen(note, section).expect("a screen");
    type_at(&screen, 0, "still here");
    world.sync(&mut ann);
    world.sync(&mut ben);
    assert_eq!(stored(&world, &ben, note, section), "still here");
}

#[test]
fn a_key_that_somebody_kept_back_once_comes_with_a_later_look() {
    let world = World::new(53);
    let (mut ann, mut ben) = world.pair();
    let space = shared_space(&ann);
    let (note, section) = shared_note(&world, &mut ann, &mut ben);
    ann.node.rotate_key(space).expect("asked for");
    world.sync(&mut ann);
    let second = ann.node.key_of(space).expect("a key");

    // Who sits on the line leaves out of every page what is new.
    let carrier = Carrier::new(&world.relay);
    let mut left_out = 0;
    ben.node.sync_now().expect("sync begins");
    let mut waiting = ben.node.requests().expect("requests");
    while let Some(Request { id, call, .. }) = waiting.pop() {
        let mut answer = carrier.ask(&call);
        if let Ok(Answer::Page(page)) = &mut answer {
            left_out += page.records.len();
            page.records.clear();
        }
        waiting.extend(ben.node.answer(id, answer).expect("the answer is taken"));
        if waiting.is_empty() {
            waiting = ben.node.requests().expect("requests");
        }
    }
    assert!(left_out > 0, "there was something to leave out");
    assert_ne!(ben.node.key_of(space).expect("a key").number, second.number);

    // The line is good again.
    let mut ben = world.restart(ben);
    let screen = ann.node.open_screen(note, section).expect("a screen");
    type_at(&screen, 0, "under the new key");
    for _ in 0..2 {
        world.clock.advance(20 * 60 * 1000);
        world.sync(&mut ann);
        world.sync(&mut ben);
    }
    assert_eq!(ben.node.key_of(space).expect("a key"), second);
    assert_eq!(stored(&world, &ben, note, section), "under the new key");
}
