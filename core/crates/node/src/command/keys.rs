//! The key of a space: exchanged for a new one when people ask for it.

use crate::Node;
use crate::act::PendingAct;
use crate::error::{NodeError, NodeResult};
use crate::topics::Topics;
use rapport_domain::Millis;
use rapport_ids::{EpochId, SpaceId};
use rapport_seal::{Frontier, SignedEntry};
use rapport_store::StoreError;
use rapport_store::tables::{ops, pending_ops};

/// How old the key of a space is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct KeyView {
    /// The first key of a space is 1.
    pub number: u32,
    /// When it was made, by the clock of whoever made
    /// it: to be shown, not to be relied on.
    #[serde(rename = "since_ms")]
    pub since: Millis,
    /// A new one was asked for here and waits for the relay.
    pub rotating: bool,
}

impl Node {
    /// Gives everybody in a space a new key as soon as its relay can be
    /// reached. What was written under the old one stays readable.
    ///
    /// # Errors
    /// There is no such space, or this person may not decide about it.
    pub fn rotate_key(&mut self, space: SpaceId) -> NodeResult<()> {
        let known = Self::space_in(&mut self.spaces, self.store.read(), &space)?;
        // Drafted once to learn whether it may be; the one that counts is
        // drafted on the operation that stands when the relay is there.
        PendingAct::Rotate.draft(&known.membership, &self.me.keys, &Frontier::default(), &mut *self.ports.random)?;
        if !self.is_rotating(&space)? {
            let (act, now_ms) = (PendingAct::Rotate.write()?, self.ports.now_ms());
            self.store.write(|tx| pending_ops::insert(tx, &space, &act, now_ms))?;
            self.unsynced_since_ms.get_or_insert(now_ms);
        }
        self.wants_control(&space);
        self.changed.add(Topics::SYNC);
        Ok(())
    }

    /// The key in force.
    ///
    /// # Errors
    /// There is no such space.
    pub fn key_of(&mut self, space: SpaceId) -> NodeResult<KeyView> {
        let rotating = self.is_rotating(&space)?;
        let membership = &Self::space_in(&mut self.spaces, self.store.read(), &space)?.membership;
        let standing = membership.standing().ok_or(NodeError::NotFound("space"))?;
        let (mut number, mut since, mut last) = (0u32, standing.genesis(), None::<EpochId>);
        for op in standing.path().iter().filter_map(|id| membership.op(id)) {
            if last.replace(op.after.epoch) != Some(op.after.epoch) {
                number = number.saturating_add(1);
                since = op.id;
            }
        }
        let row = ops::of_space(self.store.read(), &space)?.into_iter().find(|row| row.entry == since);
        let read = |row: ops::OpRow| SignedEntry::from_bytes(&space, &row.signed);
        let signed = row.map(read).transpose().map_err(|_| StoreError::BadRow { table: "ops" })?;
        let since_ms = signed.map_or(0, |signed| i64::try_from(signed.entry().created_ms).unwrap_or(i64::MAX));
        Ok(KeyView { number, since: Millis(since_ms), rotating })
    }

    fn is_rotating(&self, space: &SpaceId) -> NodeResult<bool> {
        let rows = pending_ops::of_space(self.store.read(), space)?;
        let rotates = |act: &[u8]| PendingAct::read(act).is_ok_and(|act| act == PendingAct::Rotate);
        Ok(rows.iter().any(|row| rotates(&row.act)))
    }
}
