//! `rapport search`, `export`, `doctor`, `devices`.

use crate::args::Ctx;
use crate::failed::Stop;
use crate::pick;
use crate::quarantine::thing;
use crate::term::{Paint, one_line};
use crate::words::{counted, filled, word};
use clap::{Args, ValueEnum};
use rapport_core::home::Found;
use rapport_core::sync::LossRow;
use serde_json::json;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(crate) struct SearchArgs {
    /// Words; the last one may be a beginning
    #[arg(required = true)]
    words: Vec<String>,
    /// How many at most
    #[arg(long, default_value_t = 20)]
    limit: u32,
}

pub(crate) fn search(ctx: &Ctx, args: &SearchArgs) -> Result<(), Stop> {
    let hits = ctx.open()?.search(&args.words.join(" "), args.limit)?;
    ctx.show(&hits, || {
        let paint = Paint::stdout();
        let mut text = String::new();
        for hit in &hits {
            let id = match hit.what {
                Found::Goal(id) => id.short(),
                Found::Meeting(id) => id.short(),
                Found::Note { id, .. } => id.short(),
            };
            let excerpt: String = hit
                .excerpt
                .iter()
                .map(|piece| if piece.hit { paint.bold(&one_line(&piece.text)) } else { one_line(&piece.text) })
                .collect();
            let _ = writeln!(text, "{}  {}  {excerpt}", paint.dim(&id), paint.bold(&one_line(&hit.title)));
        }
        if hits.is_empty() { word("cli.nothing_found") + "\n" } else { text }
    })
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Format {
    Json,
    Markdown,
}

#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// JSON holds everything; Markdown is for reading
    #[arg(long, value_enum, default_value_t = Format::Markdown)]
    format: Format,
    /// The file to write; it must not exist. Without one: stdout
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
}

pub(crate) fn export(ctx: &Ctx, args: &ExportArgs) -> Result<(), Stop> {
    let core = ctx.open()?;
    let format = if ctx.json { Format::Json } else { args.format };
    let text = match format {
        Format::Json => core.export_json()? + "\n",
        Format::Markdown => core.export_markdown(&word)?,
    };
    let Some(file) = &args.to else {
        crate::term::say(&text);
        return Ok(());
    };
    written(ctx, file, &text)
}

/// Writes a file that is not there yet, for its owner alone, and says so.
pub(crate) fn written(ctx: &Ctx, file: &Path, text: &str) -> Result<(), Stop> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(file).and_then(|mut opened| std::io::Write::write_all(&mut opened, text.as_bytes()));
    written.map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => Stop::usage(filled(
            "cli.file_exists",
            &[("option", "--to".to_owned()), ("file", file.display().to_string())],
        )),
        _ => Stop::named_by("--to", file, &error),
    })?;
    ctx.show(&json!({ "written": file, "bytes": text.len() }), || {
        filled("cli.written_to", &[("file", file.display().to_string())]) + "\n"
    })
}

/// Looks at everything there is: can it be opened, is something held back?
pub(crate) fn doctor(ctx: &Ctx, seen: bool) -> Result<(), Stop> {
    let core = ctx.open()?;
    if seen {
        core.sync().losses_seen()?;
    }
    core.repair()?;
    if !core.sync().view()?.losses.is_empty() {
        // A relay may still have what is gone here. Where none answers, what is lost is told as it is.
        let _ = crate::sync::once(&core);
    }
    let safety = core.devices().view()?;
    // Every goal, meeting and note is read: a damaged one stops here.
    let export = core.export_json()?;
    let view = core.sync().view()?;
    let line = &view.line;
    let mut bad: Vec<String> = view.losses.iter().flat_map(lost).collect();
    if !bad.is_empty() {
        bad.push(word("cli.doctor.lost_do"));
    }
    if line.quarantined > 0 {
        let records = counted("count.records", line.quarantined.into(), &[]);
        bad.push(filled("cli.doctor.quarantined", &[("records", records)]));
    }
    if line.needs_update > 0 {
        let records = counted("count.records", line.needs_update.into(), &[]);
        bad.push(filled("cli.doctor.needs_update", &[("records", records)]));
    }
    let report = json!({
        "read_bytes": export.len(), "devices": safety.devices.len(), "deferred": line.deferred,
        "words_unconfirmed": safety.words_unconfirmed, "losses": view.losses, "reasons": bad,
    });
    if ctx.json && !bad.is_empty() {
        // The failure is the one value, and has the reasons.
        return Err(Stop::Check(bad));
    }
    ctx.show(&report, || {
        let mut text = format!("{} {}\n", word("cli.doctor.good"), crate::sync::line_words(line));
        if line.deferred > 0 {
            let records = counted("count.records", line.deferred.into(), &[]);
            let _ = writeln!(text, "{}", filled("cli.doctor.deferred", &[("records", records)]));
        }
        if safety.words_unconfirmed {
            text.push_str(&(word("cli.doctor.words") + "\n"));
        }
        text
    })?;
    if bad.is_empty() { Ok(()) } else { Err(Stop::Check(bad)) }
}

/// What could not be brought back of one thing.
fn lost(loss: &LossRow) -> Vec<String> {
    let title = one_line(&loss.title);
    let what = match title.as_str() {
        "" => thing(loss.kind),
        _ => filled("lost.called", &[("thing", thing(loss.kind)), ("title", title)]),
    };
    let mut all = Vec::new();
    if loss.changes > 0 {
        let changes = counted("count.changes", loss.changes.into(), &[]);
        all.push(filled("lost.changes", &[("what", what.clone()), ("changes", changes)]));
    }
    if loss.moved {
        all.push(filled("lost.moved", &[("what", what)]));
    }
    all
}

#[derive(Debug, clap::Subcommand)]
pub(crate) enum DevicesCommand {
    /// Your devices
    ///
    /// Example: rapport devices list
    List,
    /// Give one of your devices a name
    ///
    /// Example: rapport devices rename 0f2k7c "Old phone"
    Rename {
        /// The short id of the device, as the list shows it
        device: String,
        /// What you call it
        name: String,
    },
    /// Remove a device that was lost or is given away
    ///
    /// It reads nothing that is written from then on, and what it writes counts for nobody.
    ///
    /// Example: rapport devices remove 0f2k7c
    Remove {
        /// The short id of the device, as the list shows it
        device: String,
        /// Without asking
        #[arg(long)]
        yes: bool,
    },
    /// The 24 words with which you come back; write them down on paper
    ///
    /// Example: rapport devices words
    Words {
        /// You have them on paper: they are erased here
        #[arg(long)]
        written_down: bool,
        /// Enter them again, to remove a device that took this one in: asked for, or from stdin
        #[arg(long, conflicts_with = "written_down")]
        enter: bool,
    },
    /// Give both of a pair a new key, when a device may have been in wrong hands
    ///
    /// What was written stays readable. Whoever has only the old key reads nothing that comes.
    ///
    /// Example: rapport devices renew-key --with Tobias
    RenewKey {
        /// With this partner; not needed when there is one only
        #[arg(long, value_name = "NAME")]
        with: Option<String>,
    },
}

pub(crate) fn devices(ctx: &Ctx, command: &DevicesCommand) -> Result<(), Stop> {
    let core = ctx.open()?;
    match command {
        DevicesCommand::List => {
            let view = core.devices().view()?;
            ctx.show(&view, || {
                view.devices.iter().fold(String::new(), |mut text, row| {
                    let state = word(if row.current { "device.state.current" } else { "device.state.removed" });
                    let this =
                        if row.this_device { format!(" · {}", word("cli.devices.this")) } else { String::new() };
                    let name = if row.name.is_empty() { word("device.kind.unknown") } else { one_line(&row.name) };
                    let _ = writeln!(text, "{}  {name} · {state}{this}", row.id.short());
                    text
                })
            })
        }
        DevicesCommand::Rename { device, name } => {
            let row = pick::device(&core, device)?;
            core.devices().rename(row.id, name)?;
            ctx.show(&json!({ "renamed": row.id, "name": name }), || word("cli.devices.renamed") + "\n")
        }
        DevicesCommand::Remove { device, yes } => {
            let row = pick::device(&core, device)?;
            let name = if row.name.is_empty() { row.id.short() } else { one_line(&row.name) };
            if !yes && !crate::ask::is_possible() {
                return Err(Stop::usage(word("cli.devices.not_asked")));
            }
            if !yes {
                let question = filled("screen.devices.remove_question", &[("name", name)]) + " [y/N]";
                if !crate::ask::yes(&question)? {
                    return Err(Stop::check(word("cli.devices.not_removed")));
                }
            }
            core.devices().remove(row.id)?;
            ctx.show(&json!({ "removed": row.id }), || word("cli.devices.removed") + "\n")
        }
        DevicesCommand::RenewKey { with } => {
            let pair = pick::pair(&core, with.as_deref())?;
            core.people().renew_key(pair.space)?;
            let key = core.people().key(pair.space)?;
            ctx.show(&key, || {
                filled(
                    "cli.devices.new_key",
                    &[("name", one_line(&pair.partner_name)), ("number", (key.number + 1).to_string())],
                ) + "\n"
            })
        }
        DevicesCommand::Words { enter: true, .. } => {
            core.devices().enter_words(&crate::recover::typed()?)?;
            ctx.show(&json!({ "entered": true }), || word("cli.devices.words_entered") + "\n")
        }
        DevicesCommand::Words { written_down: true, .. } => {
            core.devices().confirm_recovery_words()?;
            ctx.show(&json!({ "confirmed": true }), || word("cli.devices.words_confirmed") + "\n")
        }
        DevicesCommand::Words { .. } => match core.devices().recovery_words()? {
            Some(words) => {
                let relay = core.devices().view()?.relay;
                ctx.show(&json!({ "words": words.as_str(), "relay": relay }), || {
                    let place = match &relay {
                        Some(relay) => filled("cli.devices.words_relay", &[("relay", relay.clone())]),
                        None => word("cli.devices.words_no_relay"),
                    };
                    format!("{}\n{place}\n", words.as_str())
                })
            }
            None => Err(Stop::check(word("cli.devices.words_gone"))),
        },
    }
}
