//! What a screen sends, and why it is refused.

use crate::text::{Line, LineKind, Mark, Marks};

/// One edit, in the coordinates of the screen's text at that moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// At `at`, `delete` units go and `insert` comes.
    Splice {
        at: u32,
        delete: u32,
        /// Line breaks are `\n`; a tab is allowed, other control characters
        /// are not.
        insert: String,
        /// The marks of what comes, where the screen knows better than the
        /// rule of [`Marks::typed_between`]; usually none.
        marks: Option<Marks>,
        /// What each line begun here is; none takes [`Line::next`] of the
        /// line that is typed in. A return at the beginning of a line leaves
        /// that line as it is and puts an empty one before it.
        line: Option<Line>,
    },
    /// Sets a mark from `from` up to `to`, or takes it away.
    Mark { from: u32, to: u32, mark: Mark, on: bool },
    /// Changes what the line of a place is, or ticks it.
    Line { at: u32, kind: Option<LineKind>, done: Option<bool> },
}

impl Edit {
    /// Plain typing.
    pub fn splice(at: u32, delete: u32, insert: impl Into<String>) -> Self {
        Self::Splice { at, delete, insert: insert.into(), marks: None, line: None }
    }
}

/// An edit that is not possible. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("edit {edit}: {field}: {problem}")]
pub struct Invalid {
    /// Which of the edits, from 0.
    pub edit: usize,
    /// Which field of it.
    pub field: &'static str,
    pub problem: Wrong,
}

/// What is wrong with a field of an edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    #[error("the text ends at {len}")]
    BeyondEnd { len: u32 },
    #[error("that is inside a character")]
    InsideCharacter,
    #[error("it ends before it begins")]
    Backwards,
    #[error("{is} units are more than {limit}")]
    TooLong { limit: u32, is: u32 },
    #[error("a control character at {at}")]
    ControlCharacter { at: u32 },
    #[error("it is no link that can be opened safely")]
    NotALink,
    #[error("more than {limit} at once")]
    TooMany { limit: usize },
    #[error("this version cannot write it")]
    Unknown,
}
