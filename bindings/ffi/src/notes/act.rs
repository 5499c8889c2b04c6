//! What people enter about notes, besides their text.

use crate::goals::Place;
use crate::ids::{MeetingId, NoteId, SectionId};
pub use rapport_core::notes::NewNote;
use rapport_core::notes::NoteAct;

/// A note as it is begun.
#[uniffi::remote(Record)]
pub struct NewNote {
    /// For oneself, or in a pair.
    pub place: Place,
    /// What it is called; may be empty.
    pub title: String,
    /// The meeting it is the note of.
    #[uniffi(default = None)]
    pub meeting: Option<MeetingId>,
}

/// A note that was begun, and its first section.
#[derive(uniffi::Record)]
pub struct BegunNote {
    /// The note.
    pub note: NoteId,
    /// The empty section to type into.
    pub section: SectionId,
}

impl From<(NoteId, SectionId)> for BegunNote {
    fn from((note, section): (NoteId, SectionId)) -> Self {
        Self { note, section }
    }
}

/// A change of the shape of a note.
#[derive(uniffi::Enum)]
pub enum NoteEdit {
    /// Another name.
    Title {
        /// One line.
        title: String,
    },
    /// Another heading of a section.
    SectionTitle {
        /// The section.
        section: SectionId,
        /// One line; may be empty.
        title: String,
    },
    /// A section disappears with its text.
    DeleteSection {
        /// The section.
        section: SectionId,
    },
    /// The note disappears. Only whoever began it may do so.
    Delete,
}

impl From<NoteEdit> for NoteAct {
    fn from(edit: NoteEdit) -> Self {
        match edit {
            NoteEdit::Title { title } => Self::Title(title),
            NoteEdit::SectionTitle { section, title } => Self::SectionTitle { id: section, title },
            NoteEdit::DeleteSection { section } => Self::DeleteSection { id: section },
            NoteEdit::Delete => Self::Delete,
        }
    }
}
