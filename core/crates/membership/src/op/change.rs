//! The operations that change who is in, and the one that forgets records.

use crate::role::Role;
use rapport_ids::{AccountId, DeviceId, LogId, RecordId};
use rapport_seal::payload::{read_record_ids, write_record_ids};
use rapport_seal::{Bundle, Frontier, Revocation};
use rapport_wire::codec::Problem;
use rapport_wire::{Chain, Malformed, Reader, Writer, limits};
use std::collections::BTreeSet;

/// account 32 | role u8 | certificates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddMember {
    pub account: AccountId,
    pub role: Role,
    /// The devices that join.
    pub certificates: Bundle,
}

/// account 32 | role u8 | frontier, which counts when the role is lowered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetRole {
    pub account: AccountId,
    pub role: Role,
    pub frontier: Frontier,
}

/// account 32 | device 16 (option) | frontier | leave request (option: signed
/// entry, u32 length) | revocation (option: u32 length).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remove {
    pub account: AccountId,
    /// Only this device of the account; none: the account.
    pub device: Option<DeviceId>,
    /// What still counts of what is removed.
    pub frontier: Frontier,
    /// The entry with which the account asked to leave, without padding.
    pub request: Option<Vec<u8>>,
    /// The account's own word that the device no longer counts.
    pub revocation: Option<Revocation>,
}

/// account 32 | owner key 32 | frontier of the one who hands over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetOwner {
    /// Who is owner from now on.
    pub account: AccountId,
    /// Public half of the new owner's key for this space.
    pub owner_key: [u8; 32],
    pub frontier: Frontier,
}

/// log id 16 | through u64 | chain there 32 | snapshots: n u16 | n x record 32.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prune {
    pub log_id: LogId,
    /// Log records up to this number may go.
    pub through: u64,
    pub chain: Chain,
    /// Older snapshots that may go too.
    pub snapshots: BTreeSet<RecordId>,
}

impl AddMember {
    pub(super) fn write(&self, w: &mut Writer) -> Result<(), Malformed> {
        w.put(self.account.as_ref()).u8(self.role.byte());
        self.certificates.write(w)
    }

    pub(super) fn read(r: &mut Reader<'_>) -> Result<Self, Malformed> {
        let (account, role) = (AccountId::new(r.array("account")?), Role::read(r)?);
        let certificates = Bundle::read(r)?;
        if certificates.account() != Some(account) {
            return Err(Malformed::new("certificates", Problem::Value));
        }
        Ok(Self { account, role, certificates })
    }
}

impl SetRole {
    pub(super) fn write(&self, w: &mut Writer) -> Result<(), Malformed> {
        w.put(self.account.as_ref()).u8(self.role.byte());
        self.frontier.write(w)
    }

    pub(super) fn read(r: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(Self { account: AccountId::new(r.array("account")?), role: Role::read(r)?, frontier: Frontier::read(r)? })
    }
}

impl Remove {
    pub(super) fn write(&self, w: &mut Writer) -> Result<(), Malformed> {
        w.put(self.account.as_ref()).flag(self.device.is_some());
        if let Some(device) = &self.device {
            w.put(device.as_ref());
        }
        self.frontier.write(w)?;
        w.flag(self.request.is_some());
        if let Some(request) = &self.request {
            w.bytes("request", request)?;
        }
        w.flag(self.revocation.is_some());
        if let Some(revocation) = &self.revocation {
            w.bytes("revocation", &revocation.write()?)?;
        }
        Ok(())
    }

    pub(super) fn read(r: &mut Reader<'_>) -> Result<Self, Malformed> {
        let account = AccountId::new(r.array("account")?);
        let device = if r.flag("device")? { Some(DeviceId::new(r.array("device")?)) } else { None };
        let frontier = Frontier::read(r)?;
        let request = if r.flag("request")? { Some(r.bytes("request", limits::SMALL_FRAME)?.to_vec()) } else { None };
        let revocation = if r.flag("revocation")? {
            Some(Revocation::read(r.bytes("revocation", limits::SMALL_FRAME)?)?)
        } else {
            None
        };
        // A request is for an account, a revocation for a device.
        if (device.is_some() && request.is_some()) || (device.is_none() && revocation.is_some()) {
            return Err(Malformed::new("device", Problem::Value));
        }
        Ok(Self { account, device, frontier, request, revocation })
    }
}

impl SetOwner {
    pub(super) fn write(&self, w: &mut Writer) -> Result<(), Malformed> {
        w.put(self.account.as_ref()).put(&self.owner_key);
        self.frontier.write(w)
    }

    pub(super) fn read(r: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(Self {
            account: AccountId::new(r.array("account")?),
            owner_key: r.array("owner key")?,
            frontier: Frontier::read(r)?,
        })
    }
}

impl Prune {
    pub(super) fn write(&self, w: &mut Writer) -> Result<(), Malformed> {
        w.put(self.log_id.as_ref()).u64(self.through).put(self.chain.as_bytes());
        write_record_ids(w, "snapshots", &self.snapshots)
    }

    pub(super) fn read(r: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(Self {
            log_id: LogId::new(r.array("log id")?),
            through: r.u64("through")?,
            chain: Chain::new(r.array("chain")?),
            snapshots: read_record_ids(r, "snapshots")?,
        })
    }
}
