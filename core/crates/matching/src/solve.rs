//! The best plan of a matrix, in integers: as many rows as possible get a
//! column, then the most worth in total, then the least of the single scores
//! as high as it can be, then rows in their order each take the first column
//! that leaves all of this as it is. So there is exactly one answer, whatever
//! way led to it.
//!
//! Rows are mentees, columns mentors with room for several. Each row also has
//! a column of its own, "leave unmatched", with a worth of its own.

mod forced;
mod matrix;
mod moves;
mod paths;
#[cfg(test)]
mod tests;
mod tight;

pub use forced::Forced;
pub use matrix::{MOST_ROWS, Matrix, NEVER, WORTH};
pub use paths::Best;
use tight::Tight;

/// What a plan amounts to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sum {
    /// Rows that have a column.
    pub placed: i64,
    /// Worth of all rows, those that are left unmatched included.
    pub worth: i64,
}

impl Best {
    /// The one plan of the module's doc. `score` says what a single pair is
    /// worth to those two, for the third aim.
    pub fn settle(&mut self, matrix: &Matrix, score: impl Fn(usize, usize) -> i32) {
        let mut tight = Tight::of(matrix, self, |row, col| Some(score(row, col)));
        tight.raise_the_least();
        tight.take_the_first();
        (self.at, self.holds) = tight.into_plan();
    }

    /// Those rows that keep their column of `at` in no best plan of this matrix.
    pub fn would_leave(&self, matrix: &Matrix, at: &[Option<usize>]) -> Vec<bool> {
        let mut tight = Tight::of(matrix, self, |_, _| Some(0));
        at.iter().enumerate().map(|(row, col)| col.is_some_and(|col| !tight.can_have(row, col))).collect()
    }

    /// What this plan amounts to.
    pub fn sum(&self, matrix: &Matrix) -> Sum {
        let rows = self.at.iter().enumerate();
        rows.fold(Sum::default(), |sum, (row, col)| match col {
            Some(col) => Sum { placed: sum.placed + 1, worth: sum.worth + i64::from(matrix.worth(row, *col)) },
            None => Sum { worth: sum.worth + i64::from(matrix.leave()), ..sum },
        })
    }
}
