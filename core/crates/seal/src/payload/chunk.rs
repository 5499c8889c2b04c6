//! Payloads too large for one frame: cut into chunks, named by a manifest.

use crate::entry::Kind;
use crate::limits;
use rapport_ids::EntryId;
use rapport_wire::codec::Problem;
use rapport_wire::{Malformed, Reader, Writer};
use sha2::{Digest, Sha256};

/// hash of the whole 32 | index u16 | bytes (u32 length).
#[derive(Clone, PartialEq, Eq)]
pub struct Chunk {
    pub whole: [u8; 32],
    /// Its place, from 0.
    pub index: u16,
    pub bytes: Vec<u8>,
}

impl Chunk {
    pub fn write(&self) -> Result<Vec<u8>, Malformed> {
        let mut w = Writer::new();
        w.put(&self.whole).u16(self.index).bytes("chunk", &self.bytes)?;
        Ok(w.finish())
    }

    pub fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(bytes);
        let (whole, index) = (r.array("whole")?, r.u16("index")?);
        let bytes = r.bytes("chunk", limits::CHUNK)?.to_vec();
        r.end("chunk")?;
        if bytes.is_empty() || usize::from(index) >= limits::CHUNKS {
            return Err(Malformed::new("chunk", Problem::Value));
        }
        Ok(Self { whole, index, bytes })
    }
}

/// kind u8 of the whole | hash of the whole 32 | length u64 | n u16 | n x (index u16 | entry 32).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// The kind that the whole has as a payload.
    pub kind: Kind,
    pub whole: [u8; 32],
    pub len: u64,
    /// The entries of the chunks, by index.
    pub chunks: Vec<EntryId>,
}

impl Manifest {
    pub fn write(&self) -> Result<Vec<u8>, Malformed> {
        let mut w = Writer::new();
        w.u8(self.kind.0).put(&self.whole).u64(self.len).count("chunks", self.chunks.len())?;
        for (index, id) in (0u16..).zip(&self.chunks) {
            w.u16(index).put(id.as_ref());
        }
        Ok(w.finish())
    }

    pub fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(bytes);
        let (kind, whole, len) = (Kind(r.u8("kind")?), r.array("whole")?, r.u64("length")?);
        let chunks = r.ascending("chunks", |r| Ok((r.u16("index")?, EntryId::new(r.array("entry")?))))?;
        r.end("manifest")?;
        let bad = |field| Malformed::new(field, Problem::Value);
        let n = chunks.len();
        if n == 0 || n > limits::CHUNKS || !(0u16..).zip(&chunks).all(|(i, (index, _))| i == *index) {
            return Err(bad("chunks"));
        }
        let most = limits::CHUNK.saturating_mul(n);
        if !usize::try_from(len).is_ok_and(|len| len >= n && len <= most) {
            return Err(bad("length"));
        }
        Ok(Self { kind, whole, len, chunks: chunks.into_iter().map(|(_, id)| id).collect() })
    }
}

/// A payload being put together from its chunks, or taken apart into them.
#[derive(Clone, PartialEq, Eq)]
pub struct Whole(Vec<u8>);

impl Whole {
    pub fn new(payload: Vec<u8>) -> Result<Self, Malformed> {
        match payload.len() {
            0 => Err(Malformed::new("whole", Problem::Short)),
            len if len > limits::WHOLE => Err(Malformed::new("whole", Problem::TooLong)),
            _ => Ok(Self(payload)),
        }
    }

    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(&self.0).into()
    }

    /// The chunks, in order: each is the payload of an entry of kind chunk.
    pub fn chunks(&self) -> impl Iterator<Item = Chunk> {
        let whole = self.hash();
        let parts = (0u16..).zip(self.0.chunks(limits::CHUNK));
        parts.map(move |(index, bytes)| Chunk { whole, index, bytes: bytes.to_vec() })
    }

    /// The manifest, once the chunks' entries have been made.
    pub fn manifest(&self, kind: Kind, chunks: Vec<EntryId>) -> Manifest {
        let len = u64::try_from(self.0.len()).unwrap_or(u64::MAX);
        Manifest { kind, whole: self.hash(), len, chunks }
    }

    /// Puts chunks together. They must be all of them, in order, and make
    /// exactly what the manifest names.
    pub fn join<'a>(manifest: &Manifest, chunks: impl IntoIterator<Item = &'a Chunk>) -> Result<Self, Malformed> {
        let bad = |problem| Malformed::new("whole", problem);
        let mut bytes = Vec::new();
        let mut n = 0usize;
        for chunk in chunks {
            if usize::from(chunk.index) != n || chunk.whole != manifest.whole {
                return Err(bad(Problem::Order));
            }
            n += 1;
            bytes.extend_from_slice(&chunk.bytes);
            if n > manifest.chunks.len() || u64::try_from(bytes.len()).is_ok_and(|len| len > manifest.len) {
                return Err(bad(Problem::TooLong));
            }
        }
        let whole = Self::new(bytes)?;
        if u64::try_from(whole.0.len()).is_ok_and(|len| len == manifest.len) && whole.hash() == manifest.whole {
            Ok(whole)
        } else {
            Err(bad(Problem::Value))
        }
    }

    pub fn into_payload(self) -> Vec<u8> {
        self.0
    }
}

impl std::fmt::Debug for Chunk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "chunk {} of {} bytes", self.index, self.bytes.len())
    }
}

impl std::fmt::Debug for Whole {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "whole of {} bytes", self.0.len())
    }
}
