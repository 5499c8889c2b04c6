//! A second device of one person: taken in by the first, at home in all their
//! spaces, and out again when it is lost.

use crate::world::carry::Carrier;
use crate::world::notes::look;
use crate::world::{Phone, World, look as files};
use rapport_ids::{BoxId, GoalId, SpaceId};
use rapport_node::view::devices::safety;
use rapport_node::view::people;
use rapport_node::{Call, Invite, InviteStage, InviteView, NewGoal, NodeError, Place, RelayTrust};

pub(crate) fn begin(phone: &mut Phone, space: SpaceId, title: &str) -> GoalId {
    let new =
        NewGoal { place: Place::In(space), title: title.to_owned(), why: String::new(), due: None, for_partner: false };
    phone.node.begin_goal(new).expect("a goal")
}

fn invite(phone: &Phone, id: &BoxId) -> InviteView {
    let all = phone.node.invites().expect("invites");
    all.into_iter().find(|view| view.id == *id).expect("the invite")
}

pub(crate) fn in_step(world: &World, phones: &mut [&mut Phone]) {
    for _ in 0..4 {
        for phone in phones.iter_mut() {
            world.sync(phone);
        }
    }
}

pub(crate) fn nothing_waits(world: &World, phones: &[&Phone]) {
    for phone in phones {
        let line = files::line(&phone.node, world.clock.now());
        assert_eq!((line.deferred, line.quarantined, line.waiting), (0, 0, 0), "{}", phone.name);
    }
}

/// Ann has taken out a new tablet and scanned what her phone shows; both show a code.
fn codes(world: &World, ann: &mut Phone) -> (Phone, BoxId, BoxId) {
    codes_on(world, ann, "Ann's tablet")
}

fn codes_on(world: &World, ann: &mut Phone, name: &str) -> (Phone, BoxId, BoxId) {
    let given = ann.node.link_device(&world.origin).expect("a way in");
    let link = ann.node.invite_link(&given).expect("a link").to_string();
    world.sync(ann);
    let mut tablet = world.guest(name);
    let taken = tablet.node.join(Invite::parse(&link).expect("our own link"), false).expect("scanned");
    for _ in 0..4 {
        world.sync(&mut tablet);
        world.sync(ann);
    }
    let shown = [(&tablet, &taken), (&*ann, &given)].map(|(phone, id)| match invite(phone, id).stage {
        InviteStage::Compare { code } => code,
        other => panic!("{}: no code but {other:?}", phone.name),
    });
    assert_eq!(shown[0], shown[1], "both screens show the same code");
    (tablet, taken, given)
}

pub(super) fn linked(world: &World, ann: &mut Phone) -> Phone {
    linked_as(world, ann, "Ann's tablet")
}

/// A new device, taken in by another one of the same person.
pub(crate) fn linked_as(world: &World, ann: &mut Phone, name: &str) -> Phone {
    let (mut tablet, taken, given) = codes_on(world, ann, name);
    tablet.node.confirm_invite(&taken).expect("confirmed");
    ann.node.confirm_invite(&given).expect("confirmed");
    in_step(world, &mut [ann, &mut tablet]);
    assert_eq!(invite(ann, &given).stage, InviteStage::Done);
    assert_eq!(invite(&tablet, &taken).stage, InviteStage::Done);
    tablet
}

#[test]
fn a_second_device_has_everything_and_the_other_one_takes_what_it_writes() {
    let world = World::new(901);
    let (mut ann, mut ben) = world.pair();
    let space = look(&ann, world.clock.now(), people::pairings)[0].space;
    let ours = begin(&mut ann, space, "Find an apprenticeship");
    let private = ann.node.begin_goal(NewGoal {
        place: Place::Private,
        title: "Sleep before midnight".to_owned(),
        why: String::new(),
        due: None,
        for_partner: false,
    });
    let private = private.expect("a goal");
    in_step(&world, &mut [&mut ann, &mut ben]);

    let mut tablet = linked(&world, &mut ann);
    assert_eq!(tablet.node.person(), ann.node.person());
    assert_ne!(tablet.node.device(), ann.node.device());
    in_step(&world, &mut [&mut tablet, &mut ann, &mut ben]);
    let now = world.clock.now();
    for goal in [ours, private] {
        assert_eq!(files::goal(&tablet.node, now, goal), files::goal(&ann.node, now, goal));
    }
    let names: Vec<_> = look(&ann, now, safety).devices.into_iter().map(|row| (row.name, row.current)).collect();
    assert!(names.contains(&("Ann's tablet".to_owned(), true)) && names.len() == 2, "{names:?}");
    assert!(!look(&tablet, now, safety).guest);
    assert_eq!(look(&tablet, now, people::myself).profile.name, "Ann Anderson");

    let theirs = begin(&mut tablet, space, "Written on the tablet");
    tablet.node.rotate_key(space).expect("it governs as the phone does");
    in_step(&world, &mut [&mut tablet, &mut ann, &mut ben]);
    let answer = begin(&mut ben, space, "Ben answers");
    in_step(&world, &mut [&mut ben, &mut tablet, &mut ann]);
    let now = world.clock.now();
    for goal in [ours, theirs, answer] {
        assert_eq!(files::goal(&ben.node, now, goal), files::goal(&ann.node, now, goal));
        assert_eq!(files::goal(&tablet.node, now, goal), files::goal(&ann.node, now, goal));
    }
    nothing_waits(&world, &[&ann, &ben, &tablet]);
    tablet = world.restart(tablet);
    in_step(&world, &mut [&mut tablet]);
    assert_eq!(files::goal(&tablet.node, now, theirs), files::goal(&ann.node, now, theirs));
    nothing_waits(&world, &[&tablet]);
}

/// What came with the welcome is offered to the relay once more.
#[test]
fn what_is_written_while_other_things_are_sent_again_is_sent_after_them() {
    let world = World::new(909);
    let mut ann = world.phone("Ann Anderson");
    ann.node.agree_to_relay(&world.origin, RelayTrust::default(), Some(world.token())).expect("agreed");
    world.sync(&mut ann);
    let (mut tablet, taken, given) = codes(&world, &mut ann);
    ann.node.confirm_invite(&given).expect("confirmed");
    world.sync(&mut ann);
    tablet.node.confirm_invite(&taken).expect("confirmed");
    let (carrier, mut written) = (Carrier::new(&world.relay), None);
    for _ in 0..4 {
        tablet.node.sync_now().expect("sync begins");
        loop {
            let mut waiting = tablet.node.requests().expect("requests");
            if waiting.is_empty() {
                break;
            }
            while let Some(rapport_node::Request { id, call, .. }) = waiting.pop() {
                let answer = carrier.ask(&call);
                if written.is_none() && matches!(call, Call::Push { again: true, .. }) {
                    let private = tablet.node.personal_space();
                    written = Some(begin(&mut tablet, private, "Written meanwhile"));
                }
                waiting.extend(tablet.node.answer(id, answer).expect("taken"));
            }
        }
        tablet.node.tick().expect("what is due is done");
        if written.is_some() {
            break;
        }
        world.sync(&mut ann);
    }
    assert!(written.is_some(), "nothing is sent again");
    assert_eq!(files::line(&tablet.node, world.clock.now()).waiting, 0, "what was written waits for nothing");
}

#[test]
fn a_pair_that_one_of_two_devices_finds_is_found_by_the_other() {
    let world = World::new(902);
    let (mut ann, mut ben) = (world.phone("Ann Anderson"), world.phone("Ben Bernhardt"));
    ann.node.agree_to_relay(&world.origin, RelayTrust::default(), Some(world.token())).expect("agreed");
    world.sync(&mut ann);
    let mut tablet = linked(&world, &mut ann);
    let space = world.bring_together(&mut tablet, &mut ben);
    in_step(&world, &mut [&mut tablet, &mut ann, &mut ben]);
    let goal = begin(&mut ann, space, "Written on the phone");
    in_step(&world, &mut [&mut ann, &mut tablet, &mut ben]);
    let now = world.clock.now();
    assert_eq!(files::goal(&ben.node, now, goal), files::goal(&ann.node, now, goal));
    assert_eq!(files::goal(&tablet.node, now, goal), files::goal(&ann.node, now, goal));
    nothing_waits(&world, &[&ann, &ben, &tablet]);
}

#[test]
fn a_lost_device_reads_and_writes_nothing_more() {
    let world = World::new(903);
    let (mut ann, mut ben) = world.pair();
    let space = look(&ann, world.clock.now(), people::pairings)[0].space;
    let mut tablet = linked(&world, &mut ann);
    let before = begin(&mut tablet, space, "Written before it was lost");
    in_step(&world, &mut [&mut tablet, &mut ann, &mut ben]);

    let lost = tablet.node.device();
    ann.node.remove_device(lost).expect("removed");
    ann.node.remove_device(lost).expect("twice is once");
    in_step(&world, &mut [&mut ann, &mut ben]);
    let secret = begin(&mut ben, space, "What the finder does not read");
    let late = begin(&mut tablet, space, "By whoever found it");
    in_step(&world, &mut [&mut ben, &mut tablet, &mut ann]);
    let now = world.clock.now();
    let has = |phone: &Phone, goal| {
        files::through(&phone.node, now, |lens| rapport_node::view::goals::goal(lens, goal)).is_ok()
    };
    for phone in [&ann, &ben] {
        assert!(has(phone, before) && has(phone, secret) && !has(phone, late), "{}", phone.name);
        let rows = files::through(&phone.node, now, safety).expect("devices").devices;
        assert!(phone.name != "Ann Anderson" || rows.iter().any(|row| row.id == lost && !row.current), "{rows:?}");
    }
    assert!(has(&tablet, before) && !has(&tablet, secret));
}

#[test]
fn only_those_that_it_took_in_are_removed_by_a_device() {
    let world = World::new(904);
    let (mut ann, mut ben) = world.pair();
    let mut tablet = linked(&world, &mut ann);
    in_step(&world, &mut [&mut tablet, &mut ann, &mut ben]);
    let (phone, itself, other) = (ann.node.device(), tablet.node.device(), ben.node.device());
    for device in [phone, itself, other] {
        let before = files::line(&tablet.node, world.clock.now()).waiting;
        assert!(matches!(tablet.node.remove_device(device), Err(NodeError::Rule(_))));
        assert_eq!(files::line(&tablet.node, world.clock.now()).waiting, before);
    }
}

#[test]
fn a_device_that_found_other_words_is_no_device_of_anybody() {
    let world = World::new(905);
    let (mut ann, mut ben) = world.pair();
    let (mut tablet, taken, given) = codes(&world, &mut ann);
    ann.node.confirm_invite(&given).expect("Ann did not look");
    world.sync(&mut ann);
    tablet.node.cancel_invite(&taken).expect("the words are others");
    in_step(&world, &mut [&mut tablet, &mut ann, &mut ben]);
    assert!(matches!(invite(&ann, &given).stage, InviteStage::Failed { .. }), "{:?}", invite(&ann, &given));
    let current = look(&ann, world.clock.now(), safety).devices.into_iter().filter(|row| row.current).count();
    assert_eq!(current, 1);
    assert!(tablet.node.is_guest());
}

#[test]
fn a_guest_does_nothing_but_wait() {
    let world = World::new(906);
    let mut guest = world.guest("A tablet");
    let new =
        NewGoal { place: Place::Private, title: "x".to_owned(), why: String::new(), due: None, for_partner: false };
    assert!(matches!(guest.node.begin_goal(new), Err(NodeError::Rule(_))));
    assert!(matches!(guest.node.link_device(&world.origin), Err(NodeError::Rule(_))));
    guest = world.restart(guest);
    let view = look(&guest, world.clock.now(), safety);
    assert!(guest.node.is_guest() && view.guest);
    // Nobody's words would lead back to nobody.
    assert!(!view.words_unconfirmed && guest.node.recovery_words().expect("words").is_none());
}

#[test]
fn a_link_for_a_device_is_no_invite_into_a_pair_and_the_other_way_round() {
    let world = World::new(907);
    let (mut ann, mut ben) = world.pair();
    let given = ann.node.link_device(&world.origin).expect("a way in");
    let link = ann.node.invite_link(&given).expect("a link").to_string();
    world.sync(&mut ann);
    let taken = ben.node.join(Invite::parse(&link).expect("our own link"), false).expect("taken");
    in_step(&world, &mut [&mut ben, &mut ann]);
    assert_eq!(invite(&ben, &taken).stage, InviteStage::Failed { why: "other_purpose".to_owned() });

    let invited = ben.node.invite(&world.origin, rapport_node::Seat::Mentor).expect("an invite");
    let link = ben.node.invite_link(&invited).expect("a link").to_string();
    let mut guest = world.guest("A tablet");
    let taken = guest.node.join(Invite::parse(&link).expect("our own link"), false).expect("taken");
    in_step(&world, &mut [&mut ben, &mut guest]);
    assert_eq!(invite(&guest, &taken).stage, InviteStage::Failed { why: "other_purpose".to_owned() });
}

/// A power cut or a kill after any step: both go on, and the tablet is in once.
#[test]
fn linking_goes_on_after_a_kill_at_every_step() {
    for killed in 0..12 {
        let world = World::new(920 + killed);
        let (mut ann, mut ben) = world.pair();
        let (mut tablet, taken, given) = codes(&world, &mut ann);
        tablet.node.confirm_invite(&taken).expect("confirmed");
        ann.node.confirm_invite(&given).expect("confirmed");
        for step in 0..12 {
            if step == killed {
                (ann, tablet) = (world.restart(ann), world.restart(tablet));
            }
            if step % 2 == 0 { world.sync(&mut ann) } else { world.sync(&mut tablet) }
        }
        in_step(&world, &mut [&mut ann, &mut tablet, &mut ben]);
        let rows = look(&ann, world.clock.now(), safety).devices;
        assert_eq!(rows.iter().filter(|row| row.current).count(), 2, "killed before step {killed}: {rows:?}");
        assert!(!tablet.node.is_guest());
        nothing_waits(&world, &[&ann, &ben, &tablet]);
    }
}
