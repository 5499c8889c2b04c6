//! The full check: saved, opened again, and everything reads the same. It
//! takes as long as opening the document, so it is done when nothing else is
//! to be done, and always before a save takes the place of an older one.

use crate::doc::{Doc, LoadProblem, Stored};
use crate::kind::DocKind;
use crate::note;
use crate::project::project;
use crate::quiet::{self, Panicked};
use crate::read::{self, Around};
use rapport_domain::Members;
use rapport_ids::{DeviceId, PersonId};

/// Why a document failed it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    #[error("its save cannot be opened: {0}")]
    Load(LoadProblem),
    #[error("its save has other heads")]
    Heads,
    #[error("its save reads differently")]
    Reads,
    #[error("it cannot be read")]
    Unreadable,
    #[error("{0}")]
    Panicked(Panicked),
}

impl From<Panicked> for Damage {
    fn from(panicked: Panicked) -> Self {
        Self::Panicked(panicked)
    }
}

/// Checks a document; gives the save that passed.
///
/// # Errors
/// When the document is damaged: open the last good save and what came after
/// it without the changes to blame.
pub fn full_check(doc: &Doc) -> Result<Vec<u8>, Damage> {
    let save = quiet::catch(|| doc.save())?;
    let stored = Stored { save: Some(&save), changes: &[] };
    let again = Doc::load(doc.id(), doc.kind(), &stored).map_err(Damage::Load)?;
    if again.heads() != doc.heads() || again.size() != doc.size() {
        return Err(Damage::Heads);
    }
    reads(doc)?;
    if quiet::catch(|| same(doc, &again))? { Ok(save) } else { Err(Damage::Reads) }
}

/// Whether the domain can read it, whoever takes part: reading gives something
/// whatever stands in a document, so only a panic is a failure.
pub(super) fn reads(doc: &Doc) -> Result<(), Damage> {
    let nobody = PersonId::new([0; 32]);
    let members = Members::alone(nobody);
    let around = Around { members: &members, authors: &|_: &DeviceId| Some(nobody) };
    let read = quiet::catch(|| match doc.kind() {
        // The texts of notes are not walked through for every change.
        DocKind::Note => read::note(doc, &around).is_some(),
        _ => project(doc, Some(nobody), &around).is_some(),
    })?;
    if read { Ok(()) } else { Err(Damage::Unreadable) }
}

fn same(one: &Doc, other: &Doc) -> bool {
    if one.kind() != DocKind::Note {
        return one.am().hydrate(None) == other.am().hydrate(None);
    }
    let sections = note::section_ids(one);
    sections == note::section_ids(other)
        && sections.iter().all(|section| {
            let text = note::read(one, *section);
            text.is_some() && text == note::read(other, *section)
        })
}
