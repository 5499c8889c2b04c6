//! Two people who type: bursts, slips of the finger, pastes, jumps of the
//! cursor, all the scripts of the world, and hours without a network.
//!
//! While they are apart, neither types at a place where the other does, so
//! every correct merge gives exactly [`Typing::text`].

mod hand;
mod zones;

use crate::act::{Act, Splice, Who};
use crate::chance::Chance;
use crate::screen::Screen;

use hand::Hand;
use zones::Zones;

/// A Monday evening in January 2026: when invented people begin.
pub(crate) const START_MS: i64 = 1_767_636_000_000;

/// What happens next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Moment {
    /// Somebody types, on the text as their own phone shows it.
    Act(Act),
    /// Both phones give each other everything and show the same.
    Meet { at_ms: i64 },
}

/// Everything that two people typed, and what they ended with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typing {
    pub moments: Vec<Moment>,
    /// The text on both phones after the last moment, a meeting.
    pub text: String,
}

impl Typing {
    /// The acts without the meetings.
    pub fn acts(&self) -> impl Iterator<Item = &Act> {
        self.moments.iter().filter_map(|moment| match moment {
            Moment::Act(act) => Some(act),
            Moment::Meet { .. } => None,
        })
    }
}

/// One person types `edits` acts into one text, each after the other.
pub fn alone(seed: u64, edits: usize) -> Typing {
    let mut chance = Chance::new(seed);
    let (mut hand, mut screen) = (Hand::new(chance.branch()), Screen::default());
    let mut at_ms = START_MS;
    let mut moments = Vec::with_capacity(edits + 1);
    for _ in 0..edits {
        let (pause, splice) = hand.next(&mut screen);
        at_ms += pause;
        moments.push(Moment::Act(Act { who: Who::Mentee, at_ms, splice }));
    }
    moments.push(Moment::Meet { at_ms });
    Typing { moments, text: screen.text() }
}

/// Two people type `edits` acts into one text: in turns while they have a
/// network, at the same time while they have none.
pub fn pair(seed: u64, edits: usize) -> Typing {
    let mut chance = Chance::new(seed);
    let hands = Who::BOTH.map(|_| Hand::new(chance.branch()));
    both(chance, hands, edits)
}

/// The same two as [`pair`], writing whole sentences that one likes to read:
/// for what people look at. They finish what they began, so it may be some
/// acts more than `edits`.
pub fn talk(seed: u64, edits: usize) -> Typing {
    let mut chance = Chance::new(seed);
    let hands = Who::BOTH.map(|who| Hand::of(who, chance.branch()));
    both(chance, hands, edits)
}

fn both(chance: Chance, hands: [Hand; 2], edits: usize) -> Typing {
    let mut pair = Pair { chance, hands, at_ms: START_MS, left: edits, moments: Vec::new(), text: String::new() };
    while pair.left > 0 {
        for _ in 0..pair.chance.between(1, 6) {
            pair.in_turn();
        }
        pair.apart();
    }
    Typing { moments: pair.moments, text: pair.text }
}

/// One person at a phone whose text others change, too.
pub struct Typist(Hand);

impl Typist {
    /// The same person for the same seed.
    pub fn new(seed: u64) -> Self {
        Self(Hand::new(Chance::new(seed)))
    }

    /// Touches one key, on the text as the phone shows it now: how many
    /// milliseconds that took, and what it did.
    pub fn touch(&mut self, shown: &str) -> (i64, Splice) {
        self.0.next(&mut Screen::new(shown))
    }
}

struct Pair {
    chance: Chance,
    hands: [Hand; 2],
    at_ms: i64,
    left: usize,
    moments: Vec<Moment>,
    /// On both phones at the last meeting.
    text: String,
}

impl Pair {
    /// One burst by one of them, and both have it.
    fn in_turn(&mut self) {
        let who = Who::BOTH[self.chance.below(2)];
        let mut screen = Screen::new(&self.text);
        let mut keys = self.chance.between(5, 60).min(self.left);
        while keys > 0 || !self.hands[who.index()].is_free() {
            let act = self.hands[who.index()].next(&mut screen);
            self.acted(who, act);
            keys = keys.saturating_sub(1);
        }
        self.text = screen.text();
        self.meet(1_000);
    }

    /// Hours without a network, each in parts of the text of their own.
    fn apart(&mut self) {
        let mut zones = Zones::divide(&self.text, &mut self.chance);
        let mut who = Who::BOTH[self.chance.below(2)];
        for _ in 0..self.chance.between(40, 300).min(self.left) {
            if self.chance.percent(10) {
                who = who.other();
            }
            let Some(act) = zones.next(who, &mut self.hands[who.index()], &mut self.chance) else {
                who = who.other();
                continue;
            };
            self.acted(who, act);
        }
        for who in Who::BOTH {
            while !self.hands[who.index()].is_free() {
                let Some(act) = zones.next(who, &mut self.hands[who.index()], &mut self.chance) else { break };
                self.acted(who, act);
            }
        }
        self.text = zones.text();
        self.meet(3_600_000);
    }

    fn acted(&mut self, who: Who, (pause, splice): (i64, Splice)) {
        self.at_ms += pause;
        self.left = self.left.saturating_sub(1);
        self.moments.push(Moment::Act(Act { who, at_ms: self.at_ms, splice }));
    }

    fn meet(&mut self, after_ms: i64) {
        self.at_ms += after_ms;
        self.moments.push(Moment::Meet { at_ms: self.at_ms });
    }
}

#[cfg(test)]
mod tests;
