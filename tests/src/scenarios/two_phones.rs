//! Two phones over a network that drops, repeats, delays and reorders, driven
//! by one seed: in the end both show the same, and the seed repeats all of it
//! to the byte.
//!
//! `RAPPORT_SEED=17 cargo test -p rapport-tests two_phones` runs one seed,
//! and the part `seeds` of `tests/run all` a thousand.

mod person;

use crate::hostile::network::Lossy;
use crate::world::chance::seeds;
use crate::world::{Phone, World, look};
use person::Person;
use rapport_ids::{GoalId, NoteId, SectionId, SpaceId};
use rapport_node::{NewGoal, NewNote, Place};
use rapport_people::typist::Typist;

/// What both work on.
#[derive(Debug, Clone, Copy)]
struct Common {
    space: SpaceId,
    goal: GoalId,
    note: NoteId,
    section: SectionId,
}

const MOMENTS: usize = 140;

#[test]
fn fifty_seeds_end_in_step_and_repeat_to_the_byte() {
    for seed in seeds(0..50) {
        let (first, second) = (live(seed), live(seed));
        for (one, other) in first.iter().zip(&second) {
            let differs = one.lines().zip(other.lines()).find(|(a, b)| a != b);
            assert!(one == other, "seed {seed}: the runs differ: {differs:?}");
        }
    }
}

/// One run. Gives all rows of both phones.
fn live(seed: u64) -> Vec<String> {
    let world = World::new(seed);
    let (mut ann, mut ben) = world.pair();
    let space = ann.node.invites().expect("invites")[0].space.expect("joined");
    let common = begin(&mut ann, space);
    world.sync(&mut ann);
    world.sync(&mut ben);
    let mut people = [ann, ben]
        .into_iter()
        .zip(0..)
        .map(|(phone, nth)| Person::new(phone, Typist::new(2 * seed + nth), common))
        .collect::<Vec<_>>();
    let mut ways = [Lossy::default(), Lossy::default()];
    for _ in 0..MOMENTS {
        let who = world.seed.below(2);
        match world.seed.below(20) {
            0..8 => people[who].types(&world),
            8..12 => people[who].acts(&world),
            12..17 => ways[who].carry(&world, &mut people[who].phone.node),
            17 => {
                ways[who] = Lossy::default();
                let person = people.remove(who).restarts(&world);
                people.insert(who, person);
            }
            _ => world.clock.advance(i64::try_from(world.seed.below(40_000)).expect("small")),
        }
        world.clock.advance(i64::try_from(world.seed.below(700)).expect("small"));
        people.iter_mut().for_each(|person| person.phone.node.tick().expect("a turn"));
    }
    for (way, person) in ways.iter_mut().zip(&mut people) {
        way.deliver_all(&world, &mut person.phone.node);
    }
    for _ in 0..5 {
        world.clock.advance(20 * 60 * 1000);
        people.iter_mut().for_each(|person| world.sync(&mut person.phone));
    }
    assert_in_step(seed, &world, &people, common);
    people.into_iter().map(|person| rows(person.end())).collect()
}

fn rows(phone: Phone) -> String {
    let Phone { folder, node, .. } = phone;
    drop(node);
    let (_copy, conn) = look::snapshot(&folder);
    look::dump(&conn, &[])
}

fn begin(ann: &mut Phone, space: SpaceId) -> Common {
    let new = NewGoal {
        place: Place::In(space),
        title: "Find an apprenticeship".to_owned(),
        why: "I want to work with my hands".to_owned(),
        due: None,
        for_partner: false,
    };
    let goal = ann.node.begin_goal(new).expect("a goal");
    let new = NewNote { place: Place::In(space), title: "First talk".to_owned(), meeting: None };
    let (note, section) = ann.node.begin_note(new).expect("a note");
    Common { space, goal, note, section }
}

fn assert_in_step(seed: u64, world: &World, people: &[Person], common: Common) {
    let now = world.clock.now();
    let [ann, ben] = [&people[0].phone.node, &people[1].phone.node];
    let text = |node| look::text(node, now, common.note, common.section);
    assert_eq!(text(ann), text(ben), "seed {seed}: the note");
    let goal = |node| look::goal(node, now, common.goal);
    assert_eq!(goal(ann), goal(ben), "seed {seed}: the goal");
    for (person, node) in people.iter().zip([ann, ben]) {
        assert_eq!(person.shown(), text(node), "seed {seed}: {} sees something else", person.phone.name);
        let line = look::line(node, now);
        assert_eq!((line.deferred, line.quarantined), (0, 0), "seed {seed}: {line:?}");
        let reader = node.reader().expect("a reader");
        let waiting = rapport_store::tables::outbox::waiting_in(reader.conn(), &common.space).expect("read");
        assert_eq!(waiting, 0, "seed {seed}: something waits");
        assert!(node.sync_is_idle(), "seed {seed}: never at rest");
    }
}
