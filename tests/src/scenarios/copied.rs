//! A phone was copied with everything in it, and both go on. Everybody keeps
//! the same of the two branches, also the two phones themselves, whichever of
//! them anybody hears first; the other branch is held and named.

use crate::world::chance::seeds;
use crate::world::{Phone, World, look};
use rapport_domain::comment::{CommentAct, CommentKind, On};
use rapport_domain::goal::{GoalAct, GoalEdit};
use rapport_ids::{GoalId, SpaceId};
use rapport_node::view::sync::{HeldKind, held};
use rapport_node::{NewGoal, Place, view};
use std::collections::BTreeSet;

fn begin(phone: &mut Phone, space: SpaceId, title: &str) -> GoalId {
    let new =
        NewGoal { place: Place::In(space), title: title.to_owned(), why: String::new(), due: None, for_partner: false };
    phone.node.begin_goal(new).expect("a goal")
}

fn name(phone: &mut Phone, goal: GoalId, title: &str) {
    phone.node.act_on_goal(goal, GoalAct::Set(GoalEdit::Title(title.to_owned()))).expect("named");
}

fn remark(phone: &mut Phone, goal: GoalId, text: &str) {
    let id = phone.node.new_comment_id();
    let add = CommentAct::Add { id, kind: CommentKind::Remark, on: On::Whole, text: text.to_owned() };
    phone.node.act_on_goal(goal, GoalAct::Comment(add)).expect("said");
}

/// What a phone shows and what it holds back, in words that can be compared.
fn shown(world: &World, phone: &Phone, goals: &[GoalId]) -> (Vec<String>, BTreeSet<String>) {
    let now = world.clock.now();
    let see = |goal: &GoalId| match look::through(&phone.node, now, |lens| view::goals::goal(lens, *goal)) {
        Ok(_) => look::goal(&phone.node, now, *goal),
        Err(_) => "not here".to_owned(),
    };
    let held = look::through(&phone.node, now, held).expect("what is held");
    let named = held.into_iter().map(|row| format!("{:?} {} {:?}", row.record, row.reason, row.kind));
    (goals.iter().map(see).collect(), named.collect())
}

fn one_life(seed: u64) {
    let world = World::new(seed);
    let (mut ann, mut ben) = world.pair();
    let space = ann.node.invites().expect("invites")[0].space.expect("joined");
    let common = begin(&mut ann, space, "Find an apprenticeship");
    world.sync(&mut ann);
    world.sync(&mut ben);
    let (mut ann, mut copy) = world.copied(ann);
    // Both write in what they share and begin something of their own.
    name(&mut ann, common, "As the phone calls it");
    let first = begin(&mut ann, space, "Begun on the phone");
    name(&mut copy, common, "As its copy calls it");
    let second = begin(&mut copy, space, "Begun on its copy");
    let (one, other) = if seed.is_multiple_of(2) { (&mut ann, &mut copy) } else { (&mut copy, &mut ann) };
    world.sync(one);
    world.sync(&mut ben);
    if seed % 4 > 1 {
        // Ben answers to what may be given up.
        remark(&mut ben, common, "Well named");
        world.sync(&mut ben);
    }
    world.sync(other);
    for _ in 0..3 {
        [&mut ben, &mut *one, &mut *other].into_iter().for_each(|phone| world.sync(phone));
    }
    let goals = [common, first, second];
    let bens = shown(&world, &ben, &goals);
    assert_eq!(shown(&world, &ann, &goals), bens, "seed {seed}: the phone sees something else than Ben");
    assert_eq!(shown(&world, &copy, &goals), bens, "seed {seed}: its copy sees something else than Ben");
    let copied = bens.1.iter().filter(|row| row.contains("fault.copied")).count();
    assert!(copied >= 2, "seed {seed}: what was given up is named: {:?}", bens.1);
    assert!(bens.0[0].contains("As the phone calls it") != bens.0[0].contains("As its copy calls it"));
    // Life goes on: what is written from here on reaches everybody.
    let later = begin(&mut ann, space, "Later");
    let answer = begin(&mut ben, space, "Later, by Ben");
    for _ in 0..2 {
        [&mut ann, &mut ben, &mut copy].into_iter().for_each(|phone| world.sync(phone));
    }
    let goals = [common, first, second, later, answer];
    let bens = shown(&world, &ben, &goals);
    assert!(bens.0[3].contains("Later") && bens.0[4].contains("Later, by Ben"), "seed {seed}: {:?}", bens.0);
    for phone in [ann, copy] {
        let phone = world.restart(phone);
        assert_eq!(shown(&world, &phone, &goals), bens, "seed {seed}: after a restart");
        let line = look::line(&phone.node, world.clock.now());
        assert_eq!(line.waiting, 0, "seed {seed}: {line:?}");
    }
}

#[test]
fn of_a_copied_phone_everybody_keeps_the_same_branch() {
    for seed in seeds(0..12) {
        one_life(seed);
    }
}

/// Ben answered to a change of the branch that is given up: his answer waits for
/// ever, and what he writes next comes after it, not in its place.
#[test]
fn who_answered_to_the_branch_that_is_given_up_is_no_copy() {
    for seed in [3, 7, 15, 23, 27] {
        one_life(seed);
    }
}

#[test]
fn a_phone_nobody_copied_has_nothing_held() {
    let world = World::new(5);
    let (mut ann, mut ben) = world.pair();
    let space = ann.node.invites().expect("invites")[0].space.expect("joined");
    let goal = begin(&mut ann, space, "Find an apprenticeship");
    for _ in 0..2 {
        world.sync(&mut ann);
        world.sync(&mut ben);
    }
    let held = look::through(&ben.node, world.clock.now(), held).expect("what is held");
    assert!(held.iter().all(|row| row.kind != HeldKind::Quarantined), "{held:?}");
    assert_eq!(shown(&world, &ann, &[goal]).0, shown(&world, &ben, &[goal]).0);
}
