//! Held against every plan there is, one by one, on small matrices.

use super::*;
use proptest::prelude::*;
use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};
use std::cmp::Reverse;

/// What a plan is judged by, the best first.
type Judged = (Reverse<i64>, Reverse<i64>, Reverse<i32>, Vec<usize>);

struct Case {
    matrix: Matrix,
    scores: Vec<i32>,
}

impl Case {
    /// Few different worths, so that there are many ties.
    fn draw(chance: &mut ChaCha8Rng) -> Self {
        let mut below = |n: u64| usize::try_from(chance.next_u64() % n).unwrap();
        let (rows, cols) = (below(6), below(5));
        let spread = [2, 3, 700][below(3)];
        let rare = [2, 4, 100][below(3)];
        let mut worth = Vec::new();
        let mut scores = Vec::new();
        for _ in 0..rows * cols {
            let one = i16::try_from(below(spread)).unwrap();
            let forbidden = below(rare) == 0;
            worth.push(if forbidden { NEVER } else { one });
            scores.push(i32::from(one) + i32::try_from(below(3)).unwrap());
        }
        let room = (0..cols).map(|_| below(4)).collect();
        let leave = i16::try_from(below(spread)).unwrap() - 1;
        Self { matrix: Matrix::new(worth, room, rows, leave).unwrap(), scores }
    }

    fn score(&self, row: usize, col: usize) -> i32 {
        self.scores[row * self.matrix.cols() + col]
    }

    fn judge(&self, at: &[Option<usize>]) -> Judged {
        let cols = self.matrix.cols();
        let pairs = at.iter().enumerate().filter_map(|(row, col)| col.map(|col| (row, col)));
        let placed = i64::try_from(pairs.clone().count()).unwrap();
        let worths = at
            .iter()
            .enumerate()
            .map(|(row, col)| i64::from(col.map_or(self.matrix.leave(), |col| self.matrix.worth(row, col))));
        let least = pairs.map(|(row, col)| self.score(row, col)).min().unwrap_or(i32::MAX);
        let order = at.iter().map(|col| col.unwrap_or(cols)).collect();
        (Reverse(placed), Reverse(worths.sum()), Reverse(least), order)
    }

    /// Every plan that keeps to room and to what can be.
    fn all(&self) -> Vec<Vec<Option<usize>>> {
        let mut plans = vec![Vec::new()];
        for row in 0..self.matrix.rows() {
            let mut longer = Vec::new();
            for plan in plans {
                let mut out: Vec<Option<usize>> = plan.clone();
                out.push(None);
                longer.push(out);
                for col in 0..self.matrix.cols() {
                    let taken = plan.iter().filter(|at| **at == Some(col)).count();
                    if self.matrix.worth(row, col) != NEVER && taken < self.matrix.room(col) {
                        let mut more = plan.clone();
                        more.push(Some(col));
                        longer.push(more);
                    }
                }
            }
            plans = longer;
        }
        plans
    }
}

fn seed() -> u64 {
    std::env::var("RAPPORT_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(8)
}

#[test]
fn ten_thousand_small_matrices_get_the_plan_that_trying_all_of_them_finds() {
    let seed = seed();
    println!("seed {seed}");
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let mut several = 0;
    for nth in 0..10_000 {
        let case = Case::draw(&mut chance);
        let all = case.all();
        let wanted = all.iter().min_by_key(|at| case.judge(at)).unwrap();
        let mut best = Best::of(&case.matrix);
        best.settle(&case.matrix, |row, col| case.score(row, col));
        assert_eq!(&best.at, wanted, "seed {seed}, matrix {nth}: {:?} {:?}", case.matrix, case.scores);
        let judged = case.judge(wanted);
        let sum = best.sum(&case.matrix);
        assert_eq!((Reverse(sum.placed), Reverse(sum.worth)), (judged.0, judged.1), "seed {seed}, matrix {nth}");
        several += usize::from(
            all.iter().filter(|at| case.judge(at).1 == judged.1 && case.judge(at).0 == judged.0).count() > 1,
        );
    }
    assert!(several > 1_400, "only {several} of the matrices had ties");
}

#[test]
fn a_forced_pair_costs_what_trying_all_plans_with_it_says() {
    let seed = seed();
    println!("seed {seed}");
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    for nth in 0..2_000 {
        let case = Case::draw(&mut chance);
        let mut best = Best::of(&case.matrix);
        best.settle(&case.matrix, |row, col| case.score(row, col));
        let all = case.all();
        for row in 0..case.matrix.rows() {
            for col in 0..case.matrix.cols() {
                let with = all.iter().filter(|at| at[row] == Some(col)).map(|at| case.judge(at)).min();
                let forced = best.forced(&case.matrix, row, col);
                let said = forced.as_ref().map(|forced| (Reverse(forced.sum.placed), Reverse(forced.sum.worth)));
                let wanted = with.map(|judged| (judged.0, judged.1));
                assert_eq!(said, wanted, "seed {seed}, matrix {nth}, {row} in {col}: {:?}", case.matrix);
                let Some(forced) = forced else { continue };
                let mut at = best.at.clone();
                forced.moves.iter().for_each(|(row, to)| at[*row] = *to);
                assert!(at[row] == Some(col) && all.contains(&at), "seed {seed}, matrix {nth}: {:?}", forced.moves);
            }
        }
    }
}

#[test]
fn who_would_leave_is_who_has_that_column_in_no_best_plan() {
    let seed = seed();
    println!("seed {seed}");
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    for nth in 0..2_000 {
        let case = Case::draw(&mut chance);
        let best = Best::of(&case.matrix);
        let all = case.all();
        let top = all.iter().map(|at| case.judge(at)).map(|judged| (judged.0, judged.1)).min().unwrap();
        let tops: Vec<_> = all.iter().filter(|at| (case.judge(at).0, case.judge(at).1) == top).collect();
        for at in all.iter().take(40) {
            let wanted: Vec<bool> = at
                .iter()
                .enumerate()
                .map(|(row, col)| col.is_some() && !tops.iter().any(|top| top[row] == *col))
                .collect();
            assert_eq!(best.would_leave(&case.matrix, at), wanted, "seed {seed}, matrix {nth}: {:?}", case.matrix);
        }
    }
}

#[test]
fn a_matrix_of_the_wrong_size_or_with_too_large_worths_is_none() {
    assert!(Matrix::new(vec![1; 6], vec![1; 2], 3, 0).is_some());
    assert!(Matrix::new(vec![1; 5], vec![1; 2], 3, 0).is_none());
    assert!(Matrix::new(vec![WORTH + 1], vec![1], 1, 0).is_none());
    assert!(Matrix::new(vec![i16::MIN + 1], vec![1], 1, 0).is_none());
    assert!(Matrix::new(vec![0], vec![1], 1, i16::MAX).is_none());
    assert!(Matrix::new(Vec::new(), Vec::new(), MOST_ROWS + 1, 0).is_none());
}

proptest! {
    /// Larger than can be tried one by one: the prices prove it.
    #[test]
    fn prices_prove_that_no_plan_is_better(
        rows in 0_usize..40, cols in 0_usize..30, worths in prop::collection::vec(0_i16..900, 1200),
        never in 2_usize..9, rooms in prop::collection::vec(0_usize..4, 30), leave in 0_i16..500,
    ) {
        let worth = (0..rows * cols).map(|nth| if (worths[nth] as usize).is_multiple_of(never) { NEVER } else { worths[nth] });
        let matrix = Matrix::new(worth.collect(), rooms[..cols].to_vec(), rows, leave).unwrap();
        let mut best = Best::of(&matrix);
        for settled in [false, true] {
            if settled {
                best.settle(&matrix, |row, col| i32::from(matrix.worth(row, col)));
            }
            let mut taken = vec![0; cols];
            for row in 0..rows {
                let price = best.row_price[row];
                prop_assert!(price <= matrix.leave_cost());
                for col in 0..cols {
                    prop_assert!(matrix.cost(row, col).is_none_or(|cost| cost >= price + best.col_price[col]));
                }
                match best.at[row] {
                    None => prop_assert_eq!(price, matrix.leave_cost()),
                    Some(col) => {
                        taken[col] += 1;
                        prop_assert_eq!(matrix.cost(row, col), Some(price + best.col_price[col]));
                    }
                }
            }
            for (col, taken) in taken.into_iter().enumerate() {
                let full = taken == matrix.room(col);
                prop_assert!(taken <= matrix.room(col) && best.col_price[col] <= 0 && (full || best.col_price[col] == 0));
            }
        }
    }
}
