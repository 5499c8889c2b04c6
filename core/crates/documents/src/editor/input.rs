//! Checks an edit against the screen's text and makes it a difference.

use super::edit::{Edit, Wrong};
use super::limits;
use crate::text::{Delta, Line, LineKind, Mark, Marks, Restyle, Sheet, Style, units};
use rapport_domain::note::Link;

type Refused = (&'static str, Wrong);

pub(super) fn read(sheet: &Sheet, edit: &Edit) -> Result<Delta, Refused> {
    match edit {
        Edit::Splice { at, delete, insert, marks, line } => splice(sheet, *at, *delete, insert, marks.as_ref(), *line),
        Edit::Mark { from, to, mark, on } => mark_stretch(sheet, *from, *to, mark, *on),
        Edit::Line { at, kind, done } => line_of(sheet, *at, *kind, *done),
    }
}

fn place(sheet: &Sheet, field: &'static str, at: u32) -> Result<u32, Refused> {
    if at > sheet.len() {
        return Err((field, Wrong::BeyondEnd { len: sheet.len() }));
    }
    if sheet.splits_pair(at) {
        return Err((field, Wrong::InsideCharacter));
    }
    Ok(at)
}

fn splice(
    sheet: &Sheet,
    at: u32,
    delete: u32,
    insert: &str,
    marks: Option<&Marks>,
    line: Option<Line>,
) -> Result<Delta, Refused> {
    place(sheet, "at", at)?;
    let end = at.checked_add(delete).ok_or(("delete", Wrong::BeyondEnd { len: sheet.len() }))?;
    place(sheet, "delete", end)?;
    let wide = typed(sheet, delete, insert)?;
    if let Some(link) = marks.and_then(|marks| marks.link.as_deref()) {
        link_fits("marks", link)?;
    }
    if line.is_some_and(|line| line.kind == LineKind::Other) {
        return Err(("line", Wrong::Unknown));
    }
    let (brk, start, here) = sheet.line_of(at);
    if insert == "\n" && delete == 0 && line.is_none() && at == start && !sheet.ends_line(at) {
        return Ok(line_before(sheet, at, brk, here));
    }
    let marks = marks.cloned().unwrap_or_else(|| sheet.typed_marks(at));
    let line = line.unwrap_or_else(|| here.next());
    let mut delta = Delta::new();
    delta.keep(at, None);
    if wide > 0 {
        for (index, piece) in insert.split('\n').enumerate() {
            if index > 0 {
                delta.insert("\n", Style::line_break(marks.clone(), line));
            }
            delta.insert(piece, Style::marked(marks.clone()));
        }
    }
    delta.delete(delete);
    Ok(delta.trimmed())
}

/// A return at the beginning of a line with something in it: the line stays
/// what it is, and an empty one that goes on like it comes before.
fn line_before(sheet: &Sheet, at: u32, brk: Option<u32>, here: Line) -> Delta {
    let above = Restyle::line(here, here.next());
    let mut delta = Delta::new();
    match brk {
        Some(brk) => {
            delta.keep(brk, None);
            delta.keep(1, Some(&above));
        }
        None => delta.set_lead(above),
    }
    delta.insert("\n", Style::line_break(sheet.typed_marks(at), here));
    delta
}

/// Checks what comes in: its units.
fn typed(sheet: &Sheet, delete: u32, insert: &str) -> Result<u32, Refused> {
    let wide = units(insert);
    if wide > limits::INSERT {
        return Err(("insert", Wrong::TooLong { limit: limits::INSERT, is: wide }));
    }
    let is = sheet.len().saturating_sub(delete).saturating_add(wide);
    if is > limits::SECTION && wide > 0 {
        return Err(("insert", Wrong::TooLong { limit: limits::SECTION, is }));
    }
    let control = |c: char| c.is_control() && c != '\n' && c != '\t';
    if let Some((byte, _)) = insert.char_indices().find(|(_, c)| control(*c)) {
        let at = units(insert.get(..byte).unwrap_or_default());
        return Err(("insert", Wrong::ControlCharacter { at }));
    }
    Ok(wide)
}

/// Only what can be opened safely becomes a link, as the domain says.
fn link_fits(field: &'static str, link: &str) -> Result<(), Refused> {
    // Written as it is: what the rule would trim is refused.
    let fits = Link::new(link).is_ok_and(|taken| taken.as_str() == link);
    if fits { Ok(()) } else { Err((field, Wrong::NotALink)) }
}

fn mark_stretch(sheet: &Sheet, from: u32, to: u32, mark: &Mark, on: bool) -> Result<Delta, Refused> {
    place(sheet, "from", from)?;
    place(sheet, "to", to)?;
    if to < from {
        return Err(("to", Wrong::Backwards));
    }
    if on && let Mark::Link(link) = mark {
        link_fits("mark", link)?;
    }
    // Only what is not so already: a mark set twice makes nothing.
    let change = Restyle::mark(mark.clone(), on);
    let mut delta = Delta::new();
    delta.keep(from, None);
    for run in sheet.runs(from, to) {
        let changes = run.style.clone().with(&change) != run.style;
        delta.keep(run.units, changes.then_some(&change));
    }
    Ok(delta.trimmed())
}

fn line_of(sheet: &Sheet, at: u32, kind: Option<LineKind>, done: Option<bool>) -> Result<Delta, Refused> {
    place(sheet, "at", at)?;
    if kind == Some(LineKind::Other) {
        return Err(("kind", Wrong::Unknown));
    }
    let (brk, _, line) = sheet.line_of(at);
    // An act of ticking is written even where the box looks ticked already:
    // it may be what another phone unticks at this moment. See `note::apply`.
    let change = Restyle { kind: kind.filter(|kind| *kind != line.kind), done, ..Restyle::default() };
    Ok(match brk {
        Some(brk) => Delta::restyle(brk, 1, change),
        None => Delta::of_lead(change),
    })
}
