//! Notes as screens show them.

use crate::ids::{AgendaItemId, MeetingId, NoteId, PersonId, SectionId, SpaceId, VersionId};
use crate::time::Moment;
pub use rapport_core::notes::{
    AuthorSpan, Href, Line, LineKind, Mark, MarkSpan, Marks, NoteRow, NoteText, NoteView, SectionView, VersionView,
};

uniffi::custom_type!(Href, String, {
    remote,
    try_lift: |text| Ok(Href::from(text)),
    lower: |href| (*href).to_owned(),
});

/// Where a line break stands, and what the line after it is.
pub type LineBreak = (u32, Line);

/// Where a line begins, and what it is.
#[derive(uniffi::Record)]
pub struct PlacedLine {
    /// The place of the line break before it, in UTF-16 units.
    pub at: u32,
    /// What the line after it is.
    pub line: Line,
}

uniffi::custom_type!(LineBreak, PlacedLine, {
    remote,
    try_lift: |placed| Ok((placed.at, placed.line)),
    lower: |placed| PlacedLine { at: placed.0, line: placed.1 },
});

/// A note in a list.
#[uniffi::remote(Record)]
pub struct NoteRow {
    /// Names the note.
    pub id: NoteId,
    /// Who can read it: the people of this space.
    pub space: SpaceId,
    /// Whether the pair reads it.
    pub shared: bool,
    /// What it is called; may be empty.
    pub title: String,
    /// The beginning of its text.
    pub snippet: String,
    /// The meeting it is the note of.
    pub meeting: Option<MeetingId>,
    /// How many sections it has.
    pub sections: u32,
    /// When it last changed.
    pub changed: Moment,
}

/// One note to read.
#[uniffi::remote(Record)]
pub struct NoteView {
    /// The same that a list shows of it.
    pub row: NoteRow,
    /// Its parts, in their order.
    pub sections: Vec<SectionView>,
    /// Set when a newer app is needed to change it.
    pub needs_update: bool,
}

/// A part of a note, with its text.
#[uniffi::remote(Record)]
pub struct SectionView {
    /// Names the section.
    pub id: SectionId,
    /// Its heading; empty for a free section without one.
    pub title: String,
    /// The point of the agenda that it is about.
    pub agenda: Option<AgendaItemId>,
    /// Its text, with lines and marks.
    pub text: NoteText,
}

/// Who wrote a stretch of a section.
#[uniffi::remote(Record)]
pub struct AuthorSpan {
    /// So many UTF-16 units.
    pub units: u32,
    /// None when that is not known.
    pub person: Option<PersonId>,
    /// What they are called; empty when that is not known.
    pub name: String,
}

/// A stretch of work on a note.
#[uniffi::remote(Record)]
pub struct VersionView {
    /// Names the state after it, to look at the note as it was then.
    pub id: VersionId,
    /// Who wrote; none when that is not known.
    pub person: Option<PersonId>,
    /// What they are called; empty when that is not known.
    pub name: String,
    /// When it began.
    pub from: Moment,
    /// When it ended.
    pub to: Moment,
}

/// One section's text. Line breaks are `\n` in it.
#[uniffi::remote(Record)]
pub struct NoteText {
    /// The whole text; line breaks are `\n`.
    pub text: String,
    /// What the first line is.
    pub lead: Line,
    /// Where each line break stands, and what the line after it is.
    pub lines: Vec<LineBreak>,
    /// By where they begin, then by kind.
    pub marks: Vec<MarkSpan>,
}

/// A line: what it is and, for an item with a box, whether it is ticked.
#[uniffi::remote(Record)]
pub struct Line {
    /// What it is: a heading, an item, plain text …
    pub kind: LineKind,
    /// Kept when the line is something else for a while.
    pub done: bool,
}

/// What a line is.
#[uniffi::remote(Enum)]
pub enum LineKind {
    Paragraph,
    Heading1,
    Heading2,
    Heading3,
    Bullet,
    Numbered,
    /// An item with a box to tick; `Line::done` says whether it is ticked.
    Check,
    Quote,
    /// Something a newer version knows. It is shown as a paragraph and kept.
    Other,
}

/// A mark and where it is.
#[uniffi::remote(Record)]
pub struct MarkSpan {
    /// Where it begins, in UTF-16 units.
    pub from: u32,
    /// The first position that is no longer marked.
    pub to: u32,
    /// Which mark.
    pub mark: Mark,
}

/// One mark.
#[uniffi::remote(Enum)]
pub enum Mark {
    Bold,
    Italic,
    /// Leads somewhere.
    Link(Href),
    /// Means a person.
    Mention(PersonId),
}

/// All marks of one character.
#[uniffi::remote(Record)]
pub struct Marks {
    /// Whether it is bold.
    pub bold: bool,
    /// Whether it is italic.
    pub italic: bool,
    /// Where a link leads.
    pub link: Option<Href>,
    /// The person that is meant.
    pub mention: Option<PersonId>,
}
