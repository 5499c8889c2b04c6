//! Who takes part in a space, and as what. An act is judged by the seat of its
//! author here, never by what the act says about itself.

use crate::access::Tier;
use crate::rules::{Field, Problem, Rule, RuleBroken, Who};
use crate::time::Millis;
use crate::words::plain;
use rapport_ids::PersonId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

plain! {
    /// As what a person takes part. The role sits on the pairing: the same
    /// person can be mentor in one and mentee in another.
    Seat in "seat" {
        /// In one's own personal space.
        Own = "own",
        Mentor = "mentor",
        Mentee = "mentee",
        Coordinator = "coordinator",
    }
}

impl Seat {
    /// Whether what the space holds is this person's own work: everybody but
    /// a coordinator.
    pub const fn takes_part(self) -> bool {
        !matches!(self, Self::Coordinator)
    }
}

/// The people of one space and their seats.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Members {
    seats: BTreeMap<PersonId, Seat>,
}

impl Members {
    /// One person in their personal space.
    pub fn alone(person: PersonId) -> Self {
        Self { seats: BTreeMap::from([(person, Seat::Own)]) }
    }

    /// A mentor and a mentee.
    ///
    /// # Errors
    /// I1: nobody is their own mentor.
    pub fn pair(mentor: PersonId, mentee: PersonId) -> Result<Self, RuleBroken> {
        if mentor == mentee {
            return Err(Problem::Same.of(Field::Mentee));
        }
        Ok(Self { seats: BTreeMap::from([(mentor, Seat::Mentor), (mentee, Seat::Mentee)]) })
    }

    /// The same people and a coordinator; who sits here already keeps their seat.
    pub fn with_coordinator(mut self, person: PersonId) -> Self {
        self.seats.entry(person).or_insert(Seat::Coordinator);
        self
    }

    /// As what somebody takes part; nothing when they do not.
    pub fn seat(&self, person: PersonId) -> Option<Seat> {
        self.seats.get(&person).copied()
    }

    /// The person in a seat.
    pub fn person(&self, seat: Seat) -> Option<PersonId> {
        self.seats.iter().find(|(_, at)| **at == seat).map(|(person, _)| *person)
    }

    /// Everybody whose work this is: the one person, or mentor and mentee.
    pub fn people(&self) -> impl Iterator<Item = PersonId> + '_ {
        self.seats.iter().filter(|(_, seat)| seat.takes_part()).map(|(person, _)| *person)
    }

    /// Whether somebody is one of [`Self::people`].
    pub fn has(&self, person: PersonId) -> bool {
        self.seat(person).is_some_and(Seat::takes_part)
    }

    /// The other one of a pair.
    pub fn partner_of(&self, person: PersonId) -> Option<PersonId> {
        let others = |them: &PersonId| *them != person;
        self.has(person).then(|| self.people().find(others)).flatten()
    }

    /// Whether only one person's devices read it.
    pub fn is_private(&self) -> bool {
        self.seats.values().any(|seat| *seat == Seat::Own)
    }

    /// How far what is written here can be read.
    pub fn tier(&self) -> Tier {
        if self.is_private() { Tier::Private } else { Tier::Pair }
    }

    /// The seat of somebody whose work this is.
    pub(crate) fn participant(&self, person: PersonId, field: Field) -> Result<Seat, RuleBroken> {
        match self.seat(person) {
            Some(seat) if seat.takes_part() => Ok(seat),
            Some(_) => Err(RuleBroken::not_allowed(field, Rule::OnlyFor { who: Who::Pair })),
            None => Err(RuleBroken::not_allowed(field, Rule::NotAMember)),
        }
    }
}

/// Who acts, and when by their clock. The seat is read from the thing's own
/// [`Members`], so that no caller can claim one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ctx {
    pub by: PersonId,
    pub now: Millis,
}

impl Ctx {
    /// An act of this person at this time by their clock.
    pub const fn new(by: PersonId, now: Millis) -> Self {
        Self { by, now }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{ANN, BEN, CLEO, EVE, alone, pair};

    #[test]
    fn seats() {
        let members = pair();
        let seats = [ANN, BEN, CLEO, EVE].map(|person| members.seat(person));
        assert_eq!(seats, [Some(Seat::Mentee), Some(Seat::Mentor), Some(Seat::Coordinator), None]);
        let people = [Seat::Mentor, Seat::Mentee, Seat::Coordinator, Seat::Own].map(|seat| members.person(seat));
        assert_eq!(people, [Some(BEN), Some(ANN), Some(CLEO), None]);
        assert_eq!(members.people().collect::<Vec<_>>(), [ANN, BEN]);
        assert_eq!([ANN, BEN, CLEO, EVE].map(|p| members.partner_of(p)), [Some(BEN), Some(ANN), None, None]);
        assert_eq!((members.is_private(), members.tier()), (false, Tier::Pair));
        assert_eq!((alone().partner_of(ANN), alone().is_private(), alone().tier()), (None, true, Tier::Private));
        // Somebody who is mentor and coordinator acts as mentor in their own pair.
        assert_eq!(Members::pair(BEN, ANN).map(|m| m.with_coordinator(BEN).seat(BEN)), Ok(Some(Seat::Mentor)));
    }
}
