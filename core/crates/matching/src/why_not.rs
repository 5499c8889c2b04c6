//! "Why not this mentor?": what rules it out, or what it would cost.

use crate::refused::Barred;
use crate::run::Run;
use serde::Serialize;

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum WhyNot {
    /// They are a pair.
    Partner,
    /// The coordinator has decided on another one.
    Locked { mentor: String },
    /// It cannot be.
    Obstacles(Barred),
    /// It would be worse than to wait for the next round.
    BelowFloor { worth: i16, floor: u16 },
    /// All places of this mentor are locked for others.
    Full,
    /// It could be, and the whole plan would be so much worse.
    Worse {
        score: u16,
        /// Mentees fewer who have a mentor then.
        placed: i64,
        /// Less worth in total.
        worth: i64,
        /// Who would have another mentor then, or none.
        moves: Vec<Move>,
    },
}

/// Somebody who would have another mentor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Move {
    pub mentee: String,
    pub from: Option<String>,
    pub to: Option<String>,
}

impl Run {
    /// Why a mentee does not have a certain mentor, as row and column.
    pub fn why_not(&self, row: usize, col: usize) -> WhyNot {
        let id = |col: Option<usize>| col.and_then(|col| self.pool.mentor(col)).map(|one| one.id.clone());
        if self.at(row) == Some(col) {
            return WhyNot::Partner;
        }
        if !self.obstacles(row, col).none() {
            return WhyNot::Obstacles(self.barred(row, col));
        }
        if self.is_locked(row) {
            return WhyNot::Locked { mentor: id(self.at(row)).unwrap_or_default() };
        }
        let (worth, floor) = (self.worth(row, col), self.settings().floor);
        if i32::from(worth) < i32::from(floor) {
            return WhyNot::BelowFloor { worth, floor };
        }
        let Some(forced) = self.best.forced(&self.matrix, row, col) else { return WhyNot::Full };
        let sum = self.sum();
        let moved = |(row, to): &(usize, Option<usize>)| Move {
            mentee: self.pool.mentee(*row).map(|one| one.id.clone()).unwrap_or_default(),
            from: id(self.at(*row)),
            to: id(*to),
        };
        WhyNot::Worse {
            score: self.score(row, col).0,
            placed: sum.placed - forced.sum.placed,
            worth: sum.worth - forced.sum.worth,
            moves: forced.moves.iter().map(moved).collect(),
        }
    }
}
