//! Undo and redo of one's own edits among those of others.
//!
//! Each entry holds what takes one's own edit back, in the coordinates right
//! after that edit, and what others did since. Popping an entry moves the two
//! over one another: the first is done, the second becomes what others did
//! since the entry below. So own edits above never have to be moved, and what
//! others typed is never part of what is taken back.

use crate::text::{Delta, Sheet, Wins, transform};

/// Steps kept; the oldest are forgotten.
const DEEP: usize = 500;

/// What others did is put together into one when it has this many parts.
const LONG: usize = 32;

#[derive(Debug, Default)]
pub(super) struct History {
    undo: Vec<Entry>,
    redo: Vec<Entry>,
    /// Whether what is typed next belongs to the present step.
    open: bool,
}

#[derive(Debug)]
struct Entry {
    inverse: Delta,
    others: Vec<Delta>,
    /// Whether a step begins here: taking back stops after it.
    begins: bool,
}

impl History {
    pub(super) fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    pub(super) fn can_redo(&self) -> bool {
        !self.redo.is_empty()
    }

    pub(super) fn end_step(&mut self) {
        self.open = false;
    }

    /// Something was typed; `inverse` takes it back.
    pub(super) fn typed(&mut self, inverse: Delta) {
        let inverse = inverse.writable();
        self.redo.clear();
        match self.undo.last_mut() {
            Some(top) if self.open && top.others.is_empty() => top.inverse = inverse.then(&top.inverse),
            top => {
                let begins = !self.open || top.is_none();
                self.undo.push(Entry { inverse, others: Vec::new(), begins });
                self.forget();
            }
        }
        self.open = true;
    }

    /// Others changed the text.
    pub(super) fn others(&mut self, theirs: Delta) {
        for stack in [&mut self.undo, &mut self.redo] {
            if let Some(top) = stack.last_mut() {
                top.others.push(theirs.clone());
                shorten(&mut top.others);
            }
        }
    }

    /// Takes the last step back; what that changed.
    pub(super) fn undo(&mut self, sheet: &mut Sheet) -> Option<Delta> {
        self.open = false;
        step(&mut self.undo, &mut self.redo, sheet)
    }

    /// Does again what was taken back last.
    pub(super) fn redo(&mut self, sheet: &mut Sheet) -> Option<Delta> {
        self.open = false;
        step(&mut self.redo, &mut self.undo, sheet)
    }

    fn forget(&mut self) {
        let steps = self.undo.iter().filter(|entry| entry.begins).count();
        if steps > DEEP {
            let next = self.undo.iter().skip(1).position(|entry| entry.begins);
            self.undo.drain(..=next.unwrap_or(0));
        }
    }
}

/// Pops one step of `from`, does it, and leaves on `to` what takes it back.
/// Steps of which nothing is left are skipped.
fn step(from: &mut Vec<Entry>, to: &mut Vec<Entry>, sheet: &mut Sheet) -> Option<Delta> {
    let mut done = Delta::new();
    while let Some((delta, ends)) = pop(from) {
        if !delta.is_empty() {
            let inverse = sheet.inverse(&delta).writable();
            sheet.apply(&delta);
            to.push(Entry { inverse, others: Vec::new(), begins: done.is_empty() });
            done = done.then(&delta);
        }
        if ends && !done.is_empty() {
            return Some(done);
        }
    }
    (!done.is_empty()).then_some(done)
}

fn pop(stack: &mut Vec<Entry>) -> Option<(Delta, bool)> {
    let Entry { mut inverse, others, begins } = stack.pop()?;
    let mut since = Vec::with_capacity(others.len());
    for theirs in others {
        // What others made of a mark or a line later is not taken back.
        let (ours, theirs) = transform(&inverse, &theirs, Wins::Theirs);
        inverse = ours;
        if !theirs.is_empty() {
            since.push(theirs);
        }
    }
    if let Some(below) = stack.last_mut() {
        below.others.extend(since);
        shorten(&mut below.others);
    }
    Some((inverse, begins))
}

fn shorten(others: &mut Vec<Delta>) {
    if others.len() > LONG {
        let whole = others.drain(..).fold(Delta::new(), |all, one| all.then(&one));
        others.push(whole);
    }
}
