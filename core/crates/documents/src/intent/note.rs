//! The shape of a note. Typing goes through [`crate::note::write`].

use super::fields::clear_or_put;
use crate::doc::{Doc, WriteProblem, Written};
use crate::genesis::{Derived, Part};
use crate::kind::DocKind;
use crate::read::{ADDED, BEGUN};
use automerge::ROOT;
use automerge::transaction::Transactable;
use rapport_domain::Millis;
use rapport_domain::note::NoteAct;

/// Writes an act that the note as it stands has checked. A section that is
/// added brings its part along: the value is the part's derived change, when
/// this phone did not have it yet; the part itself is what travels.
///
/// # Errors
/// When the document is none of a note, or cannot be written.
pub fn note(doc: &Doc, act: &NoteAct, at: Millis) -> Result<Written<Option<(Part, Derived)>>, WriteProblem> {
    if doc.kind() != DocKind::Note {
        return Err(WriteProblem::Missing("note"));
    }
    let act = act.clone().tidy().map_err(|_| WriteProblem::NotTidy)?;
    let mut with_part = doc.clone();
    let mut made = None;
    if let NoteAct::AddSection(new) = &act {
        let part = Part::section(new.id);
        made = with_part.add_part(part)?.map(|derived| (part, derived));
    }
    let written = with_part.write(at.0, |tx, doc| {
        match &act {
            NoteAct::Begin { title, meeting } => {
                tx.put(ROOT, BEGUN, true)?;
                tx.put(ROOT, "title", title.as_str())?;
                clear_or_put(tx, &ROOT, "meeting", meeting.map(|id| id.to_string()))?;
            }
            NoteAct::Title(title) => tx.put(ROOT, "title", title.as_str())?,
            NoteAct::AddSection(new) => {
                let map = doc.section_ids(new.id).map;
                tx.put(&map, ADDED, true)?;
                tx.put(&map, "order", new.order.as_str())?;
                clear_or_put(tx, &map, "title", (!new.title.is_empty()).then_some(new.title.as_str()))?;
                clear_or_put(tx, &map, "agenda", new.agenda.map(|id| id.to_string()))?;
            }
            NoteAct::SectionTitle { id, title } => tx.put(section(doc, *id)?, "title", title.as_str())?,
            NoteAct::MoveSection { id, order } => tx.put(section(doc, *id)?, "order", order.as_str())?,
            NoteAct::DeleteSection { id } => tx.put(section(doc, *id)?, "deleted", true)?,
            NoteAct::Delete => tx.put(ROOT, "deleted", true)?,
        }
        Ok(())
    })?;
    Ok(Written { doc: written.doc, change: written.change, value: made })
}

fn section(doc: &Doc, id: rapport_ids::SectionId) -> Result<automerge::ObjId, WriteProblem> {
    if crate::note::section_ids(doc).contains(&id) {
        Ok(doc.section_ids(id).map)
    } else {
        Err(WriteProblem::Missing("such section"))
    }
}
