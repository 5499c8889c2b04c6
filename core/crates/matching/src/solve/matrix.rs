//! Rows, columns and what each pair of them is worth.

/// A pair that cannot be, whatever it costs.
pub const NEVER: i16 = i16::MIN;
/// No worth is farther from nothing than this.
pub const WORTH: i16 = 4_000;
/// Rows of the largest matrix: beyond, a sum could leave 32 bits.
pub const MOST_ROWS: usize = 16_000;
/// Farther than any way through the matrix is long.
pub(super) const FAR: i32 = 1 << 30;

/// What each row is worth in each column.
#[derive(Clone, Debug)]
pub struct Matrix {
    rows: usize,
    cols: usize,
    worth: Vec<i16>,
    room: Vec<usize>,
    leave: i16,
    /// What a place is worth beside every other difference.
    place: i32,
}

impl Matrix {
    /// `worth` row by row; `room` says how many rows each column takes, `leave`
    /// what a row is worth that gets none. None when sizes do not agree, there
    /// are more than [`MOST_ROWS`], or a worth exceeds [`WORTH`].
    pub fn new(worth: Vec<i16>, room: Vec<usize>, rows: usize, leave: i16) -> Option<Self> {
        let cols = room.len();
        let mut range = (leave, leave);
        for one in worth.iter().filter(|one| **one != NEVER) {
            range = (range.0.min(*one), range.1.max(*one));
        }
        let fits = rows <= MOST_ROWS && rows.checked_mul(cols) == Some(worth.len());
        if !fits || range.0 < -WORTH || range.1 > WORTH {
            return None;
        }
        // A place more outweighs all that the others can lose by it.
        let wide = i32::from(range.1) - i32::from(range.0) + 1;
        let place = i32::try_from(rows + 1).ok()?.checked_mul(wide)?;
        Some(Self { rows, cols, worth, room, leave, place })
    }

    pub const fn rows(&self) -> usize {
        self.rows
    }

    pub const fn cols(&self) -> usize {
        self.cols
    }

    /// What a row is worth in no column.
    pub const fn leave(&self) -> i16 {
        self.leave
    }

    /// Rows that fit into a column.
    pub fn room(&self, col: usize) -> usize {
        self.room.get(col).copied().unwrap_or(0)
    }

    /// [`NEVER`] where it cannot be.
    pub fn worth(&self, row: usize, col: usize) -> i16 {
        self.row(row).get(col).copied().unwrap_or(NEVER)
    }

    pub(super) fn row(&self, row: usize) -> &[i16] {
        self.worth.get(row * self.cols..(row + 1) * self.cols).unwrap_or_default()
    }

    /// The same as something to be kept small; none where it cannot be.
    pub(super) fn cost(&self, row: usize, col: usize) -> Option<i32> {
        let worth = self.worth(row, col);
        (worth != NEVER).then(|| -i32::from(worth) - self.place)
    }

    pub(super) fn leave_cost(&self) -> i32 {
        -i32::from(self.leave)
    }

    pub(super) const fn place(&self) -> i32 {
        self.place
    }
}
