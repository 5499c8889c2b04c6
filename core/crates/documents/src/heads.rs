//! Names of changes, and of the state of a document.

use automerge::ChangeHash;
use std::fmt;

/// A change, named by the hash of its bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChangeId(pub [u8; 32]);

impl ChangeId {
    pub(crate) fn hash(self) -> ChangeHash {
        ChangeHash(self.0)
    }
}

impl From<ChangeHash> for ChangeId {
    fn from(hash: ChangeHash) -> Self {
        Self(hash.0)
    }
}

impl fmt::Display for ChangeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for ChangeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().take(4).try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// The state of a document: the changes on which no other one depends, in
/// the order of their bytes. Equal heads mean equal documents.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Heads(Vec<ChangeId>);

impl Heads {
    pub fn new(mut ids: Vec<ChangeId>) -> Self {
        ids.sort_unstable();
        ids.dedup();
        Self(ids)
    }

    pub fn ids(&self) -> &[ChangeId] {
        &self.0
    }

    /// 32 bytes for each.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|id| id.0).collect()
    }

    /// Reads what [`Self::to_bytes`] wrote; nothing for any other length.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (ids, rest) = bytes.as_chunks::<32>();
        rest.is_empty().then(|| Self::new(ids.iter().map(|id| ChangeId(*id)).collect()))
    }

    pub(crate) fn hashes(&self) -> Vec<ChangeHash> {
        self.0.iter().map(|id| id.hash()).collect()
    }
}

impl From<Vec<ChangeHash>> for Heads {
    fn from(hashes: Vec<ChangeHash>) -> Self {
        Self::new(hashes.into_iter().map(ChangeId::from).collect())
    }
}
