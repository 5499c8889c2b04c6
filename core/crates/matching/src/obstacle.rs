//! What makes a pair impossible, whatever else speaks for it.

use crate::settings::Settings;
use serde::Serialize;

/// One reason why two cannot be a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Obstacle {
    MenteeNotReady,
    MentorNotReady,
    /// The mentor has as many mentees as they want.
    NoRoom,
    SamePerson,
    /// Kept apart; the pool says why.
    Apart,
    /// One of them is a minor, and the other may not meet one.
    Safeguarding,
    NoCommonLanguage,
    /// Too few common minutes of a week, and writing is not enough for both.
    TooLittleTime,
    /// One only meets in person, the other one only remotely or elsewhere.
    NoCommonMode,
    /// Nothing in common on a question that is a must: which one of those.
    Must(u8),
}

impl Obstacle {
    /// In the order in which they are told.
    pub const ALL: [Self; 9 + Settings::MUSTS] = [
        Self::MenteeNotReady,
        Self::MentorNotReady,
        Self::NoRoom,
        Self::SamePerson,
        Self::Apart,
        Self::Safeguarding,
        Self::NoCommonLanguage,
        Self::TooLittleTime,
        Self::NoCommonMode,
        Self::Must(0),
        Self::Must(1),
        Self::Must(2),
    ];

    /// Whether somebody could change it without harm: more hours, another
    /// place, a question that need not be a must.
    pub const fn can_be_relaxed(self) -> bool {
        matches!(self, Self::TooLittleTime | Self::NoCommonMode | Self::Must(_))
    }

    const fn bit(self) -> u16 {
        1 << match self {
            Self::MenteeNotReady => 0,
            Self::MentorNotReady => 1,
            Self::NoRoom => 2,
            Self::SamePerson => 3,
            Self::Apart => 4,
            Self::Safeguarding => 5,
            Self::NoCommonLanguage => 6,
            Self::TooLittleTime => 7,
            Self::NoCommonMode => 8,
            Self::Must(nth) => 9 + nth,
        }
    }
}

/// All obstacles of one pair.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Obstacles(u16);

impl Obstacles {
    pub(crate) const fn with(self, one: Obstacle, there: bool) -> Self {
        if there { Self(self.0 | one.bit()) } else { self }
    }

    /// Whether nothing stands in the way.
    pub const fn none(self) -> bool {
        self.0 == 0
    }

    pub const fn has(self, one: Obstacle) -> bool {
        self.0 & one.bit() != 0
    }

    /// Whether this is the only one.
    pub const fn only(self, one: Obstacle) -> bool {
        self.0 == one.bit()
    }

    /// One after the other, in their order.
    pub fn iter(self) -> impl Iterator<Item = Obstacle> {
        Obstacle::ALL.into_iter().filter(move |one| self.has(*one))
    }
}
