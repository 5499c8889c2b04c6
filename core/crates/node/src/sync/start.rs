//! Taking up what the last run left to do: of all spaces at the start, of one
//! when it comes or gets a relay. A profile may have a hundred spaces, and the
//! first screen waits for it: each table is asked once for all of them.

use super::push::AGAIN;
use crate::Node;
use crate::error::NodeResult;
use rapport_ids::SpaceId;
use rapport_store::Connection;
use rapport_store::tables::spaces::{SpaceRow, SpaceState};
use rapport_store::tables::{outbox, pending_ops, records, spaces};
use rapport_wire::{Class, Origin};
use std::collections::BTreeSet;

/// What relays do not have yet.
struct Unsent {
    outbox: BTreeSet<SpaceId>,
    acts: BTreeSet<SpaceId>,
    records: BTreeSet<(SpaceId, u8)>,
}

impl Unsent {
    fn load(conn: &Connection) -> NodeResult<Self> {
        Ok(Self {
            outbox: outbox::spaces(conn)?,
            acts: pending_ops::spaces(conn)?,
            records: records::unsent_spaces(conn)?,
        })
    }
}

impl Node {
    /// Takes up the errands of all spaces: called once at the start.
    pub(crate) fn start_sync(&mut self) -> NodeResult<()> {
        let unsent = Unsent::load(self.store.read())?;
        for row in spaces::all(self.store.read())? {
            self.start(&row, &unsent);
        }
        self.remember_set_backs()
    }

    /// Takes up the errands of one space.
    pub(crate) fn start_space(&mut self, row: &SpaceRow) -> NodeResult<()> {
        let unsent = Unsent::load(self.store.read())?;
        self.start(row, &unsent);
        Ok(())
    }

    fn start(&mut self, row: &SpaceRow, unsent: &Unsent) {
        let left = row.state == SpaceState::Left;
        if left {
            self.is_leaving(row.space);
        }
        let recovering = self.is_recovering(&row.space);
        let Some(relay) = row.relay.as_deref().and_then(|text| Origin::parse(text).ok()) else { return };
        let has = |class: Class| unsent.records.contains(&(row.space, class.byte()));
        let space = self.sync.relays.entry(relay).or_default().errands.space(row.space);
        space.can_create = row.creation.is_some();
        space.pull();
        if recovering {
            space.only_open();
        }
        if unsent.outbox.contains(&row.space) || AGAIN.into_iter().any(has) {
            space.push();
        }
        if left {
            space.leave();
        }
        if unsent.acts.contains(&row.space) || has(Class::Control) {
            space.send_control();
        }
    }
}
