//! `rapport init`, `status`, `invite`, `join`: oneself and one's pairs.

use crate::args::Ctx;
use crate::failed::Stop;
use crate::profile;
use crate::term::{Paint, note, one_line};
use crate::words::say;
use clap::Args;
use rapport_core::Rapport;
use rapport_core::ids::BoxId;
use rapport_core::people::{InviteStage, InviteView, Seat};
use serde_json::json;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

#[derive(Debug, Args)]
pub(crate) struct InitArgs {
    /// What others call you
    name: String,
    /// Protect the key with a passphrase: asked for, or from RAPPORT_PASSPHRASE
    #[arg(long)]
    passphrase: bool,
}

pub(crate) fn init(ctx: &Ctx, args: &InitArgs) -> Result<(), Stop> {
    let passphrase = if args.passphrase {
        let typed = profile::passphrase("A passphrase for this profile: ")?;
        Some(typed.ok_or_else(|| Stop::usage("--passphrase: set RAPPORT_PASSPHRASE where nobody can type"))?)
    } else {
        None
    };
    let core = ctx.place.create(&args.name, passphrase)?;
    let me = core.people().me()?;
    ctx.show(&me, || {
        format!("Hello, {}. Your profile is in {}.\n", one_line(&me.profile.name), ctx.place.folder().display())
    })
}

pub(crate) fn status(ctx: &Ctx) -> Result<(), Stop> {
    let core = ctx.open()?;
    let (home, pairs) = (core.home()?, core.people().pairings()?);
    ctx.show(&json!({ "home": home, "pairings": pairs }), || {
        let paint = Paint::stdout();
        let mut text = format!("{} · {}\n", paint.bold(&one_line(&home.name)), home.today);
        for pair in &pairs {
            let seat = if pair.i_mentor { "mentee" } else { "mentor" };
            let _ = writeln!(text, "with {} (your {seat}) · {}", one_line(&pair.partner_name), say(&pair.stage));
        }
        if let Some(meeting) = &home.next_meeting {
            let _ = writeln!(text, "next: {}", crate::meetings::line(meeting));
        }
        for step in &home.steps {
            let due = step.due.to_string();
            let due = if step.overdue { paint.bad(&due) } else { due };
            let _ = writeln!(text, "○ {} · {due} · {}", one_line(&step.text), one_line(&step.goal_title));
        }
        let _ = writeln!(text, "{}", crate::sync::line_words(&home.sync));
        text
    })
}

#[derive(Debug, Args)]
pub(crate) struct InviteArgs {
    /// The relay's link or address; needed the first time
    #[arg(long, value_name = "LINK")]
    relay: Option<String>,
    /// You are the mentee of the pair
    #[arg(long)]
    as_mentee: bool,
    #[command(flatten)]
    meet: MeetArgs,
}

#[derive(Debug, Args)]
pub(crate) struct JoinArgs {
    /// The link, or the text of the QR code
    link: String,
    #[command(flatten)]
    meet: MeetArgs,
}

#[derive(Debug, Args)]
pub(crate) struct MeetArgs {
    /// Take the codes as the same without asking; only when something else has compared them
    #[arg(long)]
    yes: bool,
    /// Allow a relay without TLS on another machine
    #[arg(long)]
    plain_http: bool,
    /// Seconds to wait for the other one
    #[arg(long, value_name = "SECONDS", default_value_t = 600)]
    wait: u64,
}

pub(crate) fn invite(ctx: &Ctx, args: &InviteArgs) -> Result<(), Stop> {
    let core = ctx.open()?;
    if let Some(relay) = &args.relay {
        core.sync().agree_to_relay(relay, args.meet.plain_http)?;
    }
    let seat = if args.as_mentee { Seat::Mentee } else { Seat::Mentor };
    let id = core.people().invite(seat)?;
    let link = core.people().invite_link(id)?;
    if ctx.json {
        note(&format!("{link}\n"));
    } else {
        note("Give this link to the other one, and to nobody else:\n");
        crate::term::say(&format!("{link}\n"));
    }
    meet(ctx, &core, id, &args.meet)
}

pub(crate) fn join(ctx: &Ctx, args: &JoinArgs) -> Result<(), Stop> {
    let core = ctx.open()?;
    let id = core.people().join(&args.link, args.meet.plain_http)?;
    meet(ctx, &core, id, &args.meet)
}

/// How often the relay is asked while both are at it.
const LOOK: Duration = Duration::from_millis(500);

/// Until both have compared the code and confirmed.
fn meet(ctx: &Ctx, core: &Rapport, id: BoxId, args: &MeetArgs) -> Result<(), Stop> {
    let until = Instant::now() + Duration::from_secs(args.wait);
    let mut told = false;
    loop {
        crate::sync::once(core)?;
        let view = find(core, id)?;
        match &view.stage {
            InviteStage::Compare { code } => {
                let name = one_line(view.name.as_deref().unwrap_or("the other one"));
                note(&format!("{name} and you should both see: {}\n", Paint::stdout().bold(code)));
                if !args.yes {
                    let answer = crate::ask::line("Do both screens show the same words? [y/N] ")?;
                    if !matches!(answer.trim(), "y" | "Y" | "yes" | "j" | "ja") {
                        core.people().cancel(id)?;
                        crate::sync::once(core)?;
                        return Err(Stop::check(
                            "The codes differ: somebody may be in between. The invite is cancelled.",
                        ));
                    }
                }
                core.people().confirm(id)?;
                continue;
            }
            InviteStage::Done => {
                // What the other one wrote on the way in.
                crate::sync::once(core)?;
                crate::sync::once(core)?;
                return ctx.show(&find(core, id)?, || "You are a pair now. `rapport status` shows it.\n".to_owned());
            }
            InviteStage::Failed { why } => return Err(Stop::check(format!("The invite came to nothing: {why}."))),
            InviteStage::Waiting | InviteStage::Confirmed => {}
        }
        if Instant::now() >= until {
            return Err(Stop::check("The other one did not answer in time. The invite stays good: run this again."));
        }
        if !told {
            told = true;
            note("Waiting for the other one …\n");
        }
        std::thread::sleep(LOOK);
    }
}

fn find(core: &Rapport, id: BoxId) -> Result<InviteView, Stop> {
    let all = core.people().invites()?;
    let gone = rapport_core::Failure::NotFound { what: "invite".to_owned() };
    Ok(all.into_iter().find(|view| view.id == id).ok_or(gone)?)
}
