//! What is in force at one place of the chain, and how an operation changes it.

use super::Leave;
use crate::op::{Act, Genesis, Op};
use crate::relay::Relay;
use crate::role::{Rank, Role};
use crate::space::{Recovery, SpaceKind};
use rapport_ids::{AccountId, DeviceId, EpochId};
use rapport_seal::{Devices, Frontier, Recipient};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Clone)]
pub(crate) struct State {
    pub(crate) kind: SpaceKind,
    pub(crate) owner: AccountId,
    pub(crate) owner_key: [u8; 32],
    pub(crate) recovery: Option<Recovery>,
    pub(crate) epoch: EpochId,
    pub(crate) control: [u8; 32],
    pub(crate) relays: BTreeSet<Relay>,
    pub(crate) members: BTreeMap<AccountId, Seat>,
    pub(crate) removed: BTreeSet<DeviceId>,
    /// Of the last operation; the genesis has 0.
    pub(crate) place: u32,
}

/// A member's place in a space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seat {
    pub(crate) role: Role,
    /// Where it got this role.
    pub(crate) since: u32,
    /// Where it became a member, this time.
    pub(crate) joined: u32,
}

/// From some place on, entries of an account or of one device count only up to
/// a frontier, where the role after would not allow them.
#[derive(Debug, Clone)]
pub(crate) struct Cut {
    pub(crate) place: u32,
    pub(crate) account: AccountId,
    /// None: all devices of the account.
    pub(crate) device: Option<DeviceId>,
    pub(crate) frontier: Frontier,
}

/// What one operation changed.
#[derive(Debug, Default)]
pub(crate) struct Effects {
    pub(crate) roles: Vec<(AccountId, Option<Role>)>,
    pub(crate) cut: Option<Cut>,
}

impl State {
    pub(crate) fn first(genesis: &Genesis, op: &Op) -> Self {
        let seat = Seat { role: Role::Owner, since: 0, joined: 0 };
        Self {
            kind: genesis.kind,
            owner: genesis.account,
            owner_key: genesis.owner_key,
            recovery: genesis.recovery,
            epoch: op.after.epoch,
            control: op.after.control,
            relays: genesis.relays.clone(),
            members: [(genesis.account, seat)].into(),
            removed: BTreeSet::new(),
            place: 0,
        }
    }

    pub(crate) fn rank(&self, account: &AccountId) -> Option<Rank> {
        self.members.get(account).map(|seat| Rank::new(seat.role, seat.since))
    }

    /// Ranks of those who author operations.
    pub(crate) fn ranks(&self) -> BTreeMap<AccountId, Rank> {
        let governing = self.members.iter().filter(|(_, seat)| seat.role.governs());
        governing.map(|(account, seat)| (*account, Rank::new(seat.role, seat.since))).collect()
    }

    /// Applies an operation that has been found valid.
    pub(crate) fn apply(&mut self, op: &Op, leave: Option<&Leave>) -> Effects {
        self.place = self.place.saturating_add(1);
        self.epoch = op.after.epoch;
        self.control = op.after.control;
        let place = self.place;
        let mut effects = Effects::default();
        match &op.act {
            Act::AddMember(add) => {
                self.members.insert(add.account, Seat { role: add.role, since: place, joined: place });
                effects.roles.push((add.account, Some(add.role)));
            }
            Act::SetRole(set) => {
                let lowered = self.members.get(&set.account).is_some_and(|seat| seat.role < set.role);
                self.set_role(&set.account, set.role, &mut effects);
                if lowered {
                    effects.cut =
                        Some(Cut { place, account: set.account, device: None, frontier: set.frontier.clone() });
                }
            }
            Act::Remove(remove) => {
                match remove.device {
                    Some(device) => {
                        self.removed.insert(device);
                    }
                    None => self.leave(&remove.account, leave, &mut effects),
                }
                let (account, device) = (remove.account, remove.device);
                effects.cut = Some(Cut { place, account, device, frontier: remove.frontier.clone() });
            }
            Act::SetOwner(set) => {
                let before = self.owner;
                self.set_role(&before, Role::Admin, &mut effects);
                self.set_role(&set.account, Role::Owner, &mut effects);
                self.owner = set.account;
                self.owner_key = set.owner_key;
                effects.cut = Some(Cut { place, account: before, device: None, frontier: set.frontier.clone() });
            }
            Act::SetRelays(relays) => self.relays.clone_from(relays),
            Act::Genesis(_) | Act::Rotate | Act::Prune(_) | Act::Unknown { .. } => {}
        }
        effects
    }

    fn set_role(&mut self, account: &AccountId, role: Role, effects: &mut Effects) {
        if let Some(seat) = self.members.get_mut(account) {
            seat.role = role;
            seat.since = self.place;
            effects.roles.push((*account, Some(role)));
        }
    }

    /// Takes an account out. When the owner leaves, the highest admin follows.
    fn leave(&mut self, account: &AccountId, leave: Option<&Leave>, effects: &mut Effects) {
        self.members.remove(account);
        effects.roles.push((*account, None));
        if *account == self.owner && leave.is_some() {
            let heir = self.ranks().into_iter().min_by_key(|(_, rank)| *rank).map(|(heir, _)| heir);
            if let Some(heir) = heir {
                self.owner = heir;
                self.set_role(&heir, Role::Owner, effects);
            }
        }
    }

    /// HPKE keys of the devices that count, of all members or of those who govern.
    pub(crate) fn recipients(&self, devices: &Devices, control: bool) -> Vec<Recipient> {
        let members = self.members.iter().filter(|(_, seat)| !control || seat.role.governs());
        let keys = members.flat_map(|(account, _)| self.devices_of(account, devices));
        keys.chain(self.recovery.map(|recovery| recovery.hpke)).collect()
    }

    /// The same of one account.
    pub(crate) fn devices_of(&self, account: &AccountId, devices: &Devices) -> impl Iterator<Item = Recipient> {
        let counts = devices.current(account).filter(|kin| !self.removed.contains(&kin.card.id));
        counts.map(|kin| kin.card.hpke)
    }
}
