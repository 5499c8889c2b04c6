//! Taking an invite that somebody gave.

use super::kept::{Kept, Side};
use super::{Run, stage};
use crate::Node;
use crate::error::{NodeError, NodeResult};
use rapport_ids::BoxId;
use rapport_membership::invite::{Invite, Mailbox};
use rapport_membership::limits;
use rapport_store::tables::invites::{self, InviteRow};
use rapport_store::tables::relays::{self, RelayRow};

impl Node {
    /// Answers an invite. Its relay is agreed to with it.
    ///
    /// # Errors
    /// This person has no name yet, or the invite is one's own.
    pub fn join(&mut self, invite: Invite, plain_http: bool) -> NodeResult<BoxId> {
        let mailbox = Mailbox::of(&invite.secret).id();
        if let Some(row) = invites::get(self.store.read(), &mailbox)? {
            return if row.given { Err(NodeError::NotFound("invite")) } else { Ok(mailbox) };
        }
        let name = self.own_name()?;
        let now = self.ports.now_ms();
        let relay = RelayRow {
            origin: invite.relay.origin.as_str().to_owned(),
            pin: invite.relay.pin,
            plain_http,
            token: invite.creation_token,
            added_ms: now,
        };
        let side = match self.is_guest() {
            true => Side::Guest { confirmed: false },
            false => Side::Taken { certificates: self.own_line()?, confirmed: false },
        };
        let kept = Kept { secret: invite.secret, name, side };
        let row = InviteRow {
            mailbox,
            given: false,
            relay: relay.origin.clone(),
            stage: stage::OPEN.to_owned(),
            sealed: self.secrets.seal(&super::kept::name(&mailbox), &kept.write()?, &mut *self.ports.random)?,
            space: None,
            until_ms: now.saturating_add(limits::INVITE_MS),
        };
        self.store.write(|tx| {
            relays::put(tx, &relay)?;
            invites::put(tx, &row)
        })?;
        self.invites.runs.insert(mailbox, Run::default());
        self.changed.add(crate::Topics::INVITES);
        Ok(mailbox)
    }

    /// The person has compared the codes on both screens and found them the same.
    ///
    /// # Errors
    /// There is no such invite, or there is no code to compare yet.
    pub fn confirm_invite(&mut self, mailbox: &BoxId) -> NodeResult<()> {
        let (row, kept) = self.invite_row(mailbox)?;
        match (row.stage.as_str(), &kept.side) {
            (stage::CONFIRMED | stage::DONE, _) => Ok(()),
            (stage::COMPARE, Side::Given { .. }) => self.admit(mailbox, row, &kept),
            (stage::COMPARE, Side::Taken { certificates, .. }) => {
                let side = Side::Taken { certificates: certificates.clone(), confirmed: true };
                let row = InviteRow { stage: stage::CONFIRMED.to_owned(), ..row };
                self.save_invite(row, &Kept { side, ..kept })?;
                self.look_again(mailbox);
                Ok(())
            }
            (stage::COMPARE, Side::Link(_)) => self.admit_device(mailbox, row, kept),
            (stage::COMPARE, Side::Guest { .. }) => {
                let row = InviteRow { stage: stage::CONFIRMED.to_owned(), ..row };
                self.save_invite(row, &Kept { side: Side::Guest { confirmed: true }, ..kept })?;
                self.look_again(mailbox);
                Ok(())
            }
            _ => Err(NodeError::NotFound("invite")),
        }
    }

    /// Gives an invite up: nobody comes in through it any more.
    ///
    /// # Errors
    /// The storage failed.
    pub fn cancel_invite(&mut self, mailbox: &BoxId) -> NodeResult<()> {
        let (row, _) = self.invite_row(mailbox)?;
        if row.stage == stage::DONE {
            return Err(NodeError::NotFound("invite"));
        }
        self.give_up_on(&row)?;
        self.set_stage(mailbox, super::run::CANCELLED)?;
        self.look_again(mailbox);
        Ok(())
    }

    pub(super) fn look_again(&mut self, mailbox: &BoxId) {
        let run = self.invites.runs.entry(*mailbox).or_default();
        run.seen = false;
        run.not_before_ms = i64::MIN;
    }
}
