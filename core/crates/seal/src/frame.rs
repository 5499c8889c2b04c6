//! Sealing entries into frames and opening frames again. Which of several keys
//! fits is told by the tag and is the caller's business.

mod control;
mod share;

pub use control::{ControlSeal, seal_control};
pub use share::{ShareSeal, seal_share};

use crate::aead;
use crate::entry::{EntryProblem, SignedEntry};
use crate::epoch::EpochKey;
use crate::random::{self, Random};
use crate::secret::same;
use rapport_wire::{Class, Frame, Header, Malformed, Writer};

/// Why an entry cannot be sealed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealProblem {
    #[error("entries of {0:?} are not sealed in this way")]
    Class(Class),
    #[error("{count} boxes are more than a frame holds")]
    TooManyBoxes { count: usize },
    #[error("{len} bytes are more than a frame of this class holds")]
    TooLarge { len: usize },
    #[error("a recipient's key is one that nobody can have")]
    Recipient,
    #[error("the entry names other boxes than those beside it")]
    Boxes,
    #[error(transparent)]
    Entry(#[from] EntryProblem),
    #[error(transparent)]
    Malformed(#[from] Malformed),
}

/// Why a frame does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenProblem {
    /// Another key of the space is meant.
    #[error("sealed with another key")]
    OtherKey,
    /// The tag fits and the commitment does not: made to open with two keys, or damaged.
    #[error("the frame is not bound to this key")]
    Commitment,
    #[error("the bytes were changed")]
    Damaged,
    /// A share frame has no body.
    #[error("there is nothing inside")]
    Empty,
    /// The boxes beside a control op are not those that it names.
    #[error("the keys beside the operation are not those it names")]
    Boxes,
    /// Not damage: made by a newer version.
    #[error("needs a newer app: unknown {0}")]
    Newer(&'static str),
    #[error(transparent)]
    Malformed(Malformed),
}

impl From<EntryProblem> for OpenProblem {
    fn from(problem: EntryProblem) -> Self {
        match problem {
            EntryProblem::Newer(what) => Self::Newer(what),
            EntryProblem::Malformed(what) => Self::Malformed(what),
        }
    }
}

/// Seals an entry of any class but control, under a fresh nonce.
pub fn seal(entry: &SignedEntry, key: &EpochKey, random: &mut dyn Random) -> Result<Vec<u8>, SealProblem> {
    let class = entry.entry().class()?;
    if class == Class::Control {
        return Err(SealProblem::Class(class));
    }
    let nonce = random::array(random);
    let (header, record) = header(class, entry, key, nonce);
    let mut w = Writer::new();
    header.write(&mut w);
    entry.write_padded(&mut w)?;
    let mut bytes = w.finish();
    let (associated, from) = (bytes[..Header::LEN].to_vec(), Header::LEN);
    finish(&record, &nonce, &associated, &mut bytes, from)?;
    match bytes.len() {
        len if len > class.max_frame() => Err(SealProblem::TooLarge { len }),
        _ => Ok(bytes),
    }
}

fn header(class: Class, entry: &SignedEntry, key: &EpochKey, nonce: [u8; 24]) -> (Header, crate::epoch::RecordKey) {
    let space = entry.space();
    let record = key.record_key(&space, &nonce);
    (Header { class, space, tag: key.tag(&space), nonce, commitment: record.commitment }, record)
}

fn finish(
    record: &crate::epoch::RecordKey,
    nonce: &[u8; 24],
    associated: &[u8],
    bytes: &mut Vec<u8>,
    from: usize,
) -> Result<(), SealProblem> {
    if aead::seal(&record.seal, nonce, associated, bytes, from) {
        Ok(())
    } else {
        Err(SealProblem::TooLarge { len: bytes.len() })
    }
}

/// Opens a frame: the commitment first, then the seal, then the entry's form.
/// Whether the device named in it signed it is the next question.
pub fn open(frame: &Frame, key: &EpochKey) -> Result<SignedEntry, OpenProblem> {
    let header = frame.header();
    if header.class == Class::Share {
        return Err(OpenProblem::Empty);
    }
    if key.tag(&header.space) != header.tag {
        return Err(OpenProblem::OtherKey);
    }
    let record = key.record_key(&header.space, &header.nonce);
    if !same(&record.commitment, &header.commitment) {
        return Err(OpenProblem::Commitment);
    }
    let padded =
        aead::open(&record.seal, &header.nonce, frame.associated(), frame.body()).ok_or(OpenProblem::Damaged)?;
    let entry = SignedEntry::from_padded(&header.space, header.class, &padded)?;
    if let Some(boxes) = frame.boxes() {
        let hash = boxes.hash(&header.space, &header.nonce).map_err(OpenProblem::Malformed)?;
        if entry.entry().payload.get(..32) != Some(hash.as_slice()) {
            return Err(OpenProblem::Boxes);
        }
    }
    Ok(entry)
}

#[cfg(test)]
mod tests;
