//! What stands: the chain, the members, the keys in force, and what used to be.

mod admission;

pub use admission::{Admission, Opening, Why};

use crate::ledger::{Cut, Leave, State};
use crate::op::{Act, Op, Prune};
use crate::relay::Relay;
use crate::role::{Rank, Role};
use crate::space::{Recovery, SpaceKind};
use rapport_ids::{AccountId, DeviceId, EntryId, EpochId};
use std::collections::{BTreeMap, BTreeSet};

/// Why an operation does not count, or why one cannot be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum Void {
    #[error("not the genesis of this space")]
    Genesis,
    #[error("made on an operation that does not count")]
    Below,
    #[error("its author is no member")]
    NotMember,
    #[error("its author is neither owner nor admin")]
    NotAdmin,
    #[error("its device has been removed")]
    DeviceRemoved,
    #[error("its device has been revoked")]
    DeviceRevoked,
    #[error("one acts on strictly lower ranks only")]
    Rank,
    #[error("not a role that can be given in this way")]
    Role,
    #[error("already a member")]
    AlreadyMember,
    #[error("no such member")]
    NoSuchMember,
    #[error("no such device of this account")]
    NoSuchDevice,
    #[error("it would change nothing")]
    NoChange,
    #[error("not in a space of this kind")]
    SpaceKind,
    #[error("it must bring a new key and does not")]
    KeyNotRenewed,
    #[error("it brings a new key and must not")]
    KeyChanged,
    #[error("it must bring a new control key and does not")]
    ControlKeyNotRenewed,
    #[error("the request to leave does not fit")]
    Request,
}

/// One device signed two operations on one tip: a copied device, or a liar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alarm {
    pub device: DeviceId,
    pub tip: EntryId,
    pub ops: Vec<EntryId>,
}

/// Somebody who is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    pub account: AccountId,
    pub role: Role,
    pub rank: Rank,
    /// The place at which they came in, this time.
    pub joined: u32,
}

/// What stands at the end of the chain, with the history that entries are
/// judged by.
#[derive(Debug, Clone)]
pub struct Standing {
    state: State,
    path: Vec<EntryId>,
    places: BTreeMap<EntryId, u32>,
    roles: BTreeMap<AccountId, Vec<(u32, Option<Role>)>>,
    cuts: BTreeMap<AccountId, Vec<Cut>>,
    removed: BTreeMap<DeviceId, u32>,
    replaced: BTreeMap<EntryId, u32>,
    prunes: Vec<(u32, Prune)>,
    newer: BTreeSet<EntryId>,
    alarms: Vec<Alarm>,
}

impl Standing {
    pub(crate) fn new(state: State, genesis: &Op) -> Self {
        Self {
            path: vec![genesis.id],
            places: [(genesis.id, 0)].into(),
            roles: [(state.owner, vec![(0, Some(Role::Owner))])].into(),
            cuts: BTreeMap::new(),
            removed: BTreeMap::new(),
            replaced: BTreeMap::new(),
            prunes: Vec::new(),
            newer: BTreeSet::new(),
            alarms: Vec::new(),
            state,
        }
    }

    /// One more operation that has been found valid.
    pub(crate) fn push(&mut self, op: &Op, leave: Option<&Leave>) {
        let effects = self.state.apply(op, leave);
        let place = self.state.place;
        self.path.push(op.id);
        self.places.insert(op.id, place);
        for (account, role) in effects.roles {
            self.roles.entry(account).or_default().push((place, role));
        }
        if let Some(cut) = effects.cut {
            if let Some(device) = cut.device {
                self.removed.entry(device).or_insert(place);
            }
            self.cuts.entry(cut.account).or_default().push(cut);
        }
        for id in &op.after.replaces {
            self.replaced.entry(*id).or_insert(place);
        }
        match &op.act {
            Act::Prune(prune) => self.prunes.push((place, prune.clone())),
            Act::Unknown { .. } => {
                self.newer.insert(op.id);
            }
            _ => {}
        }
    }

    pub(crate) fn set_alarms(&mut self, alarms: Vec<Alarm>) {
        self.alarms = alarms;
    }

    pub(crate) const fn state(&self) -> &State {
        &self.state
    }

    pub const fn kind(&self) -> SpaceKind {
        self.state.kind
    }

    /// The last operation that stands: new ones are made on it.
    pub fn tip(&self) -> EntryId {
        self.path.last().copied().unwrap_or(EntryId::NONE)
    }

    pub fn genesis(&self) -> EntryId {
        self.path.first().copied().unwrap_or(EntryId::NONE)
    }

    /// The place of the tip; the genesis has place 0.
    pub const fn place(&self) -> u32 {
        self.state.place
    }

    /// The standing chain from the genesis to the tip.
    pub fn path(&self) -> &[EntryId] {
        &self.path
    }

    /// The place of an operation of the standing chain.
    pub fn place_of(&self, op: &EntryId) -> Option<u32> {
        self.places.get(op).copied()
    }

    /// The place of the first standing operation that names this one as replaced.
    pub fn replaced_at(&self, op: &EntryId) -> Option<u32> {
        self.replaced.get(op).copied()
    }

    /// The key that everything is sealed with from here on.
    pub const fn epoch(&self) -> EpochId {
        self.state.epoch
    }

    pub const fn control_key(&self) -> &[u8; 32] {
        &self.state.control
    }

    pub const fn owner(&self) -> AccountId {
        self.state.owner
    }

    pub const fn owner_key(&self) -> &[u8; 32] {
        &self.state.owner_key
    }

    pub const fn recovery(&self) -> Option<&Recovery> {
        self.state.recovery.as_ref()
    }

    pub const fn relays(&self) -> &BTreeSet<Relay> {
        &self.state.relays
    }

    pub fn members(&self) -> impl Iterator<Item = Member> {
        self.state.members.iter().map(|(account, seat)| Member {
            account: *account,
            role: seat.role,
            rank: Rank::new(seat.role, seat.since),
            joined: seat.joined,
        })
    }

    pub fn role(&self, account: &AccountId) -> Option<Role> {
        self.state.members.get(account).map(|seat| seat.role)
    }

    pub fn rank(&self, account: &AccountId) -> Option<Rank> {
        self.state.rank(account)
    }

    /// The role of an account right after the operation at this place.
    pub fn role_at(&self, account: &AccountId, place: u32) -> Option<Role> {
        let history = self.roles.get(account)?;
        let after = history.partition_point(|(at, _)| *at <= place);
        history.get(after.checked_sub(1)?).and_then(|(_, role)| *role)
    }

    /// Everyone who has ever been in.
    pub fn accounts(&self) -> impl Iterator<Item = &AccountId> {
        self.roles.keys()
    }

    /// Whether an operation has removed this device.
    pub fn is_removed(&self, device: &DeviceId) -> bool {
        self.removed.contains_key(device)
    }

    /// Prunes that stand, with their places.
    pub fn prunes(&self) -> &[(u32, Prune)] {
        &self.prunes
    }

    /// Standing operations of kinds that only a newer version knows. While
    /// there are any, this device authors none.
    pub const fn needs_newer(&self) -> &BTreeSet<EntryId> {
        &self.newer
    }

    pub fn alarms(&self) -> &[Alarm] {
        &self.alarms
    }
}
