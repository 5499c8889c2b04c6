//! Notes as the domain sees them.

use super::{Around, Item, Read, Troubles, What};
use crate::doc::Doc;
use crate::kind::DocKind;
use crate::note::{self, section_ids};
use automerge::{ROOT, ScalarValue};
use rapport_domain::note::{Note, RichText, Section};
use rapport_domain::text::limit;
use rapport_domain::{Gone, ItemId};
use rapport_ids::{NoteId, SectionId};

/// The note of a document without its texts; nothing when it is of another
/// kind.
pub fn note(doc: &Doc, around: &Around<'_>) -> Option<Read<Note>> {
    read(doc, around, |_| RichText::default())
}

/// The note with all its texts: one walk over each.
pub fn note_with_texts(doc: &Doc, around: &Around<'_>) -> Option<Read<Note>> {
    read(doc, around, |section| note::read(doc, section).map(|text| text.rich()).unwrap_or_default())
}

/// Opened by several at once, it was begun by whoever stands first.
pub(crate) const BEGUN: &str = "begun";
/// The same for a section.
pub(crate) const ADDED: &str = "added";

fn read(doc: &Doc, around: &Around<'_>, text: impl Fn(SectionId) -> RichText) -> Option<Read<Note>> {
    if doc.kind() != DocKind::Note {
        return None;
    }
    let troubles = Troubles::default();
    let root = Item::new(doc, ROOT, around.authors, &troubles);
    let mut note = Note::new(NoteId::from(doc.id()), around.members.clone());
    let first = |item: &Item<'_>, field: &'static str| {
        let said = item.all(field).into_iter().filter(|(value, _)| matches!(value, ScalarValue::Boolean(true)));
        let stamps = said.filter_map(|(_, id)| item.stamp(field, &id));
        stamps.min_by_key(|stamp| stamp.order).map(|stamp| stamp.made)
    };
    note.made = first(&root, BEGUN);
    note.title = root.line("title", limit::TITLE);
    note.meeting = root.word("meeting", |text| text.parse().ok());
    for id in section_ids(doc) {
        let item = Item::new(doc, doc.section_ids(id).map, around.authors, &troubles);
        // A part that nobody has put into the note yet is not in it.
        let Some(made) = first(&item, ADDED) else { continue };
        if item.any(super::item::DELETED) {
            note.gone.push(Gone { id: ItemId::Section(id), made });
            continue;
        }
        let (title, order) = (item.line("title", limit::TITLE), item.order());
        let agenda = item.word("agenda", |text| text.parse().ok());
        note.sections.push(Section { id, made, title, order, agenda, text: text(id) });
    }
    if let Some(deleted) = root.deleted() {
        if note.made.is_some_and(|made| made.by == deleted.by) {
            note = note.tombstone(deleted);
        } else {
            root.trouble("deleted", What::NotTheirs);
        }
    }
    Some(Read { value: note.sorted(), troubles: troubles.into_vec() })
}
