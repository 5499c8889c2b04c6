//! The set of operations, certificates and revocations of one space that a
//! device holds, and what follows from it.

mod check;
mod evaluate;
mod fork;
mod leave;
mod ops;
mod state;

pub(crate) use check::{View, changes_holders, check};
pub(crate) use leave::Leave;
pub(crate) use ops::Ops;
pub(crate) use state::{Cut, State};

use crate::limits;
use crate::op::{Act, Op};
use crate::standing::{Standing, Void};
use evaluate::Evaluation;
use rapport_ids::{AccountId, DeviceId, EntryId, EpochId, EpochTag, SpaceId};
use rapport_seal::{BadCertificates, Bundle, Devices, Kin, Recipient, Revocation, SignedEntry};
use rapport_wire::Malformed;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Membership of one space. The same sets give the same answer, in whatever
/// order they are added.
#[derive(Debug, Clone)]
pub struct Membership {
    space: SpaceId,
    ops: Ops,
    /// Author not known yet, so nobody knows whether the signature fits.
    unverified: BTreeMap<EntryId, (SignedEntry, Trust)>,
    devices: Devices,
    leaves: BTreeMap<EntryId, Leave>,
    at_relay: BTreeSet<EntryId>,
    /// Something has changed that can change more than the end of the chain.
    dirty: bool,
    evaluation: Evaluation,
}

/// Whether signatures have yet to be checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trust {
    /// From outside: check the op's signature and its certificates'.
    Check,
    /// From one's own storage: checked before it was stored there.
    Verified,
}

/// What became of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inserted {
    /// It is in the set; the standing says what it counts for.
    New,
    /// It was there before.
    Known,
    /// Its author's certificate is not known yet; it is tried again on each new one.
    Waiting,
}

/// Why something is no operation of this space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpProblem {
    #[error("an entry of another space")]
    Space,
    #[error("a genesis of another space")]
    Genesis,
    #[error("the signature does not fit")]
    Signature,
    #[error("too many operations wait for certificates")]
    TooMany,
    #[error(transparent)]
    Certificates(#[from] BadCertificates),
    #[error(transparent)]
    Malformed(#[from] Malformed),
}

impl Membership {
    /// Knows nothing yet.
    pub const fn new(space: SpaceId) -> Self {
        Self {
            space,
            ops: Ops::NONE,
            unverified: BTreeMap::new(),
            devices: Devices::new(space),
            leaves: BTreeMap::new(),
            at_relay: BTreeSet::new(),
            dirty: false,
            evaluation: Evaluation::NONE,
        }
    }

    pub const fn space(&self) -> SpaceId {
        self.space
    }

    /// What stands; none before the genesis is known.
    pub const fn standing(&self) -> Option<&Standing> {
        self.evaluation.standing.as_ref()
    }

    pub const fn devices(&self) -> &Devices {
        &self.devices
    }

    pub fn op(&self, id: &EntryId) -> Option<&Op> {
        self.ops.get(id).map(AsRef::as_ref)
    }

    /// How many operations are held whose authors are known.
    pub fn len(&self) -> usize {
        self.ops.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ops.len() == 0
    }

    /// Adds one operation. One that continues the standing chain costs the
    /// same however long the chain is.
    pub fn insert(&mut self, entry: &SignedEntry, trust: Trust) -> Result<Inserted, OpProblem> {
        let inserted = self.add(entry, trust);
        let is_new = inserted == Ok(Inserted::New);
        // Also one that waits or is refused may have brought certificates.
        if self.dirty || (is_new && !self.append(&entry.id())) {
            self.settle();
        }
        inserted
    }

    /// Adds many and works out once what follows. Returns those refused.
    pub fn insert_all<'a>(
        &mut self,
        entries: impl IntoIterator<Item = (&'a SignedEntry, Trust)>,
    ) -> Vec<(EntryId, OpProblem)> {
        let mut refused = Vec::new();
        for (entry, trust) in entries {
            match self.add(entry, trust) {
                // In the order of making, each continues the chain before it.
                Ok(Inserted::New) if !self.dirty && self.append(&entry.id()) => {}
                Ok(Inserted::New) => self.dirty = true,
                Ok(Inserted::Known | Inserted::Waiting) => {}
                Err(problem) => refused.push((entry.id(), problem)),
            }
        }
        if self.dirty {
            self.settle();
        }
        refused
    }

    /// Adds certificates, checking them. True when something was new.
    pub fn certify(&mut self, bundle: &Bundle, trust: Trust) -> Result<bool, BadCertificates> {
        if trust == Trust::Check {
            bundle.check()?;
        }
        let new = self.devices.add(bundle);
        if new {
            self.settle();
        }
        Ok(new)
    }

    /// Adds a revocation, checking it. False when it is not by its revoker.
    pub fn revoke(&mut self, revocation: &Revocation) -> bool {
        let taken = self.devices.revoke(revocation);
        if taken {
            self.settle();
        }
        taken
    }

    /// A relay holds this operation: it is final as far as relays go.
    pub fn mark_at_relay(&mut self, id: EntryId) {
        self.at_relay.insert(id);
    }

    /// The relay was lost or changed: nothing is there any more.
    pub fn clear_relay(&mut self) {
        self.at_relay.clear();
    }

    /// Standing operations that no relay has shown yet. A word for screens.
    pub fn provisional(&self) -> impl Iterator<Item = EntryId> {
        let path = self.standing().map_or(&[][..], Standing::path);
        path.iter().filter(|id| !self.at_relay.contains(id)).copied()
    }

    /// A key counts only if a known operation names it.
    pub fn knows_epoch(&self, epoch: &EpochId) -> bool {
        self.ops.bring(epoch).next().is_some()
    }

    /// The key with this tag, if a known operation names one.
    pub fn epoch_by_tag(&self, tag: &EpochTag) -> Option<EpochId> {
        self.ops.epoch_by_tag(tag)
    }

    /// Every control key that a known operation names; some more than once.
    pub fn control_keys(&self) -> impl Iterator<Item = [u8; 32]> {
        self.ops.iter().map(|op| op.after.control)
    }

    /// Every key that a known operation names.
    pub fn epochs(&self) -> impl Iterator<Item = EpochId> {
        self.ops.epochs()
    }

    /// Keys that only operations off the standing chain brought. Whoever has
    /// them links them when the key is renewed, so that the newest opens all.
    pub fn stray_epochs(&self) -> impl Iterator<Item = EpochId> {
        let stands = |id: &EntryId| self.standing().is_some_and(|s| s.place_of(id).is_some());
        self.ops.epochs().filter(move |epoch| !self.ops.bring(epoch).any(stands))
    }

    /// Where on the standing chain an entry with this tip counts. A tip beside
    /// the chain counts at the op that replaces it or its nearest ancestor
    /// beside the chain, else where its branch began. None: not known, so the
    /// entry waits.
    pub fn place(&self, tip: &EntryId) -> Option<u32> {
        let standing = self.standing()?;
        let mut at = *tip;
        loop {
            if let Some(place) = standing.place_of(&at).or_else(|| standing.replaced_at(&at)) {
                return Some(place);
            }
            at = self.ops.get(&at)?.tip;
        }
    }

    /// Devices of an account that count now: certified, neither revoked nor removed.
    pub fn current_devices(&self, account: &AccountId) -> impl Iterator<Item = &Kin> {
        let removed = |device: &DeviceId| self.standing().is_some_and(|s| s.is_removed(device));
        self.devices.current(account).filter(move |kin| !removed(&kin.card.id))
    }

    /// The account of a device, if the device counts now in this space.
    pub fn member_of(&self, device: &DeviceId) -> Option<AccountId> {
        let kin = self.devices.get(device)?;
        let standing = self.standing()?;
        let counts = kin.revoked.is_none() && !standing.is_removed(device);
        (counts && standing.role(&kin.card.account).is_some()).then_some(kin.card.account)
    }

    /// Whom the key of the space is boxed for: every current device of every
    /// member, and the recovery key of a personal space.
    pub fn key_recipients(&self) -> Vec<Recipient> {
        self.standing().map(|s| s.state().recipients(&self.devices, false)).unwrap_or_default()
    }

    /// Whom the control key is boxed for: current devices of owner and admins.
    pub fn control_recipients(&self) -> Vec<Recipient> {
        self.standing().map(|s| s.state().recipients(&self.devices, true)).unwrap_or_default()
    }

    pub(crate) fn view(&self) -> View<'_> {
        View { ops: &self.ops, devices: &self.devices, depths: &self.evaluation.valid, cuts: &self.evaluation.cuts }
    }

    /// Checks an operation and puts it into the set.
    fn add(&mut self, entry: &SignedEntry, trust: Trust) -> Result<Inserted, OpProblem> {
        let id = entry.id();
        if self.ops.contains(&id) {
            return Ok(Inserted::Known);
        }
        if entry.space() != self.space {
            return Err(OpProblem::Space);
        }
        let op = Op::from_entry(entry)?;
        let bundle = match &op.act {
            Act::Genesis(genesis) if genesis.space() != self.space => return Err(OpProblem::Genesis),
            Act::Genesis(genesis) => Some(&genesis.certificates),
            Act::AddMember(add) => Some(&add.certificates),
            _ => None,
        };
        if let Some(bundle) = bundle {
            if trust == Trust::Check {
                bundle.check()?;
            }
            if self.devices.add(bundle) {
                self.verify_waiting();
                // With nothing beside the chain there is nothing that it could change.
                let chain = self.standing().map_or(0, |s| s.path().len());
                self.dirty |= self.ops.len() != chain;
            }
        }
        match (trust, self.devices.get(&op.device)) {
            (_, None) => {
                if self.unverified.len() >= limits::UNVERIFIED_OPS {
                    return Err(OpProblem::TooMany);
                }
                self.unverified.insert(id, (entry.clone(), trust));
                return Ok(Inserted::Waiting);
            }
            (Trust::Check, Some(kin)) if !entry.is_by(&kin.card) => return Err(OpProblem::Signature),
            _ => {}
        }
        self.take(op);
        Ok(Inserted::New)
    }

    /// Puts a verified operation into the set.
    fn take(&mut self, op: Op) {
        if let Act::Remove(remove) = &op.act {
            if let Some(leave) = remove.request.as_ref().and_then(|bytes| Leave::read(&self.space, bytes)) {
                self.leaves.insert(op.id, leave);
            }
            if let Some(revocation) = &remove.revocation {
                self.devices.revoke(revocation);
                self.dirty = true;
            }
        }
        self.ops.insert(op);
    }

    /// Tries operations again whose authors may have become known.
    fn verify_waiting(&mut self) {
        let known = self.unverified.extract_if(.., |_, (entry, _)| self.devices.get(&entry.entry().device).is_some());
        let known: Vec<(SignedEntry, Trust)> = known.map(|(_, waiting)| waiting).collect();
        for (entry, trust) in known {
            let by = self.devices.get(&entry.entry().device);
            let fits = by.is_some_and(|kin| trust == Trust::Verified || entry.is_by(&kin.card));
            if let (true, Ok(op)) = (fits, Op::from_entry(&entry)) {
                self.take(op);
                self.dirty = true;
            }
        }
    }

    /// Adds an operation to what stands without looking at the rest, where
    /// nothing else can change. False: everything has to be worked out.
    fn append(&mut self, id: &EntryId) -> bool {
        let Some(op) = self.ops.get(id).map(Arc::clone) else { return false };
        let alone = self.ops.on(&op.tip).nth(1).is_none() && self.ops.on(id).next().is_none();
        let plain = self.devices.get(&op.device).is_some_and(|kin| kin.revoked.is_none());
        // A revocation that waited for this very operation cuts from now on.
        let alone = alone && !self.devices.revocations().any(|revocation| revocation.last_op == *id);
        let tip = self.standing().map(Standing::tip);
        if !alone || !plain || tip != Some(op.tip) || matches!(op.act, Act::Remove(_)) {
            return false;
        }
        let Some(standing) = self.standing() else { return false };
        match check(standing.state(), &op, None, &self.view()) {
            Err(void) => self.evaluation.void(*id, op.device, void),
            Ok(()) => self.evaluation.push(&op),
        }
        true
    }

    fn settle(&mut self) {
        self.verify_waiting();
        for leave in self.leaves.values_mut() {
            leave.verify(&self.devices);
        }
        self.dirty = false;
        self.evaluation = evaluate::evaluate(&self.ops, &self.devices, &self.leaves);
    }

    /// Operations that do not count, and why.
    pub fn void_ops(&self) -> impl Iterator<Item = (&EntryId, &Void)> {
        self.evaluation.void.iter()
    }

    /// How many void operations of this device are held: beyond
    /// [`limits::VOID_OPS`] no more are kept.
    pub fn void_by(&self, device: &DeviceId) -> usize {
        self.evaluation.void_by.get(device).copied().unwrap_or(0)
    }

    /// Valid operations that another branch has replaced: their authors repeat
    /// them on top, or are told why not.
    pub fn replaced_ops(&self) -> impl Iterator<Item = EntryId> {
        let standing = self.standing();
        let stands = move |id: &EntryId| standing.is_some_and(|s| s.place_of(id).is_some());
        self.evaluation.valid.keys().filter(move |id| !stands(id)).copied()
    }

    /// Operations that wait: for the one before them, or for a certificate.
    pub fn waiting_ops(&self) -> impl Iterator<Item = EntryId> {
        let counted = |id: &EntryId| self.evaluation.valid.contains_key(id) || self.evaluation.void.contains_key(id);
        self.ops.ids().filter(move |id| !counted(id)).chain(self.unverified.keys()).copied()
    }
}

#[cfg(test)]
mod tests;
