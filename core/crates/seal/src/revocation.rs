//! A device that no longer counts, and how far what it made before does.

use crate::device::DeviceKeys;
use crate::frontier::Mark;
use crate::limits;
use crate::signing::RootKey;
use rapport_ids::{AccountId, DeviceId, EntryId, SpaceId};
use rapport_wire::codec::Problem;
use rapport_wire::{Malformed, Reader, Writer, auth};
use std::collections::BTreeSet;

/// account 32 | device 16 | last op 32 | dseq u64 | entry 32 | n u16 | n x device 16
/// | revoker 16 (zeros = root) | signature 64, for one space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revocation {
    pub account: AccountId,
    /// The device that is revoked.
    pub device: DeviceId,
    /// The last operation of the control chain from which its ops still count;
    /// zeros when none does.
    pub last_op: EntryId,
    /// The last entry of its own chain that counts.
    pub last: Mark,
    /// Devices it had certified that stand nevertheless.
    pub standing: BTreeSet<DeviceId>,
    /// None: the root itself.
    pub revoker: Option<DeviceId>,
    pub signature: [u8; 64],
}

/// What a revocation says, before it is signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revoke {
    pub device: DeviceId,
    pub last_op: EntryId,
    pub last: Mark,
    pub standing: BTreeSet<DeviceId>,
}

impl Revocation {
    pub fn by_root(root: &RootKey, space: &SpaceId, what: Revoke) -> Result<Self, Malformed> {
        let mut revocation = Self::unsigned(AccountId::new(root.public()), None, what);
        revocation.signature = root.sign(&revocation.message(space)?);
        Ok(revocation)
    }

    pub fn by_device(keys: &DeviceKeys, space: &SpaceId, what: Revoke) -> Result<Self, Malformed> {
        let mut revocation = Self::unsigned(keys.account(), Some(keys.id()), what);
        revocation.signature = keys.sign(&revocation.message(space)?);
        Ok(revocation)
    }

    fn unsigned(account: AccountId, revoker: Option<DeviceId>, what: Revoke) -> Self {
        let Revoke { device, last_op, last, standing } = what;
        Self { account, device, last_op, last, standing, revoker, signature: [0; 64] }
    }

    fn message(&self, space: &SpaceId) -> Result<Vec<u8>, Malformed> {
        let mut w = Writer::new();
        w.put(b"rapport/v1/revoke").put(space.as_ref());
        self.write_unsigned(&mut w)?;
        Ok(w.finish())
    }

    fn write_unsigned(&self, w: &mut Writer) -> Result<(), Malformed> {
        w.put(self.account.as_ref()).put(self.device.as_ref()).put(self.last_op.as_ref());
        self.last.write(w);
        w.count("standing devices", self.standing.len())?;
        for device in &self.standing {
            w.put(device.as_ref());
        }
        w.put(self.revoker.unwrap_or(DeviceId::new([0; 16])).as_ref());
        Ok(())
    }

    pub fn write(&self) -> Result<Vec<u8>, Malformed> {
        let mut w = Writer::new();
        self.write_unsigned(&mut w)?;
        w.put(&self.signature);
        Ok(w.finish())
    }

    pub fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(bytes);
        let (account, device) = (AccountId::new(r.array("account")?), DeviceId::new(r.array("device")?));
        let (last_op, last) = (EntryId::new(r.array("last op")?), Mark::read(&mut r)?);
        let standing = r.ascending("standing devices", |r| r.array("device").map(DeviceId::new))?;
        if standing.len() > limits::CERTIFICATES {
            return Err(Malformed::new("standing devices", Problem::TooLong));
        }
        let revoker = DeviceId::new(r.array("revoker")?);
        let revoker = (revoker != DeviceId::new([0; 16])).then_some(revoker);
        let signature = r.array("revocation signature")?;
        r.end("revocation")?;
        let standing = standing.into_iter().collect();
        Ok(Self { account, device, last_op, last, standing, revoker, signature })
    }

    /// Whether the revoker signed it for this space. `revoker` is its signing
    /// key, or the account for one by the root. Whether it was senior enough is
    /// for [`Devices`](crate::Devices) to say.
    pub fn is_by(&self, revoker: &[u8; 32], space: &SpaceId) -> bool {
        self.message(space).is_ok_and(|message| auth::verify(revoker, &message, &self.signature))
    }
}
