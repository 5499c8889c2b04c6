//! The operations of a space, found by name, by what they stand on and by the
//! key that they bring.

use crate::op::Op;
use rapport_ids::{EntryId, EpochId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

#[derive(Debug, Clone)]
pub(crate) struct Ops {
    by_id: BTreeMap<EntryId, Arc<Op>>,
    /// (what it stands on, its own name)
    on: BTreeSet<(EntryId, EntryId)>,
    /// (a key, who brings it)
    epochs: BTreeSet<(EpochId, EntryId)>,
}

const FIRST: EntryId = EntryId::new([0; 32]);
const LAST: EntryId = EntryId::new([0xff; 32]);

impl Ops {
    pub(crate) const NONE: Self = Self { by_id: BTreeMap::new(), on: BTreeSet::new(), epochs: BTreeSet::new() };

    pub(crate) fn insert(&mut self, op: Op) {
        if op.act.renews_key() != Some(false) {
            self.epochs.insert((op.after.epoch, op.id));
        }
        self.on.insert((op.tip, op.id));
        self.by_id.insert(op.id, Arc::new(op));
    }

    pub(crate) fn get(&self, id: &EntryId) -> Option<&Arc<Op>> {
        self.by_id.get(id)
    }

    pub(crate) fn contains(&self, id: &EntryId) -> bool {
        self.by_id.contains_key(id)
    }

    pub(crate) fn len(&self) -> usize {
        self.by_id.len()
    }

    pub(crate) fn ids(&self) -> impl Iterator<Item = &EntryId> {
        self.by_id.keys()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Op> {
        self.by_id.values().map(AsRef::as_ref)
    }

    /// Operations that stand on this one, by name.
    pub(crate) fn on(&self, tip: &EntryId) -> impl Iterator<Item = &Op> {
        let names = self.on.range((*tip, FIRST)..=(*tip, LAST));
        names.filter_map(|(_, id)| self.by_id.get(id)).map(AsRef::as_ref)
    }

    /// All pairs of an operation's tip and its own name, in order.
    pub(crate) fn tips(&self) -> impl Iterator<Item = &(EntryId, EntryId)> {
        self.on.iter()
    }

    /// Who brings this key.
    pub(crate) fn bring(&self, epoch: &EpochId) -> impl Iterator<Item = &EntryId> {
        self.epochs.range((*epoch, FIRST)..=(*epoch, LAST)).map(|(_, id)| id)
    }

    /// Every key that is named, once, with one of those who bring it at a time.
    pub(crate) fn epochs(&self) -> impl Iterator<Item = EpochId> {
        let mut last = None;
        self.epochs.iter().filter_map(move |(epoch, _)| {
            let new = last != Some(*epoch);
            last = Some(*epoch);
            new.then_some(*epoch)
        })
    }

    /// Keys whose tag is this one, among those named.
    pub(crate) fn epoch_by_tag(&self, tag: &rapport_ids::EpochTag) -> Option<EpochId> {
        let mut from = [0; 32];
        from.get_mut(..16)?.copy_from_slice(tag.as_bytes());
        let next = self.epochs.range((EpochId::new(from), FIRST)..).next();
        next.map(|(epoch, _)| *epoch).filter(|epoch| epoch.tag() == *tag)
    }
}
