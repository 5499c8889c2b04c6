//! Opening a space.

use super::DraftProblem;
use crate::op::{Act, After, Genesis, write_payload};
use crate::relay::Relay;
use crate::space::{Recovery, SpaceKind, genesis_hash};
use rapport_ids::{EntryId, RecordId, SpaceId};
use rapport_seal::boxes::{self, BoxList};
use rapport_seal::frame::{ControlSeal, seal_control};
use rapport_seal::random::array;
use rapport_seal::{
    Account, Bundle, ControlKey, DeviceKeys, Entry, EpochKey, Kind, OwnerKey, Random, Recipient, SignedEntry,
};
use rapport_wire::frame::Boxes;
use rapport_wire::relay::CreateSpace;
use rapport_wire::{Frame, auth};
use std::collections::BTreeSet;

/// What a new space is made from.
pub struct NewSpace {
    pub kind: SpaceKind,
    /// The random part of its id.
    pub random: [u8; 32],
    pub owner: OwnerKey,
    /// In a personal space, and in no other.
    pub recovery: Option<Recovery>,
    /// The devices of whoever opens it.
    pub certificates: Bundle,
    pub relays: BTreeSet<Relay>,
    pub created_ms: u64,
}

/// A space that has just been opened.
pub struct MadeSpace {
    pub space: SpaceId,
    /// What the relay checks the id with, beside the owner key.
    pub g: [u8; 32],
    pub frame: Vec<u8>,
    pub entry: SignedEntry,
    pub epoch: EpochKey,
    pub control: ControlKey,
    pub owner: OwnerKey,
    pub recovery: Option<Recovery>,
}

impl NewSpace {
    /// A space with a fresh owner key.
    pub fn fresh(kind: SpaceKind, certificates: Bundle, created_ms: u64, random: &mut dyn Random) -> Self {
        Self {
            kind,
            random: array(random),
            owner: OwnerKey::generate(random),
            recovery: None,
            certificates,
            relays: BTreeSet::new(),
            created_ms,
        }
    }

    /// The personal space of an account: its id follows from the words alone.
    pub fn personal(account: &Account, certificates: Bundle, created_ms: u64) -> Self {
        Self {
            kind: SpaceKind::Personal,
            random: *account.personal_random.expose(),
            owner: account.personal_owner.duplicate(),
            recovery: Some(Recovery { hpke: account.recovery_hpke.public(), relay: account.recovery_relay.public() }),
            certificates,
            relays: BTreeSet::new(),
            created_ms,
        }
    }

    /// Makes the genesis: sealed under the first key, which it boxes for the
    /// devices of whoever opens the space.
    pub fn make(self, keys: &DeviceKeys, random: &mut dyn Random) -> Result<MadeSpace, DraftProblem> {
        let account = keys.account();
        let g = genesis_hash(self.kind, &account, &self.random);
        let space = auth::space_id(&self.owner.public(), &g);
        let (epoch, control, nonce) = (EpochKey::generate(random), ControlKey::generate(random), array(random));
        let devices = self.certificates.cards().map(|card| card.hpke);
        let to: Vec<Recipient> = devices.chain(self.recovery.map(|recovery| recovery.hpke)).collect();
        let boxes = Boxes {
            epoch: boxes::seal(BoxList::Epoch, &space, &nonce, epoch.expose(), &to, random)?,
            control: boxes::seal(BoxList::Control, &space, &nonce, &control.seed(), &to, random)?,
            older: Vec::new(),
        };
        let after = After {
            boxes_hash: boxes.hash(&space, &nonce)?,
            epoch: epoch.id(&space),
            control: control.public(),
            replaces: BTreeSet::new(),
        };
        let genesis = Genesis {
            kind: self.kind,
            account,
            random: self.random,
            owner_key: self.owner.public(),
            recovery: self.recovery,
            certificates: self.certificates,
            relays: self.relays,
        };
        let payload = write_payload(&after, &Act::Genesis(Box::new(genesis)))?;
        let entry = Entry::plain(Kind::GENESIS, keys.id(), EntryId::NONE, self.created_ms, payload);
        let entry = entry.sign(&space, keys)?;
        let frame = seal_control(&ControlSeal {
            entry: &entry,
            boxes: &boxes,
            nonce,
            key: &epoch,
            key_after: &epoch,
            control_after: control.public(),
            prev: RecordId::NONE,
            signer: &control,
        })?;
        Ok(MadeSpace { space, g, frame, entry, epoch, control, owner: self.owner, recovery: self.recovery })
    }
}

impl MadeSpace {
    /// What opens the space at a relay.
    pub fn create(&self) -> Result<CreateSpace, DraftProblem> {
        create(&self.owner, self.g, self.recovery.map(|recovery| recovery.relay), &self.frame)
    }
}

/// What opens a space at a relay, also at another one later.
pub fn create(
    owner: &OwnerKey,
    g: [u8; 32],
    recovery: Option<[u8; 32]>,
    genesis: &[u8],
) -> Result<CreateSpace, DraftProblem> {
    let bad = rapport_wire::Malformed::new("genesis", rapport_wire::codec::Problem::Value);
    let record = Frame::parse(genesis.to_vec()).map_err(|_| bad)?.record_id();
    let space = auth::space_id(&owner.public(), &g);
    let signature = owner.sign(&auth::create_message(&space, recovery.as_ref(), &record));
    Ok(CreateSpace { owner: owner.public(), g, recovery, signature, genesis: genesis.to_vec() })
}
