//! A section as a text: one walk over it, and its marks from their index.

use super::{inked, keys};
use crate::doc::Doc;
use crate::genesis::SectionIds;
use crate::heads::Heads;
use crate::kind::DocKind;
use crate::quiet;
use crate::text::{Line, LineKind, NoteText, units};
use automerge::{Automerge, AutomergeError, ChangeHash, ObjId, ObjType, ReadDoc, ScalarValue, Span, Value, hydrate};
use rapport_ids::SectionId;

/// The text of a section; nothing when the note has no such section.
pub fn read(doc: &Doc, section: SectionId) -> Option<NoteText> {
    at(doc, section, None)
}

/// The text of a section as it was at an earlier state; empty for a state in
/// which it did not exist, nothing for one that the document does not know.
pub fn read_at(doc: &Doc, section: SectionId, heads: &Heads) -> Option<NoteText> {
    if !heads.ids().iter().all(|id| doc.has(*id)) {
        return None;
    }
    at(doc, section, Some(&heads.hashes()))
}

fn at(doc: &Doc, section: SectionId, heads: Option<&[ChangeHash]>) -> Option<NoteText> {
    if doc.kind() != DocKind::Note {
        return None;
    }
    let ids = doc.section_ids(section);
    if !matches!(doc.am().object_type(&ids.text), Ok(ObjType::Text)) {
        return None;
    }
    quiet::catch(|| read_ids(doc.am(), &ids, heads)).ok()?.ok()
}

pub(crate) fn read_ids(
    am: &Automerge,
    ids: &SectionIds,
    heads: Option<&[ChangeHash]>,
) -> Result<NoteText, AutomergeError> {
    let (spans, marks) = match heads {
        None => (am.spans(&ids.text)?, am.marks(&ids.text)?),
        Some(heads) => (am.spans_at(&ids.text, heads)?, am.marks_at(&ids.text, heads)?),
    };
    let mut whole = NoteText { lead: line_of(am, &ids.lead, heads), ..NoteText::default() };
    let mut at = 0u32;
    for span in spans {
        match span {
            Span::Text { text, .. } => {
                push_text(&mut whole, &mut at, &text);
            }
            Span::Block(block) => {
                let mut line = hydrated(&block);
                if block.values().any(|value| value.conflict) {
                    // Concurrent ticks: the rule decides, not the library.
                    let found = match heads {
                        None => am.get(&ids.text, index(at)),
                        Some(heads) => am.get_at(&ids.text, index(at), heads),
                    };
                    if let Ok(Some((_, id))) = found {
                        line = line_of(am, &id, heads);
                    }
                }
                whole.text.push('\n');
                whole.lines.push((at, line));
                at = at.saturating_add(1);
            }
        }
    }
    whole.marks = inked::spans(&marks);
    // In the one form that every reader gives.
    if !whole.marks.is_empty() {
        let (text, lead) = (std::mem::take(&mut whole.text), whole.lead);
        let runs = NoteText { text: text.clone(), ..whole }.runs();
        whole = NoteText::from_runs(text, lead, &runs);
    }
    Ok(whole)
}

/// A line break that somebody wrote as a character begins a paragraph.
fn push_text(whole: &mut NoteText, at: &mut u32, text: &str) {
    for (number, piece) in text.split('\n').enumerate() {
        if number > 0 {
            whole.lines.push((*at, Line::default()));
            *at = at.saturating_add(1);
        }
        *at = at.saturating_add(units(piece));
    }
    whole.text.push_str(text);
}

fn index(at: u32) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}

fn hydrated(block: &hydrate::Map) -> Line {
    let kind = match block.get(keys::KIND) {
        Some(hydrate::Value::Scalar(value)) => line_kind(Some(value)),
        Some(_) => LineKind::Other,
        None => LineKind::Paragraph,
    };
    let done = matches!(block.get(keys::DONE), Some(hydrate::Value::Scalar(ScalarValue::Boolean(true))));
    Line { kind, done }
}

/// What a line is, from the map that says so.
pub(crate) fn line_of(am: &Automerge, map: &ObjId, heads: Option<&[ChangeHash]>) -> Line {
    let all = |key: &str| match heads {
        None => am.get_all(map, key),
        Some(heads) => am.get_all_at(map, key, heads),
    };
    let kind = match all(keys::KIND).unwrap_or_default().last() {
        None => LineKind::Paragraph,
        Some((Value::Scalar(value), _)) => line_kind(Some(value)),
        Some(_) => LineKind::Other,
    };
    // I7: among concurrent ticks *done* wins.
    let done = all(keys::DONE).unwrap_or_default().iter().any(|(value, _)| value.as_bool() == Some(true));
    Line { kind, done }
}

pub(crate) fn line_kind(value: Option<&ScalarValue>) -> LineKind {
    match value {
        None => LineKind::Paragraph,
        Some(ScalarValue::Str(name)) => LineKind::named(name),
        Some(_) => LineKind::Other,
    }
}
