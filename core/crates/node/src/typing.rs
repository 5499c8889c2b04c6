//! Typing: from keystrokes on screens to changes of documents.
//!
//! A keystroke is journalled, a row each, so that a crash costs nothing. A
//! pause or a merge ends the burst: its keystrokes become one change, written
//! in the transaction that takes their rows away.

mod burst;
mod recover;
mod screen;
mod whole;

pub use screen::Screen;

use crate::Node;
use crate::error::{NodeError, NodeResult};
use burst::Burst;
use rapport_documents::WriteProblem;
use rapport_ids::{DocId, NoteId, SectionId};
use rapport_store::tables::journal::{self, JournalRow};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Rest after which a burst ends, and how long it may last at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pace {
    rest_ms: i64,
    most_ms: i64,
}

impl Pace {
    /// Nobody else has the note open.
    const ALONE: Self = Self { rest_ms: 2_000, most_ms: 10_000 };
    /// Another device shows the note at this moment.
    const TOGETHER: Self = Self { rest_ms: 150, most_ms: 400 };
}

/// Screens and bursts.
#[derive(Default)]
pub(crate) struct Typing {
    /// Held here too, so that what was typed last outlives a screen that is
    /// let go before it was journalled.
    screens: Vec<Arc<Screen>>,
    bursts: BTreeMap<DocId, Burst>,
    last_burst: i64,
}

impl Typing {
    /// Where a place in a section, with all that its open burst holds, is in
    /// the document.
    pub(crate) fn before_burst(&self, doc: &DocId, section: SectionId, at: u32) -> u32 {
        self.bursts.get(doc).map_or(at, |burst| burst.carry_back(section, at))
    }

    /// The other way round.
    pub(crate) fn after_burst(&self, doc: &DocId, section: SectionId, at: u32) -> u32 {
        self.bursts.get(doc).map_or(at, |burst| burst.carry(section, at))
    }

    /// Whether a burst is open.
    pub(crate) fn is_typing(&self) -> bool {
        !self.bursts.is_empty()
    }

    /// Screens that show a document, those that are still there.
    fn screens_of(&mut self, doc: &DocId) -> Vec<Arc<Screen>> {
        self.let_go();
        self.screens.iter().filter(|screen| screen.note().doc() == *doc).cloned().collect()
    }

    pub(crate) fn take_screens(&mut self) -> Vec<Arc<Screen>> {
        std::mem::take(&mut self.screens)
    }

    /// Their documents are not here any more: nothing more is typed into them.
    pub(crate) fn forget(&mut self, docs: &[DocId]) {
        self.screens.retain(|screen| !docs.contains(&screen.note().doc()));
        self.bursts.retain(|doc, _| !docs.contains(doc));
    }

    /// Lets screens go that nobody else holds, once all they typed was taken.
    pub(crate) fn let_go(&mut self) {
        self.screens.retain(|screen| Arc::strong_count(screen) > 1 || screen.has_typed());
    }
}

impl Node {
    /// Whether something is being typed that is not a change yet.
    pub fn is_typing(&self) -> bool {
        self.typing.is_typing()
    }

    /// Shows a section of a note on a screen.
    ///
    /// # Errors
    /// There is no such note or section, it is damaged, or only a newer version
    /// may write it: then it is shown and not typed into.
    pub fn open_screen(&mut self, note: NoteId, section: SectionId) -> NodeResult<Arc<Screen>> {
        let doc = self.doc(&note.doc())?;
        if let Some(schema) = doc.needs_update() {
            return Err(WriteProblem::NeedsUpdate(schema).into());
        }
        // What another screen has typed belongs to what this one begins with.
        self.end_burst(&note.doc())?;
        let doc = self.doc(&note.doc())?;
        let text = rapport_documents::note::read(&doc, section).ok_or(NodeError::NotFound("section"))?;
        let screen = Arc::new(Screen::new(note, section, &text));
        self.adopt_screen(Arc::clone(&screen))?;
        Ok(screen)
    }

    /// From now on the screen is told of what others write, and what is typed on it is taken.
    pub(crate) fn adopt_screen(&mut self, screen: Arc<Screen>) -> NodeResult<()> {
        self.typing.screens.push(Arc::clone(&screen));
        let space = self.space_of(&screen.note().doc())?;
        self.screen_opened(space, &screen)
    }

    /// Takes what the screens of all notes have typed into the journal: what
    /// was typed before this call survives a crash after it.
    ///
    /// # Errors
    /// The storage failed. Nothing typed is lost as long as the process lives;
    /// the next call tries again.
    pub fn journal(&mut self) -> NodeResult<()> {
        self.typing.let_go();
        let mut docs: Vec<DocId> = self.typing.screens.iter().map(|screen| screen.note().doc()).collect();
        docs.dedup();
        for doc in docs {
            self.journal_doc(&doc)?;
        }
        Ok(())
    }

    fn journal_doc(&mut self, doc: &DocId) -> NodeResult<()> {
        self.take_typed(doc)?;
        let Some(burst) = self.typing.bursts.get_mut(doc) else { return Ok(()) };
        let rows: Vec<JournalRow> = burst.unwritten(doc);
        if rows.is_empty() {
            return Ok(());
        }
        let written = rows.len();
        self.store.write(|tx| rows.iter().try_for_each(|row| journal::insert(tx, doc, row)))?;
        burst.written(written);
        let now = self.ports.now_ms();
        self.unsynced_since_ms.get_or_insert(now);
        Ok(())
    }

    /// Moves what screens have typed into the open burst of a document; other
    /// screens of the same section get it as if somebody else had typed it.
    pub(crate) fn take_typed(&mut self, doc: &DocId) -> NodeResult<()> {
        let screens = self.typing.screens_of(doc);
        if !screens.iter().any(|screen| screen.has_typed()) {
            return Ok(());
        }
        let now = self.ports.now_ms();
        let space = self.space_of(doc)?;
        if !self.typing.bursts.contains_key(doc) {
            let heads = self.doc(doc)?.heads();
            self.typing.last_burst += 1;
            self.typing.bursts.insert(*doc, Burst::begin(self.typing.last_burst, space, heads, now));
        }
        let Some(burst) = self.typing.bursts.get_mut(doc) else { return Ok(()) };
        for (at, screen) in screens.iter().enumerate() {
            for delta in screen.drain() {
                for (other, shown) in screens.iter().enumerate() {
                    if other != at && shown.section() == screen.section() {
                        shown.merged(&delta);
                    }
                }
                burst.push(screen.section(), delta, now);
            }
        }
        self.typed_in(space, doc, now);
        Ok(())
    }

    /// Ends everything that is being typed.
    pub(crate) fn end_all_bursts(&mut self) -> NodeResult<()> {
        self.journal()?;
        let docs: Vec<DocId> = self.typing.bursts.keys().copied().collect();
        self.end_each(&docs)
    }

    /// Ends what is being typed in a document, before it is read. Where only a newer
    /// version can write it, it waits on.
    ///
    /// # Errors
    /// The storage failed.
    pub fn settle(&mut self, doc: &DocId) -> NodeResult<()> {
        self.end_each(&[*doc])
    }

    /// One note that cannot be written keeps the others from nothing: its
    /// typing stays in the journal for the version that can write it.
    pub(crate) fn end_each(&mut self, docs: &[DocId]) -> NodeResult<()> {
        for doc in docs {
            match self.end_burst(doc) {
                Err(NodeError::Write(WriteProblem::NeedsUpdate(_)) | NodeError::NeedsUpdate) => {
                    if let Some(burst) = self.typing.bursts.get_mut(doc) {
                        burst.park();
                    }
                }
                other => other?,
            }
        }
        Ok(())
    }

    /// Gives the screens of a document its text anew: it was put together again.
    pub(crate) fn show_anew(&mut self, id: &DocId) -> NodeResult<()> {
        let doc = self.doc(id)?;
        for screen in self.typing.screens_of(id) {
            if let Some(text) = rapport_documents::note::read(&doc, screen.section()) {
                screen.reread(&text);
            }
        }
        self.place_carets_in(id)
    }

    /// When the first open burst has to end; none when nothing is being typed.
    pub(crate) fn burst_ends_at(&self) -> Option<i64> {
        let ends = self.typing.bursts.iter().map(|(doc, burst)| burst.ends_at(self.pace(doc, burst)));
        ends.filter(|at| *at < i64::MAX).min()
    }

    /// Ends the bursts whose time has come.
    pub(crate) fn end_due_bursts(&mut self) -> NodeResult<()> {
        let now = self.ports.now_ms();
        let due = |(doc, burst): (&DocId, &Burst)| {
            (burst.is_ahead_of(now) || burst.ends_at(self.pace(doc, burst)) <= now).then_some(*doc)
        };
        let docs: Vec<DocId> = self.typing.bursts.iter().filter_map(due).collect();
        self.end_each(&docs)
    }

    fn pace(&self, doc: &DocId, burst: &Burst) -> Pace {
        if self.has_company(&burst.space(), doc) { Pace::TOGETHER } else { Pace::ALONE }
    }
}
