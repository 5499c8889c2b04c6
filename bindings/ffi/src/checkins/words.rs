//! What a result can be called.

use rapport_core::domain::checkin;

pub use checkin::ItemKind;
/// What an instrument is about.
pub type InstrumentAbout = checkin::Subject;
/// Where in its range a score lies.
pub type ScoreBand = checkin::Band;
/// Why a result deserves a second look.
pub type CheckInAlert = checkin::Alert;
/// What became of a score between two times.
pub type ScoreMovement = checkin::Movement;

/// What an instrument is about.
#[uniffi::remote(Enum)]
pub enum InstrumentAbout {
    /// Whoever answers.
    Person,
    /// One pair, as whoever answers sees it.
    Pair,
    /// One goal; it is answered there and not as a check-in.
    Goal,
}

/// What kind of answer an item takes.
#[uniffi::remote(Enum)]
pub enum ItemKind {
    /// A number of the scale. Only these are scored.
    Scale,
    /// 1 for yes, 0 for no.
    YesNo,
    /// A few words.
    Text,
}

/// Where in its range a score lies.
#[uniffi::remote(Enum)]
pub enum ScoreBand {
    VeryLow,
    Low,
    Medium,
    High,
    VeryHigh,
}

/// Why a result deserves a second look by whoever answered.
#[uniffi::remote(Enum)]
pub enum CheckInAlert {
    /// Low, and so was the one before.
    Running,
    /// Much lower than the one before.
    Drop,
}

/// What became of a score between two times.
#[uniffi::remote(Enum)]
pub enum ScoreMovement {
    /// Better, by so much that it matters.
    Better,
    /// Worse, by so much that it matters.
    Worse,
    /// A change too small to mean anything, or none.
    Steady,
    /// It changed, and nobody knows from where on that matters.
    Unclear,
    /// There is nothing to compare with.
    Nothing,
}
