//! One record that cannot be opened, in a page of a thousand. Elsewhere the
//! whole page was given up, with each new attempt.

use crate::scenarios::linking::begin;
use crate::world::carry::Carrier;
use crate::world::notes::{look, shared_space};
use crate::world::{Phone, World};
use rapport_node::view::goals::{GoalFilter, goals};
use rapport_node::{Answer, Request};

const MANY: u32 = 1_000;

fn shown(world: &World, phone: &Phone) -> usize {
    look(phone, world.clock.now(), |lens| goals(lens, GoalFilter::default(), 0, 2 * MANY)).len()
}

#[test]
fn one_record_that_cannot_be_opened_keeps_none_of_a_thousand_away() {
    let world = World::new(1104);
    let (mut ann, mut ben) = world.pair();
    let space = shared_space(&ann);
    for nth in 0..=MANY {
        begin(&mut ann, space, &format!("Goal {nth}"));
    }
    world.sync(&mut ann);

    // The same one comes damaged each time it is asked for.
    let (carrier, mut bent) = (Carrier::new(&world.relay), None);
    ben.node.sync_now().expect("sync begins");
    loop {
        let mut waiting = ben.node.requests().expect("requests");
        if waiting.is_empty() {
            break;
        }
        while let Some(Request { id, call, .. }) = waiting.pop() {
            let mut answer = carrier.ask(&call);
            if let Ok(Answer::Page(page)) = &mut answer {
                let middle = page.records.len() / 2;
                for (nth, record) in page.records.iter_mut().enumerate() {
                    if middle > 50 && bent.is_none() && nth == middle {
                        bent = Some(record.seq);
                    }
                    if bent == Some(record.seq) {
                        *record.frame.last_mut().expect("a byte") ^= 1;
                    }
                }
            }
            waiting.extend(ben.node.answer(id, answer).expect("taken"));
        }
        ben.node.tick().expect("what is due is done");
    }
    assert!(bent.is_some(), "one was damaged");
    assert_eq!(shown(&world, &ben), MANY as usize, "all but one");

    // The line is good again: it is asked for once more, and comes.
    for _ in 0..3 {
        world.clock.advance(24 * 3_600_000);
        world.sync(&mut ben);
    }
    assert_eq!(shown(&world, &ben), shown(&world, &ann));
}
