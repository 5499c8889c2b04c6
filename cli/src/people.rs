//! `rapport init`, `status`, `invite`, `join`: oneself and one's pairs.

use crate::args::Ctx;
use crate::failed::Stop;
use crate::profile;
use crate::term::{Paint, note, one_line};
use crate::words::{filled, language, say, word};
use clap::Args;
use rapport_core::Rapport;
use rapport_core::ids::BoxId;
use rapport_core::people::{InviteStage, InviteView, Seat};
use serde_json::json;
use std::fmt::Write as _;
use std::sync::mpsc::channel;
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
    let passphrase = args.passphrase.then(profile::new_passphrase).transpose()?;
    let core = ctx.create(&args.name, passphrase)?;
    let me = core.people().me()?;
    ctx.show(&me, || {
        let folder = ctx.place.folder().display().to_string();
        filled("cli.init.done", &[("name", one_line(&me.profile.name)), ("folder", folder)]) + "\n"
    })
}

pub(crate) fn status(ctx: &Ctx) -> Result<(), Stop> {
    let core = ctx.open()?;
    let (home, pairs, left) = (core.home()?, core.people().pairings()?, core.people().left()?);
    let instruments = core.checkins().instruments(&language())?;
    let name = |id: &str| instruments.iter().find(|row| row.id == id).map_or(id, |row| row.name.as_str()).to_owned();
    ctx.show(&json!({ "home": home, "pairings": pairs, "left": left }), || {
        let paint = Paint::stdout();
        let mut text = format!("{} · {}\n", paint.bold(&one_line(&home.name)), home.today);
        for pair in pairs.iter().filter(|pair| left.iter().all(|row| row.space != pair.space)) {
            let whose = if pair.i_mentor { "cli.status.your_mentee" } else { "cli.status.your_mentor" };
            let with = filled(whose, &[("name", one_line(&pair.partner_name))]);
            let _ = writeln!(text, "{with} · {}", say(&pair.stage));
        }
        for row in &left {
            let _ = writeln!(text, "{}", crate::leave::line(row));
        }
        if let Some(meeting) = &home.next_meeting {
            let _ = writeln!(text, "{}", filled("cli.status.next", &[("meeting", crate::meetings::line(meeting))]));
        }
        for step in &home.steps {
            let due = step.due.to_string();
            let due = if step.overdue { paint.bad(&due) } else { due };
            let _ = writeln!(text, "○ {} · {due} · {}", one_line(&step.text), one_line(&step.goal_title));
        }
        for due in &home.check_ins {
            let mut what = one_line(&name(&due.instrument));
            if due.about.is_some() {
                let _ = write!(what, " · {}", one_line(&due.partner_name));
            }
            let args = [("what", what), ("day", due.since.to_string())];
            let _ = writeln!(text, "{}", filled("cli.status.check_in", &args));
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
    /// Wait once more for the answer to the last invite instead of giving another
    #[arg(long, conflicts_with_all = ["relay", "as_mentee"])]
    resume: bool,
    /// Take the last invite back: nobody comes in through it any more
    #[arg(long, conflicts_with_all = ["relay", "as_mentee", "resume"])]
    withdraw: bool,
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
    pub(crate) plain_http: bool,
    /// Seconds to wait for the other one; an invite is good for a week
    #[arg(long, value_name = "SECONDS", default_value_t = 600, value_parser = clap::value_parser!(u64).range(1..=604_800))]
    wait: u64,
}

impl MeetArgs {
    /// Somebody has to compare the codes, here or before.
    pub(crate) fn somebody_answers(&self) -> Result<(), Stop> {
        if self.yes || crate::ask::is_possible() {
            return Ok(());
        }
        Err(Stop::usage(word("cli.invite.not_asked")))
    }
}

pub(crate) fn invite(ctx: &Ctx, args: &InviteArgs) -> Result<(), Stop> {
    let core = ctx.open()?;
    if args.withdraw {
        let id = last_open(&core)?;
        core.people().cancel(id)?;
        // The link is closed at the relay with the next sync, if not at once.
        let told = crate::sync::once(&core).is_ok();
        let said = if told { "cli.invite.withdrawn" } else { "cli.invite.withdrawn_not_sent" };
        return ctx.show(&json!({ "withdrawn": id, "told": told }), || word(said) + "\n");
    }
    if let Some(relay) = &args.relay {
        core.sync().agree_to_relay(relay, args.meet.plain_http)?;
    }
    let id = if args.resume {
        last_open(&core)?
    } else {
        args.meet.somebody_answers()?;
        core.people().invite(if args.as_mentee { Seat::Mentee } else { Seat::Mentor })?
    };
    let link = core.people().invite_link(id)?;
    if ctx.json {
        note(&format!("{link}\n"));
    } else {
        note(&(word("cli.invite.give") + "\n"));
        crate::term::say(&format!("{link}\n"));
    }
    meet(ctx, &core, id, &args.meet)
}

fn last_open(core: &Rapport) -> Result<BoxId, Stop> {
    let all = core.people().invites()?;
    let open = |view: &&InviteView| view.given && !matches!(view.stage, InviteStage::Done | InviteStage::Failed { .. });
    let last = all.iter().rev().find(open);
    last.map(|view| view.id).ok_or_else(|| Stop::check(word("cli.invite.none_waits")))
}

pub(crate) fn join(ctx: &Ctx, args: &JoinArgs) -> Result<(), Stop> {
    let core = ctx.open()?;
    let id = core.people().join(&args.link, args.meet.plain_http)?;
    meet(ctx, &core, id, &args.meet)
}

/// What is said of an invite that ended with this code.
fn came_to_nothing(why: &str) -> &'static str {
    match why {
        "declined" => "screen.invite.declined",
        "expired" => "screen.join.expired",
        "closed" => "screen.join.revoked",
        "second_joiner" | "second_inviter" => "screen.join.used",
        "wrong_reveal" => "screen.join.differ_stopped",
        "newer" => "failure.needs_update.what",
        "oneself" => "screen.join.oneself",
        "other_purpose" => "screen.join.other_purpose",
        _ => "screen.join.not_ours",
    }
}

/// How long the other one's name may take to come, once both are in.
const NAME: Duration = Duration::from_secs(10);

/// Until both have compared the code and confirmed, and each knows the other.
fn meet(ctx: &Ctx, core: &Rapport, id: BoxId, args: &MeetArgs) -> Result<(), Stop> {
    meet_in(ctx, core, id, args, &PAIR)
}

/// What is said on the way, by what it leads to.
pub(crate) struct Said {
    pub(crate) done: &'static str,
    pub(crate) late: &'static str,
    pub(crate) again_given: &'static str,
    pub(crate) again_taken: &'static str,
}

const PAIR: Said = Said {
    done: "cli.invite.done",
    late: "cli.invite.late",
    again_given: "cli.invite.resume",
    again_taken: "cli.invite.join_again",
};

pub(crate) fn meet_in(ctx: &Ctx, core: &Rapport, id: BoxId, args: &MeetArgs, said: &Said) -> Result<(), Stop> {
    args.somebody_answers()?;
    // Says at once when there is no relay.
    crate::sync::once(core)?;
    let (to, news) = channel();
    let (of_pairs, of_devices) = (to.clone(), to.clone());
    // Whoever waits no longer needs no news.
    let _invites = core.people().watch_invites(move |_| to.send(()).unwrap_or_default())?;
    let _links = core.devices().watch_links(move |_| of_devices.send(()).unwrap_or_default())?;
    let _pairs = core.people().watch_pairings(move |_| of_pairs.send(()).unwrap_or_default())?;
    core.sync().start()?;
    let mut until = Instant::now() + Duration::from_secs(args.wait);
    let (mut told, mut inside) = (false, false);
    loop {
        let mut view = find(core, id)?;
        match &view.stage {
            InviteStage::Compare { code } => {
                compare(core, id, code, &view, args)?;
                continue;
            }
            InviteStage::Done => {
                let over = Instant::now() >= until;
                let name = the_other(core, &view)?;
                if view.device || name.is_some() || (inside && over) {
                    core.sync().stop()?;
                    // What was written on the way in, before this process ends.
                    crate::sync::once(core)?;
                    // The invite forgets it, sooner or later.
                    view.name = name.or(view.name);
                    return ctx.show(&view, || word(said.done) + "\n");
                }
                if !inside {
                    (inside, until) = (true, Instant::now() + NAME);
                }
            }
            InviteStage::Failed { why } => {
                return Err(Stop::check(filled("cli.invite.failed", &[("why", word(came_to_nothing(why)))])));
            }
            InviteStage::Waiting | InviteStage::Confirmed => {}
        }
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() && !inside {
            // A relay that went away is the better reason.
            crate::sync::once(core)?;
            let again = word(if view.given { said.again_given } else { said.again_taken });
            return Err(Stop::check(format!("{} {again}", word(said.late))));
        }
        if !told && !inside {
            told = true;
            note(&(word("cli.invite.waiting") + "\n"));
        }
        // Time that ran out is looked at above.
        let _ = news.recv_timeout(left);
        while news.try_recv().is_ok() {}
    }
}

/// Shows the code, and confirms it or gives the invite up.
fn compare(core: &Rapport, id: BoxId, code: &str, view: &InviteView, args: &MeetArgs) -> Result<(), Stop> {
    let name = view.name.as_deref().map_or_else(|| word("cli.invite.somebody"), one_line);
    let told = [("name", name), ("code", Paint::stdout().bold(code))];
    note(&(filled("cli.invite.compare", &told) + "\n"));
    if !args.yes && !crate::ask::yes(&word("cli.invite.ask"))? {
        match core.people().cancel(id) {
            Ok(()) => crate::sync::once(core).map(drop)?,
            // Both said no, and the other one's came first.
            Err(rapport_core::Failure::NotFound { .. }) => {}
            Err(other) => return Err(other.into()),
        }
        return Err(Stop::check(word("cli.invite.differ")));
    }
    match core.people().confirm(id) {
        // The other one said no meanwhile: whoever waits for it says so.
        Err(rapport_core::Failure::NotFound { .. }) => Ok(()),
        done => Ok(done?),
    }
}

/// What the other one of the new pair is called, once that is known.
fn the_other(core: &Rapport, view: &InviteView) -> Result<Option<String>, Stop> {
    let pairs = core.people().pairings()?;
    let pair = pairs.into_iter().find(|pair| Some(pair.space) == view.space);
    Ok(pair.map(|pair| pair.partner_name).filter(|name| !name.is_empty()))
}

fn find(core: &Rapport, id: BoxId) -> Result<InviteView, Stop> {
    let all = core.people().invites()?.into_iter().chain(core.devices().links()?);
    let gone = rapport_core::Failure::NotFound { what: "invite".to_owned() };
    Ok({ all }.find(|view| view.id == id).ok_or(gone)?)
}
