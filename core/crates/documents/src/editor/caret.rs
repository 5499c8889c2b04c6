//! Where others are in the text that this screen shows.

use crate::text::Delta;
use rapport_ids::DeviceId;
use std::collections::BTreeMap;

/// Whose caret: one for each device that has the note open.
pub type CaretId = DeviceId;

/// A selection: `anchor` is where it began, `head` where it ends now. Without
/// a selection both are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caret {
    pub anchor: u32,
    pub head: u32,
}

/// Carets, in the coordinates of the merged text: those of others, and where
/// the person at this screen is.
#[derive(Clone, Debug, Default)]
pub(super) struct Carets {
    others: BTreeMap<CaretId, Caret>,
    own: Option<Caret>,
}

impl Carets {
    pub(super) fn place(&mut self, id: CaretId, caret: Caret) {
        self.others.insert(id, caret);
    }

    pub(super) fn remove(&mut self, id: CaretId) {
        self.others.remove(&id);
    }

    pub(super) fn place_own(&mut self, caret: Option<Caret>) {
        self.own = caret;
    }

    pub(super) const fn own(&self) -> Option<Caret> {
        self.own
    }

    /// Moves all along with an edit; what comes in exactly at somebody else's
    /// caret comes behind it, and before one's own.
    pub(super) fn carry(&mut self, delta: &Delta) {
        for caret in self.others.values_mut() {
            *caret = Caret { anchor: delta.carry(caret.anchor, false), head: delta.carry(caret.head, false) };
        }
        if let Some(own) = &mut self.own {
            *own = Caret { anchor: delta.carry(own.anchor, true), head: delta.carry(own.head, true) };
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (CaretId, Caret)> {
        self.others.iter().map(|(id, caret)| (*id, *caret))
    }
}

#[cfg(test)]
mod tests;
