//! Somebody who wants to mentor, to be mentored, or both.

use crate::week::Hours;
use rapport_domain::person::Language;
use serde::Serialize;
use std::collections::BTreeMap;

/// What one person has said. Lists that are empty were not answered: nothing
/// is concluded from that but that less is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Person {
    /// What they are called in plans and locks; never shown to others.
    pub id: String,
    /// What people read.
    pub name: String,
    pub languages: Vec<Language>,
    /// When they could meet, in the programme's own time.
    pub free: Vec<Hours>,
    /// Whether writing to one another, without meetings, would do.
    pub writing_is_enough: bool,
    pub modes: Vec<Mode>,
    /// Where they would meet in person.
    pub place: String,
    pub minor: bool,
    /// Whether they may meet a minor.
    pub cleared: bool,
    /// Values and ways of working: 1 to [`Person::STYLE`] each.
    pub style: BTreeMap<String, u8>,
    /// Goals and interests: how much, 1 to [`Person::LEVELS`].
    pub topics: BTreeMap<String, u8>,
    /// What they said of their background, to be asked for by others.
    pub background: Vec<String>,
    /// Answers to questions that can be made a must.
    pub answers: BTreeMap<String, Vec<String>>,
    /// Groups they agreed to be counted in: question and answer.
    pub groups: BTreeMap<String, String>,
    pub mentor: Option<AsMentor>,
    pub mentee: Option<AsMentee>,
}

impl Person {
    /// The highest step of a scale of values.
    pub const STYLE: u8 = 5;
    /// The highest of topics and of needs.
    pub const LEVELS: u8 = 3;
    /// The highest level of a skill.
    pub const SKILL: u8 = 4;
    /// Mentees that one mentor can have.
    pub const SLOTS: u8 = 10;
    /// Rounds without a mentor that are counted.
    pub const ROUNDS: u8 = 100;
}

/// What they offer as a mentor.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct AsMentor {
    /// Enrolled, screened, trained: could begin.
    pub ready: bool,
    /// Mentees they would have at most.
    pub slots: u8,
    /// Those they have now.
    pub mentees: u8,
    /// How well they know something, 1 to [`Person::SKILL`].
    pub skills: BTreeMap<String, u8>,
    /// Mentees they would like, the dearest first, by id.
    pub wishes: Vec<String>,
}

/// What they look for as a mentee.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct AsMentee {
    pub ready: bool,
    /// What they want to learn, and how much: 1 to [`Person::LEVELS`].
    pub needs: BTreeMap<String, u8>,
    /// Mentors they would like, the dearest first, by id.
    pub wishes: Vec<String>,
    /// The background that they ask for.
    pub asks: Vec<String>,
    /// Earlier rounds that left them unmatched.
    pub rounds: u8,
}

/// How two people meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    Remote,
    InPerson,
}

/// Why two people are kept apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Apart {
    Relative,
    LineManager,
    Assessor,
    /// A conflict of interest that one of them declared.
    Conflict,
    /// One has blocked the other.
    Blocked,
    /// They tried, and it was no fit.
    NoFit,
}

/// Two people who must not become a pair, by id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Separated {
    pub one: String,
    pub other: String,
    pub why: Apart,
}

/// A pair that the coordinator has decided on, by id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Lock {
    pub mentee: String,
    pub mentor: String,
}
