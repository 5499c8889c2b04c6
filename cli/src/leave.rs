//! `rapport leave`: out of a pair, for good.

use crate::args::Ctx;
use crate::failed::Stop;
use crate::pick;
use crate::term::{note, one_line};
use crate::words::{filled, word};
use clap::Args;
use rapport_core::Rapport;
use rapport_core::people::{LeftBy, LeftPair};

#[derive(Debug, Args)]
pub(crate) struct LeaveArgs {
    /// The other one: part of the name, or the id of the space
    who: String,
    /// Do not ask; nothing of the pair is here afterwards
    #[arg(long)]
    yes: bool,
}

pub(crate) fn leave(ctx: &Ctx, args: &LeaveArgs) -> Result<(), Stop> {
    let core = ctx.open()?;
    let who = args.who.trim();
    if who.is_empty() {
        // Elsewhere this means the only pair; what cannot be undone is named.
        return Err(Stop::usage(word("cli.leave.nobody")));
    }
    let space = match pick::pair(&core, Some(who)) {
        Ok(pair) => {
            ask(&one_line(&pair.partner_name), args.yes)?;
            core.people().leave(pair.space)?;
            pair.space
        }
        // Left before: that is said again, and nothing is asked.
        Err(not_there) => gone(&core, who)?.ok_or(not_there)?.space,
    };
    let left = core.people().left()?.into_iter().find(|row| row.space == space);
    ctx.show(&left, || left.as_ref().map(|row| line(row) + "\n").unwrap_or_default())
}

fn ask(name: &str, yes: bool) -> Result<(), Stop> {
    if yes {
        return Ok(());
    }
    if !crate::ask::is_possible() {
        return Err(Stop::usage(word("cli.leave.not_asked")));
    }
    let named = [("name", name.to_owned())];
    note(&(filled("cli.leave.means", &named) + "\n"));
    if crate::ask::yes(&filled("cli.leave.ask", &named))? {
        return Ok(());
    }
    Err(Stop::check(word("cli.leave.stayed")))
}

/// The one pair of these that whoever asks has left.
fn gone(core: &Rapport, who: &str) -> Result<Option<LeftPair>, Stop> {
    let by_me = |row: &LeftPair| matches!(row.by, LeftBy::Me { .. });
    let meant = |row: &LeftPair| pick::is_meant(who, &row.partner_name, row.space);
    let mut found = core.people().left()?.into_iter().filter(|row| by_me(row) && meant(row));
    match (found.next(), found.next()) {
        (Some(_), Some(_)) => Err(Stop::usage(word("cli.pick.which_pair"))),
        (row, _) => Ok(row),
    }
}

/// A pair that one of the two has left, as `rapport status` says it.
pub(crate) fn line(row: &LeftPair) -> String {
    let said = match row.by {
        LeftBy::Partner => "cli.leave.by_partner",
        LeftBy::Me { told: true } => "cli.leave.by_me",
        LeftBy::Me { told: false } => "cli.leave.by_me_not_sent",
    };
    filled(said, &[("name", one_line(&row.partner_name))])
}
