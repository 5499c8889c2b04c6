//! What a note and its sections are called, where they stand, and what their
//! lines and words look like.

use crate::args::Ctx;
use crate::choice;
use crate::failed::Stop;
use crate::pick;
use crate::words::word;
use clap::{ArgGroup, Subcommand};
use rapport_core::Rapport;
use rapport_core::editor::Edit;
use rapport_core::ids::{NoteId, SectionId};
use rapport_core::notes::{Href, LineKind, Mark, NoteAct};
use serde_json::json;

/// What the help says of a section.
const SECTION: &str = "The section’s number in the note";

#[derive(Debug, Subcommand)]
pub(crate) enum ShapeCommand {
    /// Give the note another title, or one of its sections
    ///
    /// Example: rapport notes rename 5d2kg1 "Ideas for spring"
    Rename {
        #[arg(help = pick::NOTE)]
        note: String,
        /// What it is called from now on
        title: String,
        /// The number of the section that is meant instead of the note
        #[arg(long, value_name = "N")]
        section: Option<usize>,
    },
    /// Give a section another place: the first, or that behind --after
    ///
    /// Example: rapport notes move 5d2kg1 3 --after 1
    Move {
        #[arg(help = pick::NOTE)]
        note: String,
        #[arg(help = SECTION)]
        section: usize,
        /// The number of the section behind which it comes
        #[arg(long, value_name = "N")]
        after: Option<usize>,
    },
    /// Make words bold, italic or a link, or take that away
    ///
    /// Example: rapport notes mark 5d2kg1 "small workshop" --bold
    #[command(group(ArgGroup::new("kind").args(["bold", "italic", "link"]).required(true)))]
    Mark {
        #[arg(help = pick::NOTE)]
        note: String,
        /// The words, as they stand in the text; where they stand more than once, all of them
        words: String,
        /// Bold
        #[arg(long)]
        bold: bool,
        /// Italic
        #[arg(long)]
        italic: bool,
        /// A link that leads there
        #[arg(long, value_name = "ADDRESS")]
        link: Option<String>,
        /// Take it away
        #[arg(long)]
        off: bool,
        /// The number of the section
        #[arg(long, default_value_t = 1)]
        section: usize,
    },
    /// Say what a line is, or tick it
    ///
    /// Example: rapport notes line 5d2kg1 2 --kind check
    #[command(group(ArgGroup::new("what").args(["kind", "tick", "untick"]).required(true).multiple(true)))]
    Line {
        #[arg(help = pick::NOTE)]
        note: String,
        /// The number of the line in its section
        line: usize,
        /// paragraph, h1, h2, h3, bullet, numbered, check or quote
        #[arg(long, value_parser = choice::line_kind)]
        kind: Option<LineKind>,
        /// It is done; for a line to tick
        #[arg(long, conflicts_with = "untick")]
        tick: bool,
        /// It is open again
        #[arg(long)]
        untick: bool,
        /// The number of the section
        #[arg(long, default_value_t = 1)]
        section: usize,
    },
    /// Delete the note with everything in it, or one of its sections
    ///
    /// Example: rapport notes delete 5d2kg1
    Delete {
        #[arg(help = pick::NOTE)]
        note: String,
        /// The number of the section that is taken away instead of the note
        #[arg(long, value_name = "N")]
        section: Option<usize>,
    },
}

pub(super) fn run(ctx: &Ctx, core: &Rapport, command: ShapeCommand) -> Result<(), Stop> {
    let notes = core.notes();
    let id = match command {
        ShapeCommand::Rename { note, title, section } => {
            let id = pick::note(core, &note)?;
            let act = match section {
                None => NoteAct::Title(title),
                Some(n) => NoteAct::SectionTitle { id: nth(core, id, n)?, title },
            };
            notes.act(id, act)?;
            id
        }
        ShapeCommand::Move { note, section, after } => {
            let id = pick::note(core, &note)?;
            let after = after.map(|n| nth(core, id, n)).transpose()?;
            notes.move_section(id, nth(core, id, section)?, after)?;
            id
        }
        ShapeCommand::Mark { note, words, bold, link, off, section, .. } => {
            let id = pick::note(core, &note)?;
            let mark = match link {
                Some(to) => Mark::Link(Href::from(to)),
                None if bold => Mark::Bold,
                None => Mark::Italic,
            };
            let text = core.notes().open(id, nth(core, id, section)?)?.whole().text;
            let places = stretches(&text, &words);
            if places.is_empty() {
                return Err(Stop::check(word("cli.notes.no_such_words")));
            }
            let edit = |(from, to)| Edit::Mark { from, to, mark: mark.clone(), on: !off };
            write(core, id, section, &places.into_iter().map(edit).collect::<Vec<_>>())?;
            id
        }
        ShapeCommand::Line { note, line, kind, tick, untick, section } => {
            let id = pick::note(core, &note)?;
            let text = core.notes().open(id, nth(core, id, section)?)?.whole().text;
            let starts: Vec<u32> = starts(&text).collect();
            let at = *pick::nth(&starts, line, "line")?;
            let done = tick.then_some(true).or(untick.then_some(false));
            write(core, id, section, &[Edit::Line { at, kind, done }])?;
            id
        }
        ShapeCommand::Delete { note, section: Some(n) } => {
            let id = pick::note(core, &note)?;
            notes.act(id, NoteAct::DeleteSection { id: nth(core, id, n)? })?;
            id
        }
        ShapeCommand::Delete { note, section: None } => {
            let id = pick::note(core, &note)?;
            notes.act(id, NoteAct::Delete)?;
            return ctx.show(&json!({ "deleted": id }), || word("cli.deleted") + "\n");
        }
    };
    super::shown(ctx, &notes.view(id)?)
}

fn nth(core: &Rapport, note: NoteId, n: usize) -> Result<SectionId, Stop> {
    Ok(pick::nth(&core.notes().view(note)?.sections, n, "section")?.id)
}

fn write(core: &Rapport, note: NoteId, section: usize, edits: &[Edit]) -> Result<(), Stop> {
    let editor = core.notes().open(note, nth(core, note, section)?)?;
    editor.write(edits)?;
    editor.finish()?;
    Ok(())
}

/// How many UTF-16 units a text has.
fn units(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
}

/// Where these words stand in a text, in UTF-16 units.
fn stretches(text: &str, words: &str) -> Vec<(u32, u32)> {
    if words.is_empty() {
        return Vec::new();
    }
    let place = |(at, found): (usize, &str)| {
        let from = units(text.get(..at).unwrap_or_default());
        (from, from.saturating_add(units(found)))
    };
    text.match_indices(words).map(place).collect()
}

/// Where each line of a text begins, in UTF-16 units.
fn starts(text: &str) -> impl Iterator<Item = u32> {
    text.split('\n').scan(0u32, |at, line| {
        let start = *at;
        *at = at.saturating_add(units(line)).saturating_add(1);
        Some(start)
    })
}

#[cfg(test)]
mod tests {
    use super::{starts, stretches};

    #[test]
    fn places_are_counted_in_utf_16() {
        assert_eq!(stretches("😀 ä ab ab", "ab"), [(5, 7), (8, 10)]);
        assert_eq!(stretches("anything", ""), []);
        assert_eq!(starts("😀\n\nb").collect::<Vec<_>>(), [0, 3, 4]);
    }
}
