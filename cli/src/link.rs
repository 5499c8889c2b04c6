//! `rapport link`: another device of the same person.

use crate::args::Ctx;
use crate::failed::Stop;
use crate::people::{MeetArgs, Said, meet_in};
use crate::profile;
use crate::term::note;
use crate::words::word;
use clap::Args;
use rapport_core::ids::BoxId;
use rapport_core::people::{InviteStage, InviteView, check_link};
use rapport_core::{Failure, Rapport};

#[derive(Debug, Args)]
pub(crate) struct LinkArgs {
    /// On the new device: the link that the other one shows, or the text of its QR code
    link: Option<String>,
    /// On the new device: what your devices call it
    #[arg(long = "as", value_name = "NAME", default_value = "Computer", requires = "link")]
    name: String,
    /// On the new device: protect the key with a passphrase, asked for or from RAPPORT_PASSPHRASE
    #[arg(long, requires = "link")]
    passphrase: bool,
    /// The relay's link or address; needed where there is no pair yet
    #[arg(long, value_name = "LINK", conflicts_with = "link")]
    relay: Option<String>,
    /// Wait once more for the last link instead of giving another
    #[arg(long, conflicts_with = "link")]
    resume: bool,
    #[command(flatten)]
    meet: MeetArgs,
}

const GIVEN: Said = Said {
    done: "cli.link.done",
    late: "cli.link.late",
    again_given: "cli.link.resume",
    again_taken: "cli.invite.join_again",
};
const TAKEN: Said = Said { done: "cli.link.taken_in", ..GIVEN };

pub(crate) fn link(ctx: &Ctx, args: &LinkArgs) -> Result<(), Stop> {
    match &args.link {
        Some(link) => take(ctx, args, link),
        None => {
            args.meet.somebody_answers()?;
            give(ctx, args)
        }
    }
}

fn give(ctx: &Ctx, args: &LinkArgs) -> Result<(), Stop> {
    let core = ctx.open()?;
    if let Some(relay) = &args.relay {
        core.sync().agree_to_relay(relay, args.meet.plain_http)?;
    }
    if args.resume && core.devices().view()?.guest {
        // The link was shown by the other device, and is answered here.
        return meet_in(ctx, &core, last_open(&core, false)?, &args.meet, &TAKEN);
    }
    let id = if args.resume { last_open(&core, true)? } else { core.devices().link()? };
    let link = core.people().invite_link(id)?;
    if ctx.json {
        note(&format!("{link}\n"));
    } else {
        note(&(word("cli.link.give") + "\n"));
        crate::term::say(&format!("{link}\n"));
    }
    meet_in(ctx, &core, id, &args.meet, &GIVEN)
}

fn last_open(core: &Rapport, given: bool) -> Result<BoxId, Stop> {
    let all = core.devices().links()?;
    let open = |view: &&InviteView| !matches!(view.stage, InviteStage::Done | InviteStage::Failed { .. });
    let last = all.iter().rev().filter(open).find(|view| view.given == given);
    last.map(|view| view.id).ok_or_else(|| Stop::check(word("cli.link.none_waits")))
}

fn take(ctx: &Ctx, args: &LinkArgs, link: &str) -> Result<(), Stop> {
    check_link(link, args.meet.plain_http)?;
    args.meet.somebody_answers()?;
    let passphrase = args.passphrase.then(profile::new_passphrase).transpose()?;
    let core = match ctx.create_guest(&args.name, link, args.meet.plain_http, passphrase) {
        // The same command once more, after a wait that was too short.
        Err(exists @ Stop::Core(Failure::Conflict { .. })) => {
            let core = ctx.open()?;
            if !core.devices().view()?.guest {
                return Err(exists);
            }
            core
        }
        made => made?,
    };
    // Answering twice is answering once.
    let id = core.people().join(link, args.meet.plain_http)?;
    meet_in(ctx, &core, id, &args.meet, &TAKEN)
}
