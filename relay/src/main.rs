//! The relay as a program of its own.

use clap::Parser;
use rapport_relay::{RelayCommand, run};
use std::process::ExitCode;

/// Numbers, keeps and hands out sealed records, and can read none of them.
#[derive(Parser)]
#[command(name = "rapport-relay", version)]
struct Cli {
    #[command(flatten)]
    relay: RelayCommand,
}

fn main() -> ExitCode {
    match run(Cli::parse().relay, &mut std::io::stdout()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("rapport-relay: {error}");
            ExitCode::from(error.exit_code())
        }
    }
}
