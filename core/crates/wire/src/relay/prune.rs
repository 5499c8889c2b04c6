//! `POST /v1/spaces/{id}/prune` and `/restore`: hiding records that snapshots
//! have replaced, and bringing them back within the days of grace.

use crate::Chain;
use crate::auth::{self, PruneAct};
use crate::codec::{Malformed, Reader, Writer};
use rapport_ids::{LogId, RecordId, SpaceId};

/// log id 16 | through u64 | chain at through 32 | record of the op 32 | kept: n u16 | n x record id | signature 64 by the control key in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PruneCall {
    pub log_id: LogId,
    pub through: u64,
    pub chain: Chain,
    pub op: RecordId,
    /// Records up to `through` that stay, strictly ascending.
    pub kept: Vec<RecordId>,
    pub signature: [u8; 64],
}

impl PruneCall {
    /// The message to sign, made from everything but the signature.
    pub fn message(&self, act: PruneAct, space: &SpaceId) -> Result<Vec<u8>, Malformed> {
        let mut w = Writer::new();
        self.write_unsigned(&mut w)?;
        Ok(auth::prune_message(act, space, w.as_slice()))
    }

    pub fn write(&self) -> Result<Vec<u8>, Malformed> {
        let mut w = Writer::new();
        self.write_unsigned(&mut w)?;
        w.put(&self.signature);
        Ok(w.finish())
    }

    fn write_unsigned(&self, w: &mut Writer) -> Result<(), Malformed> {
        w.put(self.log_id.as_ref()).u64(self.through).put(self.chain.as_bytes()).put(self.op.as_ref());
        w.count("kept", self.kept.len())?;
        for id in &self.kept {
            w.put(id.as_ref());
        }
        Ok(())
    }

    pub fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(bytes);
        let call = Self {
            log_id: LogId::new(r.array("log id")?),
            through: r.u64("through")?,
            chain: Chain::new(r.array("chain")?),
            op: RecordId::new(r.array("op")?),
            kept: r.ascending("kept", |r| r.array("record id").map(RecordId::new))?,
            signature: r.array("signature")?,
        };
        r.end("prune")?;
        Ok(call)
    }
}
