//! People and identifiers for the tests of this crate.

use crate::life::{Lamport, Stamped};
use crate::members::{Ctx, Members};
use crate::rules::RuleBroken;
use crate::time::Millis;
use proptest::prelude::*;
use rapport_ids::{EventId, PersonId};

/// The mentee, and owner of most goals here.
pub(crate) const ANN: PersonId = PersonId::new([1; 32]);
/// The mentor.
pub(crate) const BEN: PersonId = PersonId::new([2; 32]);
/// The coordinator.
pub(crate) const CLEO: PersonId = PersonId::new([3; 32]);
/// Nobody of theirs.
pub(crate) const EVE: PersonId = PersonId::new([9; 32]);

pub(crate) const PEOPLE: [PersonId; 4] = [ANN, BEN, CLEO, EVE];

/// Noon on 2026-05-10 in UTC.
pub(crate) const NOON: Millis = Millis(1_778_414_400_000);

pub(crate) fn pair() -> Members {
    Members::pair(BEN, ANN).unwrap().with_coordinator(CLEO)
}

pub(crate) fn alone() -> Members {
    Members::alone(ANN)
}

pub(crate) fn by(person: PersonId) -> Ctx {
    Ctx::new(person, NOON)
}

pub(crate) fn event(number: u8) -> EventId {
    EventId::new([number; 16])
}

/// Turns by these people, one after the other.
pub(crate) fn told<T: Clone>(turns: &[(PersonId, T)]) -> Vec<Stamped<T>> {
    let stamp = |(i, (by, turn)): (usize, &(PersonId, T))| {
        let number = u8::try_from(i + 1).unwrap();
        let order = Lamport { counter: u64::from(number), actor: [0; 20] };
        Stamped { id: event(number), order, by: *by, at: NOON, turn: turn.clone() }
    };
    turns.iter().enumerate().map(stamp).collect()
}

/// Any turns by anybody, many at the same place in the order.
pub(crate) fn any_events<T: Clone + std::fmt::Debug + 'static>(
    turn: impl Strategy<Value = T> + 'static,
) -> impl Strategy<Value = Vec<Stamped<T>>> {
    let one = (0u64..8, 0u8..3, prop::sample::select(&PEOPLE[..]), turn);
    prop::collection::vec(one, 0..24).prop_map(|all| {
        let stamp = |(i, (counter, actor, by, turn))| {
            let order = Lamport { counter, actor: [actor; 20] };
            Stamped { id: event(u8::try_from(i).unwrap_or(u8::MAX)), order, by, at: NOON, turn }
        };
        all.into_iter().enumerate().map(stamp).collect()
    })
}

/// The refusal, and that it names a field and says what to do.
pub(crate) fn refusal<T: std::fmt::Debug>(result: Result<T, RuleBroken>) -> RuleBroken {
    let broken = result.unwrap_err();
    assert!(broken.to_string().starts_with("field."), "{broken}");
    let _ = broken.advice();
    broken
}
