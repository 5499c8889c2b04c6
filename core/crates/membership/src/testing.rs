//! People, devices and chains for tests.

use crate::draft::{Draft, NewSpace, SealWith};
use crate::ledger::{Membership, Trust};
use crate::op::{Act, After, write_payload};
use crate::space::SpaceKind;
use rapport_ids::{AccountId, EntryId, RecordId, SpaceId};
use rapport_seal::{
    Bundle, Certificate, ControlKey, DeviceKeys, Entry, EpochKey, Random, RootKey, Secret, SignedEntry,
};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

pub(crate) struct Seeded(u64, u64);

impl Seeded {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed, 0)
    }
}

impl Random for Seeded {
    fn fill(&mut self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            let block = Sha256::new().chain_update(self.0.to_be_bytes()).chain_update(self.1.to_be_bytes());
            self.1 += 1;
            chunk.copy_from_slice(&block.finalize()[..chunk.len()]);
        }
    }
}

/// A person with devices: the first certified by the root, each other by the first.
pub(crate) struct Person {
    pub(crate) root: RootKey,
    pub(crate) devices: Vec<DeviceKeys>,
    pub(crate) bundle: Bundle,
}

impl Person {
    pub(crate) fn new(seed: u64, devices: u32) -> Self {
        let mut random = Seeded::new(seed + 1000);
        let root = RootKey::generate(&mut random);
        let account = AccountId::new(root.public());
        let devices: Vec<_> = (0..devices).map(|_| DeviceKeys::generate(account, &mut random)).collect();
        let mut certificates = vec![Certificate::by_root(&root, *devices[0].card(), 0)];
        for (n, device) in (0..).zip(&devices[1..]) {
            certificates.push(Certificate::by_device(&devices[0], *device.card(), n));
        }
        Self { root, devices, bundle: Bundle::new(certificates).unwrap() }
    }

    pub(crate) fn id(&self) -> AccountId {
        self.devices[0].account()
    }

    pub(crate) fn key(&self) -> &DeviceKeys {
        &self.devices[0]
    }
}

/// A space that one person has opened, with all keys at hand.
pub(crate) struct World {
    pub(crate) membership: Membership,
    pub(crate) epoch: EpochKey,
    pub(crate) control: ControlKey,
    pub(crate) head: RecordId,
    pub(crate) entries: Vec<SignedEntry>,
    pub(crate) random: Seeded,
}

impl World {
    pub(crate) fn open(kind: SpaceKind, owner: &Person) -> Self {
        let mut random = Seeded::new(42);
        let mut new = NewSpace::fresh(kind, owner.bundle.clone(), 1, &mut random);
        if kind == SpaceKind::Personal {
            let words = rapport_seal::RecoveryWords::from_entropy(Secret::new([3; 32]));
            new = NewSpace { kind, ..NewSpace::personal(&words.account(), owner.bundle.clone(), 1) };
        }
        let made = new.make(owner.key(), &mut random).unwrap();
        let mut membership = Membership::new(made.space);
        membership.insert(&made.entry, Trust::Check).unwrap();
        let head = rapport_wire::Frame::parse(made.frame).unwrap().record_id();
        Self { membership, epoch: made.epoch, control: made.control, head, entries: vec![made.entry], random }
    }

    pub(crate) fn space(&self) -> SpaceId {
        self.membership.space()
    }

    /// Seals a draft, takes it in and keeps the keys it brings. The frame is returned.
    pub(crate) fn post(&mut self, keys: &DeviceKeys, draft: &Draft) -> Vec<u8> {
        let with =
            SealWith { keys, created_ms: 2, prev: self.head, epoch: &self.epoch, control: &self.control, older: &[] };
        let made = draft.seal(&with, &mut self.random).unwrap();
        self.membership.insert(&made.entry, Trust::Check).unwrap();
        self.head = rapport_wire::Frame::parse(made.frame.clone()).unwrap().record_id();
        self.epoch = made.epoch;
        if let Some(control) = made.control {
            self.control = control;
        }
        self.entries.push(made.entry);
        made.frame
    }

    pub(crate) fn act(&mut self, keys: &DeviceKeys, act: Act) -> Vec<u8> {
        let draft = self.membership.draft(keys, act, BTreeSet::new(), &mut self.random).unwrap();
        self.post(keys, &draft)
    }

    pub(crate) fn add(&mut self, by: &DeviceKeys, who: &Person, role: crate::Role) -> Vec<u8> {
        let draft = self.membership.draft_add(by, role, who.bundle.clone(), &mut self.random).unwrap();
        self.post(by, &draft)
    }
}

/// Signs any operation at all, valid or not, with keys that nobody has.
pub(crate) fn raw_op(space: &SpaceId, keys: &DeviceKeys, tip: EntryId, after: &After, act: &Act) -> SignedEntry {
    let payload = write_payload(after, act).unwrap();
    Entry::plain(act.kind(), keys.id(), tip, 9, payload).sign(space, keys).unwrap()
}

/// What an op on this state would have to say, with a number instead of a new key.
pub(crate) fn after(epoch: rapport_ids::EpochId, control: [u8; 32]) -> After {
    After { boxes_hash: [0; 32], epoch, control, replaces: BTreeSet::new() }
}
