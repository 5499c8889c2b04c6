//! Who is in a note, and their carets on the screens that show it.

use crate::Node;
use crate::error::NodeResult;
use rapport_documents::editor::{Caret, CaretId};
use rapport_documents::{Doc, note};
use rapport_domain::Millis;
use rapport_ids::{DeviceId, DocId, NoteId, PersonId, SectionId, SpaceId};
use rapport_seal::payload::Place;
use rapport_store::projections::people;
use std::collections::{BTreeMap, BTreeSet};

/// Somebody else who has a note open now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PresentView {
    pub device: DeviceId,
    pub person: Option<PersonId>,
    /// What they are called in this space; empty when they have not said.
    pub name: String,
    /// The section that their caret is in, if it is in a text.
    pub section: Option<SectionId>,
    /// Where, in the text as it is stored and typed here; none as long as what
    /// they typed there has not arrived.
    pub caret: Option<Caret>,
    pub writing: bool,
    /// Since when they have it open, by the clock here.
    pub since: Millis,
}

impl Node {
    /// The other devices that have a note open now, also one's own.
    ///
    /// # Errors
    /// There is no such note, or the storage failed.
    pub fn presence(&mut self, note: NoteId) -> NodeResult<Vec<PresentView>> {
        let id = note.doc();
        let space = self.space_of(&id)?;
        if !self.has_company(&space, &id) {
            return Ok(Vec::new());
        }
        let doc = self.docs.get(self.store.read(), &self.secrets, self.me.keys.id(), &id)?;
        Self::space_in(&mut self.spaces, self.store.read(), &space)?;
        let known = self.spaces.get(&space).ok_or(crate::NodeError::NotFound("space"))?;
        let mut views = Vec::new();
        for (device, present) in self.live.heard.in_note(&space, &id) {
            let person = known.membership.member_of(&device);
            let row = person.map(|person| people::get(self.store.read(), &space, &person)).transpose()?;
            let place = present.presence.place.as_ref();
            views.push(PresentView {
                device,
                person,
                name: row.flatten().map(|row| row.name).unwrap_or_default(),
                section: place.map(|place| SectionId::new(place.section)),
                caret: place.and_then(|place| self.caret_at(&doc, place)),
                writing: present.presence.writing,
                since: Millis(present.since_ms),
            });
        }
        Ok(views)
    }

    /// Puts the carets of others on all screens of a space, as they stand now.
    pub(crate) fn place_carets(&mut self, space: &SpaceId) -> NodeResult<()> {
        let mut docs: BTreeMap<DocId, Doc> = BTreeMap::new();
        for screen in self.live.screens(space) {
            let id = screen.note().doc();
            let mut there: BTreeSet<CaretId> = BTreeSet::new();
            let mut placed = Vec::new();
            if self.has_company(space, &id) && !docs.contains_key(&id) {
                docs.insert(id, self.docs.get(self.store.read(), &self.secrets, self.me.keys.id(), &id)?);
            }
            for (device, present) in self.live.heard.in_note(space, &id) {
                let of_screen = |place: &&Place| place.section == *screen.section().as_bytes();
                let Some(place) = present.presence.place.as_ref().filter(of_screen) else { continue };
                // A caret behind what has not arrived yet stays where it was.
                there.insert(device);
                placed.extend(docs.get(&id).and_then(|doc| self.caret_at(doc, place)).map(|caret| (device, caret)));
            }
            for (device, _) in screen.carets() {
                if !there.contains(&device) {
                    screen.remove_caret(device);
                }
            }
            for (device, caret) in placed {
                screen.place_caret(device, caret);
            }
        }
        Ok(())
    }

    /// The same for the screens of one document, after it has changed.
    pub(crate) fn place_carets_in(&mut self, doc: &DocId) -> NodeResult<()> {
        let space = self.live.shown.iter().find_map(|(space, screen)| {
            let shown = screen.upgrade().filter(|screen| screen.note().doc() == *doc);
            shown.map(|_| *space)
        });
        match space {
            Some(space) if self.has_company(&space, doc) => self.place_carets(&space),
            _ => Ok(()),
        }
    }

    /// Where somebody is in the text as it is with what was typed here since.
    fn caret_at(&self, doc: &Doc, place: &Place) -> Option<Caret> {
        let section = SectionId::new(place.section);
        let at = |name: &[u8]| {
            let name: note::Place = std::str::from_utf8(name).ok()?.parse().ok()?;
            Some(self.typing.after_burst(&doc.id(), section, note::resolve(doc, section, &name)?))
        };
        let head = at(&place.cursor)?;
        let anchor = match &place.selected_from {
            Some(from) => at(from)?,
            None => head,
        };
        Some(Caret { anchor, head })
    }
}
