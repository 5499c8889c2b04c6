//! All who take part in one round, checked, in one order: that of a hash of
//! their ids and the round's name, so that ties fall differently each time but
//! the same way for everybody who looks.

mod check;

use crate::person::{Apart, AsMentee, AsMentor, Lock, Person, Separated};
use crate::refused::Refused;
use crate::settings::Settings;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// What a programme brings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Draft {
    /// The name of this round.
    pub round: String,
    pub settings: Settings,
    pub people: Vec<Person>,
    pub apart: Vec<Separated>,
    pub locks: Vec<Lock>,
}

/// The same, checked, and sorted so that the order in which it came is gone.
#[derive(Clone, Debug)]
pub struct Pool {
    draft: Draft,
    by_id: BTreeMap<String, usize>,
    mentees: Vec<usize>,
    mentors: Vec<usize>,
    apart: BTreeMap<(usize, usize), Apart>,
    /// In the order in which they came, so that a refusal can name one.
    locks: Vec<Lock>,
}

impl Pool {
    /// The most people of one round.
    pub const PEOPLE: usize = crate::solve::MOST_ROWS;
    /// The most mentees times mentors: each of these is weighed and remembered.
    pub const PAIRS: usize = 64_000_000;
    /// The most names that one person wishes for, or values of one kind.
    pub const WORDS: usize = 50;
    /// Characters of the longest id, name or word.
    pub const LONGEST: usize = 120;

    /// # Errors
    /// The first thing that cannot be taken, and where it stands.
    pub fn new(mut draft: Draft) -> Result<Self, Refused> {
        check::all(&draft)?;
        draft.people.sort_by(|one, other| one.id.cmp(&other.id));
        for person in &mut draft.people {
            person.languages.sort();
            person.free.sort();
            person.modes.sort();
            person.background.sort();
            person.answers.values_mut().for_each(|answers| answers.sort());
            person.mentee.iter_mut().for_each(|mentee| mentee.asks.sort());
        }
        draft.settings.must.sort();
        for pair in &mut draft.apart {
            if pair.one > pair.other {
                std::mem::swap(&mut pair.one, &mut pair.other);
            }
        }
        draft.apart.sort();
        draft.apart.dedup();
        let locks = draft.locks.clone();
        draft.locks.sort();
        let by_id: BTreeMap<String, usize> =
            draft.people.iter().enumerate().map(|(nth, person)| (person.id.clone(), nth)).collect();
        let order = |is: fn(&Person) -> bool| {
            let people = draft.people.iter().enumerate().filter(|(_, person)| is(person));
            let mut order: Vec<_> = people.map(|(nth, person)| (lot(&draft.round, &person.id), nth)).collect();
            order.sort_unstable();
            order.into_iter().map(|(_, nth)| nth).collect::<Vec<_>>()
        };
        let (mentees, mentors) = (order(|person| person.mentee.is_some()), order(|person| person.mentor.is_some()));
        let mut apart = BTreeMap::new();
        for pair in &draft.apart {
            if let (Some(one), Some(other)) = (by_id.get(&pair.one), by_id.get(&pair.other)) {
                // What weighs most stands first.
                apart.entry((*one.min(other), *one.max(other))).or_insert(pair.why);
            }
        }
        Ok(Self { draft, by_id, mentees, mentors, apart, locks })
    }

    pub fn settings(&self) -> &Settings {
        &self.draft.settings
    }

    pub fn round(&self) -> &str {
        &self.draft.round
    }

    /// Everybody, by id.
    pub fn people(&self) -> &[Person] {
        &self.draft.people
    }

    /// In the order in which they came.
    pub fn locks(&self) -> &[Lock] {
        &self.locks
    }

    pub fn person(&self, id: &str) -> Option<&Person> {
        self.by_id.get(id).and_then(|nth| self.draft.people.get(*nth))
    }

    /// How many look for a mentor.
    pub fn rows(&self) -> usize {
        self.mentees.len()
    }

    /// How many offer to be one.
    pub fn cols(&self) -> usize {
        self.mentors.len()
    }

    /// Mentees in the order of their lots.
    pub fn mentees(&self) -> impl Iterator<Item = (&Person, &AsMentee)> {
        self.mentees
            .iter()
            .filter_map(|nth| self.draft.people.get(*nth))
            .filter_map(|one| Some((one, one.mentee.as_ref()?)))
    }

    /// Mentors in the order of theirs.
    pub fn mentors(&self) -> impl Iterator<Item = (&Person, &AsMentor)> {
        self.mentors
            .iter()
            .filter_map(|nth| self.draft.people.get(*nth))
            .filter_map(|one| Some((one, one.mentor.as_ref()?)))
    }

    pub fn mentee(&self, row: usize) -> Option<&Person> {
        self.mentees.get(row).and_then(|nth| self.draft.people.get(*nth))
    }

    pub fn mentor(&self, col: usize) -> Option<&Person> {
        self.mentors.get(col).and_then(|nth| self.draft.people.get(*nth))
    }

    /// The row of a mentee, by id.
    pub fn row(&self, id: &str) -> Option<usize> {
        let nth = self.by_id.get(id)?;
        self.mentees.iter().position(|other| other == nth)
    }

    /// The column of a mentor, by id.
    pub fn col(&self, id: &str) -> Option<usize> {
        let nth = self.by_id.get(id)?;
        self.mentors.iter().position(|other| other == nth)
    }

    /// Why two are kept apart.
    pub fn apart(&self, row: usize, col: usize) -> Option<Apart> {
        let (one, other) = (*self.mentees.get(row)?, *self.mentors.get(col)?);
        self.apart.get(&(one.min(other), one.max(other))).copied()
    }

    /// All that are kept apart, as rows and columns.
    pub(crate) fn separated(&self) -> impl Iterator<Item = (usize, usize)> {
        let row: BTreeMap<usize, usize> = self.mentees.iter().enumerate().map(|(row, nth)| (*nth, row)).collect();
        let col: BTreeMap<usize, usize> = self.mentors.iter().enumerate().map(|(col, nth)| (*nth, col)).collect();
        let both = self.apart.keys().flat_map(|(one, other)| [(*one, *other), (*other, *one)]);
        both.filter_map(move |(one, other)| Some((*row.get(&one)?, *col.get(&other)?)))
    }

    /// The hash of all that was brought, in hexadecimal digits.
    pub fn hash(&self) -> String {
        hash(&self.draft)
    }
}

/// The order of somebody among equals, in this round.
fn lot(round: &str, id: &str) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(b"rapport matching lot\0");
    hash.update(round.as_bytes());
    hash.update(b"\0");
    hash.update(id.as_bytes());
    hash.finalize().into()
}

/// SHA-256 of a value as JSON, in hexadecimal digits.
pub(crate) fn hash(value: &impl Serialize) -> String {
    // Maps are sorted and nothing of ours can fail to be written.
    let bytes = serde_json::to_vec(value).unwrap_or_default();
    data_encoding::HEXLOWER.encode(&Sha256::digest(bytes))
}
