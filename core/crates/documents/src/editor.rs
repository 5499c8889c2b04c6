//! Between a screen that shows one section and the document that holds it:
//! what is typed here goes to the document, what others typed comes to the
//! screen, each moved over what the other side does not know yet.
//!
//! Two texts are kept apart by two queues. The screen's text and what still
//! *waits* for it together are the same as the document's text and what is
//! still *queued* for it. Nothing here touches a document, waits, or looks at
//! more of the text than the edit does; an echo never comes back.

pub mod edit;
pub mod limits;

mod caret;
mod history;
mod input;

pub use caret::{Caret, CaretId};
pub use edit::{Edit, Invalid, Wrong};

use crate::text::{Change, Delta, NoteText, Sheet, Wins, transform};
use caret::Carets;
use history::History;

/// See the module.
#[derive(Debug)]
pub struct Editor {
    /// What the screen shows.
    sheet: Sheet,
    /// From what the screen shows to what it will show.
    waiting: Delta,
    /// From the document's text onwards: one for each exchange that changed something.
    queue: Vec<Delta>,
    history: History,
    carets: Carets,
}

impl Editor {
    /// Begins with the text as the document has it.
    pub fn open(text: &NoteText) -> Self {
        Self {
            sheet: Sheet::new(text),
            waiting: Delta::new(),
            queue: Vec::new(),
            history: History::default(),
            carets: Carets::default(),
        }
    }

    /// The whole text as the screen shows it.
    pub fn whole(&self) -> NoteText {
        self.sheet.whole()
    }

    /// Units of the text that the screen shows.
    pub fn len(&self) -> u32 {
        self.sheet.len()
    }

    pub fn is_empty(&self) -> bool {
        self.sheet.is_empty()
    }

    /// Takes what was typed on the screen, in the order it was typed and each
    /// in the coordinates of that moment, and gives what others changed since
    /// the last time, in the coordinates after these edits. The screen applies
    /// it at once. Costs no more for a long text than for a short one.
    ///
    /// # Errors
    /// When one of the edits is not possible; then none of them is done, and
    /// what waits goes on waiting.
    pub fn exchange(&mut self, edits: &[Edit]) -> Result<Vec<Change>, Invalid> {
        if edits.len() > limits::EDITS {
            return Err(Invalid {
                edit: limits::EDITS,
                field: "edits",
                problem: Wrong::TooMany { limit: limits::EDITS },
            });
        }
        let (mut done, mut back) = (Delta::new(), Delta::new());
        for (index, edit) in edits.iter().enumerate() {
            let delta = match input::read(&self.sheet, edit) {
                Ok(delta) => delta,
                Err((field, problem)) => {
                    self.sheet.apply(&back);
                    return Err(Invalid { edit: index, field, problem });
                }
            };
            let inverse = self.sheet.inverse(&delta);
            self.sheet.apply(&delta);
            back = if back.is_empty() { inverse } else { inverse.then(&back) };
            done = if done.is_empty() { delta } else { done.then(&delta) };
        }
        if !done.is_empty() {
            self.history.typed(back);
            self.pass_on(done);
        }
        Ok(self.deliver())
    }

    /// Takes back the last step of one's own edits: removes what one typed and
    /// still stands, restores what one deleted. What others typed stays. The
    /// screen applies the changes; they are already queued for the document.
    pub fn undo(&mut self) -> Vec<Change> {
        let step = self.history.undo(&mut self.sheet);
        self.moved(step)
    }

    /// Does again what [`Self::undo`] took back; gone as soon as one types.
    pub fn redo(&mut self) -> Vec<Change> {
        let step = self.history.redo(&mut self.sheet);
        self.moved(step)
    }

    /// Whether there is a step to take back.
    pub fn can_undo(&self) -> bool {
        self.history.can_undo()
    }

    pub fn can_redo(&self) -> bool {
        self.history.can_redo()
    }

    /// Ends the present step: what is typed next is taken back by itself.
    pub fn end_step(&mut self) {
        self.history.end_step();
    }

    /// What was typed since the last time, in the document's coordinates, one
    /// for each exchange: for the journal and the burst. From here on the
    /// document has it.
    pub fn drain(&mut self) -> Vec<Delta> {
        std::mem::take(&mut self.queue)
    }

    /// Whether something typed here has not been drained.
    pub fn has_queued(&self) -> bool {
        !self.queue.is_empty()
    }

    /// Takes what others changed, in the document's coordinates (the document
    /// has everything that was drained). It waits until the screen asks.
    pub fn merged(&mut self, theirs: &Delta) {
        if theirs.is_empty() {
            return;
        }
        let mut theirs = theirs.clone();
        for ours in &mut self.queue {
            (*ours, theirs) = transform(ours, &theirs, Wins::Ours);
        }
        self.carets.carry(&theirs);
        self.waiting = self.waiting.then(&theirs);
    }

    /// Whether something waits for the screen.
    pub fn waits(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Takes the document's text anew when it is not known what changed in
    /// it: after it was rebuilt without a damaged change.
    ///
    /// # Errors
    /// [`NotDrained`] when something typed is still queued, and so is not in
    /// that text: drain it and put it into the document first.
    pub fn reread(&mut self, text: &NoteText) -> Result<(), NotDrained> {
        if self.has_queued() {
            return Err(NotDrained);
        }
        let mut now = self.sheet.clone();
        now.apply(&self.waiting);
        self.merged(&now.difference(text));
        Ok(())
    }

    /// Where somebody else's caret is, in the document's coordinates.
    pub fn place_caret(&mut self, id: CaretId, caret: Caret) {
        let carry = |place| self.queue.iter().fold(place, |place, delta| delta.carry(place, false));
        self.carets.place(id, Caret { anchor: carry(caret.anchor), head: carry(caret.head) });
    }

    pub fn remove_caret(&mut self, id: CaretId) {
        self.carets.remove(id);
    }

    /// The carets of others; in the screen's coordinates once it has been
    /// given what waits, that is, right after an exchange.
    pub fn carets(&self) -> impl Iterator<Item = (CaretId, Caret)> {
        self.carets.iter()
    }

    /// Where a place on the screen is in the text that the document will have
    /// once everything queued is in it.
    pub fn document_place(&self, place: u32) -> u32 {
        self.waiting.carry(place, true)
    }

    /// Where the person at this screen is, in the screen's coordinates; none
    /// when they are not in this text. What lies behind the end is at the end.
    pub fn note_own_caret(&mut self, caret: Option<Caret>) {
        let place = |at: u32| self.document_place(at.min(self.len()));
        self.carets.place_own(caret.map(|caret| Caret { anchor: place(caret.anchor), head: place(caret.head) }));
    }

    /// Where they are in the text that the document will have once everything
    /// queued is in it; moves along with what anybody types.
    pub const fn own_caret(&self) -> Option<Caret> {
        self.carets.own()
    }

    /// What was done to the screen's text goes to the document, over what waits.
    fn pass_on(&mut self, done: Delta) {
        let ours = if self.waiting.is_empty() {
            done
        } else {
            let (ours, waiting) = transform(&done, &self.waiting, Wins::Ours);
            self.waiting = waiting;
            ours
        };
        self.carets.carry(&ours);
        if !ours.is_empty() {
            self.queue.push(ours);
        }
    }

    /// Gives the screen what waits.
    fn deliver(&mut self) -> Vec<Change> {
        if self.waiting.is_empty() {
            return Vec::new();
        }
        let theirs = std::mem::take(&mut self.waiting);
        self.sheet.apply(&theirs);
        let changes = theirs.changes(&self.sheet);
        self.history.others(theirs);
        changes
    }

    fn moved(&mut self, step: Option<Delta>) -> Vec<Change> {
        let mut changes = Vec::new();
        if let Some(step) = step {
            changes = step.changes(&self.sheet);
            self.pass_on(step);
        }
        changes.extend(self.deliver());
        changes
    }
}

/// Something typed is still queued for the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("something typed is still queued for the document")]
pub struct NotDrained;

#[cfg(test)]
mod tests;
