//! Making operations: what has to be in them, whom the keys are boxed for, and
//! the frame that goes to the relay.

mod genesis;

pub use genesis::{MadeSpace, NewSpace, create};

use crate::ledger::{Leave, Membership, changes_holders, check};
use crate::op::{Act, AddMember, After, Op, Remove, write_payload};
use crate::role::Role;
use crate::standing::Void;
use rapport_ids::{AccountId, EntryId, EpochId, RecordId, SpaceId};
use rapport_seal::boxes::{self, BoxList};
use rapport_seal::frame::{ControlSeal, seal_control};
use rapport_seal::payload::LeaveRequest;
use rapport_seal::random::array;
use rapport_seal::{
    Bundle, ControlKey, DeviceKeys, Entry, EntryProblem, EpochKey, Frontier, Kind, Random, Recipient, SealProblem,
    SignedEntry,
};
use rapport_wire::Malformed;
use rapport_wire::frame::{Boxes, OlderKey};
use std::collections::{BTreeMap, BTreeSet};

/// Why an operation cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DraftProblem {
    #[error("the space's genesis is not known yet")]
    NoGenesis,
    #[error("the chain holds operations that only a newer app knows")]
    NeedsNewer,
    /// The rules do not allow it.
    #[error(transparent)]
    Refused(#[from] Void),
    #[error("not the key in force")]
    OtherKey,
    #[error("more older keys than a frame links")]
    TooManyLinks,
    #[error(transparent)]
    Seal(#[from] SealProblem),
    #[error(transparent)]
    Entry(#[from] EntryProblem),
    #[error(transparent)]
    Malformed(#[from] Malformed),
}

/// An operation that would be valid on the standing tip, ready to be sealed.
pub struct Draft {
    space: SpaceId,
    tip: EntryId,
    act: Act,
    replaces: BTreeSet<EntryId>,
    before: EpochId,
    new_epoch: Option<EpochKey>,
    new_control: Option<ControlKey>,
    control: [u8; 32],
    to_epoch: Vec<Recipient>,
    to_control: Vec<Recipient>,
    links: Vec<EpochId>,
}

/// What is needed beside a draft to seal it.
pub struct SealWith<'a> {
    pub keys: &'a DeviceKeys,
    /// The author's clock; shown, never trusted.
    pub created_ms: u64,
    /// The control frame at the relay's head.
    pub prev: RecordId,
    /// The key in force before.
    pub epoch: &'a EpochKey,
    /// The control key that the relay goes by.
    pub control: &'a ControlKey,
    /// Those of [`Draft::links`] that this device has, beside the key in force.
    pub older: &'a [EpochKey],
}

/// An operation as it goes out.
pub struct MadeOp {
    pub frame: Vec<u8>,
    pub entry: SignedEntry,
    /// The key in force after it.
    pub epoch: EpochKey,
    /// The control key after it, when it is a new one.
    pub control: Option<ControlKey>,
}

impl Membership {
    /// Drafts an operation on the standing tip. Refuses, before anything is
    /// sealed, what would be void. `replaces` names operations of this device
    /// that lost their place, or of a branch that this one ends.
    pub fn draft(
        &self,
        keys: &DeviceKeys,
        act: Act,
        replaces: BTreeSet<EntryId>,
        random: &mut dyn Random,
    ) -> Result<Draft, DraftProblem> {
        let standing = self.standing().ok_or(DraftProblem::NoGenesis)?;
        if !standing.needs_newer().is_empty() {
            return Err(DraftProblem::NeedsNewer);
        }
        let (state, space) = (standing.state(), self.space());
        let renews = act.renews_key() == Some(true);
        let new_epoch = renews.then(|| EpochKey::generate(random));
        let changes = changes_holders(state, &act) || matches!(act, Act::Rotate);
        let new_control = changes.then(|| ControlKey::generate(random));
        let epoch = new_epoch.as_ref().map_or(state.epoch, |key| key.id(&space));
        let control = new_control.as_ref().map_or(state.control, ControlKey::public);
        let after = After { boxes_hash: [0; 32], epoch, control, replaces: replaces.clone() };
        let op = Op { id: EntryId::NONE, device: keys.id(), tip: standing.tip(), after, act };
        let leave = self.leave_of(&op.act);
        check(state, &op, leave.as_ref(), &self.view())?;
        let mut devices = self.devices().clone();
        if let Act::AddMember(add) = &op.act {
            devices.add(&add.certificates);
        }
        let mut next = state.clone();
        next.apply(&op, leave.as_ref());
        let to_epoch = match &op.act {
            _ if renews => next.recipients(&devices, false),
            Act::AddMember(add) => next.devices_of(&add.account, &devices).collect(),
            _ => Vec::new(),
        };
        let to_control = if changes { next.recipients(&devices, true) } else { Vec::new() };
        let links = if renews { self.stray_epochs().filter(|e| *e != state.epoch).collect() } else { Vec::new() };
        let (tip, before) = (standing.tip(), state.epoch);
        Ok(Draft {
            space,
            tip,
            act: op.act,
            replaces,
            before,
            new_epoch,
            new_control,
            control,
            to_epoch,
            to_control,
            links,
        })
    }

    /// Takes somebody in.
    pub fn draft_add(
        &self,
        keys: &DeviceKeys,
        role: Role,
        certificates: Bundle,
        random: &mut dyn Random,
    ) -> Result<Draft, DraftProblem> {
        let account = certificates.account().ok_or(DraftProblem::Refused(Void::NoSuchDevice))?;
        self.draft(keys, Act::AddMember(AddMember { account, role, certificates }), BTreeSet::new(), random)
    }

    /// Gives everybody a new key. Ends forks: what lost its place is named as replaced.
    pub fn draft_rotate(&self, keys: &DeviceKeys, random: &mut dyn Random) -> Result<Draft, DraftProblem> {
        self.draft(keys, Act::Rotate, self.lost_ops(), random)
    }

    /// Takes an account out: for its own request, or by rank.
    pub fn draft_remove(
        &self,
        keys: &DeviceKeys,
        account: AccountId,
        frontier: Frontier,
        request: Option<&SignedEntry>,
        random: &mut dyn Random,
    ) -> Result<Draft, DraftProblem> {
        let request = request.map(SignedEntry::to_bytes).transpose()?;
        let remove = Remove { account, device: None, frontier, request, revocation: None };
        self.draft(keys, Act::Remove(Box::new(remove)), self.lost_ops(), random)
    }

    /// Operations that lost their place and that nothing which stands names yet: entries made
    /// on them count only once it does.
    fn lost_ops(&self) -> BTreeSet<EntryId> {
        let named = |op: &EntryId| self.standing().is_some_and(|standing| standing.replaced_at(op).is_some());
        self.replaced_ops().filter(|op| !named(op)).collect()
    }

    /// The request with which a member's device leaves, signed on the standing tip.
    pub fn leave_request(
        &self,
        keys: &DeviceKeys,
        frontier: Frontier,
        created_ms: u64,
    ) -> Result<SignedEntry, DraftProblem> {
        let payload = LeaveRequest { account: keys.account(), frontier }.write()?;
        self.notice(keys, Kind::LEAVE_REQUEST, payload, created_ms)
    }

    /// A notice, signed on the standing tip.
    pub fn notice(
        &self,
        keys: &DeviceKeys,
        kind: Kind,
        payload: Vec<u8>,
        created_ms: u64,
    ) -> Result<SignedEntry, DraftProblem> {
        let tip = self.standing().ok_or(DraftProblem::NoGenesis)?.tip();
        Ok(Entry::plain(kind, keys.id(), tip, created_ms, payload).sign(&self.space(), keys)?)
    }

    fn leave_of(&self, act: &Act) -> Option<Leave> {
        let Act::Remove(remove) = act else { return None };
        let mut leave = Leave::read(&self.space(), remove.request.as_ref()?)?;
        leave.verify(self.devices());
        Some(leave)
    }
}

impl Draft {
    pub const fn act(&self) -> &Act {
        &self.act
    }

    /// The operation it stands on.
    pub const fn tip(&self) -> EntryId {
        self.tip
    }

    /// Keys beside the one in force that ought to be sealed under the new one,
    /// so that the newest opens all history. Those already linked by an earlier
    /// frame may be left out.
    pub fn links(&self) -> &[EpochId] {
        &self.links
    }

    /// How many devices get the key with it.
    pub const fn recipients(&self) -> usize {
        self.to_epoch.len()
    }

    /// Boxes the keys, signs the operation and seals the frame.
    pub fn seal(&self, with: &SealWith<'_>, random: &mut dyn Random) -> Result<MadeOp, DraftProblem> {
        let space = &self.space;
        if with.epoch.id(space) != self.before {
            return Err(DraftProblem::OtherKey);
        }
        let key_after = self.new_epoch.as_ref().unwrap_or(with.epoch);
        let nonce = array(random);
        let older = match &self.new_epoch {
            Some(new) => links(space, &nonce, new, with.older.iter().chain([with.epoch]))?,
            None => Vec::new(),
        };
        let epoch = boxes::seal(BoxList::Epoch, space, &nonce, key_after.expose(), &self.to_epoch, random)?;
        let control = match &self.new_control {
            Some(key) => boxes::seal(BoxList::Control, space, &nonce, &key.seed(), &self.to_control, random)?,
            None => Vec::new(),
        };
        let boxes = Boxes { epoch, control, older };
        let after = After {
            boxes_hash: boxes.hash(space, &nonce)?,
            epoch: key_after.id(space),
            control: self.control,
            replaces: self.replaces.clone(),
        };
        let payload = write_payload(&after, &self.act)?;
        let entry = Entry::plain(self.act.kind(), with.keys.id(), self.tip, with.created_ms, payload);
        let entry = entry.sign(space, with.keys)?;
        let frame = seal_control(&ControlSeal {
            entry: &entry,
            boxes: &boxes,
            nonce,
            key: with.epoch,
            key_after,
            control_after: self.control,
            prev: with.prev,
            signer: with.control,
        })?;
        let control = self.new_control.as_ref().map(ControlKey::duplicate);
        Ok(MadeOp { frame, entry, epoch: key_after.duplicate(), control })
    }
}

fn links<'a>(
    space: &SpaceId,
    nonce: &[u8; 24],
    new: &EpochKey,
    older: impl Iterator<Item = &'a EpochKey>,
) -> Result<Vec<OlderKey>, DraftProblem> {
    let links: BTreeMap<_, _> = older.map(|key| (key.tag(space), new.link(space, nonce, key))).collect();
    if links.len() > rapport_wire::limits::OLDER_KEYS {
        return Err(DraftProblem::TooManyLinks);
    }
    Ok(links.into_values().collect())
}

#[cfg(test)]
mod tests;
