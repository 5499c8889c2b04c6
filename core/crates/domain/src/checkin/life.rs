//! The check-ins of one person, as acts made them. A check-in can be put right
//! for 24 hours of causal age, and never after the same was asked again.
//!
//! Causal age is measured between the times that acts themselves carry, along
//! the one order of all acts: from the answer to the latest of all acts up to
//! the correction. So neither a clock that is set back nor one that is ahead
//! opens what is closed: a correction that is dated before its answer is
//! refused, and every act known in between counts as a witness.

use super::answers::Answers;
use super::key::Key;
use crate::life::{Entry, Stamped, Verdict, next_order};
use crate::made::Made;
use crate::members::Ctx;
use crate::person::Language;
use crate::rules::{Field, Rule, RuleBroken, Who};
use crate::sort;
use crate::time::{Day, Millis};
use rapport_ids::{CheckInId, EventId, PersonId, SpaceId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A check-in as it was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    pub checkin: CheckInId,
    pub instrument: Key,
    pub version: u32,
    /// The language of the words that were shown.
    pub language: Language,
    /// The pair it is about, where the instrument is about one.
    pub about: Option<SpaceId>,
    /// The date where the person was.
    pub day: Day,
    /// When, by the clock of whoever answered: for reading.
    pub at: Millis,
    pub answers: Answers,
}

/// One act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckInTurn {
    Answer(Box<Given>),
    /// Puts the answers right, all of them at once.
    Correct {
        checkin: CheckInId,
        answers: Answers,
    },
    /// Offers it to the coordinator: a copy goes there once there is a way.
    Offer {
        checkin: CheckInId,
    },
    /// What only a newer version understands.
    Newer,
}

/// A check-in as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckIn {
    pub given: Given,
    pub made: Made,
    /// The answers were put right since.
    pub corrected: bool,
    /// It waits to be handed to the coordinator.
    pub offered: bool,
    /// The latest time of any act that came after it.
    seen: Millis,
    /// The same was answered again since.
    followed: bool,
}

/// For so long answers can be put right.
pub const OPEN: i64 = Millis::HOURS_24;

/// Check-ins that one document holds.
pub const MOST: usize = 1_000;

impl CheckIn {
    /// Whether its answers can still be put right by an act at `now`, when the
    /// latest time known here of anything this person did is `known`.
    ///
    /// # Errors
    /// [`Rule::Settled`].
    pub fn is_open(&self, now: Millis, known: Millis) -> Result<(), RuleBroken> {
        let latest = now.max(known).max(self.seen);
        let age = latest.0.saturating_sub(self.made.at.0);
        let open = !self.followed && now >= self.made.at && age <= OPEN;
        if open { Ok(()) } else { Err(RuleBroken::not_allowed(Field::Answer, Rule::Settled)) }
    }
}

/// All check-ins of one document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckIns {
    /// I11: whose they are. Nobody else's acts count.
    pub owner: PersonId,
    /// In the order in which they were answered.
    pub all: Vec<CheckIn>,
    /// Every act in the common order, rejected ones too.
    pub history: Vec<Entry<CheckInTurn>>,
}

impl CheckIns {
    pub const fn new(owner: PersonId) -> Self {
        Self { owner, all: Vec::new(), history: Vec::new() }
    }

    /// I15: plays acts in the one order. Only which acts there are matters,
    /// not in which order or how often they arrived.
    pub fn with_history(mut self, events: impl IntoIterator<Item = Stamped<CheckInTurn>>) -> Self {
        let mut events: Vec<_> = events.into_iter().collect();
        sort::by_key(&mut events, |event| (event.order, event.id));
        let mut seen = BTreeSet::new();
        events.retain(|event| seen.insert(event.id));
        for event in events {
            let verdict = match self.turned(&event, Millis(i64::MIN)) {
                Ok(()) => Verdict::Stands,
                Err(why) => Verdict::Rejected { why },
            };
            self.history.push(Entry { event, verdict });
        }
        self
    }

    pub fn get(&self, checkin: CheckInId) -> Option<&CheckIn> {
        self.all.iter().find(|one| one.given.checkin == checkin)
    }

    /// What stands after an act. `known` is the latest time known here of
    /// anything this person did, also outside of these check-ins.
    ///
    /// # Errors
    /// The rule it would break; then nothing changes.
    pub fn apply(&self, id: EventId, turn: &CheckInTurn, ctx: &Ctx, known: Millis) -> Result<Self, RuleBroken> {
        let mut next = self.clone();
        let order = next_order(&self.history);
        let event = Stamped { id, order, by: ctx.by, at: ctx.now, turn: turn.clone() };
        if self.history.iter().any(|entry| entry.event.id == id) {
            return Err(RuleBroken::not_allowed(Field::Event, Rule::Taken));
        }
        next.turned(&event, known)?;
        next.history.push(Entry { event, verdict: Verdict::Stands });
        Ok(next)
    }

    fn turned(&mut self, event: &Stamped<CheckInTurn>, known: Millis) -> Result<(), RuleBroken> {
        if event.by != self.owner {
            return Err(RuleBroken::not_allowed(Field::State, Rule::OnlyFor { who: Who::Author }));
        }
        let done = self.play(event, known);
        // An act is a witness of its time, whatever became of it.
        for one in &mut self.all {
            one.seen = one.seen.max(event.at);
        }
        done
    }

    fn play(&mut self, event: &Stamped<CheckInTurn>, known: Millis) -> Result<(), RuleBroken> {
        match &event.turn {
            CheckInTurn::Answer(given) => {
                if self.get(given.checkin).is_some() {
                    return Err(RuleBroken::not_allowed(Field::Event, Rule::Taken));
                }
                if self.all.len() >= MOST {
                    let max = u32::try_from(MOST).unwrap_or(u32::MAX);
                    return Err(RuleBroken::not_allowed(Field::Instrument, Rule::Full { max }));
                }
                let same =
                    |one: &&mut CheckIn| one.given.instrument == given.instrument && one.given.about == given.about;
                for one in self.all.iter_mut().filter(same) {
                    one.followed = true;
                }
                self.all.push(CheckIn {
                    given: given.as_ref().clone(),
                    made: Made { by: event.by, at: event.at },
                    corrected: false,
                    offered: false,
                    seen: event.at,
                    followed: false,
                });
                Ok(())
            }
            CheckInTurn::Correct { checkin, answers } => {
                let one = self.mine(*checkin)?;
                one.is_open(event.at, known)?;
                one.given.answers = answers.clone();
                one.corrected = true;
                Ok(())
            }
            CheckInTurn::Offer { checkin } => {
                let one = self.mine(*checkin)?;
                if one.offered {
                    return Err(RuleBroken::not_allowed(Field::State, Rule::SharedAlready));
                }
                one.offered = true;
                Ok(())
            }
            CheckInTurn::Newer => Err(RuleBroken::not_allowed(Field::State, Rule::NewerApp)),
        }
    }

    fn mine(&mut self, checkin: CheckInId) -> Result<&mut CheckIn, RuleBroken> {
        let found = self.all.iter_mut().find(|one| one.given.checkin == checkin);
        found.ok_or(RuleBroken::not_found(Field::Instrument, crate::Thing::CheckIn))
    }
}
