//! All best plans at once: a pair belongs to one of them only where its cost
//! is exactly its prices, and a column with a price is full in each of them.
//! Walking from one such plan to the next changes neither count nor total.

use super::matrix::Matrix;
use super::moves::{Place, Trail};
use super::paths::Best;

/// A pair of which a best plan may make use.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub(super) col: usize,
    pub(super) score: i32,
}

/// The plan at which we are, and where one can go from it.
#[derive(Debug)]
pub(super) struct Tight {
    pub(super) edges: Vec<Vec<Edge>>,
    /// Whether a row may stay out.
    pub(super) may_leave: Vec<bool>,
    /// Whether a column has to be full.
    pub(super) full: Vec<bool>,
    pub(super) room: Vec<usize>,
    pub(super) at: Vec<Place>,
    pub(super) holds: Vec<Vec<usize>>,
    pub(super) outside: Vec<usize>,
    /// Rows that stay where they are.
    pub(super) fixed: Vec<bool>,
    /// Pairs below this score are not used any more.
    pub(super) least: i32,
}

impl Tight {
    pub(super) fn of(matrix: &Matrix, best: &Best, score: impl Fn(usize, usize) -> Option<i32>) -> Self {
        let edges = (0..matrix.rows()).map(|row| {
            let price = best.row_price.get(row).copied().unwrap_or(0);
            let tight = |(col, price_of): (usize, &i32)| {
                let fits = matrix.cost(row, col)? == price + price_of && matrix.room(col) > 0;
                fits.then_some(())?;
                Some(Edge { col, score: score(row, col)? })
            };
            best.col_price.iter().enumerate().filter_map(tight).collect()
        });
        let place = |at: &Option<usize>| at.map_or(Place::Out, Place::Col);
        let outside = best.at.iter().enumerate().filter(|(_, at)| at.is_none()).map(|(row, _)| row);
        Self {
            edges: edges.collect(),
            may_leave: best.row_price.iter().map(|price| *price == matrix.leave_cost()).collect(),
            full: best.col_price.iter().map(|price| *price < 0).collect(),
            room: (0..matrix.cols()).map(|col| matrix.room(col)).collect(),
            at: best.at.iter().map(place).collect(),
            holds: best.holds.clone(),
            outside: outside.collect(),
            fixed: vec![false; matrix.rows()],
            least: i32::MIN,
        }
    }

    /// The column of each row, and the rows of each column.
    pub(super) fn into_plan(self) -> (Vec<Option<usize>>, Vec<Vec<usize>>) {
        let col = |place: &Place| if let Place::Col(col) = place { Some(*col) } else { None };
        (self.at.iter().map(col).collect(), self.holds)
    }

    fn score(&self, row: usize) -> Option<i32> {
        let Some(Place::Col(at)) = self.at.get(row) else { return None };
        self.edges.get(row)?.iter().find(|edge| edge.col == *at).map(|edge| edge.score)
    }

    /// Lifts the lowest single score as far as it goes.
    pub(super) fn raise_the_least(&mut self) {
        loop {
            let scores: Vec<Option<i32>> = (0..self.at.len()).map(|row| self.score(row)).collect();
            let Some(low) = scores.iter().flatten().min().copied() else { return };
            self.least = low + 1;
            for (row, _) in scores.iter().enumerate().filter(|(_, score)| **score == Some(low)) {
                // An earlier move may have taken it along.
                if self.score(row) == Some(low) && !self.moves_on(row) {
                    self.least = low;
                    return;
                }
            }
        }
    }

    /// Whether a row could go to any other place.
    fn moves_on(&mut self, row: usize) -> bool {
        let mut trail = Trail::new(self, row);
        let cols = self.edges.get(row).into_iter().flatten().filter(|edge| edge.score >= self.least);
        let mut places: Vec<Place> = cols.map(|edge| Place::Col(edge.col)).collect();
        if self.may_leave.get(row).copied().unwrap_or(false) {
            places.push(Place::Out);
        }
        places.into_iter().any(|place| trail.leads(self, place))
    }

    /// Row by row the first column that can be had, and there it stays.
    pub(super) fn take_the_first(&mut self) {
        for row in 0..self.at.len() {
            let mut trail = Trail::new(self, row);
            let good = self.edges.get(row).into_iter().flatten().filter(|edge| edge.score >= self.least);
            let places: Vec<Place> = good.map(|edge| Place::Col(edge.col)).collect();
            for place in places {
                if self.at.get(row) == Some(&place) || trail.leads(self, place) {
                    break;
                }
            }
            if let Some(fixed) = self.fixed.get_mut(row) {
                *fixed = true;
            }
        }
    }

    /// Whether some best plan has this pair; goes to it when so.
    pub(super) fn can_have(&mut self, row: usize, col: usize) -> bool {
        if self.at.get(row) == Some(&Place::Col(col)) {
            return true;
        }
        let known = self.edges.get(row).is_some_and(|edges| edges.iter().any(|edge| edge.col == col));
        known && Trail::new(self, row).leads(self, Place::Col(col))
    }
}
