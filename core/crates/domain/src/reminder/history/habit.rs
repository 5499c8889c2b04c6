//! How a person takes a kind of reminder. Two dismissed in a row make it
//! half as frequent.

use serde::{Deserialize, Serialize};

/// What the last acts on reminders of a kind come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Habit {
    /// Dismissed in a row, without one that was taken up.
    pub dismissed: u8,
    /// How often it was halved; 0 for as frequent as it was made.
    pub halved: u8,
}

impl Habit {
    /// More often than this a kind is not halved.
    pub const MOST: u8 = 3;
    const IN_A_ROW: u8 = 2;

    /// Another one dismissed. Whether the kind has just become rarer.
    pub(super) fn dismiss(&mut self) -> bool {
        self.dismissed += 1;
        if self.dismissed < Self::IN_A_ROW {
            return false;
        }
        self.dismissed = 0;
        let rarer = self.halved < Self::MOST;
        self.halved = (self.halved + 1).min(Self::MOST);
        rarer
    }

    /// One was taken up: done, opened or put off.
    pub(super) const fn take_up(&mut self) {
        self.dismissed = 0;
    }

    /// Whether one with this number still comes.
    pub(in crate::reminder) fn lets(self, nth: u32) -> bool {
        nth.is_multiple_of(1 << self.halved.min(Self::MOST))
    }
}
