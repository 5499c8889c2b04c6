//! How documents and their parts are opened, and who may write in them.

use crate::limits;
use crate::role::Role;
use rapport_ids::{AccountId, DocId, SpaceId};
use rapport_wire::codec::Problem;
use rapport_wire::{Malformed, Reader, Writer};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// Who may write in a document. u8 0 | role u8, or u8 1 | n u16 | n x account 32.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Writers {
    /// Everyone of this role or a stronger one.
    AtLeast(Role),
    /// These people, as long as they are members; at least one.
    Accounts(BTreeSet<AccountId>),
}

impl Writers {
    fn write(&self, w: &mut Writer) -> Result<(), Malformed> {
        match self {
            Self::AtLeast(role) => {
                w.u8(0).u8(role.byte());
            }
            Self::Accounts(accounts) => {
                if accounts.is_empty() || accounts.len() > limits::WRITERS {
                    return Err(Malformed::new("writers", Problem::TooLong));
                }
                w.u8(1).count("writers", accounts.len())?;
                for account in accounts {
                    w.put(account.as_ref());
                }
            }
        }
        Ok(())
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, Malformed> {
        match r.u8("writers")? {
            0 => Role::read(r).map(Self::AtLeast),
            1 => {
                let accounts = r.ascending("writers", |r| r.array("writer").map(AccountId::new))?;
                if accounts.is_empty() || accounts.len() > limits::WRITERS {
                    return Err(Malformed::new("writers", Problem::TooLong));
                }
                Ok(Self::Accounts(accounts.into_iter().collect()))
            }
            _ => Err(Malformed::new("writers", Problem::Value)),
        }
    }

    /// Whether a member of this role may write.
    pub fn include(&self, account: &AccountId, role: Role) -> bool {
        match self {
            Self::AtLeast(least) => role <= *least,
            Self::Accounts(accounts) => accounts.contains(account),
        }
    }
}

/// Opens a document: kind u16 | key length u16 | key | writers. Whoever opens
/// "check-ins of March" opens the same document, so doing it twice is harmless.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocGenesis {
    pub kind: u16,
    /// What the document is about, or random bytes: 1 to 256.
    pub key: Vec<u8>,
    pub writers: Writers,
}

impl DocGenesis {
    /// The payload of a doc-genesis entry.
    pub fn write(&self) -> Result<Vec<u8>, Malformed> {
        let mut w = Writer::new();
        if self.key.is_empty() || self.key.len() > limits::DOC_KEY {
            return Err(Malformed::new("key", Problem::TooLong));
        }
        w.u16(self.kind).count("key", self.key.len())?.put(&self.key);
        self.writers.write(&mut w)?;
        Ok(w.finish())
    }

    pub fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(bytes);
        let (kind, len) = (r.u16("kind")?, usize::from(r.u16("key")?));
        if len == 0 || len > limits::DOC_KEY {
            return Err(Malformed::new("key", Problem::TooLong));
        }
        let key = r.take("key", len)?.to_vec();
        let writers = Writers::read(&mut r)?;
        r.end("doc genesis")?;
        Ok(Self { kind, key, writers })
    }

    /// The document that it opens in this space.
    pub fn doc_id(&self, space: &SpaceId) -> Result<DocId, Malformed> {
        let hash = Sha256::new().chain_update(b"rapport/v1/doc").chain_update(space).chain_update(self.write()?);
        let mut id = [0; 16];
        id.copy_from_slice(&hash.finalize()[..16]);
        Ok(DocId::new(id))
    }
}

/// Names a part of a document, for example a section of a note: kind u16 | id 16.
/// Every device then makes the part itself, so all make the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    pub kind: u16,
    pub id: [u8; 16],
}

impl Part {
    pub fn write(&self) -> Vec<u8> {
        let mut w = Writer::new();
        w.u16(self.kind).put(&self.id);
        w.finish()
    }

    pub fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(bytes);
        let part = Self { kind: r.u16("part kind")?, id: r.array("part id")? };
        r.end("part")?;
        Ok(part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SPACE: SpaceId = SpaceId::new([1; 16]);

    fn month(writers: Writers) -> DocGenesis {
        DocGenesis { kind: 9, key: b"2026-03".to_vec(), writers }
    }

    #[test]
    fn the_same_opening_is_the_same_document() {
        let a = AccountId::new([1; 32]);
        let mine = month(Writers::Accounts([a].into()));
        assert_eq!(mine.doc_id(&SPACE), mine.clone().doc_id(&SPACE));
        assert_ne!(mine.doc_id(&SPACE), mine.doc_id(&SpaceId::new([2; 16])));
        assert_ne!(mine.doc_id(&SPACE), month(Writers::AtLeast(Role::Writer)).doc_id(&SPACE));
        assert_eq!(DocGenesis::read(&mine.write().unwrap()), Ok(mine));
    }

    #[test]
    fn writers_are_a_least_role_or_named() {
        let (a, b) = (AccountId::new([1; 32]), AccountId::new([2; 32]));
        let role = Writers::AtLeast(Role::Writer);
        assert!(role.include(&a, Role::Owner) && role.include(&a, Role::Writer) && !role.include(&a, Role::Reader));
        let named = Writers::Accounts([a].into());
        assert!(named.include(&a, Role::Reader) && !named.include(&b, Role::Owner));
    }

    #[test]
    fn what_has_no_name_or_no_writer_is_refused() {
        let none = DocGenesis { key: vec![], ..month(Writers::AtLeast(Role::Writer)) };
        assert!(none.write().is_err());
        let long = DocGenesis { key: vec![0; 257], ..none };
        assert!(long.write().is_err());
        assert!(month(Writers::Accounts(BTreeSet::new())).write().is_err());
        assert!(DocGenesis::read(&[0, 9, 0, 0, 0, 2]).is_err());
        assert!(DocGenesis::read(&[0, 9, 0, 1, 7, 1, 0, 0]).is_err());
    }

    #[test]
    fn a_part_and_back() {
        let part = Part { kind: 1, id: [7; 16] };
        assert_eq!(Part::read(&part.write()), Ok(part));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = Part::read(&bytes);
            if let Ok(genesis) = DocGenesis::read(&bytes) {
                prop_assert_eq!(genesis.write().unwrap(), bytes);
            }
        }
    }
}
