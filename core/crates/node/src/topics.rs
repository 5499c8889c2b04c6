//! What a command or a merge has changed, for those who watch.

/// A set of areas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Topics(u32);

impl Topics {
    pub const NONE: Self = Self(0);
    pub const GOALS: Self = Self(1);
    pub const MEETINGS: Self = Self(1 << 1);
    pub const NOTES: Self = Self(1 << 2);
    pub const PEOPLE: Self = Self(1 << 3);
    pub const SYNC: Self = Self(1 << 4);
    pub const DEVICES: Self = Self(1 << 5);
    pub const INVITES: Self = Self(1 << 6);
    pub const SETTINGS: Self = Self(1 << 7);
    pub const LIVE: Self = Self(1 << 8);
    pub const CHECKINS: Self = Self(1 << 9);
    pub const REMINDERS: Self = Self(1 << 10);
    pub const ALL: Self = Self(u32::MAX);

    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub const fn touch(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub const fn is_none(self) -> bool {
        self.0 == 0
    }

    pub const fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }
}
