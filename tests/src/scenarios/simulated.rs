//! The simulation itself: one seed tells one story, and mistakes are found. All of them, with
//! more seeds, are made in the part `scenario-long` of `tests/run all`.

use crate::simulation::bug::Bug;
use crate::simulation::{Plan, Run, run};

fn live(seed: u64, bug: Option<Bug>) -> Run {
    run(&Plan { seed, steps: 120, people: None, bug })
}

#[test]
fn the_same_seed_tells_the_same_story_and_ends_with_the_same_rows() {
    for seed in 0..2 {
        let (first, second) = (live(seed, None), live(seed, None));
        assert_eq!(first.broken, None, "seed {seed}");
        assert!(first.story.len() > 60, "seed {seed}: little happened");
        assert_eq!(first, second, "seed {seed}");
    }
    let (one, other) = (live(0, None), live(1, None));
    assert!(one.story != other.story && one.rows != other.rows);
}

#[test]
fn nobodys_words_stand_in_a_story() {
    let told = live(4, None);
    assert!(told.story.iter().all(|line| !line.contains("zq")), "{:?}", told.story);
}

#[test]
fn a_mistake_is_found_and_has_a_name() {
    assert!(Bug::ALL.iter().all(|bug| Bug::named(bug.name()) == Some(*bug)));
    assert!((0..4).any(|seed| live(seed, Some(Bug::Leak)).broken.is_some_and(|why| why.contains("may not read"))));
}
