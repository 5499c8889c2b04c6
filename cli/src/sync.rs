//! `rapport sync`

use crate::args::Ctx;
use crate::failed::Stop;
use crate::handover;
use crate::term::{note, say as tell};
use crate::words::{counted, filled, word};
use clap::{Args, Subcommand};
use rapport_core::Rapport;
use rapport_core::domain::time::Wall;
use rapport_core::sync::{Code, SyncLine, SyncReport, Trouble};
use serde_json::json;
use std::time::Duration;

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct SyncArgs {
    /// Stay and keep in step until Ctrl-C
    #[arg(long)]
    watch: bool,
    #[command(subcommand)]
    way: Option<Way>,
}

#[derive(Debug, Clone, Copy, Subcommand)]
enum Way {
    /// Send what waits, and fetch nothing
    ///
    /// Example: rapport sync push
    Push,
    /// Fetch what is new, and send nothing
    ///
    /// Example: rapport sync pull
    Pull,
}

const BUDGET: Duration = Duration::from_secs(60);

pub(crate) fn run(ctx: &Ctx, args: &SyncArgs) -> Result<(), Stop> {
    if args.watch {
        return watch(ctx);
    }
    let core = ctx.open()?;
    if !core.sync().line()?.has_relay {
        return Err(no_relay());
    }
    let report = match args.way {
        None => core.sync().run(BUDGET)?,
        Some(Way::Push) => core.sync().push(BUDGET)?,
        Some(Way::Pull) => core.sync().pull(BUDGET)?,
    };
    settled(&report)?;
    let line = core.sync().line()?;
    ctx.show(&json!({ "settled": report.settled, "waiting": report.waiting, "sync": line }), || {
        line_words(&line) + "\n"
    })
}

fn no_relay() -> Stop {
    Stop::NoRelay(word("cli.relay.none"))
}

/// One round both ways that must reach the relay.
pub(crate) fn once(core: &Rapport) -> Result<(), Stop> {
    settled(&core.sync().run(BUDGET)?)
}

fn settled(report: &SyncReport) -> Result<(), Stop> {
    match report.trouble {
        None => Ok(()),
        Some(Trouble::Offline) => Err(Stop::NoRelay(word("cli.relay.silent"))),
        Some(Trouble::NotTrusted) => Err(Stop::NoRelay(word("cli.relay.not_trusted"))),
        Some(Trouble::NotARelay) => Err(Stop::NoRelay(word("cli.relay.not_one"))),
        Some(Trouble::Refused(code)) => Err(Stop::NoRelay(filled("cli.relay.refused", &[("why", why_refused(code))]))),
    }
}

/// What a relay says with a code.
pub(crate) fn why_refused(code: Code) -> String {
    word(match code {
        Code::Malformed => "relay_code.malformed",
        Code::TooLarge => "relay_code.too_large",
        Code::SessionNeeded => "relay_code.session_needed",
        Code::NotAllowed => "relay_code.not_allowed",
        Code::NotFound => "relay_code.not_found",
        Code::TokenNeeded => "relay_code.token_needed",
        Code::BadSignature => "relay_code.bad_signature",
        Code::ControlConflict => "relay_code.control_conflict",
        Code::Conflict => "relay_code.conflict",
        Code::TooMany => "relay_code.too_many",
        Code::OverQuota => "relay_code.over_quota",
        Code::NeedsNewerRelay => "relay_code.needs_newer_relay",
        Code::Unavailable => "relay_code.unavailable",
        Code::Gone | Code::Other => "relay_code.unknown",
    })
}

/// The line that says how sync stands.
pub(crate) fn line_words(line: &SyncLine) -> String {
    let when = line.last.and_then(|at| Wall::in_utc(at).ok()).map(|wall| format!("{} {} UTC", wall.day, wall.time));
    let waiting = u64::from(line.waiting);
    if !line.has_relay {
        return word("sync.no_relay");
    }
    match (waiting, when) {
        (0, None) => word("sync.never"),
        (0, Some(when)) => filled("sync.up_to_date", &[("when", when)]),
        (n, None) => counted("sync.waiting_never", n, &[]),
        (n, Some(when)) => counted("sync.waiting", n, &[("when", when)]),
    }
}

/// Keeps in step, and lends the profile to other commands meanwhile.
fn watch(ctx: &Ctx) -> Result<(), Stop> {
    let core = ctx.open()?;
    if !core.sync().line()?.has_relay {
        return Err(no_relay());
    }
    note(&(word("cli.relay.watching") + "\n"));
    handover::lend(ctx, core, |core, json| {
        core.sync().start()?;
        core.sync().watch(move |view| {
            if json {
                let _ = crate::out::value(view);
            } else {
                tell(&format!("{}\n", line_words(&view.line)));
            }
        })
    })
}
