//! Notes: lists, texts to read, who wrote what, and earlier versions. Typing
//! goes through [`NoteEditor`].

pub use rapport_node::domain::note::NoteAct;
pub use rapport_node::view::notes::{AuthorSpan, NoVersion, NoteRow, NoteView, SectionView, VersionId, VersionView};
pub use rapport_node::{Href, Line, LineKind, Mark, MarkSpan, Marks, NewNote, NoteText, Place};

use crate::editor::NoteEditor;
use crate::error::Failure;
use crate::observe::Subscription;
use crate::shared::Shared;
use rapport_node::Topics;
use rapport_node::ids::{AgendaItemId, NoteId, SectionId, SpaceId};
use rapport_node::view::notes;
use std::sync::Arc;

const TOPICS: Topics = Topics::NOTES.and(Topics::PEOPLE);

/// Everything about notes.
#[derive(Debug, Clone)]
pub struct Notes {
    pub(crate) shared: Arc<Shared>,
}

impl Notes {
    /// Notes, the last changed first.
    ///
    /// # Errors
    /// What the storage says.
    pub fn rows(&self, space: Option<SpaceId>, offset: u32, limit: u32) -> Result<Vec<NoteRow>, Failure> {
        self.shared.look(|lens| notes::notes(lens, space, offset, limit))
    }

    /// One note with its texts.
    ///
    /// # Errors
    /// `NotFound`, and what the storage says.
    pub fn view(&self, note: NoteId) -> Result<NoteView, Failure> {
        self.settle(note)?;
        self.shared.look(|lens| notes::note(lens, note))
    }

    /// One note as it was after a stretch of work; see [`VersionView::id`].
    ///
    /// # Errors
    /// `NotFound` when there is no such note or version.
    pub fn view_at(&self, note: NoteId, version: &VersionId) -> Result<NoteView, Failure> {
        self.shared.look(|lens| notes::note_at(lens, note, version))
    }

    /// Who wrote what in a section, from its beginning to its end.
    ///
    /// # Errors
    /// `NotFound`, and what the storage says.
    pub fn authors(&self, note: NoteId, section: SectionId) -> Result<Vec<AuthorSpan>, Failure> {
        self.settle(note)?;
        self.shared.look(|lens| notes::authors(lens, note, section))
    }

    /// All stretches of work on a note, the oldest first.
    ///
    /// # Errors
    /// `NotFound`, and what the storage says.
    pub fn versions(&self, note: NoteId) -> Result<Vec<VersionView>, Failure> {
        self.settle(note)?;
        self.shared.look(|lens| notes::versions(lens, note))
    }

    /// Watches the first `limit` rows of the list.
    ///
    /// # Errors
    /// What the storage says.
    pub fn watch_rows(
        &self,
        space: Option<SpaceId>,
        limit: u32,
        mut deliver: impl FnMut(&[NoteRow]) + Send + 'static,
    ) -> Result<Subscription, Failure> {
        self.shared.watch(TOPICS, move |lens| notes::notes(lens, space, 0, limit), move |rows: &Vec<_>| deliver(rows))
    }

    /// Watches one note with its texts, as they are stored: what is being
    /// typed comes with the end of its burst.
    ///
    /// # Errors
    /// `NotFound`, and what the storage says.
    pub fn watch(
        &self,
        note: NoteId,
        deliver: impl FnMut(&NoteView) + Send + 'static,
    ) -> Result<Subscription, Failure> {
        self.shared.watch(TOPICS, move |lens| notes::note(lens, note), deliver)
    }

    /// Begins a note with one empty section to type into.
    ///
    /// # Errors
    /// `Invalid`, `NotFound` without such a pair.
    pub fn begin(&self, new: NewNote) -> Result<(NoteId, SectionId), Failure> {
        self.shared.act(|node| Ok(node.begin_note(new)?))
    }

    /// Changes the shape of a note: titles, sections taken away.
    ///
    /// # Errors
    /// `Invalid`, `NotAllowed`, `NotFound`.
    pub fn act(&self, note: NoteId, act: NoteAct) -> Result<(), Failure> {
        self.shared.act(|node| Ok(node.act_on_note(note, act)?))
    }

    /// Adds a section at the end: a free one, or that of a point of the agenda.
    ///
    /// # Errors
    /// `Invalid`, `NotAllowed`, `NotFound`.
    pub fn add_section(&self, note: NoteId, title: &str, agenda: Option<AgendaItemId>) -> Result<SectionId, Failure> {
        self.shared.act(|node| Ok(node.add_section(note, title.to_owned(), agenda)?))
    }

    /// Puts a section behind another one (none: first).
    ///
    /// # Errors
    /// `NotAllowed`, `NotFound`.
    pub fn move_section(&self, note: NoteId, id: SectionId, after: Option<SectionId>) -> Result<(), Failure> {
        self.shared.act(|node| Ok(node.move_section(note, id, after)?))
    }

    /// Opens a section to type into.
    ///
    /// # Errors
    /// `NotFound`, `NeedsUpdate` for a note that only a newer version may write:
    /// it is shown, and what the storage says.
    pub fn open(&self, note: NoteId, section: SectionId) -> Result<NoteEditor, Failure> {
        let screen = self.shared.act(|node| Ok(node.open_screen(note, section)?))?;
        Ok(NoteEditor::new(Arc::clone(&self.shared), screen))
    }

    /// What somebody types at this moment belongs to what is read.
    fn settle(&self, note: NoteId) -> Result<(), Failure> {
        self.shared.act(|node| Ok(node.settle(&note.doc())?))
    }
}
