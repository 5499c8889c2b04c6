//! Writes a burst of edits into a section: one transaction, one change.

use super::inked::{self, Ink};
use super::{keys, read};
use crate::doc::{Doc, WriteProblem, Written};
use crate::genesis::SectionIds;
use crate::kind::DocKind;
use crate::text::{Delta, LineKind, Mark, Op, Restyle, Sheet};
use automerge::marks::Mark as AmMark;
use automerge::transaction::{Transactable, Transaction};
use automerge::{ObjId, ObjType, ReadDoc, Value};
use rapport_domain::note::BlockKind;
use rapport_ids::SectionId;

/// Writes edits, each in the coordinates that the ones before it left, the
/// first in those of the document. What was typed and deleted again within
/// them leaves no trace.
///
/// The value is what the screens of this device have to change to show what
/// the document now says, in its coordinates: almost always nothing (marks of
/// deleted text can reach further than anybody sees).
///
/// # Errors
/// When the edits are not for this state of the text, or the document cannot
/// be written.
pub fn write(doc: &Doc, section: SectionId, edits: &[Delta], at_ms: i64) -> Result<Written<Delta>, WriteProblem> {
    if doc.kind() != DocKind::Note {
        return Err(WriteProblem::Missing("sections"));
    }
    let ids = doc.section_ids(section);
    if !matches!(doc.am().object_type(&ids.text), Ok(ObjType::Text)) {
        return Err(WriteProblem::Missing("such section"));
    }
    let delta = edits.iter().fold(Delta::new(), |all, one| all.then(one));
    let len = length(doc.am(), &ids.text);
    if delta.reach() > u64::from(len) {
        return Err(WriteProblem::BeyondEnd);
    }
    let before = Ink::of(doc.am(), &ids.text)?;
    let wants = wanted(&delta, &before, len);
    let written = doc.write(at_ms, |tx, _| {
        put(tx, &ids, &delta)?;
        for want in &wants {
            let (name, value, expand) = inked::written(&want.mark, want.on);
            let (from, to) = (size(want.from), size(want.to));
            tx.mark(&ids.text, AmMark::new(name.to_owned(), value, from, to), expand)?;
        }
        Ok(())
    })?;
    let correction = correction(doc, &written.doc, &ids, &delta, &before, len)?;
    Ok(Written { doc: written.doc, change: written.change, value: correction })
}

/// What is different from what the edits say.
fn correction(
    was: &Doc,
    now: &Doc,
    ids: &SectionIds,
    delta: &Delta,
    before: &Ink,
    len: u32,
) -> Result<Delta, WriteProblem> {
    let len_now = i64::from(length(now.am(), &ids.text));
    if len_now != i64::from(len) + delta.growth() {
        // A text that somebody wrote with pieces that cannot be cut.
        let mut sheet = Sheet::new(&read::read_ids(was.am(), ids, None)?);
        sheet.apply(delta);
        return Ok(sheet.difference(&read::read_ids(now.am(), ids, None)?));
    }
    let after = Ink::of(now.am(), &ids.text)?;
    if before.is_plain() && after.is_plain() {
        return Ok(Delta::new());
    }
    let expected = before.after(delta, len);
    Ok(expected.delta_to(&Delta::new(), &after, u32::try_from(len_now).unwrap_or(0)))
}

/// A mark that has to be written, in the coordinates afterwards.
struct Want {
    from: u32,
    to: u32,
    mark: Mark,
    on: bool,
}

/// The marks that do not come by themselves: those that were set or taken
/// away, and those of new text that differ from what its neighbours give it.
fn wanted(delta: &Delta, before: &Ink, len: u32) -> Vec<Want> {
    let mut wants: Vec<Want> = Vec::new();
    let (mut old, mut new) = (0u32, 0u32);
    for op in delta.ops() {
        let from = new;
        let change = match op {
            Op::Keep(count, change) => {
                old = old.saturating_add(*count);
                new = new.saturating_add(*count);
                change.as_deref().cloned().unwrap_or_default()
            }
            Op::Insert { units, style, .. } => {
                new = new.saturating_add(*units);
                Restyle::between(&before.typed(old, len), &style.marks)
            }
            Op::Delete(count) => {
                old = old.saturating_add(*count);
                continue;
            }
        };
        for (mark, on) in change.each_mark() {
            match wants.iter_mut().rev().find(|want| want.to == from && want.on == on && want.mark == mark) {
                Some(want) => want.to = new,
                None => wants.push(Want { from, to: new, mark, on }),
            }
        }
    }
    wants
}

/// Text and lines; marks come afterwards, when all places are final.
fn put(tx: &mut Transaction<'_>, ids: &SectionIds, delta: &Delta) -> Result<(), WriteProblem> {
    if delta.lead().has_line() {
        put_line(tx, &ids.lead, delta.lead())?;
    }
    let mut at = 0u32;
    for op in delta.ops() {
        match op {
            Op::Keep(count, change) => {
                if let Some(change) = change.as_deref().filter(|change| change.has_line()) {
                    for place in at..at.saturating_add(*count) {
                        relined(tx, &ids.text, place, change)?;
                    }
                }
                at = at.saturating_add(*count);
            }
            Op::Insert { text, units, style } => {
                match style.line {
                    None => tx.splice_text(&ids.text, size(at), 0, text)?,
                    Some(line) => {
                        let block = tx.split_block(&ids.text, size(at))?;
                        if let Some(name) = line.kind.name() {
                            tx.put(&block, keys::KIND, name)?;
                        }
                        if line.done {
                            tx.put(&block, keys::DONE, true)?;
                        }
                    }
                }
                at = at.saturating_add(*units);
            }
            Op::Delete(count) => {
                let count = isize::try_from(*count).map_err(|_| WriteProblem::BeyondEnd)?;
                tx.splice_text(&ids.text, size(at), count, "")?;
            }
        }
    }
    Ok(())
}

/// Changes what the line that begins at a break is.
fn relined(tx: &mut Transaction<'_>, text: &ObjId, at: u32, change: &Restyle) -> Result<(), WriteProblem> {
    match tx.get(text, size(at))? {
        Some((Value::Object(ObjType::Map), block)) => put_line(tx, &block, change),
        Some((Value::Scalar(value), _)) if value.as_str() == Some("\n") => {
            // Somebody wrote the break as a character; it becomes a line.
            tx.splice_text(text, size(at), 1, "")?;
            let block = tx.split_block(text, size(at))?;
            put_line(tx, &block, change)
        }
        _ => Ok(()),
    }
}

fn put_line(tx: &mut Transaction<'_>, map: &ObjId, change: &Restyle) -> Result<(), WriteProblem> {
    // A kind that this version does not know cannot be written.
    if let Some(kind) = change.kind.filter(|kind| *kind != LineKind::Other) {
        tx.put(map, keys::KIND, kind.name().unwrap_or(BlockKind::Paragraph.name()))?;
    }
    if let Some(done) = change.done {
        tx.put(map, keys::DONE, done)?;
    }
    Ok(())
}

pub(super) fn length(am: &automerge::Automerge, text: &ObjId) -> u32 {
    u32::try_from(am.length(text)).unwrap_or(u32::MAX)
}

fn size(place: u32) -> usize {
    usize::try_from(place).unwrap_or(usize::MAX)
}
