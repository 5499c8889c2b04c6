//! The command line `rapport`: a third shell over the core. It shows what the
//! core says and hands on what people do; it knows no rule of its own.

mod args;
mod ask;
mod availability;
mod checkin;
mod choice;
mod demo;
mod differ;
mod failed;
mod goals;
mod handover;
mod keep;
mod leave;
mod link;
mod manual;
mod matching;
mod meetings;
mod notes;
mod out;
mod people;
mod pick;
mod profile;
mod quarantine;
mod recover;
mod reminders;
mod said;
mod steps;
mod sync;
mod term;
mod words;
mod zones;

use clap::FromArgMatches;
use failed::Stop;
use std::process::ExitCode;

fn main() -> ExitCode {
    let read = args::Cli::definition().try_get_matches();
    let cli = match read.and_then(|matches| args::Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        // Help and the version are answers.
        Err(answer) if !answer.use_stderr() => answer.exit(),
        Err(wrong) => {
            let json = std::env::args_os().any(|word| word == "--json");
            // Then clap says the whole help, which is no reason.
            let none = wrong.kind() == clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;
            let stop = if json && none {
                Stop::usage(words::word("cli.failed.no_command"))
            } else {
                Stop::Unread(wrong.render().to_string())
            };
            return said::tell(&stop, json);
        }
    };
    let json = cli.json;
    match cli.run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => said::tell(&stop, json),
    }
}
