//! Who looks, from where, and when.

use crate::docs;
use crate::error::{NodeError, NodeResult};
use crate::people::People;
use rapport_documents::Doc;
use rapport_domain::time::{Day, Here, Zone};
use rapport_domain::{Ctx, Millis, ZoneRules};
use rapport_ids::{DeviceId, DocId, PersonId, SpaceId};
use rapport_store::projections::people;
use rapport_store::tables::docs as doc_rows;
use rapport_store::{Connection, Reader};

/// One look at what is stored.
pub struct Lens<'a> {
    pub(super) conn: &'a Connection,
    pub(super) me: PersonId,
    pub(super) device: DeviceId,
    pub(super) personal: SpaceId,
    now: Millis,
    zone: &'a Zone,
    rules: &'a dyn ZoneRules,
}

/// Who looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Viewer {
    pub person: PersonId,
    pub device: DeviceId,
    pub personal: SpaceId,
}

impl<'a> Lens<'a> {
    pub const fn new(
        reader: &'a Reader,
        viewer: Viewer,
        now_ms: i64,
        zone: &'a Zone,
        rules: &'a dyn ZoneRules,
    ) -> Self {
        Self {
            conn: reader.conn(),
            me: viewer.person,
            device: viewer.device,
            personal: viewer.personal,
            now: Millis(now_ms),
            zone,
            rules,
        }
    }

    /// The place and moment of whoever looks.
    pub(super) const fn here(&self) -> Here<'_> {
        Here { now: self.now, zone: self.zone, rules: self.rules }
    }

    pub(super) const fn now(&self) -> Millis {
        self.now
    }

    pub(super) const fn ctx(&self) -> Ctx {
        Ctx::new(self.me, self.now)
    }

    /// Today where the phone is; by UTC when its zone is not known.
    pub(super) fn today(&self) -> NodeResult<Day> {
        Ok(self
            .here()
            .today()
            .or_else(|_| self.now.utc_day())
            .map_err(|problem| problem.of(rapport_domain::Field::Date))?)
    }

    /// What somebody is called in a space; empty when they have not said.
    pub(super) fn name(&self, space: &SpaceId, person: &PersonId) -> NodeResult<String> {
        Ok(people::get(self.conn, space, person)?.map(|row| row.name).unwrap_or_default())
    }

    /// A document with the people it is read by.
    pub(super) fn document(&self, id: &DocId, what: &'static str) -> NodeResult<(Doc, People, SpaceId)> {
        let (space, _, _) = doc_rows::opening(self.conn, id)?.ok_or(NodeError::NotFound(what))?;
        let doc = docs::load(self.conn, None, self.device, id)?;
        Ok((doc, People::load(self.conn, self.me, &space)?, space))
    }
}
