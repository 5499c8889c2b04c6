//! `rapport match …`: a plan of who mentors whom, from a file, without a
//! profile and without a network.

mod file;
mod hint;
mod lock;
mod replay;
mod show;
mod why;
mod wording;

use crate::failed::Stop;
use crate::term::{one_line, say};
use crate::words::filled;
use clap::{Args, Subcommand};
use rapport_core::matching::{Person, Run};
use std::path::PathBuf;

/// What the help says of somebody.
const WHO: &str = "Their id in the file, or their name";

#[derive(Debug, Subcommand)]
pub(crate) enum MatchCommand {
    /// Make the best plan for the people of a file; nobody is told
    ///
    /// Example: rapport match run --people people.json --to run.json
    Run {
        #[command(flatten)]
        people: People,
        /// Keep the run here, so that it can be replayed
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
    },
    /// Why somebody has the mentor of the plan, or would need what to have one
    ///
    /// Example: rapport match explain --people people.json amara
    Explain {
        #[command(flatten)]
        people: People,
        #[arg(help = WHO)]
        mentee: String,
    },
    /// Why somebody does not have a certain mentor, and what it would cost
    ///
    /// Example: rapport match why-not --people people.json amara ines
    WhyNot {
        #[command(flatten)]
        people: People,
        #[arg(help = WHO)]
        mentee: String,
        #[arg(help = WHO)]
        mentor: String,
    },
    /// Decide on a pair in the file of people; the rest is planned around it
    ///
    /// Example: rapport match lock --people people.json noor victor
    Lock {
        #[command(flatten)]
        people: People,
        #[arg(help = WHO)]
        mentee: String,
        #[arg(help = WHO)]
        mentor: String,
    },
    /// Take such a decision back
    ///
    /// Example: rapport match unlock --people people.json noor
    Unlock {
        #[command(flatten)]
        people: People,
        #[arg(help = WHO)]
        mentee: String,
    },
    /// Make a kept run again, and say whether it comes out the same
    ///
    /// Example: rapport match replay run.json --people people.json
    Replay {
        /// The run, as `match run --to` or `--json` wrote it
        run: PathBuf,
        #[command(flatten)]
        people: People,
    },
}

#[derive(Debug, Args)]
pub(crate) struct People {
    /// Who takes part; docs/matching-file.md says what stands there
    #[arg(long, value_name = "FILE")]
    people: PathBuf,
}

pub(crate) fn run(command: MatchCommand, json: bool) -> Result<(), Stop> {
    match command {
        MatchCommand::Run { people, to } => {
            let run = file::plan(&people.people)?;
            let outcome = run.outcome();
            if let Some(to) = &to {
                file::keep(to, &outcome)?;
            }
            tell(json, &outcome, || show::plan(&run, &outcome))
        }
        MatchCommand::Explain { people, mentee } => {
            let run = file::plan(&people.people)?;
            let row = found_mentee(&run, &mentee)?;
            let Some(col) = run.at(row) else {
                return match run.left_out(row) {
                    Some(left) => tell(json, &left, || why::unmatched(&run, &left)),
                    None => Ok(()),
                };
            };
            let pair = run.pair(row, col, &run.fragile());
            tell(json, &pair, || why::pair(&run, &pair))
        }
        MatchCommand::WhyNot { people, mentee, mentor } => {
            let run = file::plan(&people.people)?;
            let (row, col) = (found_mentee(&run, &mentee)?, found_mentor(&run, &mentor)?);
            let answer = run.why_not(row, col);
            tell(json, &answer, || why::not(&run, row, col, &answer))
        }
        MatchCommand::Lock { people, mentee, mentor } => lock::lock(&people, &mentee, &mentor, json),
        MatchCommand::Unlock { people, mentee } => lock::unlock(&people, &mentee, json),
        MatchCommand::Replay { run, people } => replay::run(&run, &people.people, json),
    }
}

fn tell(json: bool, value: &impl serde::Serialize, text: impl FnOnce() -> String) -> Result<(), Stop> {
    if json {
        return crate::out::value(value);
    }
    say(&text());
    Ok(())
}

fn found_mentee(run: &Run, called: &str) -> Result<usize, Stop> {
    let rows = (0..run.pool().rows()).filter_map(|row| Some((row, run.pool().mentee(row)?)));
    found(rows, called).ok_or_else(|| Stop::usage(filled("cli.match.no_mentee", &[("name", one_line(called))])))
}

fn found_mentor(run: &Run, called: &str) -> Result<usize, Stop> {
    let cols = (0..run.pool().cols()).filter_map(|col| Some((col, run.pool().mentor(col)?)));
    found(cols, called).ok_or_else(|| Stop::usage(filled("cli.match.no_mentor", &[("name", one_line(called))])))
}

/// By id; otherwise by a name that only one of them has.
fn found<'a>(all: impl Iterator<Item = (usize, &'a Person)> + Clone, called: &str) -> Option<usize> {
    let id = all.clone().find(|(_, one)| one.id == called);
    let mut named = all.filter(|(_, one)| one.name == called);
    let (first, second) = (named.next(), named.next());
    id.or(first.filter(|_| second.is_none())).map(|(nth, _)| nth)
}
