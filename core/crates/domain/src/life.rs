//! The life of something that has states: its turns in one order, the same on
//! every phone, and what became of each. It never asks a clock.

use crate::members::{Members, Seat};
use crate::rules::{Field, Rule, RuleBroken};
use crate::sort;
use crate::time::Millis;
use rapport_ids::{EventId, PersonId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A place in the one order of all acts: whoever knew of an act has a higher
/// counter; of two who did not know of one another the actor decides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Lamport {
    pub counter: u64,
    pub actor: [u8; 20],
}

/// A turn as it was written: who, where in the order, when by their clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamped<T> {
    pub id: EventId,
    pub order: Lamport,
    pub by: PersonId,
    pub at: Millis,
    pub turn: T,
}

/// What became of a turn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It was allowed and counts.
    Stands,
    /// It was not allowed where it stands in the order. It is kept and shown,
    /// with the reason, and changes nothing.
    Rejected { why: RuleBroken },
}

/// A turn and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry<T> {
    pub event: Stamped<T>,
    pub verdict: Verdict,
}

impl<T> Entry<T> {
    /// Whether it counts.
    pub const fn stands(&self) -> bool {
        matches!(self.verdict, Verdict::Stands)
    }
}

/// A state and how it came about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Life<S, T> {
    pub state: S,
    /// All turns in order, those that were rejected among them.
    pub history: Vec<Entry<T>>,
}

/// The author of a turn as a state machine sees them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct By {
    pub person: PersonId,
    pub seat: Seat,
    pub at: Millis,
}

/// I14, I15: plays turns through a state machine. Only which turns there are
/// matters, not in which order or how often they arrived: they are put into
/// the common order, and a repeated identifier counts once. Turns of strangers
/// are rejected before the machine sees them.
pub fn replay<S, T>(
    members: &Members,
    start: S,
    events: impl IntoIterator<Item = Stamped<T>>,
    turn: impl Fn(&S, &T, &By) -> Result<S, RuleBroken>,
) -> Life<S, T> {
    let mut events: Vec<Stamped<T>> = events.into_iter().collect();
    sort::by_key(&mut events, |event| (event.order, event.id));
    let mut seen = BTreeSet::new();
    events.retain(|event| seen.insert(event.id));

    let mut state = start;
    let mut history = Vec::with_capacity(events.len());
    for event in events {
        let next = match members.seat(event.by) {
            None => Err(RuleBroken::not_allowed(Field::State, Rule::NotAMember)),
            Some(seat) => turn(&state, &event.turn, &By { person: event.by, seat, at: event.at }),
        };
        let verdict = match next {
            Ok(next) => {
                state = next;
                Verdict::Stands
            }
            Err(why) => Verdict::Rejected { why },
        };
        history.push(Entry { event, verdict });
    }
    Life { state, history }
}

/// Where a new turn stands: after all that are known here.
pub(crate) fn next_order<T>(history: &[Entry<T>]) -> Lamport {
    let last = history.iter().map(|entry| entry.event.order.counter).max().unwrap_or(0);
    Lamport { counter: last.saturating_add(1), actor: [0; 20] }
}
