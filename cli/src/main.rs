//! The command line `rapport`: a third shell over the core. It shows what the
//! core says and hands on what people do; it knows no rule of its own.

mod args;
mod ask;
mod demo;
mod differ;
mod failed;
mod goals;
mod handover;
mod keep;
mod meetings;
mod notes;
mod out;
mod people;
mod pick;
mod profile;
mod said;
mod steps;
mod sync;
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
