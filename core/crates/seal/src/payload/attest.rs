//! What a device says it has seen, so that a relay that shows two stories is
//! found out and nobody prunes what somebody still needs.

use crate::frontier::Frontier;
use crate::payload::{read_record_ids, write_record_ids};
use rapport_ids::{EntryId, LogId, RecordId};
use rapport_wire::{Chain, Malformed, Reader, Writer};
use std::collections::BTreeSet;

/// log id 16 | head u64 | chain 32 | control tip 32 | exceptions: n u16 | n x
/// record 32 | entries: n u16 | n x (device 16 | dseq u64 | entry 32).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attest {
    pub log_id: LogId,
    /// The number of the last record that it has taken in.
    pub head: u64,
    /// The chain there.
    pub chain: Chain,
    /// The standing tip of the control chain.
    pub tip: EntryId,
    /// Records up to `head` that it holds and has not taken in.
    pub exceptions: BTreeSet<RecordId>,
    /// The last entries of devices whose chains have grown since the attest before.
    pub entries: Frontier,
}

impl Attest {
    pub fn write(&self) -> Result<Vec<u8>, Malformed> {
        let mut w = Writer::new();
        w.put(self.log_id.as_ref()).u64(self.head).put(self.chain.as_bytes()).put(self.tip.as_ref());
        write_record_ids(&mut w, "exceptions", &self.exceptions)?;
        self.entries.write(&mut w)?;
        Ok(w.finish())
    }

    pub fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(bytes);
        let attest = Self {
            log_id: LogId::new(r.array("log id")?),
            head: r.u64("head")?,
            chain: Chain::new(r.array("chain")?),
            tip: EntryId::new(r.array("tip")?),
            exceptions: read_record_ids(&mut r, "exceptions")?,
            entries: Frontier::read(&mut r)?,
        };
        r.end("attest")?;
        Ok(attest)
    }
}
