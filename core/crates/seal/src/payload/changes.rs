//! Changes of one document, as Automerge writes them.

use crate::limits;
use rapport_wire::codec::Problem;
use rapport_wire::{Malformed, Reader, Writer};

/// n u16 | n x (u32 length | raw bytes), in the order in which they were made,
/// at least one. Only uncompressed change chunks: a compressed one hides its
/// size until it is unpacked.
#[derive(Clone, PartialEq, Eq)]
pub struct Changes(Vec<Vec<u8>>);

const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
const CHANGE: u8 = 1;

impl Changes {
    pub fn new(changes: Vec<Vec<u8>>) -> Result<Self, Malformed> {
        let bad = |problem| Malformed::new("changes", problem);
        if changes.is_empty() {
            return Err(bad(Problem::Value));
        }
        if changes.len() > limits::CHANGES {
            return Err(bad(Problem::TooLong));
        }
        if changes.iter().any(|raw| !is_change(raw)) {
            return Err(bad(Problem::Value));
        }
        Ok(Self(changes))
    }

    /// Each change in its raw form.
    pub fn raw(&self) -> &[Vec<u8>] {
        &self.0
    }

    pub fn into_raw(self) -> Vec<Vec<u8>> {
        self.0
    }

    /// The payload. May be longer than one frame takes: see [`Whole`](super::Whole).
    pub fn write(&self) -> Result<Vec<u8>, Malformed> {
        let mut w = Writer::new();
        w.count("changes", self.0.len())?;
        for raw in &self.0 {
            w.bytes("change", raw)?;
        }
        Ok(w.finish())
    }

    pub fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(bytes);
        let n = r.u16("changes")?;
        if usize::from(n) > limits::CHANGES {
            return Err(Malformed::new("changes", Problem::TooLong));
        }
        let mut changes = Vec::new();
        for _ in 0..n {
            changes.push(r.bytes("change", limits::WHOLE)?.to_vec());
        }
        r.end("changes")?;
        Self::new(changes)
    }
}

/// magic 4 | checksum 4 | chunk type 1 …: looks at the outside only.
fn is_change(raw: &[u8]) -> bool {
    raw.get(..4) == Some(&MAGIC) && raw.get(8) == Some(&CHANGE)
}

impl std::fmt::Debug for Changes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} changes", self.0.len())
    }
}
