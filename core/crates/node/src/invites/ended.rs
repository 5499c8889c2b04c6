//! An invite that was taken, and whose mailbox is not there: taken back, over,
//! or not opened yet.

use super::run::{Gone, failed};
use super::stage;
use crate::Node;
use crate::error::{NodeError, NodeResult};
use rapport_ids::BoxId;
use rapport_membership::invite::JoinFailure;
use rapport_store::tables::invites::{self, InviteRow};

impl Node {
    /// The one who invites has said when it ends.
    pub(super) fn heard_until(&mut self, mailbox: &BoxId, expires_ms: u64) -> NodeResult<()> {
        let row = invites::get(self.store.read(), mailbox)?.ok_or(NodeError::NotFound("invite"))?;
        let until_ms = i64::try_from(expires_ms).unwrap_or(i64::MAX);
        if row.until_ms != until_ms {
            self.store.write(|tx| invites::put(tx, &InviteRow { until_ms, ..row }))?;
            self.changed.add(crate::Topics::INVITES);
        }
        Ok(())
    }

    /// Says why, where that can be told. A mailbox that stood there once and
    /// that nobody closed went with its days, whatever this clock says.
    pub(super) fn taken_is_gone(&mut self, mailbox: &BoxId, row: &InviteRow, seen: bool, gone: Gone) -> NodeResult<()> {
        let over = self.ports.now_ms() >= row.until_ms;
        match gone {
            _ if over => self.set_stage(mailbox, &failed(&JoinFailure::Expired)),
            Gone::Closed => self.set_stage(mailbox, &failed(&JoinFailure::Closed)),
            Gone::NotThere if seen || row.stage != stage::OPEN => {
                self.set_stage(mailbox, &failed(&JoinFailure::Expired))
            }
            // The one who invites may not have been at the relay yet.
            Gone::NotThere => Ok(()),
        }
    }
}
