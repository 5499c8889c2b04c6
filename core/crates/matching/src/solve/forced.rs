//! What it would cost to have one pair whatever it is worth, and who would
//! have to move for it: one shortest way from that pair back to the best plan.

use super::Sum;
use super::matrix::{FAR, Matrix, NEVER};
use super::paths::Best;

/// The best plan that has a certain pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forced {
    /// What it amounts to.
    pub sum: Sum,
    /// Rows that have another column then, and which; the row itself first.
    pub moves: Vec<(usize, Option<usize>)>,
}

impl Best {
    /// The best plan in which `row` has `col`; none where that cannot be.
    pub fn forced(&self, matrix: &Matrix, row: usize, col: usize) -> Option<Forced> {
        let home = *self.at.get(row)?;
        matrix.cost(row, col).filter(|_| matrix.room(col) > 0)?;
        let moves = if home == Some(col) { Vec::new() } else { Walk::of(self, matrix, row, home).to(col)? };
        let mut plan = self.clone();
        for (row, to) in &moves {
            plan.put(*row, *to);
        }
        Some(Forced { sum: plan.sum(matrix), moves })
    }
}

/// Where somebody is one too many: columns, and one place for "room for one".
type Spot = usize;

#[derive(Clone, Copy)]
enum Came {
    Nothing,
    Moved { row: usize, from: Spot },
    Room { from: Spot },
}

struct Walk<'a> {
    best: &'a Best,
    matrix: &'a Matrix,
    row: usize,
    home: Option<usize>,
    far: Vec<i32>,
    came: Vec<Came>,
    done: Vec<bool>,
}

impl<'a> Walk<'a> {
    fn of(best: &'a Best, matrix: &'a Matrix, row: usize, home: Option<usize>) -> Self {
        let spots = matrix.cols() + 1;
        Self {
            best,
            matrix,
            row,
            home,
            far: vec![FAR; spots],
            came: vec![Came::Nothing; spots],
            done: vec![false; spots],
        }
    }

    /// The last one: there is room for one.
    fn room(&self) -> Spot {
        self.matrix.cols()
    }

    fn to(mut self, col: usize) -> Option<Vec<(usize, Option<usize>)>> {
        let goal = self.home.unwrap_or(self.room());
        *self.far.get_mut(col)? = 0;
        loop {
            let far = self.far.iter().copied().fold(FAR, i32::min);
            let spot = self.far.iter().position(|other| *other == far).filter(|_| far < FAR)?;
            if spot == goal {
                break;
            }
            // Nothing is reached again once it was looked at.
            *self.done.get_mut(spot)? = true;
            *self.far.get_mut(spot)? = FAR;
            if spot == self.room() { self.beyond_room(far) } else { self.beyond_column(spot, far) }
        }
        let mut moves = Vec::new();
        let mut spot = goal;
        while spot != col {
            match *self.came.get(spot)? {
                Came::Nothing => break,
                Came::Moved { row, from } => {
                    moves.push((row, (spot != self.room()).then_some(spot)));
                    spot = from;
                }
                Came::Room { from } => spot = from,
            }
        }
        moves.push((self.row, Some(col)));
        moves.reverse();
        Some(moves)
    }

    fn reach(&mut self, spot: Spot, far: i32, came: Came) {
        if let (Some(known), Some(way), Some(false)) =
            (self.far.get_mut(spot), self.came.get_mut(spot), self.done.get(spot))
            && far < *known
        {
            *known = far;
            *way = came;
        }
    }

    fn ask(&mut self, row: usize, far: i32, from: Spot) {
        let price = self.best.row_price.get(row).copied().unwrap_or(0);
        let base = far - price - self.matrix.place();
        let spots = self.far.iter_mut().zip(&mut self.came).zip(&self.done);
        for ((((known, came), done), worth), paid) in spots.zip(self.matrix.row(row)).zip(&self.best.col_price) {
            if *worth == NEVER {
                continue;
            }
            let way = base - i32::from(*worth) - paid;
            if way < *known && !done {
                *known = way;
                *came = Came::Moved { row, from };
            }
        }
    }

    fn beyond_column(&mut self, col: usize, far: i32) {
        let best = self.best;
        let holds = best.holds.get(col).map(Vec::as_slice).unwrap_or_default();
        let (room, first) = (self.room(), self.row);
        if holds.len() < self.matrix.room(col) {
            self.reach(room, far, Came::Room { from: col });
        }
        for row in holds.iter().copied().filter(|row| *row != first) {
            let price = best.row_price.get(row).copied().unwrap_or(0);
            self.reach(room, far + self.matrix.leave_cost() - price, Came::Moved { row, from: col });
            self.ask(row, far, col);
        }
    }

    /// Rows from outside come in; columns give one of theirs up, at their price.
    fn beyond_room(&mut self, far: i32) {
        let room = self.room();
        for row in 0..self.matrix.rows() {
            if row != self.row && self.best.at.get(row).is_some_and(Option::is_none) {
                self.ask(row, far, room);
            }
        }
        for col in 0..self.matrix.cols() {
            if self.best.holds.get(col).is_some_and(|holds| !holds.is_empty()) {
                let paid = self.best.col_price.get(col).copied().unwrap_or(0);
                self.reach(col, far - paid, Came::Room { from: room });
            }
        }
    }
}
