//! Every bound that the project sets itself, measured beside its floor in the
//! same run: prints a table, or with `--json` a list. `NAME` runs one row of
//! [`BENCHES`].

mod at_rest;
mod burst;
mod catch_up;
mod excused;
mod floor;
mod input;
mod keystroke;
mod library;
mod lived;
mod matching;
mod open_note;
mod overlap;
mod planner;
mod relay;
mod row;
mod shared_note;
mod stats;
mod today;
mod typing;

// What tests have built already: a world on virtual time, and phones with a
// real relay on one desk. Not everything of them is needed here.
#[allow(dead_code)]
#[path = "../../src/sockets/desk.rs"]
mod desk;
#[allow(dead_code)]
#[path = "../../src/sockets/gate.rs"]
mod gate;
#[allow(dead_code)]
#[path = "../../src/world/mod.rs"]
mod world;
#[allow(dead_code)]
#[path = "../../src/year/mod.rs"]
mod year;

use clap::Parser;
use excused::Excused;
use input::Input;
use row::Row;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Measures what the project promises, side by side with what nobody gets below.
#[derive(Parser)]
#[command(name = "rapport-bench")]
struct Args {
    /// Which one to run: all without a name.
    name: Option<String>,
    /// Print one JSON list instead of the table.
    #[arg(long)]
    json: bool,
    /// End with 1 when a bound does not hold that this file does not list.
    #[arg(long, value_name = "FILE")]
    check: Option<PathBuf>,
}

type Bench = fn(&Input) -> Vec<Row>;

/// In the order of the table of qualities.
const BENCHES: &[(&str, Bench)] = &[
    ("keystroke", keystroke::rows),
    ("today", today::rows),
    ("open", open_note::rows),
    ("catch-up", catch_up::rows),
    ("burst", burst::rows),
    ("at-rest", at_rest::rows),
    ("overlap", overlap::rows),
    ("planner", planner::rows),
    ("matching", matching::rows),
    ("library", library::rows),
    ("push", relay::push),
    ("watchers", relay::watchers),
];

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.split_first() {
        Some((word, rest)) if word == today::CHILD => {
            if let [how, folder] = rest {
                today::child(how, Path::new(folder));
            }
            ExitCode::SUCCESS
        }
        Some((word, _)) if word == planner::CHILD => {
            planner::child();
            ExitCode::SUCCESS
        }
        Some((word, _)) if word == matching::CHILD => {
            matching::child();
            ExitCode::SUCCESS
        }
        Some((word, _)) if word == relay::CHILD => {
            relay::child(&words);
            ExitCode::SUCCESS
        }
        _ => bench(&Args::parse()),
    }
}

fn bench(args: &Args) -> ExitCode {
    let chosen: Vec<_> =
        BENCHES.iter().filter(|(name, _)| args.name.as_deref().is_none_or(|wanted| wanted == *name)).collect();
    if chosen.is_empty() {
        let names: Vec<_> = BENCHES.iter().map(|(name, _)| *name).collect();
        eprintln!("There is no such row; there are {}.", names.join(", "));
        return ExitCode::from(2);
    }
    let excused = args.check.as_deref().map(Excused::read);
    let input = Input::find();
    let mut all = Vec::new();
    if !args.json {
        println!("{}", Row::head());
    }
    for (name, bench) in chosen {
        eprintln!("measuring {name}");
        let rows = bench(&input);
        if !args.json {
            rows.iter().for_each(|row| println!("{}", row.line()));
        }
        all.extend(rows);
    }
    if args.json {
        let told: Vec<_> = all.iter().map(Row::told).collect();
        println!("{}", serde_json::to_string_pretty(&told).expect("figures can be written"));
    }
    match excused {
        Some(excused) if !excused.judge(&all) => ExitCode::FAILURE,
        _ => ExitCode::SUCCESS,
    }
}
