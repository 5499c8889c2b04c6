//! A leave request inside a remove.

use rapport_ids::{AccountId, DeviceId, EntryId, SpaceId};
use rapport_seal::payload::LeaveRequest;
use rapport_seal::{Devices, Kind, SignedEntry};

#[derive(Debug, Clone)]
pub(crate) struct Leave {
    pub(crate) account: AccountId,
    pub(crate) device: DeviceId,
    /// The operation that the leaver knew.
    pub(crate) tip: EntryId,
    entry: SignedEntry,
    /// None while the leaver's device is not known.
    signed: Option<bool>,
}

impl Leave {
    pub(crate) fn read(space: &SpaceId, bytes: &[u8]) -> Option<Self> {
        let entry = SignedEntry::from_bytes(space, bytes).ok()?;
        if entry.entry().kind != Kind::LEAVE_REQUEST {
            return None;
        }
        let request = LeaveRequest::read(&entry.entry().payload).ok()?;
        let (device, tip) = (entry.entry().device, entry.entry().tip);
        Some(Self { account: request.account, device, tip, entry, signed: None })
    }

    pub(crate) fn verify(&mut self, devices: &Devices) {
        if let (None, Some(kin)) = (self.signed, devices.get(&self.device)) {
            self.signed = Some(kin.card.account == self.account && self.entry.is_by(&kin.card));
        }
    }

    pub(crate) fn is_signed(&self) -> bool {
        self.signed == Some(true)
    }
}
