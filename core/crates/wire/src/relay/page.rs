//! `GET /v1/spaces/{id}/records` and `/ids`: the log, a page at a time.

use super::keys::KeysOverride;
use crate::Chain;
use crate::codec::{Malformed, Problem, Reader, Writer};
use crate::limits;
use rapport_ids::{LogId, RecordId};
use serde::{Deserialize, Serialize};

/// Where a relay's log of a space stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogPlace {
    pub log_id: LogId,
    /// The number of the last record.
    pub head: u64,
    /// The chain at the head.
    #[serde(with = "chain_text")]
    pub chain: Chain,
}

/// A record with its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    pub seq: u64,
    pub frame: Vec<u8>,
}

/// place (log id 16 | head u64 | chain 32) | min_seq u64 | next u64 | chain at next 32 | n u16 | n x (seq u64 | u32 length | frame) | m u16 | m x (after_seq u64 | keys override)
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordPage {
    pub place: LogPlace,
    /// The smallest number that is still there.
    pub min_seq: u64,
    /// Ask on from here: the number up to which this page has looked.
    pub next: u64,
    /// The chain at `next`.
    pub next_chain: Chain,
    pub records: Vec<Stored>,
    /// Overrides of keys by the owner, each with the number it follows; only
    /// in pages of control frames and of all classes.
    pub overrides: Vec<(u64, KeysOverride)>,
}

/// The same for numbers and names only: place | min_seq u64 | next u64 | chain at next 32 | n u16 | n x (seq u64 | record id 32).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdPage {
    pub place: LogPlace,
    pub min_seq: u64,
    pub next: u64,
    pub next_chain: Chain,
    pub ids: Vec<(u64, RecordId)>,
}

fn write_place(w: &mut Writer, place: &LogPlace, min_seq: u64, next: u64, next_chain: &Chain) {
    w.put(place.log_id.as_ref()).u64(place.head).put(place.chain.as_bytes());
    w.u64(min_seq).u64(next).put(next_chain.as_bytes());
}

fn read_place(r: &mut Reader<'_>) -> Result<(LogPlace, u64, u64, Chain), Malformed> {
    let place =
        LogPlace { log_id: LogId::new(r.array("log id")?), head: r.u64("head")?, chain: Chain::new(r.array("chain")?) };
    Ok((place, r.u64("min seq")?, r.u64("next")?, Chain::new(r.array("next chain")?)))
}

impl RecordPage {
    pub fn write(&self) -> Result<Vec<u8>, Malformed> {
        let mut w = Writer::new();
        write_place(&mut w, &self.place, self.min_seq, self.next, &self.next_chain);
        w.count("records", self.records.len())?;
        for record in &self.records {
            w.u64(record.seq).bytes("frame", &record.frame)?;
        }
        w.count("overrides", self.overrides.len())?;
        for (after, keys) in &self.overrides {
            w.u64(*after);
            keys.write_into(&mut w);
        }
        Ok(w.finish())
    }

    pub fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(bytes);
        let (place, min_seq, next, next_chain) = read_place(&mut r)?;
        let n = r.u16("records")?;
        if usize::from(n) > limits::BATCH_FRAMES {
            return Err(Malformed::new("records", Problem::TooLong));
        }
        let mut records: Vec<Stored> = Vec::new();
        for _ in 0..n {
            let seq = r.u64("seq")?;
            if records.last().is_some_and(|last| last.seq >= seq) {
                return Err(Malformed::new("seq", Problem::Order));
            }
            records.push(Stored { seq, frame: r.bytes("frame", limits::CONTROL_FRAME)?.to_vec() });
        }
        let m = r.u16("overrides")?;
        let mut overrides = Vec::new();
        for _ in 0..m {
            overrides.push((r.u64("after")?, KeysOverride::read_from(&mut r)?));
        }
        r.end("page")?;
        Ok(Self { place, min_seq, next, next_chain, records, overrides })
    }
}

impl IdPage {
    pub fn write(&self) -> Result<Vec<u8>, Malformed> {
        let mut w = Writer::new();
        write_place(&mut w, &self.place, self.min_seq, self.next, &self.next_chain);
        w.count("ids", self.ids.len())?;
        for (seq, id) in &self.ids {
            w.u64(*seq).put(id.as_ref());
        }
        Ok(w.finish())
    }

    pub fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(bytes);
        let (place, min_seq, next, next_chain) = read_place(&mut r)?;
        let ids = r.ascending("ids", |r| Ok((r.u64("seq")?, RecordId::new(r.array("record id")?))))?;
        r.end("page")?;
        Ok(Self { place, min_seq, next, next_chain, ids })
    }
}

/// A chain in JSON.
pub(crate) mod chain_text {
    use crate::Chain;
    use serde::{Deserializer, Serializer};

    pub(crate) fn serialize<S: Serializer>(chain: &Chain, to: S) -> Result<S::Ok, S::Error> {
        super::super::binary::serialize(chain.as_bytes(), to)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Chain, D::Error> {
        super::super::binary::deserialize::<D, [u8; 32]>(from).map(Chain::new)
    }
}
