//! Each part of a score, by hand.

use super::*;
use std::collections::BTreeMap;

fn steps(all: &[(&str, u8)]) -> BTreeMap<String, u8> {
    all.iter().map(|(word, step)| ((*word).to_owned(), *step)).collect()
}

fn person(id: &str) -> Person {
    Person {
        id: id.to_owned(),
        name: id.to_owned(),
        languages: vec![Language::english()],
        modes: vec![Mode::Remote],
        free: vec![Hours::new(Weekday::ALL[0], 1020, 1140).unwrap()],
        ..Person::default()
    }
}

/// A mentee and a mentor about whom only that is known which they must say.
fn two() -> (Person, Person) {
    let (mut one, mut other) = (person("mentee"), person("mentor"));
    one.mentee = Some(AsMentee { ready: true, ..AsMentee::default() });
    other.mentor = Some(AsMentor { ready: true, slots: 1, ..AsMentor::default() });
    (one, other)
}

fn weighed(one: Person, other: Person) -> Run {
    run(Draft { round: "Spring".to_owned(), people: vec![one, other], ..Draft::default() })
}

fn share(run: &Run, component: Component) -> Option<u16> {
    run.bars(0, 0).into_iter().find(|bar| bar.component == component).unwrap().share
}

#[test]
fn what_is_missing_is_weighed_by_the_rest_and_lowers_only_the_confidence() {
    let (one, other) = two();
    // Two hours of three: all that is known. Weights 100 of 950, as no background was asked for.
    assert_eq!(weighed(one, other).score(0, 0), (667, 105));
}

#[test]
fn skills_count_by_need_and_level() {
    let (mut one, mut other) = two();
    one.mentee.as_mut().unwrap().needs = steps(&[("talks", 3), ("tools", 1)]);
    other.mentor.as_mut().unwrap().skills = steps(&[("talks", 2), ("leading", 4)]);
    let run = weighed(one, other);
    assert_eq!(share(&run, Component::Skills), Some(375));
    assert_eq!(run.cautions(0, 0)[0], Caution::Skills { words: vec!["tools".to_owned()] });
}

#[test]
fn style_is_how_near_they_are_in_what_both_said() {
    let (mut one, mut other) = two();
    one.style = steps(&[("direct", 1), ("quiet", 3), ("planned", 5)]);
    other.style = steps(&[("direct", 5), ("quiet", 3)]);
    assert_eq!(share(&weighed(one, other), Component::Style), Some(500));
}

#[test]
fn wishes_are_the_geometric_mean_of_both_sides() {
    let (mut one, mut other) = two();
    assert_eq!(share(&weighed(one.clone(), other.clone()), Component::Wishes), None);
    one.mentee.as_mut().unwrap().wishes = vec!["mentor".to_owned()];
    assert_eq!(share(&weighed(one.clone(), other.clone()), Component::Wishes), Some(707));
    other.mentor.as_mut().unwrap().wishes = vec!["mentee".to_owned()];
    assert_eq!(share(&weighed(one, other), Component::Wishes), Some(1000));
}

#[test]
fn long_lists_of_interests_do_not_win() {
    let (mut one, mut other) = two();
    one.topics = steps(&[("music", 2)]);
    other.topics = steps(&[("music", 2)]);
    assert_eq!(share(&weighed(one.clone(), other.clone()), Component::Topics), Some(1000));
    other.topics = steps(&[("music", 3), ("chess", 3), ("law", 3)]);
    assert_eq!(share(&weighed(one, other), Component::Topics), Some(222));
}

#[test]
fn more_time_than_enough_does_not_count_and_less_is_never_better() {
    let mut before = 0;
    for hours in 1..8 {
        let (mut one, mut other) = two();
        one.free = vec![Hours::new(Weekday::ALL[1], 0, 1440).unwrap()];
        other.free = vec![Hours::new(Weekday::ALL[1], 600, 600 + hours * 60).unwrap()];
        let now = share(&weighed(one, other), Component::Time).unwrap();
        assert!(now >= before && (hours < 3 || now == 1000), "{hours}: {now}");
        before = now;
    }
}

#[test]
fn a_background_counts_only_when_it_is_asked_for() {
    let (mut one, mut other) = two();
    other.background = vec!["came from abroad".to_owned()];
    let run = weighed(one.clone(), other.clone());
    assert!(run.bars(0, 0).iter().any(|bar| bar.component == Component::Background && bar.unasked));
    one.mentee.as_mut().unwrap().asks = vec!["came from abroad".to_owned(), "first in family".to_owned()];
    assert_eq!(share(&weighed(one, other), Component::Background), Some(500));
}

#[test]
fn whoever_waited_comes_first_among_equals_and_a_load_counts_against() {
    let (one, other) = two();
    let mut waited = Person { id: "waited".to_owned(), ..one.clone() };
    waited.mentee.as_mut().unwrap().rounds = 9;
    let people = vec![one.clone(), waited, other.clone()];
    let outcome = run(Draft { round: "Spring".to_owned(), people, ..Draft::default() }).outcome();
    assert_eq!((outcome.pairs[0].mentee.as_str(), outcome.pairs[0].worth), ("waited", 757));
    let mut loaded = Person { id: "loaded".to_owned(), ..other.clone() };
    loaded.mentor = Some(AsMentor { slots: 5, mentees: 4, ..loaded.mentor.unwrap() });
    let outcome =
        run(Draft { round: "Spring".to_owned(), people: vec![one, other, loaded], ..Draft::default() }).outcome();
    assert_eq!(outcome.pairs[0].mentor, "mentor");
}

#[test]
fn time_that_nobody_told_is_not_known_and_no_fault() {
    let (mut one, other) = two();
    one.free = Vec::new();
    let settings = Settings { least_minutes: 0, ..Settings::default() };
    let draft = Draft { round: "Spring".to_owned(), settings, people: vec![one, other], ..Draft::default() };
    let run = run(draft);
    let time = run.bars(0, 0).into_iter().find(|bar| bar.component == Component::Time).unwrap();
    assert_eq!((time.share, time.unasked), (None, false));
    assert_eq!(run.score(0, 0), (500, 0));
}

/// More words than sixteen bits can number.
#[test]
fn ever_so_many_different_words_stay_different() {
    let people = (0..1_400).map(|nth| {
        let mut one = person(&format!("p{nth}"));
        one.topics = (0..50).map(|word| (format!("{nth} {word}"), 1)).collect();
        let mentee = || AsMentee { ready: true, ..AsMentee::default() };
        let mentor = || AsMentor { ready: true, slots: 1, ..AsMentor::default() };
        (one.mentor, one.mentee) = if nth % 2 == 0 { (Some(mentor()), None) } else { (None, Some(mentee())) };
        one
    });
    let settings = Settings { floor: 0, ..Settings::default() };
    let run = run(Draft { round: "Spring".to_owned(), settings, people: people.collect(), ..Draft::default() });
    for (row, col) in run.pairs() {
        let topics = run.bars(row, col).into_iter().find(|bar| bar.component == Component::Topics).unwrap();
        assert_eq!(topics.share, Some(0));
    }
    assert_eq!(run.pairs().count(), 700);
}
