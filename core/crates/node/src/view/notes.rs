//! Notes: the list, one to read, and what came before.

mod version;

pub use version::{NoVersion, VersionId};

use super::Lens;
use super::goals::Named;
use crate::error::{NodeError, NodeResult};
use rapport_documents::note as texts;
use rapport_documents::text::NoteText;
use rapport_documents::{Heads, read};
use rapport_domain::Millis;
use rapport_ids::{AgendaItemId, MeetingId, NoteId, PersonId, SectionId, SpaceId};
use rapport_store::projections::notes;

/// A note in a list.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct NoteRow {
    pub id: NoteId,
    pub space: SpaceId,
    pub shared: bool,
    pub title: String,
    /// The beginning of its text.
    pub snippet: String,
    pub meeting: Option<MeetingId>,
    /// How many sections it has.
    pub sections: u32,
    #[serde(rename = "changed_ms")]
    pub changed: Millis,
}

/// One note to read.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct NoteView {
    pub row: NoteRow,
    pub sections: Vec<SectionView>,
    pub needs_update: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct SectionView {
    pub id: SectionId,
    /// Its heading; empty for a free section without one.
    pub title: String,
    pub agenda: Option<AgendaItemId>,
    pub text: NoteText,
}

/// Who wrote a stretch of a section.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct AuthorSpan {
    /// So many UTF-16 units.
    pub units: u32,
    pub person: Option<PersonId>,
    pub name: String,
}

/// A stretch of work on a note.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct VersionView {
    /// Names the state after it, for [`note_at`].
    pub id: VersionId,
    pub person: Option<PersonId>,
    pub name: String,
    #[serde(rename = "from_ms")]
    pub from: Millis,
    #[serde(rename = "to_ms")]
    pub to: Millis,
}

/// Notes, the last changed first.
///
/// # Errors
/// The storage failed.
pub fn notes(lens: &Lens<'_>, space: Option<SpaceId>, offset: u32, limit: u32) -> NodeResult<Vec<NoteRow>> {
    let rows = notes::list(lens.conn, space.as_ref(), offset, limit)?;
    Ok(rows.iter().map(|stored| row(lens, stored)).collect())
}

fn row(lens: &Lens<'_>, stored: &notes::NoteRow) -> NoteRow {
    NoteRow {
        id: stored.note,
        space: stored.space,
        shared: stored.space != lens.personal,
        title: stored.title.clone(),
        snippet: stored.snippet.clone(),
        meeting: stored.meeting,
        sections: stored.sections,
        changed: Millis(stored.changed_ms),
    }
}

/// One note with its texts.
///
/// # Errors
/// There is no such note, or it is damaged.
pub fn note(lens: &Lens<'_>, id: NoteId) -> NodeResult<NoteView> {
    view(lens, id, None)
}

/// One note as it was after a stretch of work; see [`VersionView::id`].
///
/// # Errors
/// There is no such note or no such version.
pub fn note_at(lens: &Lens<'_>, id: NoteId, version: &VersionId) -> NodeResult<NoteView> {
    view(lens, id, Some(version.heads()))
}

fn view(lens: &Lens<'_>, id: NoteId, at: Option<&Heads>) -> NodeResult<NoteView> {
    let stored = notes::get(lens.conn, &id)?.filter(|row| !row.deleted).ok_or(NodeError::NotFound("note"))?;
    let (doc, people, _) = lens.document(&id.doc(), "note")?;
    let note = read::note(&doc, &people.around()).ok_or(NodeError::NotFound("note"))?.value;
    let mut sections = Vec::new();
    for section in &note.sections {
        let text = match at {
            None => texts::read(&doc, section.id),
            Some(heads) => Some(texts::read_at(&doc, section.id, heads).ok_or(NodeError::NotFound("version"))?),
        };
        sections.push(SectionView {
            id: section.id,
            title: section.title.clone(),
            agenda: section.agenda,
            text: text.unwrap_or_default(),
        });
    }
    Ok(NoteView { row: row(lens, &stored), sections, needs_update: doc.needs_update().is_some() })
}

/// Who wrote what in a section, from its beginning to its end.
///
/// # Errors
/// There is no such note.
pub fn authors(lens: &Lens<'_>, id: NoteId, section: SectionId) -> NodeResult<Vec<AuthorSpan>> {
    let (doc, people, space) = lens.document(&id.doc(), "note")?;
    let named = Named { lens, space };
    let spans = texts::authors(&doc, section, &people);
    let view = |span: texts::Authored| {
        let name = span.by.map_or_else(|| Ok(String::new()), |person| named.name(&person))?;
        Ok(AuthorSpan { units: span.units, person: span.by, name })
    };
    spans.into_iter().map(view).collect()
}

/// All stretches of work on a note, the oldest first.
///
/// # Errors
/// There is no such note.
pub fn versions(lens: &Lens<'_>, id: NoteId) -> NodeResult<Vec<VersionView>> {
    let (doc, people, space) = lens.document(&id.doc(), "note")?;
    let named = Named { lens, space };
    let view = |version: texts::Version| {
        let name = version.by.map_or_else(|| Ok(String::new()), |person| named.name(&person))?;
        Ok(VersionView {
            id: VersionId::from(version.heads),
            person: version.by,
            name,
            from: Millis(version.from_ms),
            to: Millis(version.to_ms),
        })
    };
    texts::versions(&doc, &people).into_iter().map(view).collect()
}
