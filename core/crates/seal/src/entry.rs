//! The plaintext inside a frame: what one device did, signed. Its id stays the
//! same however often it is sealed.

mod kind;

pub use kind::Kind;

use crate::device::{DeviceCard, DeviceKeys};
use crate::limits;
use crate::padme::entry_size;
use rapport_ids::{DeviceId, DocId, EntryId, SpaceId};
use rapport_wire::codec::Problem;
use rapport_wire::{Class, Malformed, Reader, Writer, auth};
use sha2::{Digest, Sha256};

/// Bytes of an entry beside its payload: the fields, and the signature.
pub const OVERHEAD: usize = FIELDS + 64;
const FIELDS: usize = 118;
const INNER_VERSION: u8 = 1;

/// The fields of an entry.
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
    pub kind: Kind,
    pub device: DeviceId,
    /// Place in the device's chain of log entries, from 1; 0 in all other classes.
    pub dseq: u64,
    /// The log entry of this device before it; none in the first and in all other classes.
    pub prev: EntryId,
    pub doc: DocId,
    /// The control op that the author knew; none in the genesis.
    pub tip: EntryId,
    /// The author's clock, milliseconds since 1970: shown, never trusted.
    pub created_ms: u64,
    pub payload: Vec<u8>,
}

/// An entry of a space with its id and a signature. Read ones are not believed
/// before [`is_by`](Self::is_by) says so.
#[derive(Clone, PartialEq, Eq)]
pub struct SignedEntry {
    entry: Entry,
    space: SpaceId,
    id: EntryId,
    signature: [u8; 64],
}

/// Why an entry cannot be made or taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EntryProblem {
    /// Not damage: made by a newer version.
    #[error("needs a newer app: unknown {0}")]
    Newer(&'static str),
    #[error(transparent)]
    Malformed(#[from] Malformed),
}

const fn bad(field: &'static str) -> EntryProblem {
    EntryProblem::Malformed(Malformed::new(field, Problem::Value))
}

impl Entry {
    /// An entry outside the log, without a document: ops, notices, presence.
    pub const fn plain(kind: Kind, device: DeviceId, tip: EntryId, created_ms: u64, payload: Vec<u8>) -> Self {
        Self { kind, device, dseq: 0, prev: EntryId::NONE, doc: DocId::NONE, tip, created_ms, payload }
    }

    /// The class it travels in, after checking what its kind asks of the other fields.
    pub fn class(&self) -> Result<Class, EntryProblem> {
        let class = self.kind.class().ok_or(EntryProblem::Newer("kind"))?;
        let chained = class == Class::Log;
        if chained != (self.dseq > 0) {
            return Err(bad("dseq"));
        }
        if (self.dseq > 1) != (self.prev != EntryId::NONE) {
            return Err(bad("previous entry"));
        }
        if self.kind.has_document().is_some_and(|has| has != (self.doc != DocId::NONE)) {
            return Err(bad("document"));
        }
        if self.kind.is_known() && (self.kind == Kind::GENESIS) != (self.tip == EntryId::NONE) {
            return Err(bad("tip"));
        }
        if self.payload.len() > max_payload(class) {
            return Err(Malformed::new("payload", Problem::TooLong).into());
        }
        Ok(class)
    }

    fn write_fields(&self, w: &mut Writer) -> Result<(), Malformed> {
        w.u8(INNER_VERSION).u8(self.kind.0).put(self.device.as_ref()).u64(self.dseq).put(self.prev.as_ref());
        w.put(self.doc.as_ref()).put(self.tip.as_ref()).u64(self.created_ms).bytes("payload", &self.payload)?;
        Ok(())
    }

    /// Signs it with the device's key. Refuses what no reader would take.
    pub fn sign(self, space: &SpaceId, keys: &DeviceKeys) -> Result<SignedEntry, EntryProblem> {
        self.class()?;
        if self.device != keys.id() {
            return Err(bad("device"));
        }
        let mut w = Writer::new();
        self.write_fields(&mut w)?;
        let id = entry_id(space, w.as_slice());
        Ok(SignedEntry { signature: keys.sign(&signed_message(&id)), space: *space, id, entry: self })
    }
}

/// The largest payload in a frame of this class.
pub const fn max_payload(class: Class) -> usize {
    match class {
        Class::Log | Class::Snapshot | Class::Chunk => limits::PAYLOAD,
        Class::Control => limits::CONTROL_PAYLOAD,
        Class::Live | Class::Notice => limits::SMALL_PAYLOAD,
        Class::Share => 0,
    }
}

fn entry_id(space: &SpaceId, fields: &[u8]) -> EntryId {
    let hash = Sha256::new().chain_update(b"rapport/v1/entry").chain_update(space).chain_update(fields);
    EntryId::new(hash.finalize().into())
}

fn signed_message(id: &EntryId) -> [u8; 46] {
    let mut message = [0; 46];
    let (name, rest) = message.split_at_mut(14);
    name.copy_from_slice(b"rapport/v1/sig");
    rest.copy_from_slice(id.as_bytes());
    message
}

impl SignedEntry {
    pub const fn id(&self) -> EntryId {
        self.id
    }

    pub const fn space(&self) -> SpaceId {
        self.space
    }

    pub const fn entry(&self) -> &Entry {
        &self.entry
    }

    pub fn into_entry(self) -> Entry {
        self.entry
    }

    pub const fn signature(&self) -> &[u8; 64] {
        &self.signature
    }

    /// Whether this device signed it, for this space. Strict.
    pub fn is_by(&self, card: &DeviceCard) -> bool {
        card.id == self.entry.device && auth::verify(&card.sign, &signed_message(&self.id), &self.signature)
    }

    /// The bytes without padding, as they stand inside other payloads.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Malformed> {
        let mut w = Writer::new();
        self.write(&mut w)?;
        Ok(w.finish())
    }

    fn write(&self, w: &mut Writer) -> Result<(), Malformed> {
        self.entry.write_fields(w)?;
        w.put(&self.signature);
        Ok(())
    }

    /// Appends the bytes with their padding.
    pub(crate) fn write_padded(&self, w: &mut Writer) -> Result<(), Malformed> {
        let start = w.len();
        self.write(w)?;
        let len = w.len() - start;
        const ZEROS: [u8; 1024] = [0; 1024];
        let mut missing = entry_size(len) - len;
        while missing > 0 {
            let n = missing.min(ZEROS.len());
            w.put(&ZEROS[..n]);
            missing -= n;
        }
        Ok(())
    }

    /// Reads an entry that stands alone, without padding.
    pub fn from_bytes(space: &SpaceId, bytes: &[u8]) -> Result<Self, EntryProblem> {
        let mut r = Reader::new(bytes);
        let entry = Self::read(space, bytes, &mut r)?;
        r.end("entry")?;
        entry.entry.class()?;
        Ok(entry)
    }

    /// Reads the padded entry of a frame of this class.
    pub(crate) fn from_padded(space: &SpaceId, class: Class, bytes: &[u8]) -> Result<Self, EntryProblem> {
        let mut r = Reader::new(bytes);
        let entry = Self::read(space, bytes, &mut r)?;
        let len = bytes.len() - r.rest().len();
        if bytes.len() != entry_size(len) || r.rest().iter().any(|b| *b != 0) {
            return Err(bad("padding"));
        }
        match entry.entry.class()? {
            is if is == class => Ok(entry),
            _ => Err(bad("kind")),
        }
    }

    fn read(space: &SpaceId, bytes: &[u8], r: &mut Reader<'_>) -> Result<Self, EntryProblem> {
        if r.u8("inner version")? != INNER_VERSION {
            return Err(EntryProblem::Newer("inner version"));
        }
        let entry = Entry {
            kind: Kind(r.u8("kind")?),
            device: DeviceId::new(r.array("device")?),
            dseq: r.u64("dseq")?,
            prev: EntryId::new(r.array("previous entry")?),
            doc: DocId::new(r.array("document")?),
            tip: EntryId::new(r.array("tip")?),
            created_ms: r.u64("created")?,
            payload: r.bytes("payload", limits::CONTROL_PAYLOAD)?.to_vec(),
        };
        let fields = bytes.get(..bytes.len() - r.rest().len()).unwrap_or_default();
        let id = entry_id(space, fields);
        Ok(Self { signature: r.array("signature")?, space: *space, id, entry })
    }
}

impl std::fmt::Debug for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} by {:?} at {}, {} bytes", self.kind, self.device, self.dseq, self.payload.len())
    }
}

impl std::fmt::Debug for SignedEntry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}: {:?}", self.id, self.entry)
    }
}

#[cfg(test)]
mod tests;
