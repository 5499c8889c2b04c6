//! One section of a note as one screen shows it.

use rapport_documents::editor::{Caret, CaretId, Invalid};
use rapport_documents::text::{Change, Delta, NoteText};
use rapport_documents::{Edit, Editor};
use rapport_ids::{NoteId, SectionId};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// See the module. All calls are in memory and never wait for the disk.
#[derive(Debug)]
pub struct Screen {
    note: NoteId,
    section: SectionId,
    editor: Mutex<Editor>,
    news: AtomicU64,
}

impl Screen {
    pub(super) fn new(note: NoteId, section: SectionId, text: &NoteText) -> Self {
        Self { note, section, editor: Mutex::new(Editor::open(text)), news: AtomicU64::new(0) }
    }

    /// Counts what came from others: when it has grown, something waits to be
    /// exchanged.
    pub fn news(&self) -> u64 {
        self.news.load(Ordering::Acquire)
    }

    fn something_came(&self) {
        self.news.fetch_add(1, Ordering::Release);
    }

    pub const fn note(&self) -> NoteId {
        self.note
    }

    pub const fn section(&self) -> SectionId {
        self.section
    }

    /// Takes what was typed and gives what others changed since the last call.
    ///
    /// # Errors
    /// An edit that is not possible on what the screen shows: none is done.
    pub fn exchange(&self, edits: &[Edit]) -> Result<Vec<Change>, Invalid> {
        self.lock().exchange(edits)
    }

    /// Takes back one's own last step.
    pub fn undo(&self) -> Vec<Change> {
        self.lock().undo()
    }

    pub fn redo(&self) -> Vec<Change> {
        self.lock().redo()
    }

    pub fn can_undo(&self) -> bool {
        self.lock().can_undo()
    }

    pub fn can_redo(&self) -> bool {
        self.lock().can_redo()
    }

    /// The whole text as the screen shows it.
    pub fn whole(&self) -> NoteText {
        self.lock().whole()
    }

    /// Whether something of others waits for the screen.
    pub fn waits(&self) -> bool {
        self.lock().waits()
    }

    /// The carets of others, as of the last exchange.
    pub fn carets(&self) -> Vec<(CaretId, Caret)> {
        self.lock().carets().collect()
    }

    /// Where a place on the screen is in the document.
    pub fn document_place(&self, place: u32) -> u32 {
        self.lock().document_place(place)
    }

    /// Where the person at this screen is, in its places; none when they left
    /// its text. Others are told by [`crate::Node::caret_moved`].
    pub fn note_own_caret(&self, caret: Option<Caret>) {
        self.lock().note_own_caret(caret);
    }

    pub(crate) fn own_caret(&self) -> Option<Caret> {
        self.lock().own_caret()
    }

    pub(super) fn has_typed(&self) -> bool {
        self.lock().has_queued()
    }

    pub(super) fn drain(&self) -> Vec<Delta> {
        self.lock().drain()
    }

    pub(super) fn merged(&self, theirs: &Delta) {
        self.lock().merged(theirs);
        self.something_came();
    }

    /// What was typed and not drained stays and is moved over the new text.
    pub(super) fn reread(&self, text: &NoteText) {
        let mut editor = self.lock();
        if editor.reread(text).is_err() {
            // Only after a drain can the text be taken anew; the caller drained.
            debug_assert!(false, "reread before a drain");
        }
        drop(editor);
        self.something_came();
    }

    pub(super) fn end_step(&self) {
        self.lock().end_step();
    }

    pub(crate) fn place_caret(&self, id: CaretId, caret: Caret) {
        self.lock().place_caret(id, caret);
        self.something_came();
    }

    pub(crate) fn remove_caret(&self, id: CaretId) {
        self.lock().remove_caret(id);
        self.something_came();
    }

    /// A panic in one call must not take the screen away from the next.
    fn lock(&self) -> MutexGuard<'_, Editor> {
        self.editor.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
