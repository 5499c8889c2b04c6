//! What holds for every run, on invented people.

mod bad;
mod kept;
mod parts;
mod plans;

use crate::*;
use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};
use rapport_domain::person::Language;
use rapport_domain::time::Weekday;

pub(super) struct Chance(ChaCha8Rng);

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    pub(super) fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.0.next_u64() % u64::try_from(n).unwrap()).unwrap()
    }

    fn small(&mut self, from: u8, to: u8) -> u8 {
        from + u8::try_from(self.below(usize::from(to - from) + 1)).unwrap()
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    fn words(&mut self, all: &[&str]) -> Vec<String> {
        all.iter().filter(|_| self.one_in(3)).map(|word| (*word).to_owned()).collect()
    }

    fn steps(&mut self, all: &[&str], highest: u8) -> std::collections::BTreeMap<String, u8> {
        let words = self.words(all);
        words.into_iter().map(|word| (word, self.small(1, highest))).collect()
    }

    fn person(&mut self, nth: usize) -> Person {
        let mut languages: Vec<_> =
            self.words(&["en", "de", "fr"]).iter().map(|tag| Language::new(tag).unwrap()).collect();
        if languages.is_empty() {
            languages.push(Language::english());
        }
        let days: Vec<_> = Weekday::ALL.iter().filter(|_| self.one_in(2)).collect();
        let free = days.into_iter().map(|day| {
            let from = u16::from(self.small(14, 18)) * 60;
            Hours::new(*day, from, from + 60 * u16::from(self.small(1, 4))).unwrap()
        });
        let free = free.collect();
        let mut person = Person {
            id: format!("p{nth}"),
            name: format!("Person {nth}"),
            languages,
            free,
            writing_is_enough: self.one_in(4),
            modes: if self.one_in(3) { vec![Mode::InPerson] } else { vec![Mode::Remote, Mode::InPerson] },
            place: ["Basel", "Bern"][self.below(2)].to_owned(),
            minor: self.one_in(9),
            cleared: self.one_in(2),
            style: self.steps(&["direct", "planned", "quiet"], Person::STYLE),
            topics: self.steps(&["music", "chess", "law", "soil"], Person::LEVELS),
            background: self.words(&["first in family", "came from abroad"]),
            ..Person::default()
        };
        let field = self.words(&["health", "law", "crafts", "schools"]);
        person.answers.insert("field".to_owned(), if field.is_empty() { vec!["law".to_owned()] } else { field });
        if !self.one_in(3) {
            person.groups.insert("school".to_owned(), ["north", "south", "night"][self.below(3)].to_owned());
        }
        if nth.is_multiple_of(2) || self.one_in(8) {
            let skills = self.steps(&["writing", "talks", "figures", "tools", "leading"], Person::SKILL);
            let (ready, slots, mentees) = (!self.one_in(8), self.small(0, 3), self.small(0, 1));
            person.mentor = Some(AsMentor { ready, slots, mentees, skills, wishes: Vec::new() });
        }
        if !nth.is_multiple_of(2) || self.one_in(8) {
            let needs = self.steps(&["writing", "talks", "figures", "tools"], Person::LEVELS);
            let asks = if self.one_in(3) { vec!["first in family".to_owned()] } else { Vec::new() };
            let (ready, rounds) = (!self.one_in(8), self.small(0, 4));
            person.mentee = Some(AsMentee { ready, needs, wishes: Vec::new(), asks, rounds });
        }
        person
    }

    /// People who have little in common, and not enough mentors.
    pub(super) fn draft(&mut self, most: usize) -> Draft {
        let count = self.below(most + 1);
        let mut people: Vec<Person> = (0..count).map(|nth| self.person(nth)).collect();
        let ids = |is: fn(&Person) -> bool| -> Vec<String> {
            people.iter().filter(|one| is(one)).map(|one| one.id.clone()).collect()
        };
        let (mentees, mentors) = (ids(|one| one.mentee.is_some()), ids(|one| one.mentor.is_some()));
        for one in &mut people {
            if let Some(mentee) = &mut one.mentee {
                mentee.wishes = mentors.iter().filter(|_| self.one_in(4)).take(5).cloned().collect();
            }
            if let Some(mentor) = &mut one.mentor {
                mentor.wishes = mentees.iter().filter(|_| self.one_in(4)).take(5).cloned().collect();
            }
        }
        let mut apart = Vec::new();
        for _ in 0..self.below(count / 2 + 1) {
            let (one, other) = (self.below(count), self.below(count));
            if one != other {
                let why = [Apart::Relative, Apart::Blocked, Apart::NoFit][self.below(3)];
                apart.push(Separated { one: format!("p{one}"), other: format!("p{other}"), why });
            }
        }
        let mut settings = Settings { floor: [0, 200, 350, 500][self.below(4)], least_group: 3, ..Settings::default() };
        if self.one_in(3) && count > 0 {
            settings.must = vec!["field".to_owned()];
        }
        Draft { round: "Spring".to_owned(), settings, people, apart, locks: Vec::new() }
    }

    /// The same people, told in another order.
    pub(super) fn shuffled(&mut self, draft: &Draft) -> Draft {
        let mut draft = draft.clone();
        let mut swap = |len: usize| (0..len).map(|nth| (nth, self.below(nth + 1))).collect::<Vec<_>>();
        swap(draft.people.len()).into_iter().for_each(|(a, b)| draft.people.swap(a, b));
        swap(draft.apart.len()).into_iter().for_each(|(a, b)| draft.apart.swap(a, b));
        swap(draft.locks.len()).into_iter().for_each(|(a, b)| draft.locks.swap(a, b));
        for one in &mut draft.people {
            swap(one.languages.len()).into_iter().for_each(|(a, b)| one.languages.swap(a, b));
            swap(one.free.len()).into_iter().for_each(|(a, b)| one.free.swap(a, b));
        }
        draft
    }
}

pub(super) fn run(draft: Draft) -> Run {
    Run::of(Pool::new(draft).unwrap()).unwrap()
}

/// Runs over so many drafts of so many people; the seed is printed.
pub(super) fn each(times: u64, most: usize, mut check: impl FnMut(&mut Chance, Draft, &str)) {
    let first = std::env::var("RAPPORT_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    for seed in first..first + times {
        let mut chance = Chance::new(seed);
        let draft = chance.draft(most);
        check(&mut chance, draft, &format!("RAPPORT_SEED={seed}"));
    }
}
