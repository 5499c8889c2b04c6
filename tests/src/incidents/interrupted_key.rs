//! The key of a pair is renewed, and the phone dies in the middle. Elsewhere
//! one side had the new key and the other one did not, for good.

use crate::world::carry::Carrier;
use crate::world::notes::{shared_note, shared_space, stored, type_at};
use crate::world::{Phone, World};
use rapport_node::Request;

/// Before the relay hears of a call, or after it and before the phone hears the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Death {
    Before,
    After,
}

/// Carries calls until the phone dies at one of them. Whether it did.
fn until_it_dies(world: &World, phone: &mut Phone, at: u64, death: Death) -> bool {
    let (carrier, mut count) = (Carrier::new(&world.relay), 0);
    phone.node.sync_now().expect("sync begins");
    loop {
        let mut waiting = phone.node.requests().expect("requests");
        if waiting.is_empty() {
            return false;
        }
        while let Some(Request { id, call, .. }) = waiting.pop() {
            if count == at && death == Death::Before {
                return true;
            }
            let answer = carrier.ask(&call);
            if count == at {
                return true;
            }
            count += 1;
            waiting.extend(phone.node.answer(id, answer).expect("taken"));
        }
        phone.node.tick().expect("what is due is done");
    }
}

#[test]
fn a_renewed_key_that_is_interrupted_at_every_step_is_the_same_for_both() {
    for death in [Death::Before, Death::After] {
        let mut steps = 0;
        loop {
            let world = World::new(1200 + steps);
            let (mut ann, mut ben) = world.pair();
            let space = shared_space(&ann);
            let (note, section) = shared_note(&world, &mut ann, &mut ben);
            let first = ann.node.key_of(space).expect("a key");
            ann.node.rotate_key(space).expect("asked for");
            let died = until_it_dies(&world, &mut ann, steps, death);
            let mut ann = world.restart(ann);
            for _ in 0..3 {
                world.sync(&mut ann);
                world.sync(&mut ben);
            }
            let [anns, bens] = [&mut ann, &mut ben].map(|phone| phone.node.key_of(space).expect("a key"));
            assert_eq!(anns, bens, "{death:?} {steps}: both have the same");
            // Who did not hear that it was done may do it once more.
            let new = first.number + 1..=first.number + 2;
            assert!(new.contains(&anns.number) && !anns.rotating, "{death:?} {steps}: {first:?}, then {anns:?}");
            let screen = ben.node.open_screen(note, section).expect("a screen");
            type_at(&screen, 0, "under the new key");
            world.sync(&mut ben);
            world.sync(&mut ann);
            assert_eq!(stored(&world, &ann, note, section), "under the new key", "{death:?} {steps}");
            if !died {
                break;
            }
            steps += 1;
        }
        assert!(steps > 3, "it takes more than {steps} steps");
    }
}
