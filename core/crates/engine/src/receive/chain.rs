//! One device's chain: which of two branches stands after a phone was copied.
//!
//! The answer follows from the entries alone, never from the order in which
//! they came, so that all phones keep the same branch.

use rapport_ids::EntryId;
use std::collections::{BTreeMap, BTreeSet};

/// An entry by its place in its device's chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    pub dseq: u64,
    pub entry: EntryId,
    pub prev: EntryId,
    pub state: LinkState,
}

/// What became of an entry at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkState {
    /// It is used.
    Stands,
    /// It stands on the branch that was given up, and is kept aside.
    Held,
    /// It stands on that branch, but opens something: what is opened stays
    /// open, since others may have written in it.
    Opened,
}

/// Whether two links cannot belong to one chain that nobody copied.
pub(super) fn fork(links: &[Link]) -> bool {
    let mut at: BTreeMap<u64, BTreeSet<EntryId>> = BTreeMap::new();
    for link in links {
        at.entry(link.dseq).or_default().insert(link.entry);
    }
    let other_before = |link: &Link| {
        let before = link.dseq.checked_sub(1).and_then(|before| at.get(&before));
        before.is_some_and(|before| !before.contains(&link.prev))
    };
    at.values().any(|there| there.len() > 1) || links.iter().any(other_before)
}

/// The entries that stand. From the first place on, the smallest entry that
/// follows on what stands before; what follows on another one falls with it.
/// Behind a gap anything may stand that follows on nothing given up.
pub(super) fn standing(links: &[Link]) -> BTreeSet<EntryId> {
    let mut at: BTreeMap<u64, BTreeSet<(EntryId, EntryId)>> = BTreeMap::new();
    for link in links {
        at.entry(link.dseq).or_default().insert((link.prev, link.entry));
    }
    let (mut stands, mut fell) = (BTreeSet::new(), BTreeSet::new());
    let mut last: Option<(u64, EntryId)> = None;
    for (dseq, there) in at {
        let before = last.filter(|(at, _)| at.checked_add(1) == Some(dseq)).map(|(_, entry)| entry);
        let fits = |prev: &EntryId| before.is_none_or(|before| before == *prev) && !fell.contains(prev);
        let first = there.iter().find(|(prev, _)| fits(prev)).map(|(_, entry)| *entry);
        fell.extend(there.iter().map(|(_, entry)| *entry).filter(|entry| Some(*entry) != first));
        if let Some(entry) = first {
            stands.insert(entry);
            last = Some((dseq, entry));
        }
    }
    stands
}

#[cfg(test)]
mod tests;
