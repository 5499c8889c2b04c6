//! Somebody was taken in here, and has not come in yet: until their card is
//! here, nothing shows that there is a pair. Whoever found other words on their
//! screen closes the mailbox, and what was opened for them goes with it.

use super::stage;
use crate::Node;
use crate::error::{NodeError, NodeResult};
use crate::invites::run::{failed, failed_as};
use rapport_ids::{BoxId, SpaceId};
use rapport_membership::invite::JoinFailure;
use rapport_store::tables::invites::{self, InviteRow};
use rapport_store::tables::spaces::{self, SpaceState};

/// The code of an invite that the other side gave up.
const DECLINED: &str = "declined";

impl Node {
    /// The welcome is in the mailbox.
    pub(super) fn welcomed(&mut self, mailbox: &BoxId, row: &InviteRow) -> NodeResult<()> {
        let next = if self.other_one_is_in(row) { stage::DONE } else { stage::WELCOMED };
        if row.stage != next {
            self.set_stage(mailbox, next)?;
            self.changed.add(crate::Topics::ALL);
        }
        Ok(())
    }

    /// Whoever has been taken in shows themselves as soon as they are.
    pub(super) fn other_one_is_in(&self, row: &InviteRow) -> bool {
        match row.space {
            Some(space) => self.partner_name(&space).is_some(),
            None => self.linked_device(&row.mailbox).is_some_and(|device| self.device_is_in(&device)),
        }
    }

    /// Nobody comes in through an invite that was given, unless they are in:
    /// what was opened for them is taken back.
    pub(super) fn give_up_on(&mut self, row: &InviteRow) -> NodeResult<()> {
        if !row.given || self.other_one_is_in(row) {
            return Ok(());
        }
        match (row.space, self.linked_device(&row.mailbox)) {
            (Some(space), _) => self.give_up_space(space),
            (None, Some(device)) => self.revoke(device),
            (None, None) => Ok(()),
        }
    }

    /// Ends the invites whose other side has come in meanwhile.
    pub(crate) fn settle_welcomed(&mut self) -> NodeResult<()> {
        if self.invites.runs.is_empty() {
            return Ok(());
        }
        let waits = |row: &InviteRow| row.given && row.stage == stage::WELCOMED;
        for row in invites::all(self.store.read())?.into_iter().filter(waits) {
            if self.other_one_is_in(&row) {
                self.welcomed(&row.mailbox, &row)?;
            }
        }
        Ok(())
    }

    /// The mailbox is gone and nobody has come in: the other one said no, or
    /// the time of the invite is over.
    pub(super) fn nobody_came(&mut self, mailbox: &BoxId, row: &InviteRow) -> NodeResult<()> {
        if self.other_one_is_in(row) {
            return self.welcomed(mailbox, row);
        }
        self.give_up_on(row)?;
        let over = self.ports.now_ms() >= row.until_ms;
        let why = if over { failed(&JoinFailure::Expired) } else { failed_as(DECLINED) };
        self.set_stage(mailbox, &why)
    }

    /// Lets go of a space that was opened for somebody who is not there.
    pub(super) fn give_up_space(&mut self, space: SpaceId) -> NodeResult<()> {
        let here = spaces::get(self.store.read(), &space)?.is_some_and(|row| row.state != SpaceState::Left);
        if here { self.leave(space, None) } else { Ok(()) }
    }

    /// Nothing can be written to the mailbox any more: one of the two has closed it.
    pub(super) fn mailbox_was_closed(&mut self, mailbox: &BoxId) -> NodeResult<()> {
        let row = invites::get(self.store.read(), mailbox)?.ok_or(NodeError::NotFound("invite"))?;
        // It was opened with the welcome, which arrived nowhere.
        self.give_up_on(&row)?;
        let over = self.ports.now_ms() >= row.until_ms;
        let why = match (row.given, over) {
            (false, false) => failed(&JoinFailure::Closed),
            (true, false) => failed_as(DECLINED),
            (_, true) => failed(&JoinFailure::Expired),
        };
        self.set_stage(mailbox, &why)
    }
}
