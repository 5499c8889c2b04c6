//! People as numbers: words become places in a list, weeks become bits, so
//! that a million pairs can be weighed.

use crate::person::{Mode, Person};
use crate::pool::Pool;
use crate::week::Week;
use std::collections::BTreeMap;

/// What is compared of one person.
#[derive(Clone, Debug, Default)]
pub(crate) struct Traits {
    pub(crate) week: Week,
    pub(crate) languages: Vec<u32>,
    pub(crate) writing: bool,
    pub(crate) remote: bool,
    /// Where they meet in person.
    pub(crate) place: Option<u32>,
    pub(crate) minor: bool,
    pub(crate) cleared: bool,
    pub(crate) ready: bool,
    /// A mentor's free places.
    pub(crate) free: u8,
    /// Value and step, by value.
    pub(crate) style: Vec<(u32, u8)>,
    pub(crate) topics: Vec<(u32, u8)>,
    pub(crate) topics_in_all: u32,
    /// Needs of a mentee, skills of a mentor.
    pub(crate) skills: Vec<(u32, u8)>,
    /// What a mentee asks for, what a mentor has.
    pub(crate) background: Vec<u32>,
    pub(crate) background_told: bool,
    /// Answers to each must.
    pub(crate) musts: Vec<Vec<u32>>,
    /// Wishes, by column or row: how dear, 501 to 1000.
    pub(crate) wishes: BTreeMap<usize, u16>,
}

/// Words that occur, each with a number.
#[derive(Default)]
struct Words<'a>(BTreeMap<&'a str, u32>);

impl<'a> Words<'a> {
    fn number(&mut self, word: &'a str) -> u32 {
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        *self.0.entry(word).or_insert(next)
    }

    fn all(&mut self, words: impl IntoIterator<Item = &'a str>) -> Vec<u32> {
        let mut all: Vec<u32> = words.into_iter().map(|word| self.number(word)).collect();
        all.sort_unstable();
        all
    }

    fn steps(&mut self, steps: &'a BTreeMap<String, u8>) -> Vec<(u32, u8)> {
        let mut all: Vec<(u32, u8)> = steps.iter().map(|(word, step)| (self.number(word), *step)).collect();
        all.sort_unstable();
        all
    }
}

#[derive(Default)]
struct Lists<'a> {
    languages: Words<'a>,
    places: Words<'a>,
    style: Words<'a>,
    topics: Words<'a>,
    skills: Words<'a>,
    background: Words<'a>,
    answers: Words<'a>,
}

impl<'a> Lists<'a> {
    fn common(&mut self, one: &'a Person, musts: &'a [String]) -> Traits {
        let in_person = one.modes.contains(&Mode::InPerson) && !one.place.is_empty();
        let topics = self.topics.steps(&one.topics);
        let answers = |words: &mut Words<'a>, item: &String| {
            words.all(one.answers.get(item).into_iter().flatten().map(String::as_str))
        };
        Traits {
            week: Week::of(&one.free),
            languages: self.languages.all(one.languages.iter().map(rapport_domain::person::Language::as_str)),
            writing: one.writing_is_enough,
            remote: one.modes.contains(&Mode::Remote),
            place: in_person.then(|| self.places.number(&one.place)),
            minor: one.minor,
            cleared: one.cleared,
            style: self.style.steps(&one.style),
            topics_in_all: topics.iter().map(|(_, step)| u32::from(*step)).sum(),
            topics,
            background_told: !one.background.is_empty(),
            musts: musts.iter().map(|item| answers(&mut self.answers, item)).collect(),
            ..Traits::default()
        }
    }
}

/// How dear each of some wishes is: the first is all there is, the last a
/// little more than somebody of whom nothing was said.
fn dear(wishes: &[String], place: &BTreeMap<&str, usize>) -> BTreeMap<usize, u16> {
    let of = u16::try_from(wishes.len()).unwrap_or(u16::MAX).max(1);
    let nth = wishes.iter().zip(0_u16..);
    nth.filter_map(|(id, nth)| Some((*place.get(id.as_str())?, 1000 - 500 * nth / of))).collect()
}

/// Mentees and mentors of a pool, in its order.
pub(crate) fn of(pool: &Pool) -> (Vec<Traits>, Vec<Traits>) {
    let rows: BTreeMap<&str, usize> =
        pool.mentees().enumerate().map(|(row, (one, _))| (one.id.as_str(), row)).collect();
    let cols: BTreeMap<&str, usize> =
        pool.mentors().enumerate().map(|(col, (one, _))| (one.id.as_str(), col)).collect();
    let mut lists = Lists::default();
    let musts = &pool.settings().must;
    let mut mentees = Vec::new();
    for (one, mentee) in pool.mentees() {
        let mut traits = lists.common(one, musts);
        traits.ready = mentee.ready;
        traits.skills = lists.skills.steps(&mentee.needs);
        traits.background = lists.background.all(mentee.asks.iter().map(String::as_str));
        traits.wishes = dear(&mentee.wishes, &cols);
        mentees.push(traits);
    }
    let mut mentors = Vec::new();
    for (one, mentor) in pool.mentors() {
        let mut traits = lists.common(one, musts);
        traits.ready = mentor.ready;
        traits.free = mentor.slots.saturating_sub(mentor.mentees);
        traits.skills = lists.skills.steps(&mentor.skills);
        traits.background = lists.background.all(one.background.iter().map(String::as_str));
        traits.wishes = dear(&mentor.wishes, &rows);
        mentors.push(traits);
    }
    (mentees, mentors)
}
