//! The command line `rapport`: a third shell over the core. It shows what the
//! core says and hands on what people do; it knows no rule of its own.

mod args;
mod ask;
mod demo;
mod failed;
mod out;
mod profile;
mod said;
mod term;
mod words;
mod zones;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = args::Cli::parse();
    let json = cli.json;
    match cli.run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => said::tell(&stop, json),
    }
}
