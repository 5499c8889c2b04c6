//! Two invented years of a mentee and a mentor, for pictures, benchmarks, the
//! demo and old databases. Neutral acts: whoever plays them gives the ids.

mod deed;
mod goals;
mod meetings;

use crate::act::Who;
use crate::chance::Chance;
use crate::lines::{self, Topic};
use crate::typist::START_MS;
use crate::words;
use std::collections::BTreeMap;

pub use deed::{Deed, Ending, Event, Gone};

const DAY_MS: i64 = 86_400_000;

/// How much happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Size {
    pub days: usize,
    /// Goals begun in that time.
    pub goals: usize,
    /// Meetings in that time, evenly spread.
    pub meetings: usize,
    /// At most this many steps a goal, at least one.
    pub steps: usize,
    /// Words of the note of a meeting.
    pub note_words: usize,
}

impl Default for Size {
    /// Two years of an eager pair.
    fn default() -> Self {
        Self { days: 730, goals: 10, meetings: 48, steps: 8, note_words: 120 }
    }
}

/// One pair's time together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Life {
    /// Milliseconds since 1970 when it begins.
    pub start_ms: i64,
    /// First names, mentee and mentor.
    pub names: [&'static str; 2],
    /// In the order of their times.
    pub events: Vec<Event>,
}

const MENTEES: &[&str] = &["Amira", "Jonas", "Noor", "Lena", "Tariq", "Mila", "Davit", "Zoë", "Ömer", "Hana"];
const MENTORS: &[&str] = &["Ruth", "Karim", "Inès", "Paul", "Shira", "Björn", "Grace", "Anton", "Yara", "Tomás"];

/// One pair.
pub fn pair(seed: u64, size: &Size) -> Life {
    tell(seed, size, None)
}

/// The same, in whole sentences that one likes to read: for what people look at.
pub fn spoken(seed: u64, size: &Size) -> Life {
    tell(seed, size, Some(Told::default()))
}

fn tell(seed: u64, size: &Size, told: Option<Told>) -> Life {
    let mut chance = Chance::new(seed);
    let names = [MENTEES, MENTORS].map(|list| chance.pick(list).unwrap_or("Kim"));
    let mut teller = Teller { chance, size: size.clone(), events: Vec::new(), steps: 0, told };
    teller.goals();
    teller.meetings();
    teller.pulses();
    teller.events.sort_by_key(|event| event.at_ms);
    Life { start_ms: START_MS, names, events: teller.events }
}

/// Many pairs, each with a seed of its own: the hundred spaces of a mentor who
/// cannot say no.
pub fn pairs(seed: u64, count: usize, size: &Size) -> Vec<Life> {
    let mut chance = Chance::new(seed);
    (0..count).map(|_| pair(chance.seed(), size)).collect()
}

struct Teller {
    chance: Chance,
    size: Size,
    events: Vec<Event>,
    steps: usize,
    /// How many lines of each list were used, where whole sentences are said.
    told: Option<Told>,
}

/// How many sentences were said: of each topic, and by each of the two.
#[derive(Default)]
struct Told {
    topics: BTreeMap<Topic, usize>,
    lines: [usize; 2],
}

impl Teller {
    fn say(&mut self, at_ms: i64, who: Who, deed: Deed) {
        self.events.push(Event { at_ms, who, deed });
    }

    /// A minute in the fourteen hours after the one in which lives begin, `day` days in.
    fn time(&mut self, day: usize) -> i64 {
        START_MS + i64::try_from(day).unwrap_or(0) * DAY_MS + self.chance.ms(0, 14 * 60) * 60_000
    }

    fn who(&mut self) -> Who {
        if self.chance.percent(65) { Who::Mentee } else { Who::Mentor }
    }

    /// What a thing is called.
    fn title(&mut self, topic: Topic, words: usize) -> String {
        let Some(told) = &mut self.told else { return words::title(&mut self.chance, words) };
        let nth = told.topics.entry(topic).or_default();
        *nth += 1;
        lines::title(topic, *nth - 1).to_owned()
    }

    /// What one of them says.
    fn sentence(&mut self, who: Who, words: usize) -> String {
        let Some(told) = &mut self.told else { return words::sentence(&mut self.chance, words) };
        let nth = &mut told.lines[who.index()];
        *nth += 1;
        lines::line(who, *nth - 1).to_owned()
    }

    fn next_step(&mut self) -> usize {
        self.steps += 1;
        self.steps - 1
    }

    /// Once a month, mostly answered.
    fn pulses(&mut self) {
        for day in (15..self.size.days).step_by(30) {
            if self.chance.percent(80) {
                let (at_ms, score) = (self.time(day), 1 + self.chance.below(5));
                self.say(at_ms, Who::Mentee, Deed::AnswerPulse { score: u8::try_from(score).unwrap_or(3) });
            }
        }
    }
}

#[cfg(test)]
mod tests;
