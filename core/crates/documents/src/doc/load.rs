//! Opens a document from what is stored of it.

use super::Doc;
use crate::genesis::{Genesis, Roots};
use crate::heads::ChangeId;
use crate::kind::DocKind;
use crate::quiet::{self, Panicked};
use automerge::{Automerge, Change, LoadOptions, OnPartialLoad, ReadDoc, TextEncoding, VerificationMode};
use rapport_ids::DocId;

/// What is stored of a document.
#[derive(Clone, Copy, Default)]
pub struct Stored<'a> {
    /// The last save that passed a full check.
    pub save: Option<&'a [u8]>,
    /// The changes that came after it, in any order: of people, and derived.
    /// Those that the save holds already do no harm.
    pub changes: &'a [&'a [u8]],
}

/// Why a document could not be opened. It is damaged; what it was made of is
/// still there and can be tried one by one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LoadProblem {
    #[error("the save cannot be read")]
    BadSave,
    /// The save is of another document, or of another kind.
    #[error("the save is that of another document")]
    OtherDocument,
    /// One of the changes cannot be read, by its place in the list.
    #[error("change {0} cannot be read")]
    BadChange(usize),
    #[error("the changes do not fit together")]
    BadChanges,
    #[error("changes are missing")]
    Missing(Vec<ChangeId>),
    #[error("{0}")]
    Panicked(Panicked),
}

impl From<Panicked> for LoadProblem {
    fn from(panicked: Panicked) -> Self {
        Self::Panicked(panicked)
    }
}

impl Doc {
    /// Opens a document. Text is counted in UTF-16 units, which the save does
    /// not say of itself; a save that can only be read in part is refused.
    ///
    /// # Errors
    /// When what is stored is damaged.
    pub fn load(id: DocId, kind: DocKind, stored: &Stored<'_>) -> Result<Self, LoadProblem> {
        quiet::catch(|| load(id, kind, stored))?
    }
}

fn load(id: DocId, kind: DocKind, stored: &Stored<'_>) -> Result<Doc, LoadProblem> {
    let genesis = Genesis::new(id, kind).map_err(|_| LoadProblem::BadSave)?;
    let mut am = match stored.save {
        None => genesis.am,
        Some(save) => open_save(save)?,
    };
    if am.get_change_meta_by_hash(&genesis.change.id.hash()).is_none() {
        return Err(LoadProblem::OtherDocument);
    }
    if !stored.changes.is_empty() {
        let mut changes = Vec::with_capacity(stored.changes.len());
        for (index, raw) in stored.changes.iter().enumerate() {
            changes.push(Change::try_from(*raw).map_err(|_| LoadProblem::BadChange(index))?);
        }
        am.apply_changes(changes).map_err(|_| LoadProblem::BadChanges)?;
    }
    let missing = am.get_missing_deps(&[]);
    if !missing.is_empty() {
        return Err(LoadProblem::Missing(missing.into_iter().map(ChangeId::from).collect()));
    }
    Ok(Doc { id, kind, roots: Roots::new(id, kind), am, writer: None })
}

/// Reads a save, all of it or nothing.
pub(crate) fn open_save(save: &[u8]) -> Result<Automerge, LoadProblem> {
    // An empty save would open as an empty document.
    if save.is_empty() {
        return Err(LoadProblem::BadSave);
    }
    let options = LoadOptions::new()
        .text_encoding(TextEncoding::Utf16CodeUnit)
        .on_partial_load(OnPartialLoad::Error)
        .verification_mode(VerificationMode::Check);
    Automerge::load_with_options(save, options).map_err(|_| LoadProblem::BadSave)
}
