//! Notes: a title and sections, each a text of its own that people type into
//! together. What is typed is merged elsewhere; here is what a note is made of
//! and who may arrange it.

mod act;
mod block;
mod mark;
mod rich;

use crate::access::Tier;
use crate::made::{Gone, ItemId, Made};
use crate::members::Members;
use crate::order::Order;
use crate::sort;
use rapport_ids::{AgendaItemId, MeetingId, NoteId, SectionId};
use serde::{Deserialize, Serialize};

pub use act::{MOST_SECTIONS, NewSection, NoteAct};
pub use block::BlockKind;
pub use mark::{Link, Mark, MarkKind};
pub use rich::{Line, RichText, Span};

/// A part of a note: one text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    pub id: SectionId,
    pub made: Made,
    /// Its heading; empty for a free section without one.
    pub title: String,
    pub order: Order,
    /// The point of the agenda it belongs to; none for a free section.
    pub agenda: Option<AgendaItemId>,
    pub text: RichText,
}

/// A note as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    pub id: NoteId,
    /// Who writes it: one person for a private note, a pair for a shared one.
    pub members: Members,
    /// Who began it, and when.
    pub made: Option<Made>,
    /// The meeting it is the note of.
    pub meeting: Option<MeetingId>,
    pub title: String,
    /// In their order.
    pub sections: Vec<Section>,
    /// I16: what was deleted inside of it, without content.
    pub gone: Vec<Gone>,
    /// Who deleted the note itself, and when.
    pub deleted: Option<Made>,
}

impl Note {
    /// A note of which nothing is known but where it is.
    pub const fn new(id: NoteId, members: Members) -> Self {
        Self {
            id,
            members,
            made: None,
            meeting: None,
            title: String::new(),
            sections: Vec::new(),
            gone: Vec::new(),
            deleted: None,
        }
    }

    /// Sections by their place, ties by identifier.
    pub fn sorted(mut self) -> Self {
        sort::by(&mut self.sections, |a, b| (&a.order, a.id).cmp(&(&b.order, b.id)));
        self
    }

    /// I16: what stays of a deleted note: its identifier, who began it and
    /// when, and who deleted it.
    pub fn tombstone(self, deleted: Made) -> Self {
        Self { made: self.made, deleted: Some(deleted), ..Self::new(self.id, self.members) }
    }

    /// How far it can be read: by its author alone, or by the pair.
    pub fn tier(&self) -> Tier {
        self.members.tier()
    }

    /// Whether there is something to show.
    pub const fn is_here(&self) -> bool {
        self.made.is_some() && self.deleted.is_none()
    }

    /// A section that is here.
    pub fn section(&self, id: SectionId) -> Option<&Section> {
        self.sections.iter().find(|section| section.id == id)
    }

    /// Whether a section was here and is deleted.
    pub fn had_section(&self, id: SectionId) -> bool {
        Gone::holds(&self.gone, ItemId::Section(id))
    }
}

#[cfg(test)]
mod tests;
