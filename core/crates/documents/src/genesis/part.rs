//! A part of a document that any phone may add without asking the others, for
//! example the section of a note that belongs to a point on the agenda.

use super::{Derived, Genesis, Roots, derived, taken};
use crate::kind::DocKind;
use automerge::transaction::Transactable;
use automerge::{Automerge, AutomergeError, ObjId, ObjType};
use rapport_ids::{DocId, SectionId};

/// What is added. A number never changes its meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartKind {
    /// A section of a note: 1.
    Section,
}

impl PartKind {
    pub const fn number(self) -> u16 {
        match self {
            Self::Section => 1,
        }
    }

    /// The kind of a number; none for one that a newer version has.
    pub const fn numbered(number: u16) -> Option<Self> {
        match number {
            1 => Some(Self::Section),
            _ => None,
        }
    }

    /// Whether documents of a kind can have it.
    pub const fn fits(self, kind: DocKind) -> bool {
        matches!((self, kind), (Self::Section, DocKind::Note))
    }
}

/// What stands in the map of a section from its beginning.
pub(super) const SECTION_KEYS: [&str; 2] = ["text", "lead"];

/// A part, named by what it is and its id. This is all that travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Part {
    pub kind: PartKind,
    pub id: [u8; 16],
}

impl Part {
    pub fn section(id: SectionId) -> Self {
        Self { kind: PartKind::Section, id: *id.as_bytes() }
    }

    fn actor(self, doc: DocId) -> automerge::ActorId {
        let kind = self.kind.number().to_be_bytes();
        derived(b"rapport/v1/part-actor", &[doc.as_ref(), &kind, &self.id])
    }

    /// The change that adds it: upon the first change and nothing else,
    /// whatever else the document holds.
    pub(crate) fn derive(self, doc: DocId, kind: DocKind) -> Result<Derived, AutomergeError> {
        let mut am: Automerge = Genesis::new(doc, kind)?.am.with_actor(self.actor(doc));
        let roots = Roots::new(doc, kind);
        let mut tx = am.transaction();
        match self.kind {
            PartKind::Section => {
                let key = SectionId::new(self.id).to_string();
                let map = tx.put_object(roots.map("sections"), key, ObjType::Map)?;
                let [text, lead] = SECTION_KEYS;
                tx.put_object(&map, text, ObjType::Text)?;
                tx.put_object(&map, lead, ObjType::Map)?;
            }
        }
        let (hash, _) = tx.commit();
        taken(&am, hash)
    }
}

/// The objects of a section, found by the operations that made them.
#[derive(Clone, Debug)]
pub(crate) struct SectionIds {
    /// Title, place in the list, and whether it is deleted.
    pub(crate) map: ObjId,
    pub(crate) text: ObjId,
    /// What the first line is.
    pub(crate) lead: ObjId,
}

impl SectionIds {
    pub(crate) fn new(doc: DocId, roots: &Roots, section: SectionId) -> Self {
        let actor = Part::section(section).actor(doc);
        let first = roots.after();
        let object = |number: u64| ObjId::Id(first + number, actor.clone(), 0);
        Self { map: object(0), text: object(1), lead: object(2) }
    }
}
