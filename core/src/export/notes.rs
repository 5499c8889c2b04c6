//! A note in Markdown: its lines as what they are, its marks as marks.

use super::page::{Page, begun, day, joined, line, plain};
use rapport_node::LateEdit;
use rapport_node::domain::note::{BlockKind, Line, Mark, RichText, Span};
use rapport_node::domain::sort;
use rapport_node::view::export::ExportedNote;
use rapport_node::view::notes::AuthorSpan;
use std::iter::Peekable;
use std::slice::Iter;

pub(super) fn one(page: &mut Page<'_>, exported: &ExportedNote) {
    let note = &exported.note;
    page.heading(2, &line(&note.row.title));
    for (section, authors) in note.sections.iter().zip(&exported.authors) {
        if !section.title.is_empty() {
            page.heading(3, &line(&section.title));
        }
        let text = rich(&section.text.rich());
        if !text.is_empty() {
            page.paragraph(&text);
        }
        page.fact("screen.note.authors", &wrote(authors));
    }
    let version = |version: &rapport_node::view::notes::VersionView| {
        (None, joined([line(&version.name), day(version.from), day(version.to)]))
    };
    page.list("screen.note.versions", exported.versions.iter().map(version).collect());
}

/// Who wrote how much of a text, in the order in which they come in it.
fn wrote(authors: &[AuthorSpan]) -> String {
    let mut all: Vec<(&str, u32)> = Vec::new();
    for span in authors {
        match all.iter_mut().find(|(name, _)| *name == span.name) {
            Some((_, units)) => *units = units.saturating_add(span.units),
            None => all.push((&span.name, span.units)),
        }
    }
    let whole = all.iter().map(|(_, units)| u64::from(*units)).sum::<u64>().max(1);
    let one = |(name, units): &(&str, u32)| format!("{} {} %", line(name), u64::from(*units) * 100 / whole);
    all.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// What came too late to count.
pub(super) fn late(page: &mut Page<'_>, edits: &[LateEdit]) {
    let one = |edit: &LateEdit| {
        let words = edit.words.iter().map(|words| line(words)).collect::<Vec<_>>().join(" … ");
        joined([line(&edit.by_name), line(&edit.title), day(edit.since), words])
    };
    if edits.is_empty() {
        return;
    }
    let heading = page.word("screen.devices.held_back");
    page.heading(2, &heading);
    edits.iter().map(one).for_each(|edit| page.item(&edit));
}

/// Lines of a list follow one another; between others is an empty line.
fn rich(text: &RichText) -> String {
    let (mut out, mut before, mut count) = (String::new(), None, 0u32);
    let mut spans = text.spans.clone();
    sort::by_key(&mut spans, |span| span.from);
    let mut marked = Marked { coming: spans.iter().peekable(), open: Vec::new(), at: 0 };
    for one in &text.lines {
        let words = marked.line(&one.text);
        count = if one.kind == BlockKind::Numbered { count + 1 } else { 0 };
        let block = block(one, words.trim(), count);
        if block.is_empty() {
            before = None;
            continue;
        }
        if !out.is_empty() {
            let item = matches!(one.kind, BlockKind::Bullet | BlockKind::Numbered | BlockKind::Check);
            out.push_str(if item && before == Some(one.kind) { "\n" } else { "\n\n" });
        }
        before = Some(one.kind);
        out.push_str(&block);
    }
    out
}

/// Headings of a note stand below that of its section.
fn block(line: &Line, words: &str, number: u32) -> String {
    match line.kind {
        BlockKind::Paragraph | BlockKind::Newer => begun(words),
        BlockKind::Heading1 => format!("#### {words}"),
        BlockKind::Heading2 => format!("##### {words}"),
        BlockKind::Heading3 => format!("###### {words}"),
        BlockKind::Bullet => format!("- {words}"),
        BlockKind::Numbered => format!("{number}. {words}"),
        BlockKind::Check => format!("- [{}] {words}", if line.done { "x" } else { " " }),
        BlockKind::Quote => format!("> {words}"),
    }
}

/// A walk over a text, line by line, with the marks of each place.
struct Marked<'a> {
    coming: Peekable<Iter<'a, Span>>,
    open: Vec<&'a Span>,
    /// In UTF-16 units, as the marks count.
    at: u32,
}

impl<'a> Marked<'a> {
    fn line(&mut self, text: &str) -> String {
        let mut out = String::new();
        let mut piece = String::new();
        let mut marks: Vec<&'a Mark> = Vec::new();
        for sign in text.chars() {
            let now = self.here();
            if now != marks {
                out.push_str(&within(&piece, &marks));
                piece.clear();
                marks = now;
            }
            piece.push(sign);
            self.at = self.at.saturating_add(if sign.len_utf16() == 2 { 2 } else { 1 });
        }
        out.push_str(&within(&piece, &marks));
        // The break after it.
        self.at = self.at.saturating_add(1);
        out
    }

    fn here(&mut self) -> Vec<&'a Mark> {
        while let Some(span) = self.coming.next_if(|span| span.from <= self.at) {
            self.open.push(span);
        }
        self.open.retain(|span| span.to > self.at);
        self.open.iter().map(|span| &span.mark).collect()
    }
}

/// A stretch with its marks. Blanks at its ends stand outside: marks do not
/// take hold of them.
fn within(text: &str, marks: &[&Mark]) -> String {
    let inner = text.trim();
    if inner.is_empty() || marks.is_empty() {
        return plain(text);
    }
    let mut words = plain(inner);
    let around = |words: &str, mark: &str| format!("{mark}{words}{mark}");
    for mark in marks {
        words = match mark {
            Mark::Italic => around(&words, "*"),
            Mark::Bold => around(&words, "**"),
            _ => words,
        };
    }
    for mark in marks {
        words = match mark {
            Mark::Link(to) => format!("[{words}](<{}>)", to.as_str().replace('<', "%3C").replace('>', "%3E")),
            Mark::Mention(who) => format!("[{words}](person:{who})"),
            _ => words,
        };
    }
    let (lead, rest) = text.split_at(text.len() - text.trim_start().len());
    let tail = rest.get(inner.len()..).unwrap_or_default();
    format!("{lead}{words}{tail}")
}
