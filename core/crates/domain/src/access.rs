//! Who can read what: the six tiers, from one's own devices to nobody in
//! particular. A value never widens by itself.

use crate::rules::{Field, Rule, RuleBroken, Who};
use crate::words::plain;
use rapport_ids::PersonId;

plain! {
    /// How far a value can be read. The order is that of the model, P0 to P5;
    /// it is no scale of how many people read (P3 leaves the partner out).
    Tier in "tier" {
        /// P0: only this person's devices.
        Private = "private",
        /// P1: mentor and mentee.
        Pair = "pair",
        /// P2: the pair and its supervisor.
        Supervised = "supervised",
        /// P3: the coordinator and the person it is about.
        Confidential = "confidential",
        /// P4: everybody of a circle or a cycle.
        Circle = "circle",
        /// P5: only as part of a figure over many.
        Aggregate = "aggregate",
    }
}

plain! {
    /// What somebody is to a value: to its author, or to the one it is about.
    Relation in "relation" {
        Myself = "myself",
        Partner = "partner",
        Supervisor = "supervisor",
        Coordinator = "coordinator",
        /// Takes part in the same circle or cycle.
        Peer = "peer",
        Stranger = "stranger",
    }
}

impl Tier {
    /// Whether somebody can read a single value of this tier.
    pub const fn seen_by(self, who: Relation) -> bool {
        use Relation::{Coordinator, Myself, Partner, Stranger, Supervisor};
        match self {
            Self::Private => matches!(who, Myself),
            Self::Pair => matches!(who, Myself | Partner),
            Self::Supervised => matches!(who, Myself | Partner | Supervisor),
            Self::Confidential => matches!(who, Myself | Coordinator),
            Self::Circle => !matches!(who, Stranger),
            Self::Aggregate => false,
        }
    }

    /// Whether everybody who can read this tier can also read the other.
    pub fn within(self, other: Self) -> bool {
        Relation::ALL.iter().all(|who| !self.seen_by(*who) || other.seen_by(*who))
    }

    /// Shows a value to more people. Only its author does that, as an act of
    /// their own; nothing else in the software calls this.
    ///
    /// # Errors
    /// When somebody else tries, and when the new tier would take the value
    /// away from somebody who reads it now: that is no widening.
    pub fn widened(self, to: Self, by: PersonId, author: PersonId) -> Result<Self, RuleBroken> {
        if by != author {
            return Err(RuleBroken::not_allowed(Field::State, Rule::OnlyFor { who: Who::Author }));
        }
        if !self.within(to) {
            return Err(RuleBroken::not_allowed(Field::State, Rule::SharedUnderPrivate));
        }
        Ok(to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_sees_which_tier() {
        use Relation::*;
        let seen = |tier: Tier| Relation::ALL.iter().copied().filter(|r| tier.seen_by(*r)).collect::<Vec<_>>();
        assert_eq!(seen(Tier::Private), [Myself]);
        assert_eq!(seen(Tier::Pair), [Myself, Partner]);
        assert_eq!(seen(Tier::Supervised), [Myself, Partner, Supervisor]);
        assert_eq!(seen(Tier::Confidential), [Myself, Coordinator]);
        assert_eq!(seen(Tier::Circle), [Myself, Partner, Supervisor, Coordinator, Peer]);
        assert_eq!(seen(Tier::Aggregate), []);
    }

    #[test]
    fn only_the_author_widens_and_nobody_loses_sight() {
        let (ann, ben) = (PersonId::new([1; 32]), PersonId::new([2; 32]));
        assert_eq!(Tier::Private.widened(Tier::Pair, ann, ann), Ok(Tier::Pair));
        assert_eq!(
            Tier::Private.widened(Tier::Pair, ben, ann),
            Err(RuleBroken::not_allowed(Field::State, Rule::OnlyFor { who: Who::Author }))
        );
        // From the pair to the coordinator would hide it from the partner: a copy is another act.
        assert!(Tier::Pair.widened(Tier::Confidential, ann, ann).is_err());
        assert!(Tier::Circle.widened(Tier::Private, ann, ann).is_err());
    }
}
