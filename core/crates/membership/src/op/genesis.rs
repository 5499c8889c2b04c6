//! The first operation of a space.

use crate::relay::Relay;
use crate::space::{self, Recovery, SpaceKind};
use rapport_ids::{AccountId, SpaceId};
use rapport_seal::Bundle;
use rapport_wire::codec::Problem;
use rapport_wire::{Malformed, Reader, Writer};
use std::collections::BTreeSet;

/// space kind u8 | account 32 | random 32 | owner key 32 | recovery (option:
/// HPKE 32, relay 32) | certificates | relays. Recovery stands in the genesis
/// of a personal space and in no other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Genesis {
    pub kind: SpaceKind,
    /// Who opens it and is its owner.
    pub account: AccountId,
    pub random: [u8; 32],
    pub owner_key: [u8; 32],
    pub recovery: Option<Recovery>,
    /// The owner's devices.
    pub certificates: Bundle,
    pub relays: BTreeSet<Relay>,
}

impl Genesis {
    pub fn space(&self) -> SpaceId {
        space::space_id(&self.owner_key, self.kind, &self.account, &self.random)
    }

    pub(super) fn write(&self, w: &mut Writer) -> Result<(), Malformed> {
        w.u8(self.kind.byte()).put(self.account.as_ref()).put(&self.random).put(&self.owner_key);
        w.flag(self.recovery.is_some());
        if let Some(recovery) = &self.recovery {
            recovery.write(w);
        }
        self.certificates.write(w)?;
        Relay::write_list(&self.relays, w)
    }

    pub(super) fn read(r: &mut Reader<'_>) -> Result<Self, Malformed> {
        let genesis = Self {
            kind: SpaceKind::read(r)?,
            account: AccountId::new(r.array("account")?),
            random: r.array("random")?,
            owner_key: r.array("owner key")?,
            recovery: if r.flag("recovery")? { Some(Recovery::read(r)?) } else { None },
            certificates: Bundle::read(r)?,
            relays: Relay::read_list(r)?,
        };
        if genesis.recovery.is_some() != (genesis.kind == SpaceKind::Personal) {
            return Err(Malformed::new("recovery", Problem::Value));
        }
        if genesis.certificates.account() != Some(genesis.account) {
            return Err(Malformed::new("certificates", Problem::Value));
        }
        Ok(genesis)
    }
}
