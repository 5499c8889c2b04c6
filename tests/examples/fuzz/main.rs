//! Every decoder, fed with golden vectors that were mutated: each must answer,
//! none may panic, and what is accepted has exactly one byte form.
//!
//!     cargo run -p rapport-tests --profile ci --example fuzz -- --seconds 60
//!     … --seed 17     repeats a run; a failure prints its seed and its bytes

mod corpus;
mod decoders;

use corpus::{Chance, Corpus};
use decoders::{Answer, DECODERS};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::time::{Duration, Instant, SystemTime};

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (mut seconds, mut seed) = (10, None);
    while let Some(name) = arguments.next() {
        let number = arguments.next().and_then(|text| text.parse::<u64>().ok());
        match (name.as_str(), number) {
            ("--seconds", Some(number)) => seconds = number,
            ("--seed", Some(number)) => seed = Some(number),
            _ => {
                eprintln!("fuzz [--seconds N] [--seed N]");
                return ExitCode::from(2);
            }
        }
    }
    let now = SystemTime::UNIX_EPOCH.elapsed().map_or(0, |since| since.as_secs());
    let seed = seed.unwrap_or(now);
    println!("seed {seed}");
    let corpus = Corpus::read();
    // What panics is told once, below, with what led to it.
    std::panic::set_hook(Box::new(|_| {}));
    let (mut failed, mut tried) = (0u64, vec![(0u64, 0u64); DECODERS.len()]);
    let end = Instant::now() + Duration::from_secs(seconds);
    let mut round = 0u64;
    while Instant::now() < end && failed == 0 {
        // Each round has a seed of its own, so that one is enough to see it again.
        let mut chance = Chance::new(seed.wrapping_add(round));
        let bytes = corpus.mutated(&mut chance);
        for (decoder, (all, accepted)) in DECODERS.iter().zip(&mut tried) {
            *all += 1;
            let problem = match catch_unwind(AssertUnwindSafe(|| (decoder.read)(&bytes))) {
                Ok(Answer::Refused) => continue,
                Ok(Answer::Accepted) => {
                    *accepted += 1;
                    continue;
                }
                Ok(Answer::Otherwise) => "written again it is not the same",
                Err(_) => "a panic",
            };
            failed += 1;
            println!("FAILED {}: {problem}, with --seed {}", decoder.name, seed.wrapping_add(round));
            println!("  {}", corpus::hex(&bytes));
        }
        round += 1;
    }
    for (decoder, (all, accepted)) in DECODERS.iter().zip(&tried) {
        println!("{:<28}{all:>10} tried {accepted:>10} accepted", decoder.name);
        // A decoder that never accepts anything is fed with the wrong things.
        if failed == 0 && round > 20_000 && *accepted == 0 {
            println!("FAILED {}: nothing was ever accepted", decoder.name);
            failed += 1;
        }
    }
    println!("{} passed, {failed} failed", DECODERS.len());
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
