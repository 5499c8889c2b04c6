//! What can be said of a record without any other: that it opens, and that its
//! device signed it. That is most of the work, and it is shared out.

use super::item::Item;
use super::keys::Keys;
use crate::known::Known;
use rapport_ids::EpochTag;
use rapport_membership::Membership;
use rapport_seal::{EpochKey, frame};
use rapport_wire::Class;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Work that touches nothing which other work touches.
pub type Work<'a> = Box<dyn FnOnce() + Send + 'a>;

/// Whoever does the work that was shared out.
pub trait Hands {
    /// Does it before it returns, in any order or at once. What is left undone
    /// is done later by whoever needs it: hands save time, nothing else.
    fn share(&self, work: Vec<Work<'_>>);
}

/// One after the other, on the calling thread.
#[derive(Debug, Clone, Copy, Default)]
pub struct OneHand;

impl Hands for OneHand {
    fn share(&self, work: Vec<Work<'_>>) {
        work.into_iter().for_each(|one| one());
    }
}

/// Into so many lots a batch is shared out: a phone has that many fast cores.
const LOTS: usize = 4;
/// Fewer records than this in a lot are not worth a thread.
const LOT: usize = 16;

/// Opens what opens with a key that is here and notes which of it was signed by
/// a device that is known. Everything else is left as it is, to be judged in
/// its turn: what is found here never depends on who found it first.
pub(super) fn open<K: Known>(
    known: &K,
    membership: &Membership,
    found: &Keys,
    items: &mut [Item],
    hands: &dyn Hands,
) -> Result<(), K::Error> {
    let mut keys: BTreeMap<EpochTag, Option<EpochKey>> = BTreeMap::new();
    for tag in items.iter().filter_map(|item| item.frame.as_ref()).map(|frame| frame.header().tag) {
        if let Entry::Vacant(place) = keys.entry(tag) {
            place.insert(match found.get(&tag) {
                Some(key) => Some(key.duplicate()),
                None => known.key(&tag)?,
            });
        }
    }
    let lot = items.len().div_ceil(LOTS).max(LOT);
    let work = items.chunks_mut(lot).map(|lot| -> Work<'_> {
        let keys = &keys;
        Box::new(move || lot.iter_mut().for_each(|item| open_one(item, keys, membership)))
    });
    hands.share(work.collect());
    Ok(())
}

fn open_one(item: &mut Item, keys: &BTreeMap<EpochTag, Option<EpochKey>>, membership: &Membership) {
    let Some(frame) = item.frame.as_ref() else { return };
    // Control frames and notices change what is known of devices: each in its turn.
    if !matches!(frame.class(), Class::Log | Class::Snapshot | Class::Chunk) {
        return;
    }
    let Some(Some(key)) = keys.get(&frame.header().tag) else { return };
    let Ok(entry) = frame::open(frame, key) else { return };
    let signer = membership.devices().get(&entry.entry().device);
    // An id is the hash of the card: whatever else the batch says of the
    // device, its key stays this one.
    item.signed = signer.is_some_and(|kin| entry.is_by(&kin.card));
    item.entry = Some(entry);
}

#[cfg(test)]
mod tests;
