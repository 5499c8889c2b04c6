//! The main job in one command: two people, one relay, one goal and one note,
//! apart and together again, with proof that nothing was lost and that the
//! relay read nothing.

mod check;
mod clock;
mod lived;
mod phone;
mod rekey;
mod relay;
mod remind;
mod scan;
mod story;
mod tell;
mod typing;

use crate::failed::Stop;
use crate::term::Paint;
use rapport_people::schedule::Schedule;
use rapport_people::trace::{Kind, Limits, Trace};
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::time::Instant;
use story::{Source, Story};
use tell::Voice;

/// How many keys the seeded typist touches.
const EDITS: usize = 900;

#[derive(Debug, clap::Args)]
pub(crate) struct DemoArgs {
    /// Type the note from a recorded trace (gzipped or plain JSON) instead of from a seed
    #[arg(long, value_name = "FILE")]
    trace: Option<PathBuf>,
    /// How many phones take part; this version knows two
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u8).range(2..=2))]
    devices: u8,
    /// What the two people do and type follows from this number
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// Keep the profiles and the relay's data in this folder, which must be empty or new
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
    /// Let the two have some months behind them, so that what is kept looks like a used app
    #[arg(long, requires = "keep")]
    lived_in: bool,
    /// Say only how it ended
    #[arg(long)]
    quiet: bool,
}

/// How it ended.
#[derive(Debug, Serialize)]
pub(crate) struct Outcome {
    /// Both phones show the same text and goal after reading them from their files.
    converged: bool,
    devices: u8,
    /// Edits of the note that were typed.
    edits: u64,
    /// Of the note's text, in UTF-8.
    text_sha256: String,
    /// Records that the relay keeps, and their bytes.
    records: u64,
    sealed_bytes: u64,
    deferred: u32,
    quarantined: u32,
    relay_saw_plaintext: bool,
    seconds: f64,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    reasons: Vec<String>,
}

pub(crate) fn run(args: &DemoArgs, json: bool) -> Result<(), Stop> {
    let begun = Instant::now();
    let source = match &args.trace {
        Some(file) => read_trace(file)?,
        None => Source::Seed { seed: args.seed, edits: EDITS },
    };
    let scratch;
    let folder = match &args.keep {
        Some(folder) => {
            take_folder(folder)?;
            folder.as_path()
        }
        None => {
            scratch = tempfile::tempdir().map_err(|error| Stop::outside("a folder for the demo", &error))?;
            scratch.path()
        }
    };
    let speaks = !args.quiet && !json;
    let mut story = Story::begin(folder, args.seed, args.lived_in, Voice::new(speaks))?;
    story.tell(&source)?;
    let mut outcome = story.end(&source)?;
    outcome.seconds = (begun.elapsed().as_secs_f64() * 1000.0).round() / 1000.0;
    report(&outcome, json, args.keep.as_deref())
}

fn report(outcome: &Outcome, json: bool, kept: Option<&Path>) -> Result<(), Stop> {
    if json {
        crate::out::value(outcome)?;
    } else {
        let paint = Paint::stdout();
        let end = if outcome.reasons.is_empty() {
            paint.good("Both phones show the same, nothing is lost, and the relay read nothing.")
        } else {
            paint.bad("Not everything is as it should be.")
        };
        crate::term::say(&format!(
            "\n{} {} edits, {} sealed records, {:.1} s.\n",
            paint.bold(&end),
            outcome.edits,
            outcome.records,
            outcome.seconds
        ));
        if let Some(folder) = kept {
            crate::term::say(&format!("Kept in {}.\n", folder.display()));
        }
    }
    if outcome.reasons.is_empty() { Ok(()) } else { Err(Stop::Check(outcome.reasons.clone())) }
}

fn read_trace(file: &Path) -> Result<Source, Stop> {
    let limits = Limits::default();
    let most = u64::try_from(limits.unpacked_bytes).unwrap_or(u64::MAX);
    let bytes = std::fs::metadata(file)
        .and_then(
            |about| if about.len() > most { Err(std::io::ErrorKind::FileTooLarge.into()) } else { std::fs::read(file) },
        )
        .map_err(|error| Stop::named_by("--trace", file, &error))?;
    let trace = Trace::read(&bytes, &limits).map_err(|error| typing::unusable(&error))?;
    let schedule = Schedule::of(&trace).map_err(|error| Stop::usage(format!("--trace: {error}")))?;
    if trace.kind == Kind::Concurrent {
        schedule.check(&trace).map_err(|error| typing::unusable(&error))?;
    }
    Ok(Source::Trace { trace: Box::new(trace), schedule })
}

/// The folder may be new or empty, so that nobody's profile is in the way.
fn take_folder(folder: &Path) -> Result<(), Stop> {
    let made = std::fs::create_dir_all(folder).and_then(|()| std::fs::read_dir(folder));
    let mut inside = made.map_err(|error| Stop::named_by("--keep", folder, &error))?;
    if inside.next().is_some() {
        return Err(Stop::usage(format!("--keep: {} is not empty: name a new folder", folder.display())));
    }
    Ok(())
}
