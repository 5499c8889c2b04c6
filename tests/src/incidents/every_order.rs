//! A device is added, the key renewed, another device removed, by people who
//! have not heard of one another. Elsewhere two of these at once left devices
//! that could no longer read, or one that still could.

use crate::scenarios::linking::{begin, linked_as};
use crate::world::notes::shared_space;
use crate::world::{Phone, World, look};
use rapport_ids::{DeviceId, GoalId};
use rapport_node::view::goals;

const ORDERS: [[Act; 3]; 6] = [
    [Act::Add, Act::Renew, Act::Remove],
    [Act::Add, Act::Remove, Act::Renew],
    [Act::Renew, Act::Add, Act::Remove],
    [Act::Renew, Act::Remove, Act::Add],
    [Act::Remove, Act::Add, Act::Renew],
    [Act::Remove, Act::Renew, Act::Add],
];

#[derive(Debug, Clone, Copy)]
enum Act {
    Add,
    Renew,
    Remove,
}

fn has(world: &World, phone: &Phone, goal: GoalId) -> bool {
    look::through(&phone.node, world.clock.now(), |lens| goals::goal(lens, goal)).is_ok()
}

fn in_step(world: &World, phones: &mut [Phone]) {
    for _ in 0..5 {
        phones.iter_mut().for_each(|phone| world.sync(phone));
    }
}

#[test]
fn added_renewed_and_removed_in_every_order_five_devices_have_one_key_and_the_sixth_reads_nothing() {
    for (nth, order) in (0..).zip(ORDERS) {
        let world = World::new(1150 + nth);
        let (mut ann, mut ben) = world.pair();
        let space = shared_space(&ann);
        let lost = linked_as(&world, &mut ann, "Ann's lost tablet");
        let bens = linked_as(&world, &mut ben, "Ben's tablet");
        let anns = linked_as(&world, &mut ann, "Ann's tablet");
        let mut phones = [ann, ben, bens, anns, lost];
        in_step(&world, &mut phones);
        let [ann, ben, bens, anns, lost] = phones;
        let (mut ann, mut ben, gone): (_, _, DeviceId) = (ann, ben, lost.node.device());

        let mut laptop = None;
        for act in order {
            match act {
                Act::Add => laptop = Some(linked_as(&world, &mut ann, "Ann's laptop")),
                Act::Renew => {
                    ben.node.rotate_key(space).expect("asked for");
                    world.sync(&mut ben);
                }
                Act::Remove => {
                    ann.node.remove_device(gone).expect("removed");
                    world.sync(&mut ann);
                }
            }
        }
        let mut phones = [ann, ben, bens, anns, laptop.expect("added"), lost];
        in_step(&world, &mut phones);
        let secret = begin(&mut phones[2], space, "What a finder does not read");
        let late = begin(&mut phones[5], space, "By whoever found it");
        in_step(&world, &mut phones);

        let key = phones[0].node.key_of(space).expect("a key").number;
        for phone in &mut phones[..5] {
            let name = phone.name.clone();
            assert_eq!(phone.node.key_of(space).expect("a key").number, key, "{order:?}: {name}");
            assert!(has(&world, phone, secret), "{order:?}: {name} reads");
            assert!(!has(&world, phone, late), "{order:?}: {name} takes nothing of it");
        }
        assert!(!has(&world, &phones[5], secret), "{order:?}: it reads nothing");
    }
}
