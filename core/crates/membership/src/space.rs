//! What a space is, and how its id follows from who opened it.

use rapport_ids::{AccountId, SpaceId};
use rapport_seal::HpkePublic;
use rapport_wire::codec::Problem;
use rapport_wire::{Malformed, Reader, Writer, auth};
use sha2::{Digest, Sha256};

/// For whom a space is. Fixed at its genesis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum SpaceKind {
    /// One account's devices and its recovery key.
    Personal = 1,
    /// Two people.
    Pair = 2,
    /// Coordinators and one participant, or a pair with its supervisor.
    Case = 3,
    /// Members of a group.
    Circle = 4,
    /// Coordinators write, participants read.
    Programme = 5,
}

impl SpaceKind {
    pub const fn byte(self) -> u8 {
        self as u8
    }

    pub(crate) fn read(r: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(match r.u8("space kind")? {
            1 => Self::Personal,
            2 => Self::Pair,
            3 => Self::Case,
            4 => Self::Circle,
            5 => Self::Programme,
            _ => return Err(Malformed::new("space kind", Problem::Value)),
        })
    }
}

/// What the recovery words can still do in a personal space. HPKE key 32 |
/// relay key 32: the one opens boxes, the other reads control frames.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recovery {
    pub hpke: HpkePublic,
    pub relay: [u8; 32],
}

impl Recovery {
    pub(crate) fn read(r: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(Self { hpke: HpkePublic::new(r.array("recovery key")?), relay: r.array("recovery relay key")? })
    }

    pub(crate) fn write(&self, w: &mut Writer) {
        w.put(self.hpke.as_bytes()).put(&self.relay);
    }
}

/// g = SHA-256("rapport/v1/genesis" || kind || owner account || random).
pub fn genesis_hash(kind: SpaceKind, owner: &AccountId, random: &[u8; 32]) -> [u8; 32] {
    let hash = Sha256::new().chain_update(b"rapport/v1/genesis").chain_update([kind.byte()]);
    hash.chain_update(owner).chain_update(random).finalize().into()
}

/// The id that this owner's key and genesis lead to.
pub fn space_id(owner_key: &[u8; 32], kind: SpaceKind, owner: &AccountId, random: &[u8; 32]) -> SpaceId {
    auth::space_id(owner_key, &genesis_hash(kind, owner, random))
}
