//! Control frames on their way to the relay: acts that were decided here, and
//! chains that an emptied relay lacks.

use super::{Doing, Trouble, ahead};
use crate::Node;
use crate::act::PendingAct;
use crate::error::{NodeError, NodeResult};
use crate::topics::Topics;
use rapport_engine::Incoming;
use rapport_ids::{EntryId, RecordId, SpaceId};
use rapport_membership::{Draft, DraftProblem, Membership, SealWith};
use rapport_store::tables::cursors::{self, Cursor};
use rapport_store::tables::pending_ops::PendingRow;
use rapport_store::tables::{held, pending_ops, records};
use rapport_wire::relay::{Code, ControlConflict, ControlStored};
use rapport_wire::{Call, Class, Frame, Origin};
use sha2::{Digest, Sha256};

/// Whether what stands in clear behind an operation is not what its author signed with the control
/// key: it can be read all the same, and no relay takes it.
fn is_altered(membership: &Membership, op: &EntryId, frame: &[u8]) -> bool {
    let Some(op) = membership.op(op) else { return false };
    let Ok(frame) = Frame::parse(frame.to_vec()) else { return true };
    let before = membership.op(&op.tip).unwrap_or(op);
    let fits = |key: &[u8; 32]| frame.control_signature_fits(key);
    // A fork is ended with the key of the branch that the relay has.
    let any = || membership.control_keys().any(|key| fits(&key));
    !fits(&before.after.control) && !any()
}

impl Node {
    pub(super) fn compose_control(&mut self, relay: &Origin, space: SpaceId) -> NodeResult<Option<(Call, Doing)>> {
        self.harden()?;
        self.give_up_lost(&space)?;
        if let Some((record, frame)) = self.unsent_control(&space)? {
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

    /// The next control frame that the relay lacks; none that was altered on its way here.
    fn unsent_control(&mut self, space: &SpaceId) -> NodeResult<Option<(RecordId, Vec<u8>)>> {
        let conn = self.store.read();
        let membership = &Self::space_in(&mut self.spaces, conn, space)?.membership;
        for records::Unsent { record, entry, frame } in records::unsent_whole(conn, space, Class::Control.byte())? {
            let altered = match entry {
                Some(op) => is_altered(membership, &op, &frame),
                None => held::is_at_fault(conn, space, &record)?,
            };
            if !altered {
                return Ok(Some((record, frame)));
            }
        }
        Ok(None)
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

    /// Somebody was faster, or another operation is at the head than the one that was read
    /// last: looks again, then decides anew.
    pub(super) fn take_conflict(&mut self, relay: &Origin, space: SpaceId, told: &ControlConflict) -> NodeResult<()> {
        let conn = self.store.read();
        let cursor = cursors::get(conn, &space)?.filter(|cursor| cursor.control_head != told.control_head);
        if let Some(cursor) = cursor
            && records::known(conn, &space, &told.control_head)?
        {
            let right = Cursor { control_head: told.control_head, ..cursor };
            self.store.write(|tx| cursors::put(tx, &space, &right))?;
        }
        self.errand(relay, space).pull();
        // Whoever only sends cannot look again.
        self.went_in_a_circle(relay, Trouble::Refused(Code::Conflict));
        Ok(())
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
        let digest = Sha256::digest(&frame).into();
        self.receive(space, vec![Incoming { bytes: frame, seq: Some(stored.seq), held: false }], None)?;
        let given = (stored.seq, RecordId::new(digest));
        self.store.write(|tx| {
            ahead::note(tx, &space, [given])?;
            Ok::<_, NodeError>(pending_ops::delete(tx, pending)?)
        })?;
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
        self.store.write(|tx| {
            records::set_seq(tx, &space, &record, stored.seq)?;
            ahead::note(tx, &space, [(stored.seq, record)])
        })?;
        let errand = self.errand(relay, space);
        errand.uncover();
        errand.pull();
        Ok(())
    }
}
