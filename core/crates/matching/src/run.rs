//! One run: people in, the one best plan out, and questions about it.

use crate::grid::Grid;
use crate::obstacle::{Obstacle, Obstacles};
use crate::parts::{self, Bar};
use crate::pool::Pool;
use crate::refused::{Barred, Place, Refused};
use crate::settings::{COMPONENTS, Settings};
use crate::solve::{Best, Matrix, NEVER, Sum};
use rapport_domain::json::FileFault;

/// How far a weight is bent to see whether a pair holds, of a thousand.
const BENT: [u32; 2] = [800, 1_200];

/// A plan that was made, with all that it was made from.
pub struct Run {
    pub(crate) pool: Pool,
    pub(crate) grid: Grid,
    pub(crate) matrix: Matrix,
    pub(crate) best: Best,
    /// The mentor of each mentee that the coordinator decided on.
    locked: Vec<Option<usize>>,
}

impl Run {
    /// Makes the plan.
    ///
    /// # Errors
    /// A lock on a pair that cannot be, or on more than fit.
    pub fn of(pool: Pool) -> Result<Self, Refused> {
        let grid = Grid::of(&pool);
        let (locked, room) = locks(&pool, &grid)?;
        let matrix = matrix(&pool, &grid, &locked, room, &pool.settings().weights)?;
        let mut best = Best::of(&matrix);
        let score = |row, col| i32::from(parts::score(&grid.parts(row, col), &pool.settings().weights).0);
        best.settle(&matrix, score);
        Ok(Self { pool, grid, matrix, best, locked })
    }

    pub fn pool(&self) -> &Pool {
        &self.pool
    }

    pub(crate) fn settings(&self) -> &Settings {
        self.pool.settings()
    }

    /// The mentor of a mentee, as row and column.
    pub fn at(&self, row: usize) -> Option<usize> {
        self.locked.get(row).copied().flatten().or_else(|| self.best.at.get(row).copied().flatten())
    }

    pub fn is_locked(&self, row: usize) -> bool {
        self.locked.get(row).is_some_and(Option::is_some)
    }

    /// All pairs of the plan.
    pub fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        (0..self.grid.rows()).filter_map(|row| Some((row, self.at(row)?)))
    }

    /// Places that a mentor still has after this plan.
    pub fn left(&self, col: usize) -> usize {
        self.grid.free(col).saturating_sub(self.pairs().filter(|(_, other)| *other == col).count())
    }

    /// The same for all of them, by column.
    pub fn all_left(&self) -> Vec<usize> {
        let mut left: Vec<usize> = (0..self.grid.cols()).map(|col| self.grid.free(col)).collect();
        for (_, col) in self.pairs() {
            if let Some(left) = left.get_mut(col) {
                *left = left.saturating_sub(1);
            }
        }
        left
    }

    /// What stands in the way of a pair.
    pub fn obstacles(&self, row: usize, col: usize) -> Obstacles {
        self.grid.obstacles(row, col)
    }

    /// The same, with all that is needed to say it.
    pub fn barred(&self, row: usize, col: usize) -> Barred {
        barred(&self.pool, &self.grid, row, col)
    }

    /// How well two fit, and how sure that is, both of a thousand.
    pub fn score(&self, row: usize, col: usize) -> (u16, u16) {
        parts::score(&self.grid.parts(row, col), &self.settings().weights)
    }

    /// The score with what waiting adds and what a load takes off.
    pub fn worth(&self, row: usize, col: usize) -> i16 {
        self.grid.worth(row, col, self.score(row, col).0)
    }

    pub fn bars(&self, row: usize, col: usize) -> Vec<Bar> {
        parts::bars(&self.grid.parts(row, col), &self.settings().weights)
    }

    /// What the plan amounts to, without what was locked.
    pub fn sum(&self) -> Sum {
        self.best.sum(&self.matrix)
    }

    /// By row, whether a pair would change if one weight were a fifth more or
    /// a fifth less.
    pub fn fragile(&self) -> Vec<bool> {
        let mut fragile = vec![false; self.grid.rows()];
        let room: Vec<usize> = (0..self.matrix.cols()).map(|col| self.matrix.room(col)).collect();
        for nth in 0..COMPONENTS {
            for bent in BENT {
                let mut weights = self.settings().weights;
                let Some(weight) = weights.get_mut(nth).filter(|weight| **weight > 0) else { continue };
                *weight = u16::try_from((u32::from(*weight) * bent + 500) / 1000).unwrap_or(u16::MAX);
                let Ok(matrix) = matrix(&self.pool, &self.grid, &self.locked, room.clone(), &weights) else { continue };
                let leaves = Best::of(&matrix).would_leave(&matrix, &self.best.at);
                fragile.iter_mut().zip(leaves).for_each(|(fragile, leaves)| *fragile |= leaves);
            }
        }
        fragile
    }

    /// Pairs who both wished for one another more than for whom they have: with
    /// whom they could leave the plan together.
    pub fn blocking(&self) -> usize {
        let left = self.all_left();
        let mut mentees: Vec<Vec<usize>> = vec![Vec::new(); self.grid.cols()];
        for (row, col) in self.pairs() {
            if let Some(there) = mentees.get_mut(col) {
                there.push(row);
            }
        }
        let blocks = |(row, col): &(usize, usize)| {
            if !self.grid.obstacles(*row, *col).none() || self.at(*row) == Some(*col) {
                return false;
            }
            let now = self.at(*row).and_then(|at| self.grid.wished(*row, at).0);
            let dearer = self.grid.wished(*row, *col).0 > now;
            let wished = self.grid.wished(*row, *col).1;
            let room = left.get(*col).is_some_and(|left| *left > 0);
            let mut there = mentees.get(*col).into_iter().flatten();
            dearer && (room || there.any(|other| wished > self.grid.wished(*other, *col).1))
        };
        self.grid.both_wished().filter(blocks).count()
    }
}

fn barred(pool: &Pool, grid: &Grid, row: usize, col: usize) -> Barred {
    Barred {
        obstacles: grid.obstacles(row, col).iter().collect(),
        apart: pool.apart(row, col),
        musts: pool.settings().must.clone(),
        minutes: grid.minutes(row, col),
        least_minutes: pool.settings().least_minutes,
    }
}

type Locked = (Vec<Option<usize>>, Vec<usize>);

/// The locked mentor of each row, and the room that is left.
fn locks(pool: &Pool, grid: &Grid) -> Result<Locked, Refused> {
    let mut locked = vec![None; grid.rows()];
    let mut room: Vec<usize> = (0..grid.cols()).map(|col| grid.free(col)).collect();
    for (nth, lock) in pool.locks().iter().enumerate() {
        let place = Place::default().then("locks").then(nth).then("mentor");
        let (Some(row), Some(col)) = (pool.row(&lock.mentee), pool.col(&lock.mentor)) else { continue };
        let obstacles = grid.obstacles(row, col);
        if obstacles.iter().any(|obstacle| obstacle != Obstacle::NoRoom) {
            let barred = Some(barred(pool, grid, row, col));
            return Err(Refused { barred, ..place.refused(FileFault::DoesNotFit) });
        }
        let Some(left) = room.get_mut(col).filter(|left| **left > 0) else {
            let barred = Some(Barred { obstacles: vec![Obstacle::NoRoom], ..barred(pool, grid, row, col) });
            return Err(Refused { barred, ..place.refused(FileFault::TooMany) });
        };
        *left -= 1;
        if let Some(at) = locked.get_mut(row) {
            *at = Some(col);
        }
    }
    Ok((locked, room))
}

/// What each pair is worth under some weights; those below the floor cannot be,
/// as whoever is in one would rather wait.
fn matrix(
    pool: &Pool,
    grid: &Grid,
    locked: &[Option<usize>],
    room: Vec<usize>,
    weights: &[u16; COMPONENTS],
) -> Result<Matrix, Refused> {
    let floor = i16::try_from(pool.settings().floor).unwrap_or(i16::MAX);
    let mut worths = Vec::with_capacity(grid.rows() * grid.cols());
    for (row, locked) in locked.iter().enumerate() {
        for (col, (obstacles, parts)) in grid.row(row).enumerate() {
            let worth = if locked.is_none() && obstacles.none() {
                Some(grid.worth(row, col, parts::score(parts, weights).0)).filter(|worth| *worth >= floor)
            } else {
                None
            };
            worths.push(worth.unwrap_or(NEVER));
        }
    }
    let people = Place::default().then("people");
    Matrix::new(worths, room, grid.rows(), floor).ok_or(people.refused(FileFault::TooMany))
}
