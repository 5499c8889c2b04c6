//! The shape of notes: begun, sections added and moved. What is typed into
//! them goes through screens.

use super::{NewNote, Work};
use crate::Node;
use crate::error::{NodeError, NodeResult};
use rapport_documents::{DocKind, intent, read};
use rapport_domain::note::{NewSection, Note, NoteAct};
use rapport_domain::order::Order;
use rapport_ids::{AgendaItemId, NoteId, SectionId};
use rapport_membership::{Role, Writers};

pub(super) struct NoteWork {
    pub(super) work: Work,
    pub(super) note: Note,
}

impl NoteWork {
    pub(super) fn act(&mut self, node: &Node, act: NoteAct) -> NodeResult<()> {
        let (act, ctx) = (act.tidy()?, node.ctx());
        let next = self.note.apply(&act, &ctx)?;
        let written = intent::note(&self.work.doc, &act, ctx.now)?;
        if let Some((part, derived)) = self.work.take(written) {
            self.work.take_part(part, derived);
        }
        self.note = next;
        Ok(())
    }
}

impl Node {
    /// Begins a note with one empty section to type into. A meeting has one
    /// note in a space: when it is there already, that one is given.
    ///
    /// # Errors
    /// The title cannot be taken, or there is no such place.
    pub fn begin_note(&mut self, new: NewNote) -> NodeResult<(NoteId, SectionId)> {
        let space = self.place(new.place)?;
        let Some(meeting) = new.meeting else {
            let section = self.new_section_id();
            let work = self.work_on_new(space, DocKind::Note)?;
            return self.begin_note_in(work, section, new);
        };
        // Both phones would make the same one, so that two who begin it apart
        // from one another write into one note.
        let writers = Writers::AtLeast(Role::Writer);
        let work = self.work_on_named(space, DocKind::Note, meeting.as_bytes(), writers)?;
        let section = SectionId::new(*meeting.as_bytes());
        let there = read::note(&work.doc, &work.people.around()).map(|read| read.value);
        match there.filter(|note| note.made.is_some()) {
            Some(note) if note.deleted.is_some() => {
                let section = self.new_section_id();
                let work = self.work_on_new(space, DocKind::Note)?;
                self.begin_note_in(work, section, new)
            }
            Some(note) => Ok((note.id, note.sections.first().map_or(section, |first| first.id))),
            None => self.begin_note_in(work, section, new),
        }
    }

    fn begin_note_in(&mut self, work: Work, section: SectionId, new: NewNote) -> NodeResult<(NoteId, SectionId)> {
        let id = NoteId::from(work.doc.id());
        let note = Note::new(id, work.people.members.clone());
        let mut all = NoteWork { work, note };
        all.act(self, NoteAct::Begin { title: new.title, meeting: new.meeting })?;
        let first = NewSection { id: section, title: String::new(), order: Order::first(), agenda: None };
        all.act(self, NoteAct::AddSection(first))?;
        self.finish(all.work)?;
        Ok((id, section))
    }

    /// Does something to the shape of a note.
    ///
    /// # Errors
    /// The rule it would break, or there is no such note.
    pub fn act_on_note(&mut self, id: NoteId, act: NoteAct) -> NodeResult<()> {
        let mut all = self.note_work(id)?;
        all.act(self, act)?;
        self.finish(all.work)
    }

    /// Adds a section at the end: a free one, or that of a point of the agenda,
    /// which both phones would make alike.
    ///
    /// # Errors
    /// The rule it would break.
    pub fn add_section(&mut self, id: NoteId, title: String, agenda: Option<AgendaItemId>) -> NodeResult<SectionId> {
        let mut all = self.note_work(id)?;
        let section = match agenda {
            Some(item) => SectionId::from(item),
            None => self.new_section_id(),
        };
        if all.note.section(section).is_some() {
            return Ok(section);
        }
        let last = all.note.sections.last().map(|section| section.order.clone());
        let order = Order::between(last.as_ref(), None).unwrap_or_else(Order::first);
        all.act(self, NoteAct::AddSection(NewSection { id: section, title, order, agenda }))?;
        self.finish(all.work)?;
        Ok(section)
    }

    pub(super) fn note_work(&mut self, id: NoteId) -> NodeResult<NoteWork> {
        let work = self.work_on(id.doc()).map_err(|error| match error {
            NodeError::NotFound(_) => NodeError::NotFound("note"),
            other => other,
        })?;
        let note = read::note(&work.doc, &work.people.around()).ok_or(NodeError::NotFound("note"))?.value;
        Ok(NoteWork { work, note })
    }
}
