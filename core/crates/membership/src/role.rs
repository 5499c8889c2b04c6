//! What somebody may do in a space.

use rapport_wire::codec::Problem;
use rapport_wire::{Malformed, Reader};

/// Stronger ones compare as less: `Role::Owner < Role::Reader`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Role {
    /// One a space.
    Owner = 0,
    Admin = 1,
    Writer = 2,
    Reader = 3,
}

impl Role {
    pub const fn byte(self) -> u8 {
        self as u8
    }

    pub(crate) fn read(r: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(match r.u8("role")? {
            0 => Self::Owner,
            1 => Self::Admin,
            2 => Self::Writer,
            3 => Self::Reader,
            _ => return Err(Malformed::new("role", Problem::Value)),
        })
    }

    /// Whether it authors operations and holds the control key.
    pub const fn governs(self) -> bool {
        matches!(self, Self::Owner | Self::Admin)
    }
}

/// Who gives way to whom. Lesser is stronger: the owner, then admins by the
/// place in the chain at which they became it, then writers, then readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    role: Role,
    since: u32,
}

impl Rank {
    pub(crate) const fn new(role: Role, since: u32) -> Self {
        Self { role, since: if matches!(role, Role::Admin) { since } else { 0 } }
    }

    pub const fn role(&self) -> Role {
        self.role
    }

    /// One acts on strictly lower ranks only.
    pub fn is_above(&self, other: &Self) -> bool {
        self < other
    }
}
