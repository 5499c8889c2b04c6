//! `rapport quarantine`: what came too late to count.

use crate::args::Ctx;
use crate::failed::Stop;
use crate::pick;
use crate::term::{Paint, one_line};
use crate::words::word;
use clap::Subcommand;
use rapport_core::Rapport;
use rapport_core::sync::{LateEdit, LateKind};
use std::fmt::Write as _;

#[derive(Debug, Subcommand)]
pub(crate) enum QuarantineCommand {
    /// What is held, who wrote it, why, and what it would add
    ///
    /// Example: rapport quarantine list
    List {
        /// Also what was put aside
        #[arg(long)]
        all: bool,
    },
    /// Take one in: from then on it counts on all phones
    ///
    /// Example: rapport quarantine include 7k2m
    Include {
        /// Its id, whole or short as the list shows it
        edit: String,
    },
    /// Put one aside; it is kept, and can still be taken in
    ///
    /// Example: rapport quarantine discard 7k2m
    Discard {
        /// Its id, whole or short as the list shows it
        edit: String,
    },
}

pub(crate) fn run(ctx: &Ctx, command: &QuarantineCommand) -> Result<(), Stop> {
    let core = ctx.open()?;
    match command {
        QuarantineCommand::List { all } => {
            let mut edits = core.sync().late_edits()?;
            edits.retain(|edit| *all || !edit.discarded);
            ctx.show(&edits, || match edits.as_slice() {
                [] => word("cli.quarantine.none") + "\n",
                some => some.iter().map(row).collect(),
            })
        }
        QuarantineCommand::Include { edit } => {
            let edit = find(&core, edit)?;
            if !edit.can_include {
                return Err(Stop::check(word("cli.quarantine.cannot")));
            }
            core.sync().include_late_edit(edit.space, edit.record)?;
            ctx.show(&edit, || word("cli.quarantine.included") + "\n")
        }
        QuarantineCommand::Discard { edit } => {
            let edit = find(&core, edit)?;
            core.sync().discard_late_edit(edit.space, edit.record)?;
            ctx.show(&edit, || word("cli.quarantine.put_aside") + "\n")
        }
    }
}

fn find(core: &Rapport, text: &str) -> Result<LateEdit, Stop> {
    let edits = core.sync().late_edits()?;
    let id = pick::late_edit(text, edits.iter().map(|edit| edit.record))?;
    let gone = rapport_core::Failure::NotFound { what: "event".to_owned() };
    Ok(edits.into_iter().find(|edit| edit.record == id).ok_or(gone)?)
}

/// One edit: a line, and what it would add below.
fn row(edit: &LateEdit) -> String {
    let paint = Paint::stdout();
    let name = if edit.by_name.is_empty() { word("cli.quarantine.somebody") } else { one_line(&edit.by_name) };
    let mut parts = vec![paint.bold(&name), thing(edit.kind)];
    parts.extend(Some(one_line(&edit.title)).filter(|title| !title.is_empty()));
    parts.push(why(&edit.reason));
    if edit.discarded {
        parts.push(word("cli.quarantine.aside"));
    } else if !edit.can_include {
        parts.push(word("cli.quarantine.only_aside"));
    }
    let mut text = format!("{}  {}\n", paint.dim(&edit.record.short()), parts.join(" · "));
    for words in &edit.words {
        let _ = writeln!(text, "      {}", one_line(words));
    }
    text
}

pub(crate) fn thing(kind: LateKind) -> String {
    word(match kind {
        LateKind::Goal => "thing.goal",
        LateKind::Meeting => "thing.meeting",
        LateKind::Series => "thing.series",
        LateKind::Note => "thing.note",
        LateKind::Person => "thing.person",
        LateKind::Other => "thing.file",
    })
}

fn why(reason: &str) -> String {
    word(match reason {
        "fault.not_member" => "cli.quarantine.not_member",
        "fault.role" => "cli.quarantine.role",
        "fault.device_removed" => "cli.quarantine.device_removed",
        "fault.device_revoked" => "cli.quarantine.device_revoked",
        _ => "cli.quarantine.beyond_frontier",
    })
}
