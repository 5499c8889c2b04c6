//! What a line of a note is: a paragraph, a heading, an item of a list. Its
//! kind and its tick are two things here, since they merge apart; the domain
//! sees them as one.

use rapport_domain::note::BlockKind;

/// What a line is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    #[default]
    Paragraph,
    Heading1,
    Heading2,
    Heading3,
    Bullet,
    Numbered,
    /// An item with a box to tick; [`Line::done`] says whether it is ticked.
    Check,
    Quote,
    /// Something a newer version knows. It is shown as a paragraph and kept.
    Other,
}

impl LineKind {
    /// Every kind that can be written.
    pub const ALL: [Self; 8] = [
        Self::Paragraph,
        Self::Heading1,
        Self::Heading2,
        Self::Heading3,
        Self::Bullet,
        Self::Numbered,
        Self::Check,
        Self::Quote,
    ];

    /// Its name in documents. A paragraph has none: nothing is written for it.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Paragraph | Self::Other => None,
            kind => Some(BlockKind::from(kind).name()),
        }
    }

    /// Reads a name; what is not known is [`Self::Other`].
    pub fn named(name: &str) -> Self {
        BlockKind::read(name).into()
    }

    /// What the next line is when somebody presses return on this one: items
    /// and quotes go on, anything else becomes a paragraph.
    pub const fn next(self) -> Self {
        match self {
            Self::Bullet | Self::Numbered | Self::Check | Self::Quote => self,
            _ => Self::Paragraph,
        }
    }
}

/// A line: what it is and, for an item with a box, whether it is ticked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Line {
    pub kind: LineKind,
    /// Kept when the line is something else for a while.
    pub done: bool,
}

impl Line {
    pub const fn of(kind: LineKind) -> Self {
        Self { kind, done: false }
    }

    /// The line that a return on this one begins; a new item is not ticked.
    pub const fn next(self) -> Self {
        Self::of(self.kind.next())
    }
}

impl From<LineKind> for BlockKind {
    fn from(kind: LineKind) -> Self {
        match kind {
            LineKind::Paragraph => Self::Paragraph,
            LineKind::Heading1 => Self::Heading1,
            LineKind::Heading2 => Self::Heading2,
            LineKind::Heading3 => Self::Heading3,
            LineKind::Bullet => Self::Bullet,
            LineKind::Numbered => Self::Numbered,
            LineKind::Check => Self::Check,
            LineKind::Quote => Self::Quote,
            LineKind::Other => Self::Newer,
        }
    }
}

impl From<BlockKind> for LineKind {
    fn from(block: BlockKind) -> Self {
        match block {
            BlockKind::Paragraph => Self::Paragraph,
            BlockKind::Heading1 => Self::Heading1,
            BlockKind::Heading2 => Self::Heading2,
            BlockKind::Heading3 => Self::Heading3,
            BlockKind::Bullet => Self::Bullet,
            BlockKind::Numbered => Self::Numbered,
            BlockKind::Check => Self::Check,
            BlockKind::Quote => Self::Quote,
            BlockKind::Newer => Self::Other,
        }
    }
}
