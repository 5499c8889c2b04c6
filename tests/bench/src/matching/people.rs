//! Invented people of a large programme: most have a dozen who would fit well,
//! and a third of all pairs cannot be.

use rapport_domain::person::Language;
use rapport_domain::time::Weekday;
use rapport_matching::{AsMentee, AsMentor, Draft, Hours, Mode, Person};
use std::collections::BTreeMap;

pub const SEED: u64 = 8;

/// A small generator whose numbers never change.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// From 0 to below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % n as u64).expect("small")
    }

    fn step(&mut self, highest: u8) -> u8 {
        1 + u8::try_from(self.below(usize::from(highest))).expect("small")
    }

    /// So many of a list of words, each with a step.
    fn steps(&mut self, word: &str, of: usize, many: usize, highest: u8) -> BTreeMap<String, u8> {
        (0..many).map(|_| (format!("{word} {}", self.below(of)), self.step(highest))).collect()
    }

    fn person(&mut self, id: String) -> Person {
        let mut languages = vec![Language::english()];
        if self.below(3) == 0 {
            languages = vec![Language::new("de").expect("a language")];
        } else if self.below(2) == 0 {
            languages.push(Language::new("de").expect("a language"));
        }
        let hours = |day: usize, from: usize| {
            let from = u16::try_from(from * 60).expect("small");
            Hours::new(Weekday::ALL[day], from, from + 180).expect("hours")
        };
        let mut free: Vec<Hours> = (0..5).map(|day| hours(day, 15 + self.below(5))).collect();
        free.remove(self.below(5));
        Person {
            name: format!("Person {id}"),
            id,
            languages,
            free,
            modes: vec![Mode::Remote],
            style: (0..8).map(|nth| (format!("style {nth}"), self.step(5))).collect(),
            topics: self.steps("topic", 40, 6, 3),
            groups: BTreeMap::from([("group".to_owned(), format!("{}", self.below(6)))]),
            ..Person::default()
        }
    }
}

pub fn draft(size: usize) -> Draft {
    let mut chance = Chance::new(SEED);
    let mut people = Vec::new();
    for nth in 0..size {
        let mut mentee = chance.person(format!("mentee {nth}"));
        let needs = chance.steps("skill", 30, 4, 3);
        let wishes =
            (0..3).map(|_| format!("mentor {}", chance.below(size))).collect::<std::collections::BTreeSet<_>>();
        let rounds = u8::try_from(chance.below(3)).expect("small");
        let wishes = wishes.into_iter().collect();
        mentee.mentee = Some(AsMentee { ready: true, needs, wishes, asks: Vec::new(), rounds });
        people.push(mentee);
        let mut mentor = chance.person(format!("mentor {nth}"));
        let skills = chance.steps("skill", 30, 10, 4);
        mentor.mentor = Some(AsMentor { ready: true, slots: 1, mentees: 0, skills, wishes: Vec::new() });
        people.push(mentor);
    }
    Draft { round: "Spring".to_owned(), people, ..Draft::default() }
}
