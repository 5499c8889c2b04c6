//! `POST /v1/spaces/{id}/records`: a batch of frames, and what became of each.

use super::page::LogPlace;
use crate::codec::{Malformed, Problem, Reader, Writer};
use crate::limits;
use serde::{Deserialize, Serialize};

/// Frames one after the other, each behind its length; stops at the limits of a batch.
pub fn write_batch<'a>(frames: impl IntoIterator<Item = &'a [u8]>) -> Result<Vec<u8>, Malformed> {
    let mut w = Writer::new();
    for frame in frames {
        w.bytes("frame", frame)?;
    }
    Ok(w.finish())
}

/// Takes a batch apart. The limits hold before anything is copied.
pub fn read_batch(bytes: &[u8]) -> Result<Vec<&[u8]>, Malformed> {
    let mut r = Reader::new(bytes);
    let (mut frames, mut total) = (Vec::new(), 0usize);
    while !r.is_empty() {
        let frame = r.bytes("frame", limits::CONTROL_FRAME)?;
        total = total.saturating_add(frame.len());
        if frames.len() == limits::BATCH_FRAMES || total > limits::BATCH_BYTES {
            return Err(Malformed::new("batch", Problem::TooLong));
        }
        frames.push(frame);
    }
    Ok(frames)
}

/// What became of one frame of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum Pushed {
    Stored {
        seq: u64,
    },
    /// It was there already, under this number.
    Duplicate {
        seq: u64,
    },
    /// It was there once and has been pruned.
    Pruned,
    /// Sealed under a key that is no longer in force: seal the entry again.
    Stale,
    /// Not a frame that can be stored here; nothing else in the batch suffers.
    Refused,
    /// The space is full.
    OverQuota,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushResult {
    /// In the order of the batch.
    pub results: Vec<Pushed>,
    #[serde(flatten)]
    pub place: LogPlace,
}
