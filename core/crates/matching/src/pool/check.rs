//! What is refused before anything is weighed. The first fault ends it.

use super::{Draft, Pool};
use crate::person::{Person, Separated};
use crate::refused::{Place, Refused};
use crate::settings::Settings;
use rapport_domain::json::FileFault;
use std::collections::{BTreeMap, BTreeSet};

type Checked = Result<(), Refused>;

pub(super) fn all(draft: &Draft) -> Checked {
    let top = Place::default();
    word(&draft.round, &top.then("round"))?;
    let people = top.then("people");
    most(draft.people.len(), Pool::PEOPLE, &people)?;
    let count = |is: fn(&Person) -> bool| draft.people.iter().filter(|one| is(one)).count();
    most(count(|one| one.mentee.is_some()) * count(|one| one.mentor.is_some()), Pool::PAIRS, &people)?;
    let mut ids = BTreeMap::new();
    for (nth, one) in draft.people.iter().enumerate() {
        let place = people.then(nth);
        word(&one.id, &place.then("id"))?;
        if ids.insert(one.id.as_str(), one).is_some() {
            return Err(place.then("id").refused(FileFault::Twice));
        }
    }
    for (nth, one) in draft.people.iter().enumerate() {
        person(one, &people.then(nth), &ids)?;
    }
    settings(&draft.settings, &draft.people, &top.then("settings"))?;
    for (nth, pair) in draft.apart.iter().enumerate() {
        separated(pair, &top.then("apart").then(nth), &ids)?;
    }
    locks(draft, &top.then("locks"), &ids)
}

fn most(there: usize, most: usize, place: &Place) -> Checked {
    if there > most { Err(place.refused(FileFault::TooMany)) } else { Ok(()) }
}

fn word(text: &str, place: &Place) -> Checked {
    let good = !text.trim().is_empty() && text.chars().count() <= Pool::LONGEST && !text.chars().any(char::is_control);
    if good { Ok(()) } else { Err(place.refused(FileFault::BadText)) }
}

fn number(number: u16, from: u16, to: u16, place: &Place) -> Checked {
    if (from..=to).contains(&number) { Ok(()) } else { Err(place.refused(FileFault::OutOfRange)) }
}

fn words(all: &[String], place: &Place) -> Checked {
    most(all.len(), Pool::WORDS, place)?;
    let mut known = BTreeSet::new();
    for (nth, one) in all.iter().enumerate() {
        word(one, &place.then(nth))?;
        if !known.insert(one) {
            return Err(place.then(nth).refused(FileFault::Twice));
        }
    }
    Ok(())
}

/// Words with a step of a scale each.
fn steps(all: &BTreeMap<String, u8>, highest: u8, place: &Place) -> Checked {
    most(all.len(), Pool::WORDS, place)?;
    for (name, step) in all {
        word(name, &place.then(name.as_str()))?;
        number(u16::from(*step), 1, u16::from(highest), &place.then(name.as_str()))?;
    }
    Ok(())
}

fn distinct<T: Ord>(all: &[T], place: &Place) -> Checked {
    most(all.len(), Pool::WORDS, place)?;
    let mut known = BTreeSet::new();
    match all.iter().position(|one| !known.insert(one)) {
        Some(nth) => Err(place.then(nth).refused(FileFault::Twice)),
        None => Ok(()),
    }
}

fn person(one: &Person, place: &Place, ids: &BTreeMap<&str, &Person>) -> Checked {
    word(&one.name, &place.then("name"))?;
    distinct(&one.languages, &place.then("languages"))?;
    distinct(&one.free, &place.then("free"))?;
    distinct(&one.modes, &place.then("modes"))?;
    if !one.place.is_empty() {
        word(&one.place, &place.then("place"))?;
    }
    steps(&one.style, Person::STYLE, &place.then("style"))?;
    steps(&one.topics, Person::LEVELS, &place.then("topics"))?;
    words(&one.background, &place.then("background"))?;
    most(one.answers.len(), Pool::WORDS, &place.then("answers"))?;
    for (name, answers) in &one.answers {
        word(name, &place.then("answers").then(name.as_str()))?;
        words(answers, &place.then("answers").then(name.as_str()))?;
    }
    most(one.groups.len(), Pool::WORDS, &place.then("groups"))?;
    for (name, group) in &one.groups {
        word(name, &place.then("groups").then(name.as_str()))?;
        word(group, &place.then("groups").then(name.as_str()))?;
    }
    if one.mentor.is_none() && one.mentee.is_none() {
        return Err(place.then("mentee").refused(FileFault::Missing));
    }
    if let Some(mentor) = &one.mentor {
        let place = place.then("mentor");
        number(u16::from(mentor.slots), 0, u16::from(Person::SLOTS), &place.then("slots"))?;
        number(u16::from(mentor.mentees), 0, u16::from(Person::SLOTS), &place.then("mentees"))?;
        steps(&mentor.skills, Person::SKILL, &place.then("skills"))?;
        wishes(&mentor.wishes, &place.then("wishes"), ids, |other| other.mentee.is_some())?;
    }
    if let Some(mentee) = &one.mentee {
        let place = place.then("mentee");
        steps(&mentee.needs, Person::LEVELS, &place.then("needs"))?;
        words(&mentee.asks, &place.then("asks"))?;
        number(u16::from(mentee.rounds), 0, u16::from(Person::ROUNDS), &place.then("rounds"))?;
        wishes(&mentee.wishes, &place.then("wishes"), ids, |other| other.mentor.is_some())?;
    }
    Ok(())
}

fn wishes(all: &[String], place: &Place, ids: &BTreeMap<&str, &Person>, fits: fn(&Person) -> bool) -> Checked {
    words(all, place)?;
    let known = |id: &String| ids.get(id.as_str()).is_some_and(|other| fits(other));
    match all.iter().position(|id| !known(id)) {
        Some(nth) => Err(place.then(nth).refused(FileFault::DoesNotFit)),
        None => Ok(()),
    }
}

fn settings(settings: &Settings, people: &[Person], place: &Place) -> Checked {
    let weights = place.then("weights");
    for (component, weight) in crate::settings::Component::ALL.iter().zip(settings.weights) {
        number(weight, 0, Settings::MOST, &weights.then(component.name()))?;
    }
    if settings.weights.iter().all(|weight| *weight == 0) {
        return Err(weights.refused(FileFault::OutOfRange));
    }
    number(settings.floor, 0, Settings::MOST, &place.then("floor"))?;
    number(settings.least_minutes, 0, Settings::WEEK, &place.then("least_minutes"))?;
    number(settings.enough_minutes, 1, Settings::WEEK, &place.then("enough_minutes"))?;
    number(settings.waiting, 0, Settings::MOST, &place.then("waiting"))?;
    number(settings.waiting_most, 0, Settings::MOST, &place.then("waiting_most"))?;
    number(settings.load, 0, Settings::LOAD, &place.then("load"))?;
    number(settings.least_group, 2, Settings::MOST, &place.then("least_group"))?;
    let must = place.then("must");
    most(settings.must.len(), Settings::MUSTS, &must)?;
    words(&settings.must, &must)?;
    let known = |item: &String| people.iter().any(|one| one.answers.contains_key(item));
    match settings.must.iter().position(|item| !known(item)) {
        Some(nth) => Err(must.then(nth).refused(FileFault::DoesNotFit)),
        None => Ok(()),
    }
}

fn separated(pair: &Separated, place: &Place, ids: &BTreeMap<&str, &Person>) -> Checked {
    for (field, id) in [("one", &pair.one), ("other", &pair.other)] {
        if !ids.contains_key(id.as_str()) {
            return Err(place.then(field).refused(FileFault::DoesNotFit));
        }
    }
    if pair.one == pair.other { Err(place.then("other").refused(FileFault::Twice)) } else { Ok(()) }
}

fn locks(draft: &Draft, place: &Place, ids: &BTreeMap<&str, &Person>) -> Checked {
    let mut locked = BTreeSet::new();
    for (nth, lock) in draft.locks.iter().enumerate() {
        let place = place.then(nth);
        if ids.get(lock.mentee.as_str()).is_none_or(|one| one.mentee.is_none()) {
            return Err(place.then("mentee").refused(FileFault::DoesNotFit));
        }
        if ids.get(lock.mentor.as_str()).is_none_or(|one| one.mentor.is_none()) {
            return Err(place.then("mentor").refused(FileFault::DoesNotFit));
        }
        if !locked.insert(lock.mentee.as_str()) {
            return Err(place.then("mentee").refused(FileFault::Twice));
        }
    }
    Ok(())
}
