//! What kind of line a line is.

use crate::words::plain;

plain! {
    /// The kind of one line.
    BlockKind in "block" {
        Paragraph = "paragraph",
        /// The largest heading.
        Heading1 = "h1",
        Heading2 = "h2",
        /// The smallest heading.
        Heading3 = "h3",
        /// An item of a list with dots.
        Bullet = "bullet",
        /// An item of a list with numbers; the numbers are counted when shown.
        Numbered = "numbered",
        /// Something to tick, done by rule I7.
        Check = "check",
        Quote = "quote",
        /// A kind that only a newer version knows; shown as a paragraph and kept.
        Newer = "newer",
    }
}

impl BlockKind {
    /// The kind of a name in a document; an unknown name is of a newer version.
    pub fn read(name: &str) -> Self {
        Self::from_name(name).unwrap_or(Self::Newer)
    }

    /// The kind of a line that is begun by pressing return at the end of this
    /// one: lists go on, headings do not.
    pub const fn after_return(self) -> Self {
        match self {
            Self::Bullet | Self::Numbered | Self::Check | Self::Quote => self,
            Self::Paragraph | Self::Heading1 | Self::Heading2 | Self::Heading3 | Self::Newer => Self::Paragraph,
        }
    }
}
