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

/// Carets, in the coordinates of the merged text.
#[derive(Clone, Debug, Default)]
pub(super) struct Carets(BTreeMap<CaretId, Caret>);

impl Carets {
    pub(super) fn place(&mut self, id: CaretId, caret: Caret) {
        self.0.insert(id, caret);
    }

    pub(super) fn remove(&mut self, id: CaretId) {
        self.0.remove(&id);
    }

    /// Moves all along with an edit; what comes in exactly at a caret comes
    /// behind it.
    pub(super) fn carry(&mut self, delta: &Delta) {
        for caret in self.0.values_mut() {
            *caret = Caret { anchor: delta.carry(caret.anchor, false), head: delta.carry(caret.head, false) };
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (CaretId, Caret)> {
        self.0.iter().map(|(id, caret)| (*id, *caret))
    }
}
