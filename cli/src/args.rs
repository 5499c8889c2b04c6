//! Everything that can be said on the command line.

use crate::demo::{self, DemoArgs};
use crate::failed::Stop;
use clap::{Parser, Subcommand};
use std::path::PathBuf;

/// Peer mentoring that works without a network: goals, meetings and notes of a
/// pair, on your own computer, encrypted on the way.
#[derive(Debug, Parser)]
#[command(name = "rapport", version, propagate_version = true)]
pub(crate) struct Cli {
    /// The folder of the profile [default: the platform's data folder]
    #[arg(long, global = true, value_name = "DIR", env = "RAPPORT_PROFILE")]
    pub(crate) profile: Option<PathBuf>,
    /// Print one JSON value on stdout and nothing else there
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show everything at work: two people, a relay, a network that comes and goes
    ///
    /// Example: rapport demo --seed 7
    Demo(DemoArgs),
}

impl Cli {
    pub(crate) fn run(self) -> Result<(), Stop> {
        match self.command {
            Command::Demo(args) => demo::run(&args, self.json),
        }
    }
}
