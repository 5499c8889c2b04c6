//! Leaving is cut off anywhere, and comes at any time.

use super::{both, left, of_space, write};
use crate::world::carry::Carrier;
use crate::world::chance::seeds;
use crate::world::notes::{look, shared_note, shared_space, stored};
use crate::world::{Phone, World};
use rapport_node::view;
use rapport_node::view::people::LeftBy;

/// Carries calls until so many have been answered; the answer to the last one
/// is lost. Whether it came so far.
fn cut_after(world: &World, phone: &mut Phone, calls: usize) -> bool {
    phone.node.sync_now().expect("sync begins");
    let mut waiting = phone.node.requests().expect("requests");
    let mut count = 0;
    while let Some(request) = waiting.pop() {
        let answer = Carrier::new(&world.relay).ask(&request.call);
        if count == calls {
            return true;
        }
        count += 1;
        waiting.extend(phone.node.answer(request.id, answer).expect("taken"));
        if waiting.is_empty() {
            waiting = phone.node.requests().expect("requests");
        }
    }
    false
}

#[test]
fn leaving_may_be_interrupted_after_any_call_on_either_phone() {
    for whose in 0..2 {
        for calls in 0..40 {
            let world = World::new(207);
            let (mut ann, mut ben) = world.pair();
            let space = shared_space(&ann);
            let (note, section) = shared_note(&world, &mut ann, &mut ben);
            write(&mut ann, note, section, "Bye. ");
            ann.node.leave_pair(space).expect("left");
            let mut cut = false;
            if whose == 0 {
                cut = cut_after(&world, &mut ann, calls);
                ann = world.restart(ann);
                ann.node.leave_pair(space).expect("once more");
            }
            world.sync(&mut ann);
            if whose == 1 {
                cut = cut_after(&world, &mut ben, calls);
                ben = world.restart(ben);
            }
            both(&world, &mut ben, &mut ann);
            assert_eq!(left(&world, &ann), Some(LeftBy::Me { told: true }), "{whose} {calls}");
            assert_eq!(of_space(&ann, space), ["invites", "left_pairs"], "{whose} {calls}");
            assert_eq!(left(&world, &ben), Some(LeftBy::Partner), "{whose} {calls}");
            assert_eq!(ben.node.key_of(space).expect("a key").number, 2, "{whose} {calls}");
            assert_eq!(stored(&world, &ben, note, section), "Bye. ", "{whose} {calls}");
            let line = look(&ben, world.clock.now(), view::sync::line);
            assert_eq!((line.waiting, line.deferred, line.quarantined), (0, 0, 0), "{whose} {calls}");
            if !cut {
                assert!(calls > 3, "{whose}: a story of {calls} calls");
                break;
            }
        }
    }
}

#[test]
fn whenever_somebody_leaves_what_they_wrote_before_is_there() {
    for seed in seeds(300..330) {
        let world = World::new(seed);
        let (mut ann, mut ben) = world.pair();
        let space = shared_space(&ann);
        let (note, section) = shared_note(&world, &mut ann, &mut ben);
        let (mut anns, mut bens, mut gone) = (Vec::new(), Vec::new(), false);
        for n in 0..24 {
            match world.seed.below(9) {
                0 | 1 if !gone => {
                    let text = format!("<a{n}>");
                    write(&mut ann, note, section, &text);
                    anns.push(text);
                }
                2 | 3 => {
                    let text = format!("<b{n}>");
                    write(&mut ben, note, section, &text);
                    bens.push(text);
                }
                4 => world.sync(&mut ann),
                5 => world.sync(&mut ben),
                6 => ann = world.restart(ann),
                7 => ben = world.restart(ben),
                _ if n > 6 && !gone => {
                    ann.node.leave_pair(space).expect("left");
                    gone = true;
                }
                _ => world.clock.advance(60_000),
            }
        }
        ann.node.leave_pair(space).expect("left, at the latest now");
        for _ in 0..2 {
            both(&world, &mut ann, &mut ben);
        }
        let text = stored(&world, &ben, note, section);
        for piece in anns.iter().chain(&bens) {
            assert!(text.contains(piece), "seed {seed}: {piece} is missing in {text}");
        }
        assert_eq!(left(&world, &ann), Some(LeftBy::Me { told: true }), "seed {seed}");
        assert_eq!(of_space(&ann, space), ["invites", "left_pairs"], "seed {seed}");
        assert_eq!(left(&world, &ben), Some(LeftBy::Partner), "seed {seed}");
        let line = look(&ben, world.clock.now(), view::sync::line);
        assert_eq!((line.waiting, line.deferred, line.quarantined), (0, 0, 0), "seed {seed}");
    }
}
