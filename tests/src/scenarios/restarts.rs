//! Phones whose processes die between any two steps, with hours in between.

use crate::world::World;
use crate::world::chance::seeds;
use rapport_node::domain::goal::{GoalAct, GoalEdit};
use rapport_node::ids::GoalId;
use rapport_node::{NewGoal, Place};
use std::collections::BTreeMap;

const STEPS: usize = 60;

#[test]
fn a_phone_that_dies_between_steps_loses_nothing() {
    let goals: Vec<usize> = seeds(1..4).map(live).collect();
    let begun: usize = goals.iter().sum();
    assert!(begun > goals.len() * STEPS / 10, "the test tries what it says: {begun} goals in {} lives", goals.len());
}

/// Gives how many goals were begun in it.
fn live(seed: u64) -> usize {
    let world = World::new(seed);
    let (ann, ben) = world.pair();
    let space = ann.node.invites().expect("invites")[0].space.expect("joined");
    let mut phones = vec![ann, ben];
    let mut titles = [BTreeMap::<GoalId, String>::new(), BTreeMap::new()];
    for step in 0..STEPS {
        let who = world.seed.below(2);
        let title = format!("title {step}");
        match world.seed.below(5) {
            0 => world.sync(&mut phones[who]),
            1 => {
                let phone = phones.remove(who);
                phones.insert(who, world.restart(phone));
            }
            // Sessions of an hour are over now and then, and chores fall due.
            2 => {
                world.clock.advance(world.seed.below(90) as i64 * 60_000);
                phones[who].node.tick().expect("chores are done");
            }
            3 if !titles[who].is_empty() => {
                let nth = world.seed.below(titles[who].len());
                let goal = *titles[who].keys().nth(nth).expect("one of them");
                let act = GoalAct::Set(GoalEdit::Title(title.clone()));
                phones[who].node.act_on_goal(goal, act).expect("its owner names it");
                titles[who].insert(goal, title);
            }
            _ => {
                let place = Place::In(space);
                let new = NewGoal { place, title: title.clone(), why: String::new(), due: None, for_partner: false };
                titles[who].insert(phones[who].node.begin_goal(new).expect("a goal"), title);
            }
        }
    }
    let mut phones: Vec<_> = phones.into_iter().map(|phone| world.restart(phone)).collect();
    for _ in 0..2 {
        phones.iter_mut().for_each(|phone| world.sync(phone));
    }
    let all: BTreeMap<GoalId, String> = titles.into_iter().flatten().collect();
    for phone in &phones {
        let reader = phone.node.reader().expect("a reader");
        let rows = rapport_store::projections::goals::list(reader.conn(), Some(&space), true, 0, 1_000).expect("read");
        let shown: BTreeMap<GoalId, String> = rows.into_iter().map(|row| (row.goal, row.title)).collect();
        assert_eq!(shown, all, "seed {seed}: {}", phone.name);
    }
    all.len()
}
