//! Solves matrices, one JSON line each, for the check against another solver
//! (`tests/matching`).

// Whoever asks is a test; what cannot be answered stops it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use rapport_matching::solve::{Best, Matrix, NEVER};
use serde::Deserialize;
use serde_json::json;
use std::io::{BufRead, BufWriter, Write};
use std::time::Instant;

#[derive(Deserialize)]
struct Question {
    /// Row by row; none where it cannot be.
    worth: Vec<Vec<Option<i16>>>,
    room: Vec<usize>,
    leave: i16,
}

fn main() {
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let Question { worth, room, leave } = serde_json::from_str(&line.unwrap()).expect("a question");
        let rows = worth.len();
        let worth = worth.into_iter().flatten().map(|one| one.unwrap_or(NEVER)).collect();
        let matrix = Matrix::new(worth, room, rows, leave).expect("a matrix");
        let began = Instant::now();
        let mut best = Best::of(&matrix);
        let seconds = began.elapsed().as_secs_f64();
        let before = best.sum(&matrix);
        best.settle(&matrix, |row, col| i32::from(matrix.worth(row, col)));
        let settled = began.elapsed().as_secs_f64();
        let sum = best.sum(&matrix);
        assert_eq!(before, sum, "settling changes no sum");
        let answer =
            json!({ "placed": sum.placed, "worth": sum.worth, "at": best.at, "seconds": seconds, "settled": settled });
        writeln!(out, "{answer}").unwrap();
        out.flush().unwrap();
    }
}
