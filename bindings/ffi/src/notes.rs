//! Notes: lists, texts to read, who wrote what, and earlier versions.

mod act;
mod view;

pub use act::{BegunNote, NewNote, NoteEdit};
pub use view::{AuthorSpan, Line, LineKind, Mark, Marks, NoteRow, NoteText, NoteView, VersionView};

use crate::area::area;
use crate::editor::NoteEditor;
use crate::failure::Failure;
use crate::ids::{AgendaItemId, NoteId, SectionId, SpaceId, VersionId};
use crate::observe::Subscription;
use std::sync::Arc;

/// Is told a list of notes each time it changes.
#[uniffi::export(foreign)]
pub trait NotesObserver: Send + Sync {
    /// The list as it is now.
    fn on_notes(&self, notes: Vec<NoteRow>);
}

/// Is told one note each time it changes.
#[uniffi::export(foreign)]
pub trait NoteObserver: Send + Sync {
    /// The note as it is stored now.
    fn on_note(&self, note: NoteView);
}

/// Everything about notes. Fetched once and kept.
#[derive(uniffi::Object)]
pub struct Notes {
    core: rapport_core::Rapport,
}

area!(Notes by notes);

#[uniffi::export]
impl Notes {
    /// Notes, the last changed first; `offset` counts those that were shown before.
    #[uniffi::method(default(space = None, offset = 0, limit = 50))]
    pub async fn rows(&self, space: Option<SpaceId>, offset: u32, limit: u32) -> Result<Vec<NoteRow>, Failure> {
        self.run(move |notes| notes.rows(space, offset, limit)).await
    }

    /// One note with its texts.
    pub async fn view(&self, note: NoteId) -> Result<NoteView, Failure> {
        self.run(move |notes| notes.view(note)).await
    }

    /// One note as it was after a stretch of work.
    pub async fn view_at(&self, note: NoteId, version: VersionId) -> Result<NoteView, Failure> {
        self.run(move |notes| notes.view_at(note, &version)).await
    }

    /// Who wrote what in a section, from its beginning to its end.
    pub async fn authors(&self, note: NoteId, section: SectionId) -> Result<Vec<AuthorSpan>, Failure> {
        self.run(move |notes| notes.authors(note, section)).await
    }

    /// All stretches of work on a note, the oldest first.
    pub async fn versions(&self, note: NoteId) -> Result<Vec<VersionView>, Failure> {
        self.run(move |notes| notes.versions(note)).await
    }

    /// Watches the first `limit` rows of the list; the observer has the first value before this returns.
    pub async fn watch_rows(
        &self,
        space: Option<SpaceId>,
        limit: u32,
        observer: Arc<dyn NotesObserver>,
    ) -> Result<Arc<Subscription>, Failure> {
        let tell = move |rows: &[NoteRow]| observer.on_notes(rows.to_vec());
        self.run(move |notes| notes.watch_rows(space, limit, tell)).await.map(Subscription::new)
    }

    /// Watches one note as it is stored; what is being typed comes with the end of a burst.
    pub async fn watch(&self, note: NoteId, observer: Arc<dyn NoteObserver>) -> Result<Arc<Subscription>, Failure> {
        let tell = move |view: &NoteView| observer.on_note(view.clone());
        self.run(move |notes| notes.watch(note, tell)).await.map(Subscription::new)
    }

    /// Begins a note with one empty section to type into.
    pub async fn begin(&self, new: NewNote) -> Result<BegunNote, Failure> {
        self.run(move |notes| notes.begin(new)).await.map(BegunNote::from)
    }

    /// Changes the shape of a note: titles, sections taken away.
    pub async fn edit(&self, note: NoteId, edit: NoteEdit) -> Result<(), Failure> {
        self.run(move |notes| notes.act(note, edit.into())).await
    }

    /// Adds a section at the end: a free one, or that of a point of the agenda.
    #[uniffi::method(default(agenda = None))]
    pub async fn add_section(
        &self,
        note: NoteId,
        title: String,
        agenda: Option<AgendaItemId>,
    ) -> Result<SectionId, Failure> {
        self.run(move |notes| notes.add_section(note, &title, agenda)).await
    }

    /// Puts a section behind another one (none: first).
    pub async fn move_section(&self, note: NoteId, id: SectionId, after: Option<SectionId>) -> Result<(), Failure> {
        self.run(move |notes| notes.move_section(note, id, after)).await
    }

    /// Opens a section to type into.
    pub async fn open(&self, note: NoteId, section: SectionId) -> Result<Arc<NoteEditor>, Failure> {
        let editor = self.run(move |notes| notes.open(note, section)).await?;
        Ok(NoteEditor::new(&self.core, editor))
    }
}
