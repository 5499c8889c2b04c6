//! The relay as a program of its own.

use clap::Parser;
use rapport_relay::{Answers, RelayCommand, run};
use std::process::ExitCode;

/// Numbers, keeps and hands out sealed records, and can read none of them.
#[derive(Parser)]
#[command(name = "rapport-relay", version)]
struct Cli {
    /// Answer with JSON values, one a line, and nothing else on stdout
    #[arg(long, global = true)]
    json: bool,
    #[command(flatten)]
    relay: RelayCommand,
}

fn main() -> ExitCode {
    let Cli { json, relay } = Cli::parse();
    match run(relay, &mut Answers::new(&mut std::io::stdout(), json)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("rapport-relay: {error}");
            if json {
                println!("{}", serde_json::json!({ "failure": { "kind": error.kind() } }));
            }
            ExitCode::from(error.exit_code())
        }
    }
}
