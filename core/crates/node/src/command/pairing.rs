//! Pairings: begun when two have come together, and moved on.

use super::Work;
use crate::Node;
use crate::error::{NodeError, NodeResult};
use crate::invites::Seat;
use rapport_documents::{DocKind, intent, read};
use rapport_domain::Members;
use rapport_domain::pairing::{Pairing, PairingAct, PairingKind, PairingTurn};
use rapport_ids::{PairingId, PersonId, SpaceId};
use rapport_membership::{Role, Writers};
use rapport_store::tables::docs;

/// The key that every pair's pairing is opened with.
const KEY: &[u8] = b"pairing";

struct PairingWork {
    work: Work,
    pairing: Pairing,
}

impl PairingWork {
    fn act(&mut self, node: &Node, act: PairingAct) -> NodeResult<()> {
        let (act, ctx) = (act.tidy()?, node.ctx());
        let next = self.pairing.apply(&act, &ctx)?;
        let written = intent::pairing(&self.work.doc, &act, ctx.now)?;
        self.work.take(written);
        self.pairing = next;
        Ok(())
    }
}

impl Node {
    /// Begins the pairing of a space whose two people have come together.
    pub(crate) fn begin_pairing(&mut self, space: SpaceId, seat: Seat, partner: PersonId) -> NodeResult<()> {
        let work = self.work_on_named(space, DocKind::Pairing, KEY, Writers::AtLeast(Role::Writer))?;
        if docs::opening(self.store.read(), &work.doc.id())?.is_some() {
            return Ok(());
        }
        let me = self.me.person();
        let (mentor, mentee) = match seat {
            Seat::Mentor => (me, partner),
            Seat::Mentee => (partner, me),
        };
        let members = Members::pair(mentor, mentee)?;
        let pairing = Pairing::new(PairingId::from(work.doc.id()), members);
        let mut all = PairingWork { work, pairing };
        let event = self.event_id();
        let turn = PairingTurn::Begin { kind: PairingKind::Own, mentor, mentee, end: None };
        all.act(self, PairingAct::Turn { id: event, turn })?;
        self.finish(all.work)
    }

    /// Moves a pairing to another state.
    ///
    /// # Errors
    /// The rule it would break, or there is no such pairing.
    pub fn turn_pairing(&mut self, id: PairingId, turn: PairingTurn) -> NodeResult<()> {
        let event = self.event_id();
        self.act_on_pairing(id, PairingAct::Turn { id: event, turn })
    }

    /// Does something to a pairing.
    ///
    /// # Errors
    /// The rule it would break, or there is no such pairing.
    pub fn act_on_pairing(&mut self, id: PairingId, act: PairingAct) -> NodeResult<()> {
        let work = self.work_on(id.doc()).map_err(|error| match error {
            NodeError::NotFound(_) => NodeError::NotFound("pairing"),
            other => other,
        })?;
        let read = read::pairing(&work.doc, &work.people.around()).ok_or(NodeError::NotFound("pairing"))?;
        let mut all = PairingWork { work, pairing: read.value };
        all.act(self, act)?;
        self.finish(all.work)
    }
}
