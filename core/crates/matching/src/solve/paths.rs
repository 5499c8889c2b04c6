//! Shortest augmenting paths after Jonker and Volgenant, for columns with room
//! for several rows. Every row may stay out, which ends each search early and
//! keeps every number in 32 bits: no way is longer than leaving its first row
//! out costs.

use super::matrix::{FAR, Matrix, NEVER};

/// A best plan, with the prices that prove it: no pair costs less than the
/// prices of its row and its column, those of the plan exactly as much, and
/// only a full column has a price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Best {
    /// The column of each row; none for a row that is left unmatched.
    pub at: Vec<Option<usize>>,
    pub(super) row_price: Vec<i32>,
    pub(super) col_price: Vec<i32>,
    /// The rows of each column.
    pub(super) holds: Vec<Vec<usize>>,
}

impl Best {
    /// Finds one. O(rows² · columns) at worst.
    pub fn of(matrix: &Matrix) -> Self {
        let mut best = Self {
            at: vec![None; matrix.rows()],
            row_price: vec![matrix.leave_cost(); matrix.rows()],
            col_price: vec![0; matrix.cols()],
            holds: vec![Vec::new(); matrix.cols()],
        };
        let left = best.begin(matrix);
        let mut search = Search::new(&best, matrix);
        for row in left {
            search.place(matrix, &mut best, row);
        }
        best
    }

    /// Every row takes its cheapest column as long as there is room; gives
    /// those that found none.
    fn begin(&mut self, matrix: &Matrix) -> Vec<usize> {
        let mut left = Vec::new();
        for row in 0..matrix.rows() {
            let worths = matrix.row(row);
            let Some(most) = worths.iter().copied().max().filter(|most| *most != NEVER) else { continue };
            let good = |(col, worth): (usize, &i16)| (*worth == most).then_some(col);
            if let Some(price) = self.row_price.get_mut(row) {
                *price = -i32::from(most) - matrix.place();
            }
            let mut cols = worths.iter().enumerate().filter_map(good);
            match cols.find(|col| self.has_room(matrix, *col)) {
                Some(col) => self.put(row, Some(col)),
                None => left.push(row),
            }
        }
        left
    }

    fn has_room(&self, matrix: &Matrix, col: usize) -> bool {
        self.holds.get(col).map_or(0, Vec::len) < matrix.room(col)
    }

    /// Takes a row from where it is to another column, or out.
    pub(super) fn put(&mut self, row: usize, col: Option<usize>) {
        let Some(at) = self.at.get_mut(row) else { return };
        let before = std::mem::replace(at, col);
        if let Some(holds) = before.and_then(|before| self.holds.get_mut(before)) {
            holds.retain(|other| *other != row);
        }
        if let Some(holds) = col.and_then(|col| self.holds.get_mut(col)) {
            holds.push(row);
        }
    }
}

/// What one search remembers, kept for the next one.
struct Search {
    /// How far each column is from the row that looks for a place.
    far: Vec<i32>,
    /// The row from which it was reached.
    from: Vec<u32>,
    /// Columns whose rows were asked, which is all of `done`.
    asked: Vec<bool>,
    done: Vec<usize>,
    /// Columns that are equally near, to be asked next.
    next: Vec<usize>,
    /// Columns that have room.
    room: Vec<usize>,
}

impl Search {
    fn new(best: &Best, matrix: &Matrix) -> Self {
        let cols = matrix.cols();
        let room = (0..cols).filter(|col| best.has_room(matrix, *col)).collect();
        Self {
            far: vec![FAR; cols],
            from: vec![0; cols],
            asked: vec![false; cols],
            done: Vec::new(),
            next: Vec::new(),
            room,
        }
    }

    fn place(&mut self, matrix: &Matrix, best: &mut Best, row: usize) {
        self.far.fill(FAR);
        self.asked.fill(false);
        self.done.clear();
        // The cheapest way that ends with a row staying out.
        let mut out = (FAR, row);
        let mut far = 0;
        self.ask(matrix, best, row, far, &mut out);
        let end = 'search: loop {
            let Some(near) = self.nearest().filter(|near| *near < out.0) else { break None };
            far = near;
            if let Some(col) = self.reached(far) {
                break Some(col);
            }
            while let Some(col) = self.next.pop() {
                if let Some(asked) = self.asked.get_mut(col) {
                    *asked = true;
                }
                self.done.push(col);
                for nth in 0..best.holds.get(col).map_or(0, Vec::len) {
                    let Some(holder) = best.holds.get(col).and_then(|holds| holds.get(nth)).copied() else { break };
                    self.ask(matrix, best, holder, far, &mut out);
                }
                if out.0 <= far {
                    break 'search None;
                }
                // What was reached just now may be as near, and have room.
                if let Some(col) = self.reached(far) {
                    break 'search Some(col);
                }
            }
        };
        if end.is_none() {
            far = out.0;
        }
        self.price(best, row, far);
        self.shift(best, row, end, out.1);
        if let Some(col) = end.filter(|col| !best.has_room(matrix, *col)) {
            self.room.retain(|other| *other != col);
        }
    }

    /// What a row would pay in each column, as ways from the beginning.
    fn ask(&mut self, matrix: &Matrix, best: &Best, row: usize, far: i32, out: &mut (i32, usize)) {
        let price = best.row_price.get(row).copied().unwrap_or(0);
        let stays = far + matrix.leave_cost() - price;
        if stays < out.0 {
            *out = (stays, row);
        }
        let base = far - price - matrix.place();
        let name = u32::try_from(row).unwrap_or(u32::MAX);
        let reached = self.far.iter_mut().zip(&mut self.from);
        for (((far, from), worth), price) in reached.zip(matrix.row(row)).zip(&best.col_price) {
            let cost = base - i32::from(*worth) - price;
            let way = if *worth == NEVER { FAR } else { cost };
            let nearer = way < *far;
            *far = if nearer { way } else { *far };
            *from = if nearer { name } else { *from };
        }
    }

    /// How far the nearest columns are that were not asked; those come next.
    fn nearest(&mut self) -> Option<i32> {
        let open = self.far.iter().zip(&self.asked).map(|(far, asked)| if *asked { FAR } else { *far });
        let least = open.clone().min().filter(|least| *least < FAR)?;
        self.next.clear();
        for (col, far) in open.enumerate() {
            if far == least {
                self.next.push(col);
            }
        }
        Some(least)
    }

    /// A column with room that is so far.
    fn reached(&self, far: i32) -> Option<usize> {
        self.room.iter().copied().find(|col| self.far.get(*col) == Some(&far))
    }

    /// Prices for which the way found costs nothing.
    fn price(&self, best: &mut Best, row: usize, far: i32) {
        if let Some(price) = best.row_price.get_mut(row) {
            *price += far;
        }
        for col in &self.done {
            let nearer = far - self.far.get(*col).copied().unwrap_or(far);
            if let Some(price) = best.col_price.get_mut(*col) {
                *price -= nearer;
            }
            for holder in best.holds.get(*col).into_iter().flatten() {
                if let Some(price) = best.row_price.get_mut(*holder) {
                    *price += nearer;
                }
            }
        }
    }

    /// The row from which a column was reached.
    fn came(&self, col: usize, first: usize) -> usize {
        self.from.get(col).and_then(|row| usize::try_from(*row).ok()).unwrap_or(first)
    }

    /// Moves every row on the way to its new column.
    fn shift(&self, best: &mut Best, first: usize, end: Option<usize>, out: usize) {
        let mut to = end;
        let mut row = match end {
            Some(col) => self.came(col, first),
            None => out,
        };
        loop {
            let before = best.at.get(row).copied().flatten();
            best.put(row, to);
            if row == first {
                break;
            }
            to = before;
            let Some(col) = before else { break };
            row = self.came(col, first);
        }
    }
}
