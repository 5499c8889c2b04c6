//! A live document: its id, its kind and what Automerge holds of it.
//!
//! A document is never changed in place by people's acts or by what comes in:
//! both give the next document beside what has to be stored, and whoever keeps
//! documents swaps it in once that is stored.

mod load;

pub use load::{LoadProblem, Stored};

use crate::actor::Writer;
use crate::genesis::{Derived, Genesis, MIN_READER_KEY, Part, Roots, SCHEMA, SCHEMA_KEY, SectionIds};
use crate::heads::{ChangeId, Heads};
use crate::kind::DocKind;
use crate::quiet::{self, Panicked};
use automerge::transaction::{CommitOptions, Transaction};
use automerge::{ActorId, Automerge, AutomergeError, Change, ObjId, ROOT, ReadDoc, SaveOptions};
use rapport_ids::{DeviceId, DocId, SectionId};
use std::fmt;

/// See the module. Copying one is cheap: copies share what they hold. Printed
/// for debugging it shows nothing of what people wrote, and no key.
#[derive(Clone)]
pub struct Doc {
    id: DocId,
    kind: DocKind,
    roots: Roots,
    am: Automerge,
    writer: Option<Writer>,
}

impl fmt::Debug for Doc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Doc").field("id", &self.id).field("kind", &self.kind).field("heads", &self.heads()).finish()
    }
}

/// A change: what is stored, sealed and sent.
#[derive(Clone, PartialEq, Eq)]
pub struct OwnChange {
    pub id: ChangeId,
    /// Uncompressed.
    pub raw: Vec<u8>,
}

impl fmt::Debug for OwnChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OwnChange({:?}, {} bytes)", self.id, self.raw.len())
    }
}

/// What writing made.
#[derive(Clone, Debug)]
pub struct Written<T> {
    /// The document afterwards.
    pub doc: Doc,
    /// None when nothing had to change.
    pub change: Option<OwnChange>,
    pub value: T,
}

/// Why something could not be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WriteProblem {
    /// The document needs a newer version of the software to be edited.
    #[error("the document needs version {0} of its schema")]
    NeedsUpdate(u64),
    #[error("it was opened for reading only")]
    NoWriter,
    /// The document is of another kind, or has no such part.
    #[error("the document has no {0}")]
    Missing(&'static str),
    /// A place behind the end of a text: the edit is for another state.
    #[error("a place behind the end of the text")]
    BeyondEnd,
    /// An id that was used before.
    #[error("the id is taken")]
    Taken,
    /// The domain has not checked the act: it would be refused there.
    #[error("the act is none that the domain would take")]
    NotTidy,
    #[error("{0}")]
    Panicked(Panicked),
    /// The library refused; its message may hold what people wrote and is left out.
    #[error("the document library refused the change")]
    Library,
}

impl From<AutomergeError> for WriteProblem {
    fn from(_: AutomergeError) -> Self {
        Self::Library
    }
}

impl From<Panicked> for WriteProblem {
    fn from(panicked: Panicked) -> Self {
        Self::Panicked(panicked)
    }
}

/// Times outside of this are not written and not taken: about 285,000 years.
pub(crate) const TIMES: std::ops::RangeInclusive<i64> = -(1 << 53)..=(1 << 53);

impl Doc {
    /// A new document: every phone that opens this id and kind has the same.
    ///
    /// # Errors
    /// Only if the library fails.
    pub fn create(id: DocId, kind: DocKind) -> Result<Self, WriteProblem> {
        let genesis = quiet::catch(|| Genesis::new(id, kind))??;
        Ok(Self { id, kind, roots: Roots::new(id, kind), am: genesis.am, writer: None })
    }

    /// Its first change, which every phone makes for itself.
    ///
    /// # Errors
    /// Only if the library fails.
    pub fn genesis(id: DocId, kind: DocKind) -> Result<Derived, WriteProblem> {
        Ok(quiet::catch(|| Genesis::new(id, kind))??.change)
    }

    pub fn id(&self) -> DocId {
        self.id
    }

    pub fn kind(&self) -> DocKind {
        self.kind
    }

    pub fn heads(&self) -> Heads {
        self.am.get_heads().into()
    }

    /// The whole document in compact form, without changes that wait for others.
    pub fn save(&self) -> Vec<u8> {
        self.am.save_with_options(SaveOptions { deflate: true, retain_orphans: false })
    }

    /// Whether a change is in it.
    pub fn has(&self, id: ChangeId) -> bool {
        self.am.get_change_meta_by_hash(&id.hash()).is_some()
    }

    /// The bytes of a change.
    pub fn change(&self, id: ChangeId) -> Option<Vec<u8>> {
        self.am.get_change_by_hash(&id.hash()).map(|change| change.raw_bytes().to_vec())
    }

    /// All changes in an order in which each comes after what it depends on,
    /// the derived ones among them.
    pub fn changes(&self) -> Vec<OwnChange> {
        self.am.get_changes(&[]).iter().map(own).collect()
    }

    /// The names of all changes, in an order as [`Self::changes`]; quick.
    pub fn change_ids(&self) -> Vec<ChangeId> {
        self.am.get_changes_meta(&[]).iter().map(|meta| meta.hash.into()).collect()
    }

    /// The latest time that anybody who changed it wrote down, in milliseconds
    /// since 1970; none while nobody has.
    pub fn latest_ms(&self) -> Option<i64> {
        // What every phone derives for itself has no time.
        self.am.get_changes_meta(&[]).iter().map(|meta| meta.timestamp).filter(|at| *at > 0).max()
    }

    /// The changes that are not in an earlier state of it. Heads that it does
    /// not know count for nothing.
    pub fn changes_since(&self, heads: &Heads) -> Vec<OwnChange> {
        let known: Vec<_> = heads.ids().iter().filter(|id| self.has(**id)).map(|id| id.hash()).collect();
        self.am.get_changes(&known).iter().map(own).collect()
    }

    /// The changes that one device made. What every phone derives for itself
    /// is never among them.
    pub fn changes_by(&self, device: DeviceId) -> Vec<OwnChange> {
        let by = |change: &&Change| Writer::of(change.actor_id()).is_some_and(|writer| writer.device == device);
        self.am.get_changes(&[]).iter().filter(by).map(own).collect()
    }

    /// How many changes and operations it holds.
    pub fn size(&self) -> Size {
        let stats = self.am.stats();
        Size { changes: stats.num_changes, operations: stats.num_ops }
    }

    /// Who writes from here on.
    pub fn write_as(&mut self, writer: Writer) {
        self.am.set_actor(writer.actor());
        self.writer = Some(writer);
    }

    pub fn writer(&self) -> Option<Writer> {
        self.writer
    }

    /// Adds a part. Gives the derived change, to be kept beside the others and
    /// never to be sent (what travels is the [`Part`]); nothing when the part
    /// is there already.
    ///
    /// # Errors
    /// When documents of this kind have no such part.
    pub fn add_part(&mut self, part: Part) -> Result<Option<Derived>, WriteProblem> {
        if !part.kind.fits(self.kind) {
            return Err(WriteProblem::Missing("such part"));
        }
        let derived = quiet::catch(|| part.derive(self.id, self.kind))??;
        if self.has(derived.id) {
            return Ok(None);
        }
        let am = quiet::catch(|| {
            let mut am = self.am.clone();
            let change = Change::from_bytes(derived.raw.clone()).map_err(|_| WriteProblem::Library)?;
            am.apply_changes([change])?;
            Ok::<_, WriteProblem>(am)
        })??;
        self.am = am;
        Ok(Some(derived))
    }

    /// The version of the schema that whoever edited it last knew.
    pub fn schema(&self) -> u64 {
        self.number(SCHEMA_KEY)
    }

    /// Set when a newer version is needed to edit it: this one only reads.
    pub fn needs_update(&self) -> Option<u64> {
        let needed = self.number(MIN_READER_KEY);
        (needed > SCHEMA).then_some(needed)
    }

    fn number(&self, key: &str) -> u64 {
        // Of several, the highest: nobody takes a requirement back.
        let all = self.am.get_all(ROOT, key).unwrap_or_default();
        all.iter().filter_map(|(value, _)| value.as_u64()).max().unwrap_or(1)
    }

    /// Writes in one transaction: all of it or nothing.
    pub(crate) fn write<T>(
        &self,
        at_ms: i64,
        act: impl FnOnce(&mut Transaction<'_>, &Self) -> Result<T, WriteProblem>,
    ) -> Result<Written<T>, WriteProblem> {
        if let Some(needed) = self.needs_update() {
            return Err(WriteProblem::NeedsUpdate(needed));
        }
        if self.writer.is_none() {
            return Err(WriteProblem::NoWriter);
        }
        quiet::catch(|| {
            let mut am = self.am.clone();
            let mut tx = am.transaction();
            let value = act(&mut tx, self)?;
            let time = at_ms.clamp(*TIMES.start(), *TIMES.end());
            let (hash, _) = tx.commit_with(CommitOptions::default().with_time(time));
            let change = hash.and_then(|hash| am.get_change_by_hash(&hash)).map(|change| own(&change));
            if hash.is_some() && change.is_none() {
                return Err(WriteProblem::Library);
            }
            Ok(Written { doc: self.with(am), change, value })
        })?
    }

    /// The same document in another state.
    pub(crate) fn with(&self, am: Automerge) -> Self {
        Self { id: self.id, kind: self.kind, roots: self.roots.clone(), am, writer: self.writer }
    }

    pub(crate) fn am(&self) -> &Automerge {
        &self.am
    }

    pub(crate) fn roots(&self) -> &Roots {
        &self.roots
    }

    pub(crate) fn section_ids(&self, section: SectionId) -> SectionIds {
        SectionIds::new(self.id, &self.roots, section)
    }

    /// The writers of the changes that every phone derives for itself.
    pub(crate) fn derived_actors(&self) -> Vec<ActorId> {
        let parts = crate::note::section_ids(self).into_iter().map(|section| self.section_ids(section).text);
        let actors = parts.filter_map(|id| if let ObjId::Id(_, actor, _) = id { Some(actor) } else { None });
        std::iter::once(self.roots.actor().clone()).chain(actors).collect()
    }

    pub(crate) fn map(&self, key: &str) -> ObjId {
        self.roots.map(key)
    }
}

/// How much a document holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    pub changes: u64,
    pub operations: u64,
}

fn own(change: &Change) -> OwnChange {
    OwnChange { id: change.hash().into(), raw: change.raw_bytes().to_vec() }
}

#[cfg(test)]
mod tests;
