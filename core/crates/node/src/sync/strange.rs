//! A relay whose log is not the one that was read, where no chain of numbers shows it: it names a key that no
//! operation brings, does not know one that was in force there, or takes nothing that is sealed with it.

use crate::Node;
use crate::error::NodeResult;
use rapport_ids::{EpochTag, SpaceId};
use rapport_store::tables::cursors;
use rapport_wire::Origin;
use std::collections::{BTreeMap, BTreeSet};

/// Signs of it, by space.
#[derive(Default)]
pub(super) struct Strange {
    /// The key in force there is brought by no operation that is here.
    unexplained: BTreeSet<SpaceId>,
    /// Of these it does not know the newest key that is here.
    knows_no_newer: BTreeSet<SpaceId>,
    /// With these keys it took nothing; true when its log was looked at since.
    stale: BTreeMap<SpaceId, (EpochTag, bool)>,
}

impl Strange {
    /// The relay has named the key in force; whether an operation here brings it.
    pub(super) fn told(&mut self, space: SpaceId, explained: bool) {
        if explained {
            self.unexplained.remove(&space);
            self.knows_no_newer.remove(&space);
        } else {
            self.unexplained.insert(space);
        }
    }

    pub(super) fn knows_no_newer(&self, space: &SpaceId) -> bool {
        self.knows_no_newer.contains(space)
    }

    /// Whether an operation is there that was not read, though all were looked at.
    pub(super) fn is_unexplained(&self, space: &SpaceId) -> bool {
        self.unexplained.contains(space)
    }

    /// All that is there was looked at.
    pub(super) fn looked(&mut self, space: &SpaceId) {
        if let Some((_, looked)) = self.stale.get_mut(space) {
            *looked = true;
        }
    }

    /// Something was taken.
    pub(super) fn took(&mut self, space: &SpaceId) {
        self.stale.remove(space);
    }

    /// Nothing was taken that is sealed with this key. True when that was so before
    /// its log was looked at, and nothing in it brought another key.
    pub(super) fn is_stale_for_good(&mut self, space: SpaceId, tag: EpochTag) -> bool {
        match self.stale.get(&space) {
            Some((before, looked)) if *before == tag => *looked,
            _ => {
                self.stale.insert(space, (tag, false));
                false
            }
        }
    }
}

impl Node {
    /// Whether the key in force there is brought by nothing that was read.
    pub(super) fn is_unexplained(&self, relay: &Origin, space: &SpaceId) -> bool {
        self.sync.relays.get(relay).is_some_and(|state| state.strange.is_unexplained(space))
    }

    /// Whether the last push was refused for its key. Twice with the same key, though all was
    /// looked at in between: the operation that brought it was lost there.
    pub(super) fn note_stale(&mut self, relay: &Origin, space: SpaceId, stale: bool) -> NodeResult<()> {
        let tag = self.tag_in_force(&space)?;
        let Some(state) = self.sync.relays.get_mut(relay) else { return Ok(()) };
        if !stale {
            state.strange.took(&space);
        } else if tag.is_some_and(|tag| state.strange.is_stale_for_good(space, tag)) {
            state.strange.took(&space);
            if let Some(cursor) = cursors::get(self.store.read(), &space)? {
                self.begin_again(relay, space, cursor.log_id)?;
            }
        }
        Ok(())
    }

    /// The key that was signed with opens nothing. Where it was in force the relay would know it.
    pub(super) fn is_refused(&mut self, relay: &Origin, space: SpaceId) -> NodeResult<()> {
        let Some(state) = self.sync.relays.get_mut(relay) else { return Ok(()) };
        if !state.strange.is_unexplained(&space) || !state.strange.knows_no_newer.insert(space) {
            return Ok(());
        }
        if let Some(cursor) = cursors::get(self.store.read(), &space)? {
            self.begin_again(relay, space, cursor.log_id)?;
        }
        self.errand(relay, space).uncover();
        Ok(())
    }
}
