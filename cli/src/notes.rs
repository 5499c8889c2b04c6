//! `rapport notes …`

mod shape;

use crate::args::Ctx;
use crate::differ;
use crate::failed::Stop;
use crate::pick;
use crate::term::{Paint, one_line, plain};
use crate::words::{counted, filled, word};
use clap::Subcommand;
use rapport_core::domain::time::Wall;
use rapport_core::editor::Edit;
use rapport_core::ids::{NoteId, SectionId};
use rapport_core::notes::{AuthorSpan, LineKind, NewNote, NoteText, NoteView, SectionView, VersionView};
use rapport_core::{Failure, Rapport};
use serde_json::json;
use shape::ShapeCommand;
use std::fmt::Write as _;
use std::io::Read;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum NotesCommand {
    /// All notes, the last changed first
    ///
    /// Example: rapport notes list
    List,
    /// The text of a note
    ///
    /// Example: rapport notes show 5d2kg1
    Show {
        #[arg(help = pick::NOTE)]
        note: String,
    },
    /// Begin a note: your own, of a pair, or of a meeting
    ///
    /// Example: rapport notes add "Ideas for the talk" --with Tobias
    Add {
        /// What it is called
        title: String,
        /// In the pair with this partner instead of privately
        #[arg(long, value_name = "NAME", num_args = 0..=1, default_missing_value = "")]
        with: Option<String>,
        /// The meeting that it is the note of
        #[arg(long, value_name = "MEETING", conflicts_with = "with")]
        meeting: Option<String>,
    },
    /// Add a section at the end
    ///
    /// Example: rapport notes section 5d2kg1 "What we take from it"
    Section {
        #[arg(help = pick::NOTE)]
        note: String,
        /// What it is called
        title: String,
    },
    /// Edit in $EDITOR; what is different is saved, and what came in meanwhile stays
    ///
    /// Example: EDITOR=nano rapport notes edit 5d2kg1
    Edit {
        #[arg(help = pick::NOTE)]
        note: String,
        /// The number of the section
        #[arg(long, default_value_t = 1)]
        section: usize,
        /// Take the new text from this file (- for stdin) instead of an editor
        #[arg(long, value_name = "FILE")]
        from: Option<PathBuf>,
    },
    /// Who wrote what
    ///
    /// Example: rapport notes authors 5d2kg1
    Authors {
        #[arg(help = pick::NOTE)]
        note: String,
        /// The number of the section
        #[arg(long, default_value_t = 1)]
        section: usize,
    },
    /// All stretches of work on a note, the oldest first
    ///
    /// Example: rapport notes versions 5d2kg1
    Versions {
        #[arg(help = pick::NOTE)]
        note: String,
    },
    /// The note as it was after stretch number N of `versions`
    ///
    /// Example: rapport notes at 5d2kg1 3
    At {
        #[arg(help = pick::NOTE)]
        note: String,
        /// The number that `versions` shows
        number: usize,
    },
    #[command(flatten)]
    Shape(ShapeCommand),
}

pub(crate) fn run(ctx: &Ctx, command: NotesCommand) -> Result<(), Stop> {
    let core = ctx.open()?;
    let notes = core.notes();
    match command {
        NotesCommand::List => {
            let rows = notes.rows(None, 0, 10_000)?;
            ctx.show(&rows, || {
                let paint = Paint::stdout();
                let line = |text: String, row: &rapport_core::notes::NoteRow| {
                    let title = if row.title.is_empty() { &row.snippet } else { &row.title };
                    let whose = word(if row.shared { "cli.shared" } else { "cli.private" });
                    format!("{text}{}  {} · {whose}\n", paint.dim(&row.id.short()), paint.bold(&one_line(title)))
                };
                let none = word("cli.notes.none") + "\n";
                if rows.is_empty() { none } else { rows.iter().fold(String::new(), line) }
            })
        }
        NotesCommand::Show { note } => shown(ctx, &notes.view(pick::note(&core, &note)?)?),
        NotesCommand::Add { title, with, meeting } => {
            let meeting = meeting.map(|text| pick::meeting(&core, &text)).transpose()?;
            let place = match meeting {
                Some(meeting) => rapport_core::goals::Place::In(core.meetings().view(meeting)?.row.space),
                None => pick::place(&core, with.as_deref())?,
            };
            let (note, _) = notes.begin(NewNote { place, title, meeting })?;
            shown(ctx, &notes.view(note)?)
        }
        NotesCommand::Section { note, title } => {
            let id = pick::note(&core, &note)?;
            notes.add_section(id, &title, None)?;
            shown(ctx, &notes.view(id)?)
        }
        NotesCommand::Edit { note, section, from } => edit(ctx, core, &note, section, from),
        NotesCommand::Authors { note, section } => {
            let id = pick::note(&core, &note)?;
            let view = notes.view(id)?;
            let section = pick::nth(&view.sections, section, "section")?;
            let spans = notes.authors(id, section.id)?;
            ctx.show(&spans, || authors(section, &spans))
        }
        NotesCommand::Versions { note } => {
            let versions = notes.versions(pick::note(&core, &note)?)?;
            ctx.show(&versions, || versions.iter().enumerate().map(|(n, one)| version(n + 1, one)).collect())
        }
        NotesCommand::At { note, number } => {
            let id = pick::note(&core, &note)?;
            let versions = notes.versions(id)?;
            let version = pick::nth(&versions, number, "version")?;
            shown(ctx, &notes.view_at(id, &version.id)?)
        }
        NotesCommand::Shape(command) => shape::run(ctx, &core, command),
    }
}

fn shown(ctx: &Ctx, view: &NoteView) -> Result<(), Stop> {
    ctx.show(view, || {
        let paint = Paint::stdout();
        let mut text = format!("{}  {}\n", paint.dim(&view.row.id.short()), paint.bold(&one_line(&view.row.title)));
        for section in &view.sections {
            if !section.title.is_empty() {
                let _ = writeln!(text, "\n{}", paint.bold(&one_line(&section.title)));
            }
            if !section.text.text.is_empty() {
                text.push_str(&lines(&section.text));
            }
        }
        text
    })
}

/// A text, with what its lines are in front of them.
fn lines(text: &NoteText) -> String {
    let kinds = std::iter::once(text.lead).chain(text.lines.iter().map(|(_, line)| *line));
    let (mut page, mut number) = (String::new(), 0);
    for (words, line) in text.text.split('\n').zip(kinds) {
        number = if line.kind == LineKind::Numbered { number + 1 } else { 0 };
        let before = match line.kind {
            LineKind::Paragraph | LineKind::Other => String::new(),
            LineKind::Heading1 => "# ".to_owned(),
            LineKind::Heading2 => "## ".to_owned(),
            LineKind::Heading3 => "### ".to_owned(),
            LineKind::Bullet => "• ".to_owned(),
            LineKind::Numbered => format!("{number}. "),
            LineKind::Check => if line.done { "☑ " } else { "☐ " }.to_owned(),
            LineKind::Quote => "> ".to_owned(),
        };
        let _ = writeln!(page, "{before}{}", plain(words));
    }
    page
}

fn version(n: usize, one: &VersionView) -> String {
    let when = Wall::in_utc(one.to).map_or_else(|_| String::new(), |wall| format!("{} {} UTC", wall.day, wall.time));
    format!("{n:>4}  {when}  {}\n", one_line(&one.name))
}

/// The text in stretches, each behind the name of who wrote it.
fn authors(section: &SectionView, spans: &[AuthorSpan]) -> String {
    let units: Vec<u16> = section.text.text.encode_utf16().collect();
    let (mut at, mut text) = (0, String::new());
    for span in spans {
        let end = at + usize::try_from(span.units).unwrap_or(0);
        let piece = String::from_utf16_lossy(units.get(at..end.min(units.len())).unwrap_or_default());
        let _ = writeln!(text, "{}: {}", Paint::stdout().bold(&one_line(&span.name)), plain(&piece));
        at = end;
    }
    text
}

/// Lets go of the profile while somebody writes; then saves the difference on
/// top of what is there by then.
fn edit(ctx: &Ctx, core: Rapport, note: &str, number: usize, from: Option<PathBuf>) -> Result<(), Stop> {
    let id = pick::note(&core, note)?;
    let view = core.notes().view(id)?;
    let section = pick::nth(&view.sections, number, "section")?.id;
    let before = text_of(&core, id, section)?;
    let after = match from {
        Some(file) => as_before(read_all(&file)?, &before),
        None => {
            drop(core);
            ctx.close()?;
            let after = in_editor(&before)?;
            return save(ctx, &ctx.open()?, id, section, &before, &after);
        }
    };
    save(ctx, &core, id, section, &before, &after)
}

fn text_of(core: &Rapport, note: NoteId, section: SectionId) -> Result<String, Failure> {
    Ok(core.notes().open(note, section)?.whole().text)
}

fn save(ctx: &Ctx, core: &Rapport, note: NoteId, section: SectionId, before: &str, after: &str) -> Result<(), Stop> {
    let editor = core.notes().open(note, section)?;
    let now = editor.whole().text;
    let hunks = differ::onto(before, after, &now);
    let edits: Vec<Edit> = hunks.iter().map(|hunk| Edit::splice(hunk.at, hunk.delete, hunk.insert.clone())).collect();
    if !edits.is_empty() {
        editor.write(&edits)?;
        editor.finish()?;
    }
    let line = core.sync().line()?;
    ctx.show(&json!({ "note": note, "edits": edits.len(), "waiting": line.waiting }), || match edits.len() {
        0 => word("cli.notes.unchanged") + "\n",
        n => {
            let changes = counted("count.changes", n.try_into().unwrap_or(0), &[]);
            format!("{} {}\n", filled("cli.notes.saved", &[("changes", changes)]), crate::sync::line_words(&line))
        }
    })
}

fn read_all(file: &std::path::Path) -> Result<String, Stop> {
    let told = |error| Stop::named_by("--from", file, &error);
    if file.as_os_str() != "-" {
        return std::fs::read_to_string(file).map_err(told);
    }
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).map_err(told)?;
    Ok(text)
}

/// Files end their last line; a note that had no such end gets none by it.
fn as_before(text: String, before: &str) -> String {
    if before.ends_with('\n') {
        return text;
    }
    text.strip_suffix('\n').map(|text| text.strip_suffix('\r').unwrap_or(text).to_owned()).unwrap_or(text)
}

fn in_editor(before: &str) -> Result<String, Stop> {
    let set = |name| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
    let editor = set("VISUAL").or_else(|| set("EDITOR")).ok_or_else(|| Stop::usage(word("cli.notes.no_editor")))?;
    let told = |error| Stop::outside("the file for the editor", &error);
    let folder = tempfile::tempdir().map_err(told)?;
    let file = folder.path().join("note.txt");
    std::fs::write(&file, before).map_err(told)?;
    let mut words = editor.split_whitespace();
    let program = words.next().unwrap_or("vi");
    let done = std::process::Command::new(program).args(words).arg(&file).status();
    match done {
        Ok(status) if status.success() => {
            let text = std::fs::read_to_string(&file).map_err(told)?;
            Ok(as_before(text, before))
        }
        Ok(_) => Err(Stop::check(filled("cli.notes.editor_failed", &[("program", program.to_owned())]))),
        Err(error) => Err(Stop::outside(program, &error)),
    }
}
