//! A record that its relay refuses, today and for ever. Elsewhere a phone sent
//! it again and again, all night, until its plan was used up.

use crate::scenarios::linking::begin;
use crate::world::carry::Carrier;
use crate::world::notes::shared_space;
use crate::world::{Phone, World, look};
use rapport_node::{Call, CallFailed, Code, Request};
use rapport_wire::relay::RelayProblem;

const MINUTE: i64 = 60_000;

#[test]
fn a_record_that_is_refused_for_ever_is_sent_once_an_hour_and_all_else_goes_on() {
    let world = World::new(1220);
    let (mut ann, mut ben) = world.pair();
    let space = shared_space(&ann);
    begin(&mut ann, space, "Nobody takes this");
    let carrier = Carrier::new(&world.relay);
    let (mut refused, mut sent, mut asked) = (Vec::new(), 0_usize, false);
    ann.node.push_now().expect("begun");
    for day in 0..3 {
        let mut times = 0;
        for minute in 0..24 * 60 {
            world.clock.advance(MINUTE);
            if day == 1 && minute == 60 {
                begin(&mut ben, space, "Ben goes on");
                world.sync(&mut ben);
                ann.node.sync_now().expect("sync begins");
                asked = true;
            }
            loop {
                let mut waiting = ann.node.requests().expect("requests");
                if waiting.is_empty() {
                    break;
                }
                while let Some(Request { id, call, .. }) = waiting.pop() {
                    let answer = if let Call::Push { frames, .. } = &call {
                        times += 1;
                        sent += frames.iter().map(Vec::len).sum::<usize>();
                        Err(CallFailed::Refused(RelayProblem::new(Code::TooLarge, "no")))
                    } else {
                        carrier.ask(&call)
                    };
                    waiting.extend(ann.node.answer(id, answer).expect("taken"));
                }
            }
            ann.node.tick().expect("what is due is done");
            if std::mem::take(&mut asked) {
                assert!(titles(&world, &ann).contains(&"Ben goes on".to_owned()), "it waits for nothing");
            }
        }
        refused.push(times);
    }
    assert!(refused.iter().all(|times| *times > 0), "it is tried: {refused:?}");
    assert!(
        refused[0] < 60 && refused[1..].iter().all(|times| *times <= 50),
        "the pauses grow to an hour: {refused:?}"
    );
    assert!(sent < 300_000, "{sent} bytes in three days");
    // It is kept, and told; what others write comes.
    assert!(look::line(&ann.node, world.clock.now()).waiting > 0);
    let told = ann.node.relay_statuses().into_iter().find_map(|relay| relay.trouble);
    assert_eq!(told, Some(rapport_node::Trouble::Refused(Code::TooLarge)));
    assert!(titles(&world, &ann).contains(&"Ben goes on".to_owned()));
}

fn titles(world: &World, phone: &Phone) -> Vec<String> {
    let rows = look::through(&phone.node, world.clock.now(), |lens| {
        rapport_node::view::goals::goals(lens, rapport_node::view::goals::GoalFilter::default(), 0, 10)
    });
    rows.expect("goals").into_iter().map(|row| row.title).collect()
}
