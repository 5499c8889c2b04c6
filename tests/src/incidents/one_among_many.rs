//! One record that nobody can open, in the middle of a thousand. Elsewhere all
//! that came with it was given up, with each new attempt.

use crate::scenarios::linking::begin;
use crate::world::carry::Carrier;
use crate::world::notes::{look, shared_space};
use crate::world::{Phone, World, look as files};
use rapport_node::view::goals::{GoalFilter, goals};
use rapport_node::{Answer, Call, Request};

const MANY: u32 = 1_000;

fn shown(world: &World, phone: &Phone) -> usize {
    look(phone, world.clock.now(), |lens| goals(lens, GoalFilter::default(), 0, 2 * MANY)).len()
}

/// Sends what Ann wrote. Behind the first of it comes a record that looks like
/// one of hers, under the key of the pair, which does not open it.
fn send_with_one_that_does_not_open(world: &World, ann: &mut Phone) {
    let (carrier, mut put) = (Carrier::new(&world.relay), false);
    ann.node.sync_now().expect("sync begins");
    loop {
        let mut waiting = ann.node.requests().expect("requests");
        if waiting.is_empty() {
            break;
        }
        while let Some(Request { id, call, .. }) = waiting.pop() {
            let answer = carrier.ask(&call);
            if let (Call::Push { session, space, frames, .. }, Ok(_), false) = (&call, &answer, put)
                && frames.len() > 20
            {
                let mut bent = frames[0].clone();
                *bent.last_mut().expect("a byte") ^= 1;
                let more = Call::Push { session: session.clone(), space: *space, again: false, frames: vec![bent] };
                assert!(matches!(carrier.ask(&more), Ok(Answer::Pushed(_))), "the relay cannot tell");
                put = true;
            }
            waiting.extend(ann.node.answer(id, answer).expect("taken"));
        }
    }
    assert!(put, "there was something to send");
}

#[test]
fn one_record_that_cannot_be_opened_keeps_none_of_a_thousand_away() {
    let world = World::new(1104);
    let (mut ann, mut ben) = world.pair();
    let space = shared_space(&ann);
    for nth in 0..MANY {
        begin(&mut ann, space, &format!("Goal {nth}"));
    }
    send_with_one_that_does_not_open(&world, &mut ann);
    world.sync(&mut ben);
    assert_eq!(shown(&world, &ben), MANY as usize);
    let line = files::line(&ben.node, world.clock.now());
    assert_eq!((line.deferred, line.quarantined), (0, 1), "and the one is told of");

    // It is no reason to ask for everything again.
    world.clock.advance(24 * 3_600_000);
    ben.node.sync_now().expect("sync begins");
    let carrier = Carrier::new(&world.relay);
    carrier.run(&mut ben.node);
    assert!(carrier.asked() < 40, "{} calls", carrier.asked());
    assert_eq!(shown(&world, &ann), MANY as usize);
}
