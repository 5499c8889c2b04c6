//! `/v1/spaces/{id}/submissions`: sealed answers that belong to nobody, kept
//! until a coordinator's device has fetched them.

use super::binary;
use crate::auth;
use crate::codec::{Malformed, Problem, Reader, Writer};
use crate::{Chain, limits};
use rapport_ids::{LogId, SpaceId};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubmissionStored {
    pub seq: u64,
}

/// log id 16 | n u16 | n x (seq u64 | u32 length | sealed answer), ascending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubmissionPage {
    pub log_id: LogId,
    pub submissions: Vec<(u64, Vec<u8>)>,
}

impl SubmissionPage {
    pub fn write(&self) -> Result<Vec<u8>, Malformed> {
        let mut w = Writer::new();
        w.put(self.log_id.as_ref()).count("submissions", self.submissions.len())?;
        for (seq, sealed) in &self.submissions {
            w.u64(*seq).bytes("submission", sealed)?;
        }
        Ok(w.finish())
    }

    pub fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(bytes);
        let log_id = LogId::new(r.array("log id")?);
        let submissions =
            r.ascending("submissions", |r| Ok((r.u64("seq")?, r.bytes("submission", limits::SUBMISSION)?.to_vec())))?;
        r.end("page")?;
        if submissions.len() > limits::BATCH_FRAMES {
            return Err(Malformed::new("submissions", Problem::TooLong));
        }
        Ok(Self { log_id, submissions })
    }
}

/// These have been fetched and can go: signed by the control key in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acknowledge {
    pub log_id: LogId,
    pub through: u64,
    #[serde(with = "super::page::chain_text")]
    pub chain: Chain,
    #[serde(with = "binary")]
    pub signature: [u8; 64],
}

impl Acknowledge {
    pub fn is_by(&self, control: &[u8; 32], space: &SpaceId) -> bool {
        let message = auth::acknowledge_message(space, &self.log_id, self.through, &self.chain);
        auth::verify(control, &message, &self.signature)
    }
}
