//! One act of typing.

/// One of the two people of a pair; also which of two phones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Who {
    Mentee,
    Mentor,
}

impl Who {
    pub const BOTH: [Self; 2] = [Self::Mentee, Self::Mentor];

    /// 0 or 1, for an array of two.
    pub const fn index(self) -> usize {
        match self {
            Self::Mentee => 0,
            Self::Mentor => 1,
        }
    }

    pub const fn other(self) -> Self {
        match self {
            Self::Mentee => Self::Mentor,
            Self::Mentor => Self::Mentee,
        }
    }
}

/// Takes `delete` UTF-16 code units away at `at` and puts `insert` there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Splice {
    /// Where, in UTF-16 code units from the beginning.
    pub at: usize,
    /// How many UTF-16 code units go.
    pub delete: usize,
    pub insert: String,
}

/// What one person does to the text as their own phone shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    pub who: Who,
    /// Milliseconds since 1970, never less than that of the act before.
    pub at_ms: i64,
    pub splice: Splice,
}
