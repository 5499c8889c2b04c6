//! Control frames on their way to the relay: acts that were decided here, and
//! chains that an emptied relay lacks.

use super::Doing;
use crate::Node;
use crate::act::PendingAct;
use crate::error::{NodeError, NodeResult};
use crate::topics::Topics;
use rapport_engine::Incoming;
use rapport_ids::{RecordId, SpaceId};
use rapport_membership::{Draft, DraftProblem, SealWith};
use rapport_store::tables::pending_ops::PendingRow;
use rapport_store::tables::{cursors, pending_ops, records};
use rapport_wire::relay::ControlStored;
use rapport_wire::{Call, Class, Origin};

impl Node {
    pub(super) fn compose_control(&mut self, relay: &Origin, space: SpaceId) -> NodeResult<Option<(Call, Doing)>> {
        self.harden()?;
        let unsent = records::unsent(self.store.read(), &space, Class::Control.byte(), 1)?;
        if let Some((record, frame)) = unsent.into_iter().next() {
            let doing = Doing::StoredControl { space, record };
            return Ok(Some((Call::Control { space, frame }, doing)));
        }
        loop {
            let Some(row) = pending_ops::of_space(self.store.read(), &space)?.into_iter().next() else {
                self.errand(relay, space).control_sent(false);
                return Ok(None);
            };
            if let Some(frame) = self.make_control(&space, &row)? {
                let doing = Doing::MadeControl { space, pending: row.n, frame: frame.clone() };
                return Ok(Some((Call::Control { space, frame }, doing)));
            }
            // It makes no sense any more: somebody else has done it, or may not.
            self.store.write(|tx| pending_ops::delete(tx, row.n))?;
        }
    }

    /// Signs a pending act on the standing tip; none when the rules no longer allow it.
    fn make_control(&mut self, space: &SpaceId, row: &PendingRow) -> NodeResult<Option<Vec<u8>>> {
        let act = PendingAct::read(&row.act)?;
        let conn = self.store.read();
        let known = Self::space_in(&mut self.spaces, conn, space)?;
        let seen = crate::leave::heads(conn, space)?;
        let drafted = act.draft(&known.membership, &self.me.keys, &seen, &mut *self.ports.random);
        let draft: Draft = match drafted {
            Ok(draft) => draft,
            Err(DraftProblem::Refused(_)) => return Ok(None),
            Err(problem) => return Err(problem.into()),
        };
        let epoch = known.current_key(conn, &self.secrets)?.ok_or(NodeError::NotFound("key"))?;
        let control = self.secrets.control(conn, space)?.ok_or(NodeError::NotFound("key"))?;
        let older = self.secrets.epochs(conn, space, draft.links())?;
        let prev = cursors::get(conn, space)?.map_or(RecordId::NONE, |cursor| cursor.control_head);
        let created_ms = u64::try_from(self.ports.clock.now_ms()).unwrap_or(0);
        let with = SealWith { keys: &self.me.keys, created_ms, prev, epoch: &epoch, control: &control, older: &older };
        let made = draft.seal(&with, &mut *self.ports.random)?;
        Ok(Some(made.frame))
    }

    pub(super) fn take_made_control(
        &mut self,
        relay: &Origin,
        space: SpaceId,
        pending: i64,
        frame: Vec<u8>,
        stored: &ControlStored,
    ) -> NodeResult<()> {
        // The own frame goes the way of all others: what is in force is what
        // everybody makes of it.
        self.receive(space, vec![Incoming { bytes: frame, seq: Some(stored.seq), held: false }], None)?;
        self.store.write(|tx| pending_ops::delete(tx, pending))?;
        let errand = self.errand(relay, space);
        errand.uncover();
        errand.pull();
        errand.push();
        self.look_at_mailboxes();
        self.changed.add(Topics::PEOPLE.and(Topics::DEVICES).and(Topics::INVITES));
        Ok(())
    }

    pub(super) fn take_stored_control(
        &mut self,
        relay: &Origin,
        space: SpaceId,
        record: RecordId,
        stored: &ControlStored,
    ) -> NodeResult<()> {
        self.store.write(|tx| records::set_seq(tx, &space, &record, stored.seq))?;
        let errand = self.errand(relay, space);
        errand.uncover();
        errand.pull();
        Ok(())
    }
}
