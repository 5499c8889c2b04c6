//! The kinds of documents. A number never changes its meaning.

/// What a document is about; it says which shape the document has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocKind {
    /// One for each member of a shared space; written by that account only.
    Profile,
    Pairing,
    Goal,
    Meeting,
    Note,
    /// In the personal space: what one's devices need to open the others.
    Keyring,
    /// In the personal space: what a person has chosen.
    Settings,
    /// What a person answered in one month. In the personal space all of it,
    /// in a shared one copies of what they showed there.
    CheckIns,
    /// What two people agreed on who meet again and again.
    Series,
    /// When somebody could meet; written by that account only.
    FreeTimes,
}

impl DocKind {
    pub const ALL: [Self; 10] = [
        Self::Profile,
        Self::Pairing,
        Self::Goal,
        Self::Meeting,
        Self::Note,
        Self::Keyring,
        Self::Settings,
        Self::CheckIns,
        Self::Series,
        Self::FreeTimes,
    ];

    /// Its number in records and in the derivation of document ids.
    pub const fn number(self) -> u16 {
        match self {
            Self::Profile => 1,
            Self::Pairing => 2,
            Self::Goal => 3,
            Self::Meeting => 4,
            Self::Note => 5,
            Self::Keyring => 6,
            Self::Settings => 7,
            Self::CheckIns => 8,
            Self::Series => 9,
            Self::FreeTimes => 10,
        }
    }

    /// The kind of a number; none for one that a newer version has.
    pub fn numbered(number: u16) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.number() == number)
    }
}
