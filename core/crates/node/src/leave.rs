//! Leaving a pair. The request to be taken out is written together with letting
//! go of everything that was written there; what opens the space stays until
//! the relay has the request, and then goes too. The other phone makes of the
//! request an operation that brings a new key.

use crate::Node;
use crate::error::{NodeError, NodeResult};
use crate::topics::Topics;
use rapport_domain::sort;
use rapport_engine::errand::Standing;
use rapport_ids::{DocId, SpaceId};
use rapport_membership::space::SpaceKind;
use rapport_seal::{Frontier, Mark, SignedEntry};
use rapport_store::Connection;
use rapport_store::projections::pairings::PairingRow;
use rapport_store::projections::{members, pairings, people};
use rapport_store::tables::left_pairs::{self, LeftPairRow};
use rapport_store::tables::spaces::{self, SpaceState};
use rapport_store::tables::{docs, entries, forget, outbox};
use rapport_wire::Class;
use std::collections::BTreeSet;

/// Spaces that are being left.
#[derive(Default)]
pub(crate) struct Leaving {
    /// Left here; the relay may not know it yet.
    spaces: BTreeSet<SpaceId>,
    /// Left with another device of this person, which this one has heard of.
    elsewhere: BTreeSet<SpaceId>,
}

impl Leaving {
    pub(crate) fn has(&self, space: &SpaceId) -> bool {
        self.spaces.contains(space)
    }

    /// The person has left this one with another device.
    pub(crate) fn heard_of(&mut self, space: SpaceId) {
        self.elsewhere.insert(space);
    }
}

impl Node {
    /// Leaves a pair. What was written in its space is gone from this device at
    /// once, the rest as soon as the relay knows; what was not sent yet is sent
    /// before. Private things stay. Leaving twice is leaving once.
    ///
    /// # Errors
    /// There is no pair in this space.
    pub fn leave_pair(&mut self, space: SpaceId) -> NodeResult<()> {
        if left_pairs::known(self.store.read(), &space)? {
            return Ok(());
        }
        let pairing = pairings::of_space(self.store.read(), &space)?.ok_or(NodeError::NotFound("pairing"))?;
        self.leave(space, Some(pairing))
    }

    pub(crate) fn leave(&mut self, space: SpaceId, pairing: Option<PairingRow>) -> NodeResult<()> {
        spaces::get(self.store.read(), &space)?.ok_or(NodeError::NotFound("space"))?;
        let of_space = docs::ids(self.store.read(), &space, None)?;
        self.end_each(&of_space)?;
        let request = self.request_to_leave(&space)?;
        let (me, now_ms) = (self.me.person(), self.ports.now_ms());
        let left = pairing.map(|pairing| {
            let partner = if pairing.mentor == me { pairing.mentee } else { pairing.mentor };
            let name = people::get(self.store.read(), &space, &partner)?.map(|row| row.name);
            Ok::<_, NodeError>(LeftPairRow { pairing, partner_name: name.unwrap_or_default(), left_ms: now_ms })
        });
        let left = left.transpose()?;
        self.store.write(|tx| {
            if let Some(left) = &left {
                left_pairs::put(tx, left)?;
            }
            spaces::set_state(tx, &space, SpaceState::Left)?;
            forget::content(tx, &space)?;
            match &request {
                Some(request) => {
                    let bytes = request.to_bytes()?;
                    outbox::insert(tx, &space, Class::Notice.byte(), &request.id(), &bytes, now_ms)?;
                }
                None => forget::outbox(tx, &space)?,
            }
            Ok::<_, NodeError>(())
        })?;
        self.unsynced_since_ms.get_or_insert(now_ms);
        self.let_go_of(&space, &of_space)?;
        self.is_leaving(space);
        self.keyring_is_due();
        self.changed.add(Topics::ALL);
        Ok(())
    }

    /// The request, if there is anybody to take this person out.
    fn request_to_leave(&mut self, space: &SpaceId) -> NodeResult<Option<SignedEntry>> {
        let (me, created_ms) = (self.me.person(), self.ports.created_ms());
        let conn = self.store.read();
        let membership = &Self::space_in(&mut self.spaces, conn, space)?.membership;
        let Some(standing) = membership.standing() else { return Ok(None) };
        if standing.role(&me).is_none() || standing.members().all(|member| member.account == me) {
            return Ok(None);
        }
        let own: BTreeSet<_> = sort::set(membership.devices().all(&me).map(|kin| kin.card.id));
        let marks = heads(conn, space)?.0.into_iter().filter(|(device, _)| own.contains(device)).collect();
        Ok(Some(membership.leave_request(&self.me.keys, marks, created_ms)?))
    }

    /// What is in memory of a space goes with what was stored of it.
    fn let_go_of(&mut self, space: &SpaceId, of_space: &[DocId]) -> NodeResult<()> {
        self.spaces.remove(space);
        self.docs.forget(of_space);
        self.typing.forget(of_space);
        self.forget_presence(space)
    }

    /// A space that was left: what waits goes out, and nothing else happens there.
    pub(crate) fn is_leaving(&mut self, space: SpaceId) {
        self.leaving.spaces.insert(space);
        for relay in self.sync.relays.values_mut().filter(|relay| relay.errands.has(&space)) {
            relay.errands.space(space).leave();
        }
    }

    /// Takes up what was not ended when the last run did.
    pub(crate) fn start_leaving(&mut self) -> NodeResult<()> {
        let without = members::spaces_without(self.store.read(), &self.me.person(), SpaceKind::Pair.byte())?;
        self.leaving.elsewhere.extend(without);
        Ok(())
    }

    /// Ends what can be ended: called before anything is asked.
    pub(crate) fn finish_leaving(&mut self) -> NodeResult<()> {
        let elsewhere = std::mem::take(&mut self.leaving.elsewhere);
        for space in elsewhere {
            if spaces::get(self.store.read(), &space)?.is_some_and(|row| row.state != SpaceState::Left) {
                let pairing = pairings::of_space(self.store.read(), &space)?;
                self.leave(space, pairing)?;
            }
        }
        let leaving: Vec<SpaceId> = self.leaving.spaces.iter().copied().collect();
        for space in leaving {
            if self.nothing_is_left_to_do(&space)? {
                self.forget_space(&space)?;
            }
        }
        Ok(())
    }

    /// Whether the relay has all that it is to have, or can have no more.
    fn nothing_is_left_to_do(&mut self, space: &SpaceId) -> NodeResult<bool> {
        let errands = || self.sync.relays.values().flat_map(|relay| relay.errands.spaces());
        let of_space: Vec<_> = errands().filter(|(id, _)| *id == space).map(|(_, errand)| errand).collect();
        if of_space.iter().any(|errand| errand.is_busy()) {
            return Ok(false);
        }
        if of_space.iter().all(|errand| errand.standing == Standing::Gone)
            || outbox::waiting_in(self.store.read(), space)? == 0
        {
            return Ok(true);
        }
        let me = self.me.person();
        let membership = &Self::space_in(&mut self.spaces, self.store.read(), space)?.membership;
        Ok(membership.standing().is_some_and(|standing| standing.role(&me).is_none()))
    }

    fn forget_space(&mut self, space: &SpaceId) -> NodeResult<()> {
        let of_space = docs::ids(self.store.read(), space, None)?;
        self.store.write(|tx| {
            forget::rest(tx, space)?;
            crate::sync::gap::forget(tx, space)?;
            crate::sync::ahead::forget(tx, space)?;
            crate::secrets::forget(tx, space)
        })?;
        self.let_go_of(space, &of_space)?;
        for relay in self.sync.relays.values_mut() {
            relay.errands.forget(space);
        }
        self.leaving.spaces.remove(space);
        self.keyring_is_due();
        self.changed.add(Topics::PEOPLE.and(Topics::SYNC));
        Ok(())
    }
}

/// How far each device has come in a space, as far as is known here.
pub(crate) fn heads(conn: &Connection, space: &SpaceId) -> NodeResult<Frontier> {
    let mut marks = Vec::new();
    for device in entries::devices(conn, space)? {
        marks.extend(entries::head(conn, space, &device)?.map(|(dseq, entry)| (device, Mark { dseq, entry })));
    }
    Ok(marks.into_iter().collect())
}
