//! From a set of operations to what stands. A function of the set alone.

use super::check::{View, check, check_genesis};
use super::fork::Branch;
use super::{Leave, Ops, State};
use crate::op::{Act, Op};
use crate::role::Rank;
use crate::standing::{Alarm, Standing, Void};
use rapport_ids::{AccountId, DeviceId, EntryId};
use rapport_seal::Devices;
use std::collections::{BTreeMap, BTreeSet};

/// What followed from a set.
#[derive(Debug, Clone)]
pub(super) struct Evaluation {
    pub(super) standing: Option<Standing>,
    /// Valid operations with their place on their own path.
    pub(super) valid: BTreeMap<EntryId, u32>,
    pub(super) void: BTreeMap<EntryId, Void>,
    pub(super) void_by: BTreeMap<DeviceId, usize>,
    /// Of revoked devices: the operations that still count.
    pub(super) cuts: BTreeMap<DeviceId, BTreeSet<EntryId>>,
}

impl Evaluation {
    pub(super) const NONE: Self = Self {
        standing: None,
        valid: BTreeMap::new(),
        void: BTreeMap::new(),
        void_by: BTreeMap::new(),
        cuts: BTreeMap::new(),
    };

    pub(super) fn void(&mut self, id: EntryId, device: DeviceId, why: Void) {
        if self.void.insert(id, why).is_none() {
            *self.void_by.entry(device).or_default() += 1;
        }
    }

    /// One more operation at the end of the standing chain.
    pub(super) fn push(&mut self, op: &Op) {
        if let Some(standing) = &mut self.standing {
            standing.push(op, None);
            self.valid.insert(op.id, standing.place());
        }
    }
}

pub(super) fn evaluate(ops: &Ops, devices: &Devices, leaves: &BTreeMap<EntryId, Leave>) -> Evaluation {
    let mut walk = Walk { ops, devices, leaves, out: Evaluation::NONE, forks: BTreeMap::new() };
    walk.out.cuts = cuts(ops, devices);
    let Some((genesis, state)) = walk.genesis() else { return walk.out };
    let order = walk.judge(genesis, state);
    let winners = walk.winners(&order);
    let mut path = vec![genesis];
    let mut at = genesis;
    while let Some(next) = winners.get(&at).copied().or_else(|| walk.only_child(&at)) {
        path.push(next);
        at = next;
    }
    let mut standing = None;
    for op in path.iter().filter_map(|id| ops.get(id)).map(AsRef::as_ref) {
        match (&mut standing, &op.act) {
            (None, Act::Genesis(first)) => standing = Some(Standing::new(State::first(first, op), op)),
            (Some(standing), _) => standing.push(op, leaves.get(&op.id)),
            (None, _) => {}
        }
    }
    if let Some(standing) = &mut standing {
        standing.set_alarms(alarms(ops));
    }
    walk.out.standing = standing;
    walk.out
}

/// For every revoked device the operations at or before the last one that
/// counts. A device whose last operation is not known yet is not cut.
fn cuts(ops: &Ops, devices: &Devices) -> BTreeMap<DeviceId, BTreeSet<EntryId>> {
    let authors: BTreeSet<DeviceId> = ops.iter().map(|op| op.device).collect();
    let mut cuts = BTreeMap::new();
    for device in authors {
        let Some(revoked) = devices.get(&device).and_then(|kin| kin.revoked) else { continue };
        let mut counting = BTreeSet::new();
        let mut at = revoked.last_op;
        if at != EntryId::NONE && !ops.contains(&at) {
            continue;
        }
        while let Some(op) = ops.get(&at) {
            counting.insert(at);
            at = op.tip;
        }
        cuts.insert(device, counting);
    }
    cuts
}

struct Walk<'a> {
    ops: &'a Ops,
    devices: &'a Devices,
    leaves: &'a BTreeMap<EntryId, Leave>,
    out: Evaluation,
    /// Ranks where the chain divides.
    forks: BTreeMap<EntryId, BTreeMap<AccountId, Rank>>,
}

impl Walk<'_> {
    fn view(&self) -> View<'_> {
        View { ops: self.ops, devices: self.devices, depths: &self.out.valid, cuts: &self.out.cuts }
    }

    fn children_of(&self, id: &EntryId) -> impl Iterator<Item = &Op> {
        self.ops.on(id)
    }

    /// The only valid operation on this one.
    fn only_child(&self, id: &EntryId) -> Option<EntryId> {
        self.children_of(id).map(|op| op.id).find(|id| self.out.valid.contains_key(id))
    }

    /// The first operation. A space has one; of several, which only its own
    /// opener can make, the senior device's counts, then the smaller id.
    fn genesis(&mut self) -> Option<(EntryId, State)> {
        let firsts: Vec<&Op> = self.children_of(&EntryId::NONE).collect();
        let fits = firsts.iter().filter_map(|op| match &op.act {
            Act::Genesis(genesis) if check_genesis(op, genesis, &self.view()).is_ok() => Some((*op, genesis)),
            _ => None,
        });
        let best = fits.min_by_key(|(op, _)| (self.devices.get(&op.device).map(|kin| &kin.path), op.id));
        let found = best.map(|(op, genesis)| (op.id, State::first(genesis, op)));
        let stands = found.as_ref().map(|(id, _)| *id);
        let others: Vec<EntryId> = firsts.iter().map(|op| op.id).filter(|id| Some(*id) != stands).collect();
        for id in others {
            self.void_with_all_on_it(id, Void::Genesis);
        }
        found
    }

    fn void_with_all_on_it(&mut self, id: EntryId, why: Void) {
        let mut open = vec![(id, why)];
        while let Some((id, why)) = open.pop() {
            open.extend(self.children_of(&id).map(|op| (op.id, Void::Below)));
            if let Some(op) = self.ops.get(&id) {
                self.out.void(id, op.device, why);
            }
        }
    }

    /// Finds every valid operation, parents first.
    fn judge(&mut self, genesis: EntryId, state: State) -> Vec<EntryId> {
        let mut order = Vec::new();
        let mut open = vec![(genesis, state)];
        while let Some((id, state)) = open.pop() {
            self.out.valid.insert(id, state.place);
            order.push(id);
            let (mut good, mut bad) = (Vec::new(), Vec::new());
            for op in self.children_of(&id) {
                match check(&state, op, self.leaves.get(&op.id), &self.view()) {
                    Ok(()) => good.push(op),
                    Err(why) => bad.push((op.id, why)),
                }
            }
            let ranks = (good.len() > 1).then(|| state.ranks());
            let last = good.pop();
            let mut next: Vec<(EntryId, State)> = Vec::new();
            for op in good {
                let mut copy = state.clone();
                copy.apply(op, self.leaves.get(&op.id));
                next.push((op.id, copy));
            }
            if let Some(op) = last {
                let mut state = state;
                state.apply(op, self.leaves.get(&op.id));
                next.push((op.id, state));
            }
            open.extend(next);
            if let Some(ranks) = ranks {
                self.forks.insert(id, ranks);
            }
            for (id, why) in bad {
                self.void_with_all_on_it(id, why);
            }
        }
        order
    }

    /// At every fork the child whose branch stands. Children are summed up
    /// before their parents; a chain without forks is not looked at.
    fn winners(&self, order: &[EntryId]) -> BTreeMap<EntryId, EntryId> {
        let mut winners = BTreeMap::new();
        if self.forks.is_empty() {
            return winners;
        }
        let mut branches: BTreeMap<EntryId, Branch> = BTreeMap::new();
        for op in order.iter().rev().filter_map(|id| self.ops.get(id)) {
            let mut branch = Branch::default();
            let ranks = self.forks.get(&op.id);
            let mut best = None;
            let left = ranks.map(|_| self.leaving(&branches, &op.id)).unwrap_or_default();
            for child in self.children_of(&op.id) {
                let Some(theirs) = branches.remove(&child.id) else { continue };
                if let Some(ranks) = ranks {
                    let strength = theirs.strength(ranks, &left, child.id);
                    if best.as_ref().is_none_or(|(least, _)| strength < *least) {
                        best = Some((strength, child.id));
                    }
                }
                branch.join(theirs);
            }
            if let Some((_, child)) = best {
                winners.insert(op.id, child);
            }
            branch.add(op, self.devices, self.leaves.get(&op.id));
            branches.insert(op.id, branch);
        }
        winners
    }
}

impl Walk<'_> {
    /// Who leaves by their own request in one of the branches on this operation.
    fn leaving(&self, branches: &BTreeMap<EntryId, Branch>, on: &EntryId) -> BTreeSet<AccountId> {
        self.children_of(on).filter_map(|child| branches.get(&child.id)).flat_map(Branch::leaving).collect()
    }
}

/// Devices that signed two operations on one tip.
fn alarms(ops: &Ops) -> Vec<Alarm> {
    let mut alarms = Vec::new();
    let (mut last, mut done) = (None, None);
    for (tip, _) in ops.tips() {
        // Tips come in order; one that comes again has more than one operation on it.
        if last.replace(*tip) != Some(*tip) || done.replace(*tip) == Some(*tip) {
            continue;
        }
        let mut by: BTreeMap<DeviceId, Vec<EntryId>> = BTreeMap::new();
        for op in ops.on(tip) {
            by.entry(op.device).or_default().push(op.id);
        }
        let two = by.into_iter().filter(|(_, ops)| ops.len() > 1);
        alarms.extend(two.map(|(device, ops)| Alarm { device, tip: *tip, ops }));
    }
    alarms
}
