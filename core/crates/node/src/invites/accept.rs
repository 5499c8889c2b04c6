//! Taking somebody in, and coming in.

use super::kept::{JOINER, Kept, Side};
use super::stage;
use crate::Node;
use crate::act::PendingAct;
use crate::error::{NodeError, NodeResult};
use rapport_engine::Incoming;
use rapport_ids::{AccountId, BoxId, SpaceId};
use rapport_membership::invite::Hello;
use rapport_membership::invite::{Applicant, Inviting, InvitingStep, Joined, Offer, Welcome};
use rapport_membership::space::SpaceKind;
use rapport_store::tables::invites::{self, InviteRow};
use rapport_store::tables::spaces::{self, SpaceRow, SpaceState};
use rapport_store::tables::{left_pairs, pending_ops, records};
use rapport_wire::Class;
use rapport_wire::relay::BoxPut;

impl Node {
    pub(super) fn inviting(kept: &Kept) -> NodeResult<(Inviting, SpaceId)> {
        let Side::Given { purpose, space, expires_ms, certificates, .. } = &kept.side else {
            return Err(NodeError::NotFound("invite"));
        };
        let hello =
            Hello { purpose: *purpose, kind: SpaceKind::Pair, name: kept.name.clone(), expires_ms: *expires_ms };
        let offer = Offer { hello, space: *space, role: JOINER, certificates: certificates.clone() };
        Ok((Inviting::new(&kept.secret, offer), *space))
    }

    /// The one who asks to come in, if the mailbox still shows them.
    fn candidate(&mut self, mailbox: &BoxId, kept: &Kept) -> NodeResult<Option<(AccountId, rapport_seal::Bundle)>> {
        let (inviting, _) = Self::inviting(kept)?;
        let Some(slots) = self.invites.runs.get(mailbox).and_then(|run| run.slots.clone()) else { return Ok(None) };
        let created = self.ports.created_ms();
        let step = inviting.advance(&slots, &self.me.keys, created, &mut *self.ports.random);
        match step {
            Ok(InvitingStep::Confirm(candidate)) => match candidate.applicant {
                Applicant::Person(bundle) => Ok(bundle.account().map(|account| (account, bundle))),
                Applicant::Device { .. } => Ok(None),
            },
            _ => Ok(None),
        }
    }

    /// The codes are the same: the candidate is taken in as soon as the relay
    /// has the operation.
    pub(super) fn admit(&mut self, mailbox: &BoxId, row: InviteRow, kept: &Kept) -> NodeResult<()> {
        let (_, space) = Self::inviting(kept)?;
        let (_, certificates) = self.candidate(mailbox, kept)?.ok_or(NodeError::NotFound("invite"))?;
        let act = PendingAct::Add { role: JOINER, certificates }.write()?;
        let now = self.ports.now_ms();
        self.store.write(|tx| {
            pending_ops::insert(tx, &space, &act, now)?;
            invites::put(tx, &InviteRow { stage: stage::CONFIRMED.to_owned(), ..row })
        })?;
        self.wants_control(&space);
        self.look_again(mailbox);
        self.changed.add(crate::Topics::INVITES);
        Ok(())
    }

    /// The welcome for somebody who has been taken in; none while the relay
    /// does not have the operation yet.
    pub(super) fn welcome(&mut self, mailbox: &BoxId, kept: &Kept) -> NodeResult<Option<Vec<BoxPut>>> {
        let (inviting, space) = Self::inviting(kept)?;
        let Some((account, _)) = self.candidate(mailbox, kept)? else { return Ok(None) };
        let known = Self::space_in(&mut self.spaces, self.store.read(), &space)?;
        if known.membership.standing().and_then(|s| s.role(&account)).is_none() {
            return Ok(None);
        }
        // What the pair is stands there before the other one looks.
        if let Side::Given { seat, .. } = kept.side {
            self.begin_pairing(space, seat, account)?;
            self.settle_in(&space)?;
        }
        let frames = records::of_class(self.store.read(), &space, Class::Control.byte())?;
        let slots = self.invites.runs.get(mailbox).and_then(|run| run.slots.clone()).unwrap_or_default();
        let welcome = Welcome { certificates: None, frames };
        let puts = inviting.welcome(&slots, &welcome, &mut *self.ports.random);
        puts.map(Some).map_err(|_| NodeError::TooLarge("welcome"))
    }

    /// In: the space is here, with the key that opens it.
    pub(super) fn come_in(&mut self, row: InviteRow, joined: Joined) -> NodeResult<()> {
        let space = joined.space;
        let now = self.ports.now_ms();
        if spaces::get(self.store.read(), &space)?.is_none() {
            let new = SpaceRow {
                space,
                kind: joined.hello.kind.byte(),
                creation: None,
                relay: Some(row.relay.clone()),
                state: SpaceState::AtRelay,
                added_ms: now,
                synced_ms: 0,
            };
            self.store.write(|tx| {
                left_pairs::delete(tx, &space)?;
                spaces::insert(tx, &new)
            })?;
            self.start_space(&new)?;
        }
        self.live_at(&row.relay)?;
        let frames = joined.frames.into_iter().map(|bytes| Incoming { bytes, seq: None, held: false });
        self.receive(space, frames.collect(), None)?;
        // Before the invite is done: what fails here is tried again with the next look.
        self.settle_in(&space)?;
        self.store
            .write(|tx| invites::put(tx, &InviteRow { stage: stage::DONE.to_owned(), space: Some(space), ..row }))?;
        self.keyring_is_due();
        self.changed.add(crate::Topics::INVITES.and(crate::Topics::PEOPLE));
        Ok(())
    }
}
