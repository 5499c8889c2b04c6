//! Somebody begins to use another relay. Elsewhere an app that was given
//! another server took what was not there for deleted.

use crate::scenarios::linking::begin;
use crate::world::carry::Carrier;
use crate::world::notes::{look, shared_space};
use crate::world::{Phone, World, look as files, open_relay};
use rapport_node::view::people;
use rapport_node::{Invite, InviteStage, Origin, RelayTrust, Request, Seat};
use rapport_relay::Service;

/// Each call goes to the relay that it is for.
fn sync(world: &World, other: &(Origin, Service), phone: &mut Phone) {
    let (first, second) = (Carrier::new(&world.relay), Carrier::new(&other.1));
    phone.node.sync_now().expect("sync begins");
    loop {
        let mut waiting = phone.node.requests().expect("requests");
        if waiting.is_empty() {
            break;
        }
        while let Some(Request { id, relay, call }) = waiting.pop() {
            let carrier = if relay == other.0 { &second } else { &first };
            waiting.extend(phone.node.answer(id, carrier.ask(&call)).expect("taken"));
        }
    }
    phone.node.tick().expect("what is due is done");
}

#[test]
fn another_relay_that_knows_nothing_takes_nothing_away() {
    let world = World::new(1219);
    let (mut ann, mut ben) = world.pair();
    let space = shared_space(&ann);
    let goal = begin(&mut ann, space, "Find an apprenticeship");
    world.sync(&mut ann);
    world.sync(&mut ben);
    let before = files::goal(&ann.node, world.clock.now(), goal);

    let origin = Origin::parse("http://127.0.0.1:7401").expect("an address");
    let service = open_relay(&world.folder.path().join("other.db"), &world.clock, &world.seed, &origin);
    let other = (origin, service);
    let until = world.clock.now() + 24 * 3_600_000;
    let token = other.1.issue_token(100, until).expect("a token").to_text();
    let mut carla = world.phone("Carla Conti");
    carla.node.agree_to_relay(&other.0, RelayTrust::default(), Some(token)).expect("agreed");
    let given = carla.node.invite(&other.0, Seat::Mentor).expect("an invite");
    let link = carla.node.invite_link(&given).expect("a link").to_string();
    sync(&world, &other, &mut carla);
    let taken = ann.node.join(Invite::parse(&link).expect("our own link"), false).expect("joining");
    for _ in 0..4 {
        sync(&world, &other, &mut ann);
        sync(&world, &other, &mut carla);
    }
    ann.node.confirm_invite(&taken).expect("confirmed");
    carla.node.confirm_invite(&given).expect("confirmed");
    for _ in 0..4 {
        sync(&world, &other, &mut carla);
        sync(&world, &other, &mut ann);
    }
    let invites = ann.node.invites().expect("invites");
    assert!(invites.iter().any(|view| view.id == taken && view.stage == InviteStage::Done), "{invites:?}");

    // What was there is there, also after a restart, and goes on at its own relay.
    let mut ann = world.restart(ann);
    sync(&world, &other, &mut ann);
    assert_eq!(files::goal(&ann.node, world.clock.now(), goal), before);
    assert_eq!(look(&ann, world.clock.now(), people::pairings).len(), 2);
    let answer = begin(&mut ben, space, "Ben goes on");
    world.sync(&mut ben);
    sync(&world, &other, &mut ann);
    let now = world.clock.now();
    assert_eq!(files::goal(&ann.node, now, answer), files::goal(&ben.node, now, answer));
    assert_eq!(files::line(&ann.node, now).waiting, 0);
}
