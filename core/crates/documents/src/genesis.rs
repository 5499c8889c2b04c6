//! The first change of a document, and the changes that add a part to it.
//!
//! They never travel. Two phones that made the same object each for itself
//! would hide one another's content; so each phone makes the very same bytes
//! from the ids alone: the actor is derived, the time is 0, and what such a
//! change holds is fixed for ever. A new shape gets a new kind of part.

mod carried;
mod part;
mod shape;

pub use carried::carried_point;
pub(crate) use part::SectionIds;
pub use part::{Part, PartKind};
pub(crate) use shape::{EVENTS, Shape};

use crate::heads::ChangeId;
use crate::kind::DocKind;
use automerge::transaction::Transactable;
use automerge::{ActorId, Automerge, ObjId, ObjType, ROOT, ReadDoc, TextEncoding};
use rapport_ids::DocId;
use sha2::{Digest, Sha256};

/// The version of the shape of documents that this software writes.
pub const SCHEMA: u64 = 1;

pub(crate) const SCHEMA_KEY: &str = "schema";
pub(crate) const MIN_READER_KEY: &str = "min_reader";
/// The name of a change that came too late to count by itself and was taken in.
pub(crate) const INCLUDED_KEY: &str = "included";

/// A change that every phone makes for itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derived {
    pub id: ChangeId,
    /// Kept beside the changes of people; never sent.
    pub raw: Vec<u8>,
}

/// A document that holds nothing but its first change.
pub(crate) struct Genesis {
    pub(crate) am: Automerge,
    pub(crate) change: Derived,
}

/// Positions of the objects that a document begins with, and of parts.
#[derive(Clone)]
pub(crate) struct Roots {
    actor: ActorId,
    shape: &'static Shape,
}

/// The first operations write [`SCHEMA_KEY`] and [`MIN_READER_KEY`].
const FIRST_OBJECT: u64 = 3;

impl Genesis {
    pub(crate) fn new(id: DocId, kind: DocKind) -> Result<Self, automerge::AutomergeError> {
        let roots = Roots::new(id, kind);
        let mut am = Automerge::new_with_encoding(TextEncoding::Utf16CodeUnit).with_actor(roots.actor.clone());
        let mut tx = am.transaction();
        tx.put(ROOT, SCHEMA_KEY, SCHEMA)?;
        tx.put(ROOT, MIN_READER_KEY, 1u64)?;
        for key in roots.shape.maps {
            tx.put_object(ROOT, *key, ObjType::Map)?;
        }
        let (hash, _) = tx.commit();
        let change = taken(&am, hash)?;
        Ok(Self { am, change })
    }
}

impl Roots {
    pub(crate) fn new(id: DocId, kind: DocKind) -> Self {
        Self { actor: derived(b"rapport/v1/genesis-actor", &[id.as_ref()]), shape: Shape::of(kind) }
    }

    /// The map under a key of the root. Found by the operation that made it,
    /// so that nobody can put another one in its place.
    pub(crate) fn map(&self, key: &str) -> ObjId {
        let index = self.shape.maps.iter().position(|map| *map == key);
        debug_assert!(index.is_some(), "{key} is no map of this kind of document");
        let index = index.and_then(|index| u64::try_from(index).ok()).unwrap_or(u64::MAX >> 1);
        ObjId::Id(FIRST_OBJECT + index, self.actor.clone(), 0)
    }

    pub(crate) fn maps(&self) -> &'static [&'static str] {
        self.shape.maps
    }

    pub(crate) fn actor(&self) -> &ActorId {
        &self.actor
    }

    /// The first operation of a part.
    fn after(&self) -> u64 {
        FIRST_OBJECT + u64::try_from(self.shape.maps.len()).unwrap_or(0)
    }
}

/// Whether a key could be one that a document or a part begins with.
pub(crate) fn may_be_shape(key: &[u8]) -> bool {
    let named = |name: &&str| name.as_bytes() == key;
    key.starts_with(b"section-")
        || part::SECTION_KEYS.iter().any(named)
        || DocKind::ALL.iter().any(|kind| Shape::of(*kind).maps.iter().any(named))
}

/// An actor that all phones derive alike.
fn derived(label: &[u8], parts: &[&[u8]]) -> ActorId {
    let mut hash = Sha256::new();
    hash.update(label);
    for part in parts {
        hash.update(part);
    }
    ActorId::from(&hash.finalize()[..crate::actor::ACTOR])
}

/// The bytes of a change just made.
fn taken(am: &Automerge, hash: Option<automerge::ChangeHash>) -> Result<Derived, automerge::AutomergeError> {
    let change = hash.and_then(|hash| am.get_change_by_hash(&hash)).ok_or(automerge::AutomergeError::MissingDeps)?;
    Ok(Derived { id: change.hash().into(), raw: change.raw_bytes().to_vec() })
}

#[cfg(test)]
mod tests;
