//! Records that came: used, held or known already, each for itself.
//!
//! Nothing is dropped and nothing blocks the rest: a record that cannot be used
//! is kept with its reason, and tried again within the same batch when
//! something it may have waited for came with it.

mod ahead;
mod chain;
mod item;
mod judge;
mod keys;

pub use ahead::{Hands, OneHand, Work};
pub use chain::{Link, LinkState};
pub use item::{Incoming, Item, Verdict};

use crate::known::Known;
use crate::reason::Hold;
use item::Stage;
use judge::Judge;
use keys::Keys;
use rapport_ids::{EntryId, RecordId};
use rapport_membership::Membership;
use rapport_seal::{ControlKey, DeviceKeys, EpochKey};
use std::collections::BTreeSet;

/// What ought to be done about a batch.
pub struct Plan {
    /// Each record with what became of it. Those that are used stand in the
    /// order in which they must be used.
    pub items: Vec<Item>,
    /// Membership after the batch, when an operation, certificate or
    /// revocation came with it.
    pub membership: Option<Membership>,
    /// Keys that came with it and that a known operation names.
    pub keys: Vec<EpochKey>,
    /// The control key in force, when it came with it.
    pub control: Option<ControlKey>,
    /// Entries that stood and no longer do: their device was copied, and the
    /// other branch is the one that stands everywhere. What came of them has to
    /// be taken back before anything of this plan is used.
    pub displaced: Vec<EntryId>,
}

/// Looks at a batch of records of one space. `items` may also name records
/// that were held before: they are looked at again. What can be said of each
/// alone is shared out among `hands`; the plan is the same whoever they are.
///
/// # Errors
/// Only what the storage fails with; a bad record is an answer.
pub fn receive<K: Known>(
    known: &K,
    membership: &Membership,
    me: &DeviceKeys,
    items: Vec<Incoming>,
    hands: &dyn Hands,
) -> Result<Plan, K::Error> {
    let mut waiting = Vec::new();
    let mut done: Vec<Item> = Vec::new();
    let mut seen: BTreeSet<RecordId> = BTreeSet::new();
    for incoming in items {
        let item = Item::parse(incoming, membership.space());
        if !seen.insert(item.record) || (!item.held && known.has_record(&item.record)?) {
            done.push(item.ended(Verdict::Duplicate));
        } else if item.is_open() {
            waiting.push(item);
        } else {
            done.push(item);
        }
    }
    let mut keys = Keys::default();
    for item in &waiting {
        keys.look(item, me);
    }
    ahead::open(known, membership, &keys, &mut waiting, hands)?;
    let mut judge = Judge::new(known, membership, me, keys);
    loop {
        let before = (waiting.len(), judge.keys_found());
        let mut still = Vec::new();
        for mut item in waiting {
            item.stage = judge.judge(&mut item)?;
            match item.stage {
                Stage::Open | Stage::Ended(Verdict::Held(Hold::Wait(_))) => still.push(item),
                Stage::Ended(_) => done.push(item),
            }
        }
        waiting = still;
        // Each round that uses something, or finds a key, may free something else.
        if waiting.is_empty() || (waiting.len(), judge.keys_found()) == before {
            break;
        }
    }
    done.extend(waiting);
    let displaced = judge.settle_chains(&mut done)?;
    let (membership, keys, control) = judge.finish();
    Ok(Plan { items: done, membership, keys, control, displaced })
}

#[cfg(test)]
mod copied;
#[cfg(test)]
mod tests;
