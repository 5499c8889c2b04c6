//! Everything that can be said on the command line.

use crate::availability::{self, AvailabilityCommand};
use crate::checkin::{self, CheckinCommand};
use crate::demo::{self, DemoArgs};
use crate::failed::Stop;
use crate::goals::{self, GoalsCommand};
use crate::handover::{self, Borrowed};
use crate::keep::{self, DevicesCommand, ExportArgs, SearchArgs};
use crate::leave::{self, LeaveArgs};
use crate::link::{self, LinkArgs};
use crate::manual;
use crate::matching::{self, MatchCommand};
use crate::meetings::{self, MeetingsCommand};
use crate::notes::{self, NotesCommand};
use crate::people::{self, InitArgs, InviteArgs, JoinArgs};
use crate::profile::Place;
use crate::quarantine::{self, QuarantineCommand};
use crate::recover::{self, RecoverArgs};
use crate::reminders::{self, RemindersCommand};
use crate::steps::{self, StepsCommand};
use crate::sync::{self, SyncArgs};
use crate::words::{filled, word};
use clap::{CommandFactory, Parser, Subcommand};
use rapport_core::{Failure, Rapport};
use rapport_relay::RelayCommand;
use serde::Serialize;
use std::cell::RefCell;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Peer mentoring that works without a network: goals, meetings and notes of a
/// pair, on your own computer, encrypted on the way.
///
/// Example: rapport init "Amara Okonkwo", then rapport goals add "Speak at a conference"
#[derive(Debug, Parser)]
#[command(name = "rapport", version, propagate_version = true)]
pub(crate) struct Cli {
    /// The folder of the profile [default: the platform's data folder]
    #[arg(long, global = true, value_name = "DIR", env = "RAPPORT_PROFILE", display_order = 900)]
    profile: Option<PathBuf>,
    /// Print one JSON value on stdout and nothing else there
    #[arg(long, global = true, display_order = 901)]
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
    ///
    /// Example: rapport goals list
    #[command(subcommand)]
    Goals(GoalsCommand),
    /// Steps of a goal
    ///
    /// Example: rapport steps tick 0f2k7c 2
    #[command(subcommand)]
    Steps(StepsCommand),
    /// Meetings: propose, agree, write down
    ///
    /// Example: rapport meetings list
    #[command(subcommand)]
    Meetings(MeetingsCommand),
    /// When you could meet: your week, absences, quiet hours, another calendar
    ///
    /// Example: rapport availability week monday=17:00-20:00
    #[command(subcommand)]
    Availability(AvailabilityCommand),
    /// Notes, written by both, also at the same time
    ///
    /// Example: rapport notes list
    #[command(subcommand)]
    Notes(NotesCommand),
    /// Check-ins: a minute for how things are, kept for yourself or shared
    ///
    /// Example: rapport checkin answer pulse mood=4
    #[command(subcommand)]
    Checkin(CheckinCommand),
    /// Reminders: what comes when, what you have chosen, and why
    ///
    /// Example: rapport reminders plan
    #[command(subcommand)]
    Reminders(RemindersCommand),
    /// Who could mentor whom: a plan for the people of a file, and why
    ///
    /// Example: rapport match run --people people.json
    #[command(subcommand)]
    Match(MatchCommand),
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
    /// Use Rapport on another device, too: without a link on the one you have, with it on the new one
    ///
    /// Example: rapport link, then on the other one rapport link "$LINK" --as "Laptop"
    Link(LinkArgs),
    /// Come back with your 24 words when no device is left: they are asked for, or read from stdin
    ///
    /// Example: rapport recover "$RELAY"
    Recover(RecoverArgs),
    /// Leave a pair; what was written in it is gone from this computer at once
    ///
    /// Example: rapport export --to before.md, then rapport leave Ben
    Leave(LeaveArgs),
    /// Your devices, and the words with which you come back
    ///
    /// Example: rapport devices list
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
    /// Read everything, put right what can be, and tell what is wrong
    ///
    /// Example: rapport doctor
    Doctor {
        /// You have seen what could not be brought back: tell of it no more
        #[arg(long)]
        seen: bool,
    },
    /// What came too late to count, from somebody who had left by then
    ///
    /// Example: rapport quarantine list
    #[command(subcommand)]
    Quarantine(QuarantineCommand),
    /// Run a relay
    ///
    /// Example: rapport relay serve --listen 127.0.0.1:7400
    Relay(Box<RelayCommand>),
    /// Completions for a shell, on stdout
    ///
    /// Example: rapport completions bash > ~/.local/share/bash-completion/completions/rapport
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
    /// The manual page, on stdout; or the pages of all commands, in a folder
    ///
    /// Example: rapport man | man -l -
    Man {
        /// The folder to write a page for every command to
        #[arg(long, value_name = "DIR")]
        to: Option<PathBuf>,
    },
}

/// How long to wait before looking whether a profile is free again.
const BETWEEN_LOOKS: Duration = Duration::from_millis(50);

/// What every command needs.
pub(crate) struct Ctx {
    pub(crate) place: Place,
    pub(crate) json: bool,
    /// What it is called on the command line.
    command: &'static str,
    /// What was opened last, to be closed at the end.
    opened: RefCell<Option<Rapport>>,
    /// Held until the end, when another process lent its profile.
    borrowed: RefCell<Option<Borrowed>>,
}

impl Ctx {
    /// Opens the profile. Where another process has it, asks for it, or waits
    /// a moment: most commands take less.
    pub(crate) fn open(&self) -> Result<Rapport, Stop> {
        let until = Instant::now() + handover::PATIENCE;
        loop {
            match self.place.open() {
                Err(stop) if is_taken(&stop) => {
                    if self.borrowed.borrow().is_none() {
                        self.borrowed.replace(handover::borrow(&self.place));
                        if self.borrowed.borrow().is_some() {
                            continue;
                        }
                    }
                    if Instant::now() >= until {
                        return Err(self.taken());
                    }
                    std::thread::sleep(BETWEEN_LOOKS);
                }
                other => return Ok(self.keep(other?)),
            }
        }
    }

    /// Makes a new profile.
    pub(crate) fn create(&self, name: &str, passphrase: Option<String>) -> Result<Rapport, Stop> {
        Ok(self.keep(self.place.create(name, passphrase)?))
    }

    /// Makes a new device that another one is to take in.
    pub(crate) fn create_guest(
        &self,
        name: &str,
        link: &str,
        plain_http: bool,
        passphrase: Option<String>,
    ) -> Result<Rapport, Stop> {
        Ok(self.keep(self.place.create_guest(name, link, plain_http, passphrase)?))
    }

    /// Makes a new device on which somebody comes back with their words.
    pub(crate) fn create_recovering(
        &self,
        name: &str,
        words: &str,
        relay: &str,
        plain_http: bool,
        passphrase: Option<String>,
    ) -> Result<Rapport, Stop> {
        Ok(self.keep(self.place.create_recovering(name, words, relay, plain_http, passphrase)?))
    }

    fn keep(&self, core: Rapport) -> Rapport {
        self.place.sign(self.command);
        self.opened.replace(Some(core.clone()));
        core
    }

    /// Lets go of the profile for a while; whoever lent it has it back.
    pub(crate) fn close(&self) -> Result<(), Stop> {
        let closed = self.opened.take().map_or(Ok(()), |core| core.shutdown());
        self.borrowed.take();
        Ok(closed?)
    }

    /// Does something with a profile, and closes it whatever came of it.
    fn with(self, job: impl FnOnce(&Self) -> Result<(), Stop>) -> Result<(), Stop> {
        let done = job(&self);
        done.and(self.close())
    }

    /// Opens the profile again after it was lent, as soon as nobody has it.
    pub(crate) fn open_when_free(&self) -> Result<Rapport, Stop> {
        loop {
            match self.place.open() {
                // Somebody came in between; nothing tells when they leave.
                Err(stop) if is_taken(&stop) => std::thread::sleep(BETWEEN_LOOKS),
                other => return Ok(self.keep(other?)),
            }
        }
    }

    fn taken(&self) -> Stop {
        let who = self.place.signed().unwrap_or_else(|| word("cli.another_process"));
        Stop::check(filled("cli.in_use", &[("who", who)]))
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

fn is_taken(stop: &Stop) -> bool {
    matches!(stop, Stop::Core(Failure::Conflict { what }) if what == "profile_open")
}

impl Command {
    const fn name(&self) -> &'static str {
        match self {
            Self::Demo(_) => "demo",
            Self::Init(_) => "init",
            Self::Status => "status",
            Self::Goals(_) => "goals",
            Self::Steps(_) => "steps",
            Self::Meetings(_) => "meetings",
            Self::Availability(_) => "availability",
            Self::Notes(_) => "notes",
            Self::Checkin(_) => "checkin",
            Self::Reminders(_) => "reminders",
            Self::Match(_) => "match",
            Self::Search(_) => "search",
            Self::Invite(_) => "invite",
            Self::Join(_) => "join",
            Self::Link(_) => "link",
            Self::Recover(_) => "recover",
            Self::Leave(_) => "leave",
            Self::Devices(_) => "devices",
            Self::Sync(_) => "sync",
            Self::Export(_) => "export",
            Self::Doctor { .. } => "doctor",
            Self::Quarantine(_) => "quarantine",
            Self::Relay(_) => "relay",
            Self::Completions { .. } => "completions",
            Self::Man { .. } => "man",
        }
    }
}

impl Cli {
    /// The whole definition, with the relay's examples as they are typed here.
    pub(crate) fn definition() -> clap::Command {
        Self::command().mut_subcommand("relay", as_ours)
    }

    pub(crate) fn run(self) -> Result<(), Stop> {
        let Self { profile, json, command } = self;
        let (name, place) = (command.name(), || Place::named(profile));
        let ctx =
            || Ok::<_, Stop>(Ctx { place: place()?, json, command: name, opened: None.into(), borrowed: None.into() });
        match command {
            Command::Demo(args) => demo::run(&args, json),
            Command::Init(args) => ctx()?.with(|ctx| people::init(ctx, &args)),
            Command::Status => ctx()?.with(people::status),
            Command::Goals(command) => ctx()?.with(|ctx| goals::run(ctx, command)),
            Command::Steps(command) => ctx()?.with(|ctx| steps::run(ctx, command)),
            Command::Meetings(command) => ctx()?.with(|ctx| meetings::run(ctx, command)),
            Command::Availability(command) => ctx()?.with(|ctx| availability::run(ctx, command)),
            Command::Notes(command) => ctx()?.with(|ctx| notes::run(ctx, command)),
            Command::Checkin(command) => ctx()?.with(|ctx| checkin::run(ctx, command)),
            Command::Reminders(command) => ctx()?.with(|ctx| reminders::run(ctx, command)),
            Command::Match(command) => matching::run(command, json),
            Command::Search(args) => ctx()?.with(|ctx| keep::search(ctx, &args)),
            Command::Invite(args) => ctx()?.with(|ctx| people::invite(ctx, &args)),
            Command::Join(args) => ctx()?.with(|ctx| people::join(ctx, &args)),
            Command::Link(args) => ctx()?.with(|ctx| link::link(ctx, &args)),
            Command::Recover(args) => ctx()?.with(|ctx| recover::recover(ctx, &args)),
            Command::Leave(args) => ctx()?.with(|ctx| leave::leave(ctx, &args)),
            Command::Devices(command) => ctx()?.with(|ctx| keep::devices(ctx, &command)),
            Command::Sync(args) => ctx()?.with(|ctx| sync::run(ctx, &args)),
            Command::Export(args) => ctx()?.with(|ctx| keep::export(ctx, &args)),
            Command::Doctor { seen } => ctx()?.with(|ctx| keep::doctor(ctx, seen)),
            Command::Quarantine(command) => ctx()?.with(|ctx| quarantine::run(ctx, &command)),
            Command::Relay(command) => {
                let mut out = std::io::stdout();
                rapport_relay::run(*command, &mut rapport_relay::Answers::new(&mut out, json)).map_err(Stop::relay)
            }
            Command::Completions { shell } => {
                manual::completions(shell);
                Ok(())
            }
            Command::Man { to } => manual::pages(to.as_deref(), json),
        }
    }
}

/// `rapport-relay serve` is `rapport relay serve` in this program.
fn as_ours(command: clap::Command) -> clap::Command {
    let said = |text: Option<&clap::builder::StyledStr>| {
        text.map(|text| text.to_string().replace("rapport-relay ", "rapport relay "))
    };
    let about = said(command.get_long_about());
    let command = if let Some(about) = about { command.long_about(about) } else { command };
    let inner: Vec<String> = command.get_subcommands().map(|inner| inner.get_name().to_owned()).collect();
    inner.into_iter().fold(command, |command, name| command.mut_subcommand(name, as_ours))
}

#[cfg(test)]
mod tests;
