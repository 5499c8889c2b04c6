//! One of two says that the words are the same, and the other one says that
//! they are not, or nothing at all: nobody is left in a pair of one.

use crate::world::notes::look;
use crate::world::{Phone, World, look as files};
use rapport_ids::BoxId;
use rapport_node::view::home::home;
use rapport_node::view::people;
use rapport_node::{Invite, InviteStage, InviteView, RelayTrust, Seat};

const WEEK_MS: i64 = 7 * 24 * 3600 * 1000;

fn invite(phone: &Phone, id: &BoxId) -> InviteView {
    let all = phone.node.invites().expect("invites");
    all.into_iter().find(|view| view.id == *id).expect("the invite")
}

/// How many pairs somebody is in, and how much they are asked about.
fn pairs(world: &World, phone: &Phone) -> (usize, usize) {
    let now = world.clock.now();
    assert!(look(phone, now, people::left).is_empty(), "nobody has left anybody");
    (look(phone, now, people::pairings).len(), look(phone, now, home).check_ins.len())
}

/// Spaces that stand in a phone's file.
fn spaces(phone: &Phone) -> i64 {
    let (_folder, db) = files::snapshot(&phone.folder);
    db.query_row("SELECT count(*) FROM spaces", [], |row| row.get(0)).expect("a number")
}

fn why(view: &InviteView) -> &str {
    match &view.stage {
        InviteStage::Failed { why } => why,
        other => panic!("it ended: {other:?}"),
    }
}

/// Ben has said yes and his phone has taken Ann in; she has said nothing yet.
fn ben_said_yes(seed: u64) -> (World, Phone, Phone, BoxId, BoxId) {
    let world = World::new(seed);
    let (mut ann, mut ben) = (world.phone("Ann Anderson"), world.phone("Ben Bernhardt"));
    let (taken, given) = world.face_to_face(&mut ann, &mut ben);
    ben.node.confirm_invite(&given).expect("confirmed");
    for _ in 0..3 {
        world.sync(&mut ben);
    }
    (world, ann, ben, taken, given)
}

#[test]
fn until_the_other_one_is_in_there_is_no_pair() {
    let (world, mut ann, mut ben, taken, given) = ben_said_yes(701);
    let waits = |ben: &Phone| {
        let view = invite(ben, &given);
        assert_eq!((&view.stage, view.space), (&InviteStage::Confirmed, None), "{view:?}");
        assert_eq!(pairs(&world, ben), (0, 0));
    };
    waits(&ben);
    ben = world.restart(ben);
    world.sync(&mut ben);
    waits(&ben);
    assert_eq!(invite(&ben, &given).name.as_deref(), Some("Ann Anderson"), "it is known for whom");

    ann.node.confirm_invite(&taken).expect("confirmed");
    for _ in 0..3 {
        world.sync(&mut ann);
        world.sync(&mut ben);
    }
    for (phone, id) in [(&ann, &taken), (&ben, &given)] {
        let view = invite(phone, id);
        assert_eq!((&view.stage, view.space.is_some()), (&InviteStage::Done, true), "{view:?}");
        assert_eq!(pairs(&world, phone).0, 1);
    }
}

#[test]
fn who_said_yes_is_told_that_the_other_one_said_no_and_the_space_is_gone() {
    let (world, mut ann, mut ben, taken, given) = ben_said_yes(702);
    let before = spaces(&ben);
    ann.node.cancel_invite(&taken).expect("given up");
    for _ in 0..3 {
        world.sync(&mut ann);
        world.sync(&mut ben);
    }
    assert_eq!(why(&invite(&ben, &given)), "declined");
    assert_eq!((pairs(&world, &ann), pairs(&world, &ben)), ((0, 0), (0, 0)));
    assert_eq!(spaces(&ben), before - 1, "what was opened for her is gone");
    let ben_again = world.restart(ben);
    assert_eq!(why(&invite(&ben_again, &given)), "declined");
    let mut ben = ben_again;
    world.bring_together(&mut ann, &mut ben);
    assert_eq!((pairs(&world, &ann).0, pairs(&world, &ben).0), (1, 1), "and both can come together anew");
}

#[test]
fn a_no_before_anything_was_taken_in_is_told_too() {
    let world = World::new(703);
    let (mut ann, mut ben) = (world.phone("Ann Anderson"), world.phone("Ben Bernhardt"));
    let (taken, given) = world.face_to_face(&mut ann, &mut ben);
    ann.node.cancel_invite(&taken).expect("given up");
    world.sync(&mut ann);
    ben.node.confirm_invite(&given).expect("confirmed");
    for _ in 0..3 {
        world.sync(&mut ben);
    }
    assert_eq!(why(&invite(&ben, &given)), "declined");
    assert_eq!(pairs(&world, &ben), (0, 0));
}

#[test]
fn who_never_answers_leaves_nobody_in_a_pair() {
    let (world, mut ann, mut ben, taken, given) = ben_said_yes(704);
    world.clock.advance(WEEK_MS);
    for _ in 0..2 {
        world.sync(&mut ben);
    }
    assert_eq!(why(&invite(&ben, &given)), "expired");
    assert_eq!(pairs(&world, &ben), (0, 0));
    // She is late: nobody is there any more.
    ann.node.confirm_invite(&taken).expect("she does not know");
    world.sync(&mut ann);
    assert_eq!((why(&invite(&ann, &taken)), pairs(&world, &ann)), ("expired", (0, 0)));
}

#[test]
fn an_invite_is_taken_back_until_the_other_one_is_in() {
    let (world, mut ann, mut ben, taken, given) = ben_said_yes(705);
    let before = spaces(&ben);
    ben.node.cancel_invite(&given).expect("taken back");
    for _ in 0..2 {
        world.sync(&mut ben);
    }
    ann.node.confirm_invite(&taken).expect("she does not know");
    for _ in 0..2 {
        world.sync(&mut ann);
    }
    assert_eq!(why(&invite(&ann, &taken)), "closed");
    assert_eq!((pairs(&world, &ann), pairs(&world, &ben)), ((0, 0), (0, 0)));
    assert_eq!(spaces(&ben), before - 1);
    assert!(ben.node.invites().expect("invites").is_empty());
}

#[test]
fn who_comes_after_the_time_of_an_invite_hears_that_it_is_over_and_not_that_it_was_taken_back() {
    // The code was on both screens; her phone was off since.
    let world = World::new(706);
    let (mut ann, mut ben) = (world.phone("Ann Anderson"), world.phone("Ben Bernhardt"));
    let (taken, _) = world.face_to_face(&mut ann, &mut ben);
    ann = world.restart(ann);
    world.clock.advance(WEEK_MS);
    world.sync(&mut ann);
    assert_eq!(why(&invite(&ann, &taken)), "expired");

    // She had the link, and opened it when the mailbox was long gone: that the
    // inviting one comes yet is believed for as long as an invite can last.
    let given = ben.node.invite(&world.origin, Seat::Mentor).expect("an invite");
    let link = ben.node.invite_link(&given).expect("a link").to_string();
    world.sync(&mut ben);
    world.clock.advance(WEEK_MS);
    let late = ann.node.join(Invite::parse(&link).expect("our own link"), false).expect("joining");
    world.sync(&mut ann);
    assert_eq!(invite(&ann, &late).stage, InviteStage::Waiting);
    world.clock.advance(WEEK_MS);
    world.sync(&mut ann);
    assert_eq!(why(&invite(&ann, &late)), "expired");
}

#[test]
fn when_an_invite_ends_is_what_the_inviting_one_said() {
    let world = World::new(707);
    let (mut ann, mut ben) = (world.phone("Ann Anderson"), world.phone("Ben Bernhardt"));
    ben.node.agree_to_relay(&world.origin, RelayTrust::default(), Some(world.token())).expect("agreed");
    let given = ben.node.invite(&world.origin, Seat::Mentor).expect("an invite");
    let link = ben.node.invite_link(&given).expect("a link").to_string();
    world.sync(&mut ben);
    world.clock.advance(WEEK_MS / 2);
    let taken = ann.node.join(Invite::parse(&link).expect("our own link"), false).expect("joining");
    for _ in 0..3 {
        world.sync(&mut ann);
        world.sync(&mut ben);
    }
    let (hers, his) = (invite(&ann, &taken).until.0, invite(&ben, &given).until.0);
    assert!(hers.abs_diff(his) < 1_000, "{hers} {his}");
}

#[test]
fn an_invite_that_was_taken_back_before_anybody_looked_is_called_so() {
    let world = World::new(708);
    let (mut ann, mut ben) = (world.phone("Ann Anderson"), world.phone("Ben Bernhardt"));
    ben.node.agree_to_relay(&world.origin, RelayTrust::default(), Some(world.token())).expect("agreed");
    let given = ben.node.invite(&world.origin, Seat::Mentor).expect("an invite");
    let link = ben.node.invite_link(&given).expect("a link").to_string();
    world.sync(&mut ben);
    ben.node.cancel_invite(&given).expect("taken back");
    world.sync(&mut ben);
    let taken = ann.node.join(Invite::parse(&link).expect("our own link"), false).expect("joining");
    world.sync(&mut ann);
    assert_eq!(why(&invite(&ann, &taken)), "closed");
}
