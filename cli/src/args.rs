//! Everything that can be said on the command line.

use crate::demo::{self, DemoArgs};
use crate::failed::Stop;
use crate::goals::{self, GoalsCommand};
use crate::handover::{self, Borrowed};
use crate::keep::{self, DevicesCommand, ExportArgs, SearchArgs};
use crate::meetings::{self, MeetingsCommand};
use crate::notes::{self, NotesCommand};
use crate::people::{self, InitArgs, InviteArgs, JoinArgs};
use crate::profile::Place;
use crate::steps::{self, StepsCommand};
use crate::sync::{self, SyncArgs};
use clap::{CommandFactory, Parser, Subcommand};
use rapport_core::{Failure, Rapport};
use rapport_relay::RelayCommand;
use serde::Serialize;
use std::cell::RefCell;
use std::path::PathBuf;

/// Peer mentoring that works without a network: goals, meetings and notes of a
/// pair, on your own computer, encrypted on the way.
///
/// Example: rapport init "Amara Okonkwo", then rapport goals add "Speak at a conference"
#[derive(Debug, Parser)]
#[command(name = "rapport", version, propagate_version = true)]
pub(crate) struct Cli {
    /// The folder of the profile [default: the platform's data folder]
    #[arg(long, global = true, value_name = "DIR", env = "RAPPORT_PROFILE")]
    profile: Option<PathBuf>,
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
    /// Make your profile; needs no network
    ///
    /// Example: rapport init "Amara Okonkwo"
    Init(InitArgs),
    /// Today: the next meeting, steps that are due, how sync stands
    ///
    /// Example: rapport status
    Status,
    /// Goals: put down, propose, agree, achieve
    #[command(subcommand)]
    Goals(GoalsCommand),
    /// Steps of a goal
    #[command(subcommand)]
    Steps(StepsCommand),
    /// Meetings: propose, agree, write down
    #[command(subcommand)]
    Meetings(MeetingsCommand),
    /// Notes, written by both, also at the same time
    #[command(subcommand)]
    Notes(NotesCommand),
    /// Find goals, meetings and notes on this computer
    ///
    /// Example: rapport search outline talk
    Search(SearchArgs),
    /// Invite somebody to be the other one of a pair
    ///
    /// Example: rapport invite --relay "$RELAY_LINK"
    Invite(InviteArgs),
    /// Answer an invite
    ///
    /// Example: rapport join "$INVITE_LINK"
    Join(JoinArgs),
    /// Your devices, and the words with which you come back
    #[command(subcommand)]
    Devices(DevicesCommand),
    /// Send what waits and fetch what is new
    ///
    /// Example: rapport sync --watch
    Sync(SyncArgs),
    /// Everything that is yours, as JSON or Markdown
    ///
    /// Example: rapport export --format json --to mine.json
    Export(ExportArgs),
    /// Read everything and tell what is wrong
    ///
    /// Example: rapport doctor
    Doctor,
    /// Run a relay
    ///
    /// Example: rapport relay serve --listen 127.0.0.1:7400
    Relay(Box<RelayCommand>),
    /// Completions for a shell, on stdout
    ///
    /// Example: rapport completions bash > ~/.local/share/bash-completion/completions/rapport
    Completions { shell: clap_complete::Shell },
    /// The manual page, on stdout
    ///
    /// Example: rapport man | man -l -
    Man,
}

/// What every command needs.
pub(crate) struct Ctx {
    pub(crate) place: Place,
    pub(crate) json: bool,
    /// Held until the end, when another process lent its profile.
    borrowed: RefCell<Option<Borrowed>>,
}

impl Ctx {
    /// Opens the profile; asks for it where another process has it.
    pub(crate) fn open(&self) -> Result<Rapport, Stop> {
        match self.place.open() {
            Err(Stop::Core(Failure::Conflict { what })) if what == "profile_open" => {
                let borrowed = handover::borrow(self).ok_or_else(|| self.taken())?;
                self.borrowed.replace(Some(borrowed));
                let core = self.place.open()?;
                self.place.sign();
                Ok(core)
            }
            Ok(core) => {
                self.place.sign();
                Ok(core)
            }
            other => other,
        }
    }

    fn taken(&self) -> Stop {
        let who = self.place.signed().unwrap_or_else(|| "another process".to_owned());
        Stop::check(format!("This profile is in use by {who}, which does not hand it over. End it and try again."))
    }

    /// One JSON value, or the text.
    pub(crate) fn show(&self, value: &impl Serialize, text: impl FnOnce() -> String) -> Result<(), Stop> {
        if self.json {
            return crate::out::value(value);
        }
        crate::term::say(&text());
        Ok(())
    }
}

impl Cli {
    pub(crate) fn run(self) -> Result<(), Stop> {
        let place = || Place::named(self.profile.clone());
        let ctx = || Ok::<_, Stop>(Ctx { place: place()?, json: self.json, borrowed: RefCell::default() });
        match self.command {
            Command::Demo(args) => demo::run(&args, self.json),
            Command::Init(args) => people::init(&ctx()?, &args),
            Command::Status => people::status(&ctx()?),
            Command::Goals(command) => goals::run(&ctx()?, command),
            Command::Steps(command) => steps::run(&ctx()?, command),
            Command::Meetings(command) => meetings::run(&ctx()?, command),
            Command::Notes(command) => notes::run(&ctx()?, command),
            Command::Search(args) => keep::search(&ctx()?, &args),
            Command::Invite(args) => people::invite(&ctx()?, &args),
            Command::Join(args) => people::join(&ctx()?, &args),
            Command::Devices(command) => keep::devices(&ctx()?, &command),
            Command::Sync(args) => sync::run(&ctx()?, &args),
            Command::Export(args) => keep::export(&ctx()?, &args),
            Command::Doctor => keep::doctor(&ctx()?),
            Command::Relay(command) => rapport_relay::run(*command, &mut std::io::stdout())
                .map_err(|error| Stop::Relay { text: error.to_string(), code: error.exit_code() }),
            Command::Completions { shell } => {
                let mut text = Vec::new();
                clap_complete::generate(shell, &mut Self::command(), "rapport", &mut text);
                crate::term::say(&String::from_utf8_lossy(&text));
                Ok(())
            }
            Command::Man => {
                let mut text = Vec::new();
                let written = clap_mangen::Man::new(Self::command()).render(&mut text);
                written.map_err(|error| Stop::outside("the manual page", &error))?;
                crate::term::say(&String::from_utf8_lossy(&text));
                Ok(())
            }
        }
    }
}
