//! Whether an operation is valid at its place: judged by what stands on its
//! own path to the genesis, and by nothing else.

use super::{Leave, Ops, State};
use crate::op::{Act, AddMember, Genesis, Op, Remove, SetOwner, SetRole};
use crate::role::{Rank, Role};
use crate::space::SpaceKind;
use crate::standing::Void;
use rapport_ids::{AccountId, DeviceId, EntryId};
use rapport_seal::{Devices, Kin};
use std::collections::{BTreeMap, BTreeSet};

/// Everything around an operation that its validity can depend on.
pub(crate) struct View<'a> {
    pub(crate) ops: &'a Ops,
    pub(crate) devices: &'a Devices,
    /// Places of operations found valid so far: all ancestors are among them.
    pub(crate) depths: &'a BTreeMap<EntryId, u32>,
    /// Of revoked devices: the operations that still count.
    pub(crate) cuts: &'a BTreeMap<DeviceId, BTreeSet<EntryId>>,
}

impl View<'_> {
    /// Whether `ancestor` lies on the path that ends with `tip`, or is `tip`.
    pub(crate) fn is_on_path(&self, ancestor: &EntryId, tip: &EntryId) -> bool {
        let Some(depth) = self.depths.get(ancestor) else { return false };
        let mut at = *tip;
        loop {
            match self.depths.get(&at) {
                Some(here) if here == depth => return at == *ancestor,
                Some(here) if here > depth => {}
                _ => return false,
            }
            let Some(op) = self.ops.get(&at) else { return false };
            at = op.tip;
        }
    }

    /// Whether the device's word still counts for this operation.
    fn counts(&self, kin: &Kin, op: &EntryId) -> bool {
        kin.revoked.is_none() || self.cuts.get(&kin.card.id).is_none_or(|counting| counting.contains(op))
    }
}

/// The genesis: by a device of the account that it names.
pub(crate) fn check_genesis(op: &Op, genesis: &Genesis, view: &View<'_>) -> Result<(), Void> {
    let kin = view.devices.get(&op.device).ok_or(Void::Genesis)?;
    if kin.card.account == genesis.account && op.tip == EntryId::NONE { Ok(()) } else { Err(Void::Genesis) }
}

/// Every other operation, before the state that its tip left.
pub(crate) fn check(state: &State, op: &Op, leave: Option<&Leave>, view: &View<'_>) -> Result<(), Void> {
    let kin = view.devices.get(&op.device).ok_or(Void::NotMember)?;
    let author = kin.card.account;
    let rank = state.rank(&author).ok_or(Void::NotMember)?;
    if !rank.role().governs() {
        return Err(Void::NotAdmin);
    }
    if state.removed.contains(&op.device) {
        return Err(Void::DeviceRemoved);
    }
    if !view.counts(kin, &op.id) {
        return Err(Void::DeviceRevoked);
    }
    check_keys(state, op, view)?;
    match &op.act {
        Act::Genesis(_) => Err(Void::Genesis),
        Act::AddMember(add) => check_add(state, add),
        Act::SetRole(set) => check_role(state, rank, set),
        Act::Remove(remove) => check_remove(state, (kin, rank), remove, op, leave, view),
        Act::SetOwner(set) => check_owner(state, &author, set),
        Act::Rotate | Act::SetRelays(_) | Act::Prune(_) | Act::Unknown { .. } => Ok(()),
    }
}

/// The key changes exactly with the kinds that renew it, and to one that this
/// path has not seen; the control key changes with those who hold it.
fn check_keys(state: &State, op: &Op, view: &View<'_>) -> Result<(), Void> {
    match op.act.renews_key() {
        Some(false) if op.after.epoch != state.epoch => return Err(Void::KeyChanged),
        Some(true) => {
            let brought = view.ops.bring(&op.after.epoch);
            let used = brought.filter(|by| **by != op.id).any(|by| view.is_on_path(by, &op.tip));
            if used || op.after.epoch == state.epoch {
                return Err(Void::KeyNotRenewed);
            }
        }
        _ => {}
    }
    if changes_holders(state, &op.act) && op.after.control == state.control {
        return Err(Void::ControlKeyNotRenewed);
    }
    Ok(())
}

/// Whether those who hold the control key are others after it.
pub(crate) fn changes_holders(state: &State, act: &Act) -> bool {
    let governs = |account: &AccountId| state.members.get(account).is_some_and(|seat| seat.role.governs());
    match act {
        Act::AddMember(add) => add.role.governs(),
        Act::SetRole(set) => governs(&set.account) != set.role.governs(),
        Act::Remove(remove) => governs(&remove.account),
        Act::SetOwner(set) => !governs(&set.account),
        _ => false,
    }
}

fn check_add(state: &State, add: &AddMember) -> Result<(), Void> {
    if state.members.contains_key(&add.account) {
        return Err(Void::AlreadyMember);
    }
    match state.kind {
        SpaceKind::Personal => return Err(Void::SpaceKind),
        SpaceKind::Pair if state.members.len() >= 2 || add.role != Role::Admin => return Err(Void::SpaceKind),
        _ => {}
    }
    // A new admin comes after all others, so below whoever adds it.
    if add.role == Role::Owner { Err(Void::Role) } else { Ok(()) }
}

fn check_role(state: &State, author: Rank, set: &SetRole) -> Result<(), Void> {
    if matches!(state.kind, SpaceKind::Personal | SpaceKind::Pair) {
        return Err(Void::SpaceKind);
    }
    let rank = state.rank(&set.account).ok_or(Void::NoSuchMember)?;
    if set.role == Role::Owner {
        return Err(Void::Role);
    }
    if rank.role() == set.role {
        return Err(Void::NoChange);
    }
    if author.is_above(&rank) { Ok(()) } else { Err(Void::Rank) }
}

fn check_owner(state: &State, author: &AccountId, set: &SetOwner) -> Result<(), Void> {
    if state.owner != *author {
        return Err(Void::Rank);
    }
    if state.kind == SpaceKind::Personal {
        return Err(Void::SpaceKind);
    }
    if set.account == *author || set.owner_key == state.owner_key {
        return Err(Void::NoChange);
    }
    if state.members.contains_key(&set.account) { Ok(()) } else { Err(Void::NoSuchMember) }
}

fn check_remove(
    state: &State,
    (author, rank): (&Kin, Rank),
    remove: &Remove,
    op: &Op,
    leave: Option<&Leave>,
    view: &View<'_>,
) -> Result<(), Void> {
    let theirs = state.rank(&remove.account).ok_or(Void::NoSuchMember)?;
    let seat = state.members.get(&remove.account).ok_or(Void::NoSuchMember)?;
    let outranks = rank.is_above(&theirs) && state.kind != SpaceKind::Pair;
    let Some(device) = remove.device else {
        if remove.account == author.card.account {
            return Err(Void::Rank);
        }
        let Some(leave) = leave else {
            return if remove.request.is_some() {
                Err(Void::Request)
            } else if outranks {
                Ok(())
            } else {
                Err(Void::Rank)
            };
        };
        // The request counts for the membership during which it was made.
        let during = view.depths.get(&leave.tip).is_some_and(|place| *place >= seat.joined);
        let asked = leave.account == remove.account && leave.is_signed() && during;
        let stands = view.devices.get(&leave.device).is_some_and(|kin| kin.revoked.is_none());
        let stands = stands && !state.removed.contains(&leave.device);
        return if asked && stands && view.is_on_path(&leave.tip, &op.tip) { Ok(()) } else { Err(Void::Request) };
    };
    let kin = view.devices.get(&device).ok_or(Void::NoSuchDevice)?;
    if kin.card.account != remove.account || device == author.card.id {
        return Err(Void::NoSuchDevice);
    }
    if state.removed.contains(&device) {
        return Err(Void::NoChange);
    }
    let senior = kin.card.account == author.card.account && author.path < kin.path;
    let revoked = remove.revocation.as_ref().is_some_and(|r| r.device == device && view.devices.is_well_spoken(r));
    if outranks || senior || revoked { Ok(()) } else { Err(Void::Rank) }
}
