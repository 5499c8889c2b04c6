//! What people do, as commands: checked by the domain, written in one
//! transaction, told to whoever watches.

mod checkins;
mod draft;
mod free;
mod goals;
pub(crate) mod help;
mod keys;
mod lists;
mod meetings;
mod notes;
mod pairing;
mod plan;
pub(crate) mod profile;
mod relays;
mod rhythm;
pub(crate) mod series;
pub(crate) mod settings;
mod words;

pub use checkins::Asked;
pub use draft::{NewGoal, NewMeeting, NewNote, Place, StepDraft};
pub use keys::KeyView;
pub use plan::{NewSeries, PlanDays, Rhythm, SeriesPlan};
pub use relays::RelayTrust;
pub use series::Following;

use crate::Node;
use crate::error::{NodeError, NodeResult};
use crate::own::Own;
use crate::people::People;
use rapport_documents::{Doc, DocKind, OwnChange, Writer, Written};
use rapport_domain::time::Zone;
use rapport_domain::{Ctx, Field, Millis, Problem};
use rapport_ids::{DeviceId, DocId, EventId, SpaceId};
use rapport_membership::{DocGenesis, Role, Writers};
use rapport_store::tables::spaces::{self, SpaceState};

/// A document being written to: what it is now, and what was made of it.
pub(crate) struct Work {
    pub(crate) space: SpaceId,
    pub(crate) doc: Doc,
    pub(crate) people: People,
    own: Vec<Own>,
    made: Vec<OwnChange>,
    raw: Vec<Vec<u8>>,
}

impl Work {
    pub(crate) fn take<T>(&mut self, written: Written<T>) -> T {
        self.doc = written.doc;
        if let Some(change) = written.change {
            self.raw.push(change.raw.clone());
            self.made.push(change);
        }
        written.value
    }

    /// A part that this act opens: what travels is its name.
    pub(crate) fn take_part(&mut self, part: rapport_documents::Part, derived: rapport_documents::Derived) {
        let named = rapport_membership::Part { kind: part.kind.number(), id: part.id };
        self.own.push(Own::Part(self.doc.id(), named));
        self.made.push(OwnChange { id: derived.id, raw: derived.raw });
    }

    /// Changes of others that count with this act: kept beside the document,
    /// and not sent again.
    pub(crate) fn take_in(&mut self, doc: Doc, changes: Vec<OwnChange>) {
        self.doc = doc;
        self.made.extend(changes);
    }

    /// A document that is opened with what is done to it.
    pub(crate) fn opening(
        space: SpaceId,
        kind: DocKind,
        opening: DocGenesis,
        device: DeviceId,
        people: People,
    ) -> NodeResult<Self> {
        let id = opening.doc_id(&space)?;
        let mut doc = Doc::create(id, kind)?;
        doc.write_as(Writer::first(device));
        Ok(Self { space, doc, people, own: vec![Own::Open(id, opening)], made: Vec::new(), raw: Vec::new() })
    }

    pub(crate) fn finish(mut self) -> (SpaceId, Doc, Vec<Own>, Vec<OwnChange>) {
        if !self.raw.is_empty() {
            self.own.push(Own::Changes(self.doc.id(), self.raw));
        }
        (self.space, self.doc, self.own, self.made)
    }
}

impl Node {
    pub(crate) fn ctx(&self) -> Ctx {
        Ctx::new(self.me.person(), Millis(self.ports.now_ms()))
    }

    pub(crate) fn event_id(&mut self) -> EventId {
        EventId::from_parts(self.ports.now_ms(), self.ports.bytes())
    }

    /// Whether this phone has the rules of a zone that its person chooses. What
    /// others chose is taken as it is: their phones may know it.
    ///
    /// # Errors
    /// The refusal.
    pub(crate) fn knows(&self, zone: &Zone) -> NodeResult<()> {
        let now = Millis(self.ports.now_ms());
        let asked = self.ports.zones.transitions(zone, now, now.plus(1));
        Ok(asked.map(drop).map_err(|_| Problem::UnknownZone.of(Field::Zone))?)
    }

    /// A document that is here.
    pub(crate) fn work_on(&mut self, id: DocId) -> NodeResult<Work> {
        self.end_burst(&id)?;
        let space = self.space_of(&id)?;
        let doc = self.doc(&id)?;
        let people = self.people_of(&space)?;
        Ok(Work { space, doc, people, own: Vec::new(), made: Vec::new(), raw: Vec::new() })
    }

    /// A document that is opened with this very act.
    pub(crate) fn work_on_new(&mut self, space: SpaceId, kind: DocKind) -> NodeResult<Work> {
        let key = self.ports.bytes::<16>().to_vec();
        let opening = DocGenesis { kind: kind.number(), key, writers: Writers::AtLeast(Role::Writer) };
        self.work_on_opening(space, kind, opening)
    }

    /// A document with a name that everybody would give it: opened if it is not here.
    pub(crate) fn work_on_named(
        &mut self,
        space: SpaceId,
        kind: DocKind,
        key: &[u8],
        writers: Writers,
    ) -> NodeResult<Work> {
        let opening = DocGenesis { kind: kind.number(), key: key.to_vec(), writers };
        let id = opening.doc_id(&space)?;
        if rapport_store::tables::docs::opening(self.store.read(), &id)?.is_some() {
            return self.work_on(id);
        }
        self.work_on_opening(space, kind, opening)
    }

    fn work_on_opening(&mut self, space: SpaceId, kind: DocKind, opening: DocGenesis) -> NodeResult<Work> {
        let there = spaces::get(self.store.read(), &space)?;
        if there.is_none_or(|row| row.state == SpaceState::Left) {
            return Err(NodeError::NotFound("space"));
        }
        let people = self.people_of(&space)?;
        Work::opening(space, kind, opening, self.me.keys.id(), people)
    }

    /// Writes what was made of a document.
    pub(crate) fn finish(&mut self, work: Work) -> NodeResult<()> {
        let (space, doc, own, made) = work.finish();
        if own.is_empty() && made.is_empty() {
            return Ok(());
        }
        self.commit_documents(space, &own, vec![(doc, made)], |_| Ok(()))
    }

    /// Writes several documents of one space at once.
    pub(crate) fn finish_all(&mut self, works: Vec<Work>) -> NodeResult<()> {
        let Some(space) = works.first().map(|work| work.space) else { return Ok(()) };
        let (mut all_own, mut next) = (Vec::new(), Vec::new());
        for work in works {
            let (of, doc, own, made) = work.finish();
            if of != space {
                return Err(NodeError::Bug("documents of two spaces in one act"));
            }
            all_own.extend(own);
            next.push((doc, made));
        }
        self.commit_documents(space, &all_own, next, |_| Ok(()))
    }
}
