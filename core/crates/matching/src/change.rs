//! One plan beside another one for the same people: what a lock costs.

use crate::run::Run;
use crate::why_not::Move;
use serde::Serialize;

/// How a plan differs from the one before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    pub pairs: Figures,
    /// Worth of all pairs.
    pub worth: Figures,
    /// Who has another mentor now, or none any more; by id.
    pub moves: Vec<Move>,
}

/// A figure of both plans.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Figures {
    pub before: i64,
    pub now: i64,
}

impl Run {
    /// What is other in this plan than in one before, for people of the same
    /// ids; whoever is only in one of them counts as without a mentor there.
    pub fn since(&self, before: &Self) -> Change {
        let figures = |of: fn(&Self) -> i64| Figures { before: of(before), now: of(self) };
        let mut moves = Vec::new();
        for person in self.pool.people().iter().filter(|one| one.mentee.is_some()) {
            let (from, to) = (before.mentor_of(&person.id), self.mentor_of(&person.id));
            if from != to {
                moves.push(Move { mentee: person.id.clone(), from, to });
            }
        }
        Change { pairs: figures(Self::count), worth: figures(Self::worth_of_all), moves }
    }

    /// The mentor of a mentee, both by id.
    fn mentor_of(&self, mentee: &str) -> Option<String> {
        let col = self.at(self.pool.row(mentee)?)?;
        self.pool.mentor(col).map(|one| one.id.clone())
    }

    fn count(&self) -> i64 {
        i64::try_from(self.pairs().count()).unwrap_or(i64::MAX)
    }

    fn worth_of_all(&self) -> i64 {
        self.pairs().map(|(row, col)| i64::from(self.worth(row, col))).sum()
    }
}
