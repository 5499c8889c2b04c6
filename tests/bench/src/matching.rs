//! Who mentors whom: the assignment beside SciPy's on the same matrix, a whole
//! run, a question after it, and five thousand of each in a fresh process.

mod people;

use crate::input::Input;
use crate::row::Row;
use crate::stats::{Bound, median, percentile};
use rapport_matching::solve::{Best, Matrix, NEVER};
use rapport_matching::{Draft, Pool, Run, WhyNot};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

/// What a process is started with to make one large run and say what it took.
pub const CHILD: &str = "match-once";
const SIZE: usize = 1_000;
const LARGE: usize = 5_000;
const TIMES: usize = 7;
const QUESTIONS: usize = 300;

pub fn rows(_: &Input) -> Vec<Row> {
    let (best, floor) = (assignment(), floor());
    let began = Instant::now();
    let run = run(people::draft(SIZE));
    let outcome = run.outcome();
    let whole = began.elapsed().as_secs_f64();
    let pairs = format!("{} pairs of {SIZE} mentees and {SIZE} mentors", outcome.pairs.len());
    let (large, memory, large_pairs) = large();
    let row = |name: &str, unit, ours, bound, source: &str| Row {
        name: name.to_owned(),
        unit,
        ours,
        floor: None,
        bound: Some(bound),
        source: source.to_owned(),
    };
    vec![
        Row { floor, ..row("assignment of 1,000 to 1,000", "ms", best, Bound::Times(2.0), "as people; floor: SciPy") },
        row("scores, plan and reasons for 1,000", "s", whole, Bound::Most(3.0), &pairs),
        row("why not this one, p99", "ms", why_not(&run), Bound::Most(50.0), &pairs),
        row("the same for 5,000", "s", large, Bound::Most(60.0), &large_pairs),
        row("memory for 5,000", "MB", memory, Bound::Most(1_610.0), &large_pairs),
    ]
}

fn run(draft: Draft) -> Run {
    Run::of(Pool::new(draft).expect("people")).expect("a plan")
}

/// Whole scores in the range of people's, a third of them impossible.
fn matrix() -> (Vec<i16>, Matrix) {
    let mut chance = people::Chance::new(people::SEED);
    let worths: Vec<i16> = (0..SIZE * SIZE)
        .map(|_| if chance.below(3) == 0 { NEVER } else { i16::try_from(350 + chance.below(651)).expect("small") })
        .collect();
    let matrix = Matrix::new(worths.clone(), vec![1; SIZE], SIZE, FLOOR).expect("a matrix");
    (worths, matrix)
}

const FLOOR: i16 = 350;

fn assignment() -> f64 {
    let (_, matrix) = matrix();
    let times: Vec<f64> = (0..TIMES)
        .map(|_| {
            let began = Instant::now();
            let best = std::hint::black_box(Best::of(std::hint::black_box(&matrix)));
            let took = began.elapsed().as_secs_f64() * 1e3;
            assert_eq!(best.at.len(), SIZE);
            took
        })
        .collect();
    median(&times).unwrap_or(f64::NAN)
}

/// What SciPy takes for the same matrix with the same columns of one's own;
/// none where there is no SciPy. Its total must be ours.
fn floor() -> Option<f64> {
    let (worths, matrix) = matrix();
    let file = tempfile::NamedTempFile::new().expect("a file");
    let bytes: Vec<u8> = worths.iter().flat_map(|worth| worth.to_le_bytes()).collect();
    std::fs::write(file.path(), bytes).expect("written");
    let python = std::env::var_os("RAPPORT_PYTHON").unwrap_or_else(|| "python3".into());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../matching/floor.py");
    let sizes = [SIZE.to_string(), FLOOR.to_string(), TIMES.to_string()];
    let output = Command::new(python).arg("-B").arg(script).arg(file.path()).args(sizes).output().ok()?;
    if !output.status.success() {
        eprintln!("no floor: {}", String::from_utf8_lossy(&output.stderr));
        return None;
    }
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut told = told.split_whitespace();
    let (took, placed, worth) = (told.next()?, told.next()?, told.next()?);
    let sum = Best::of(&matrix).sum(&matrix);
    assert_eq!((sum.placed.to_string().as_str(), sum.worth.to_string().as_str()), (placed, worth), "the same totals");
    took.parse().ok()
}

fn why_not(run: &Run) -> f64 {
    let mut chance = people::Chance::new(people::SEED);
    let mut times = Vec::new();
    while times.len() < QUESTIONS {
        let (row, col) = (chance.below(SIZE), chance.below(SIZE));
        let began = Instant::now();
        let answer = run.why_not(row, col);
        let took = began.elapsed().as_secs_f64() * 1e3;
        // What is impossible is told at once.
        if matches!(answer, WhyNot::Worse { .. }) {
            times.push(took);
        }
    }
    percentile(&times, 99).unwrap_or(f64::NAN)
}

/// Seconds, megabytes at most, and of what.
fn large() -> (f64, f64, String) {
    let program = std::env::current_exe().expect("this program");
    let output = Command::new(program).arg(CHILD).output().expect("a process");
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut told = told.split_whitespace().map(|one| one.parse::<f64>().unwrap_or(f64::NAN));
    let mut next = || told.next().unwrap_or(f64::NAN);
    let (seconds, memory, pairs) = (next(), next(), next());
    (seconds, memory, format!("{pairs} pairs of {LARGE} mentees and {LARGE} mentors"))
}

/// What the fresh process does.
pub fn child() {
    let draft = people::draft(LARGE);
    let began = Instant::now();
    let outcome = run(draft).outcome();
    let took = began.elapsed().as_secs_f64();
    println!("{took} {} {}", resident() / 1e3, outcome.pairs.len());
}

/// Kilobytes of this process in memory at most so far.
fn resident() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().next());
    number.and_then(|number| number.parse().ok()).unwrap_or(f64::NAN)
}
