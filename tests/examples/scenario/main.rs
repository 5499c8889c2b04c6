//! People, phones and a relay through everything that goes wrong, from one seed.
//!
//!     cargo scenario --seed 17 --steps 200 [--people 4] [--json]     one run and its story
//!     cargo scenario --fixed 40 --seconds 60        seeds 0 to 39, then fresh ones
//!     cargo scenario --bugs 200                     every mistake on purpose, until it is found
//!
//! Ends with 1 and names the seed when a promise did not hold, with 2 when it was asked in a
//! way that it does not understand.

#[allow(dead_code, reason = "shared with the tests, which use all of it")]
#[path = "../../src/hostile/mod.rs"]
mod hostile;
#[path = "../../src/simulation/mod.rs"]
mod simulation;
#[allow(dead_code, reason = "shared with the tests, which use all of it")]
#[path = "../../src/world/mod.rs"]
mod world;

use simulation::bug::Bug;
use simulation::options::{Options, What};
use simulation::{Plan, run};
use std::process::ExitCode;
use std::time::{Duration, Instant, SystemTime};

fn main() -> ExitCode {
    let options = match Options::read(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(why) => {
            eprintln!("{why}");
            return ExitCode::from(2);
        }
    };
    // What breaks is told once, below, with its seed.
    std::panic::set_hook(Box::new(|_| {}));
    let all_well = match options.what {
        What::One(seed) => one(&options, seed),
        What::Many { fixed, seconds } => many(&options, fixed, Duration::from_secs(seconds)),
        What::Bugs(most) => bugs(&options, most),
    };
    ExitCode::from(u8::from(!all_well))
}

/// One run with its whole story.
fn one(options: &Options, seed: u64) -> bool {
    let lived = run(&options.plan(seed));
    if options.json {
        let all = serde_json::json!({ "seed": seed, "story": lived.story, "rows": lived.rows, "torn": lived.torn, "broken": lived.broken });
        println!("{all}");
    } else {
        lived.story.iter().for_each(|line| println!("{line}"));
        match &lived.broken {
            Some(why) => println!("BROKEN with --seed {seed}: {why}"),
            None => println!("every promise held; all rows: {}", lived.rows),
        }
    }
    lived.broken.is_none()
}

/// Fixed seeds, all of them, then fresh ones until the time is over.
fn many(options: &Options, fixed: u64, time: Duration) -> bool {
    let begun = Instant::now();
    let now = SystemTime::UNIX_EPOCH.elapsed().map_or(0, |since| since.as_secs());
    let fresh = now * 1_000;
    let seeds = (0..fixed).chain((fresh..).take_while(|_| begun.elapsed() < time));
    let (mut held, mut broken, mut torn, mut lines, mut last) = (0u64, 0u64, 0, 0, None);
    for seed in seeds {
        let plan = options.plan(seed);
        let lived = run(&plan);
        lines += lived.story.len();
        torn += lived.torn;
        last = Some(seed);
        let Some(why) = lived.broken else {
            held += 1;
            continue;
        };
        broken += 1;
        let people = options.people.map_or(String::new(), |n| format!(" --people {n}"));
        let bug = options.bug.map_or(String::new(), |bug| format!(" --bug {}", bug.name()));
        println!("BROKEN with --seed {seed} --steps {}{people}{bug}: {why}", plan.steps);
    }
    if let Some(last) = fixed.checked_sub(1) {
        println!("seeds 0 to {last}");
    }
    if let Some(last) = last.filter(|last| *last >= fresh) {
        println!("fresh seeds {fresh} to {last}");
    }
    println!("{lines} lines of story in {} s, {torn} pairs torn", begun.elapsed().as_secs());
    println!("{held} passed, {broken} failed");
    broken == 0
}

/// Every mistake until a promise breaks that holds without it.
fn bugs(options: &Options, most: u64) -> bool {
    let (mut found, mut missed) = (0, 0);
    for bug in Bug::ALL {
        let why = (0..most).find_map(|seed| {
            let plan = options.plan(seed);
            let why = run(&Plan { bug: Some(bug), ..plan }).broken?;
            run(&plan).broken.is_none().then_some((seed + 1, why))
        });
        match why {
            Some((seeds, why)) => {
                found += 1;
                println!("{}: found after {seeds} seeds: {why}", bug.name());
            }
            None => {
                missed += 1;
                println!("{}: NOT FOUND in {most} seeds", bug.name());
            }
        }
    }
    println!("{found} passed, {missed} failed");
    missed == 0
}
