//! The outside of a record: what a relay sees of it.

mod boxes;
mod class;
mod classes;
mod header;
mod trailer;

pub use boxes::{BOX_LEN, Boxes, KeyBox, OlderKey};
pub use class::Class;
pub use classes::Classes;
pub use header::Header;
pub use trailer::Trailer;

use crate::codec::{Malformed, Problem, Reader};
use rapport_ids::RecordId;
use sha2::{Digest, Sha256};
use std::ops::Range;

/// The smallest body: a padded entry of 512 bytes and the tag of its seal.
pub const BODY_MIN: usize = 512 + 16;

/// Why bytes are not a frame that this version can handle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FrameProblem {
    /// Not damage: made by a newer version. Kept as it is.
    #[error("needs a newer app: unknown {0}")]
    Newer(&'static str),
    #[error("{len} bytes, allowed are {max}")]
    TooLarge { len: usize, max: usize },
    #[error(transparent)]
    Malformed(#[from] Malformed),
}

/// One record as it travels, taken apart but not opened.
#[derive(Clone, PartialEq, Eq)]
pub struct Frame {
    bytes: Vec<u8>,
    header: Header,
    boxes: Option<Boxes>,
    body: Range<usize>,
    trailer: Option<Trailer>,
}

impl Frame {
    /// Takes a frame apart. The size is checked first, every length inside
    /// before it is believed.
    pub fn parse(bytes: Vec<u8>) -> Result<Self, FrameProblem> {
        if bytes.len() > crate::limits::CONTROL_FRAME {
            return Err(FrameProblem::TooLarge { len: bytes.len(), max: crate::limits::CONTROL_FRAME });
        }
        let mut r = Reader::new(&bytes);
        let header = Header::read(&mut r)?;
        let max = header.class.max_frame();
        if bytes.len() > max {
            return Err(FrameProblem::TooLarge { len: bytes.len(), max });
        }
        let boxes = if header.class.has_boxes() { Some(Boxes::read(&mut r)?) } else { None };
        let start = bytes.len() - r.rest().len();
        let (end, trailer) = if header.class == Class::Control {
            let end = bytes
                .len()
                .checked_sub(Trailer::LEN)
                .filter(|end| *end >= start)
                .ok_or(Malformed::new("trailer", Problem::Short))?;
            let (_, tail) = bytes.split_at(end);
            (end, Some(Trailer::read(&mut Reader::new(tail))?))
        } else {
            (bytes.len(), None)
        };
        let body = start..end;
        match header.class {
            Class::Share => {
                if !body.is_empty() {
                    return Err(Malformed::new("body", Problem::Trailing).into());
                }
                if boxes.as_ref().is_some_and(|b| !b.older.is_empty()) {
                    return Err(Malformed::new("older keys", Problem::Value).into());
                }
            }
            _ if body.len() < BODY_MIN => return Err(Malformed::new("body", Problem::Short).into()),
            _ => {}
        }
        Ok(Self { header, boxes, body, trailer, bytes })
    }

    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    pub const fn header(&self) -> &Header {
        &self.header
    }

    pub const fn class(&self) -> Class {
        self.header.class
    }

    /// Only in control and share frames.
    pub const fn boxes(&self) -> Option<&Boxes> {
        self.boxes.as_ref()
    }

    /// Only in control frames.
    pub const fn trailer(&self) -> Option<&Trailer> {
        self.trailer.as_ref()
    }

    /// The sealed body, tag last; empty in a share.
    pub fn body(&self) -> &[u8] {
        self.bytes.get(self.body.clone()).unwrap_or_default()
    }

    /// What the seal binds beside the body: header and boxes.
    pub fn associated(&self) -> &[u8] {
        self.bytes.get(..self.body.start).unwrap_or_default()
    }

    /// SHA-256 of all bytes: the name under which everybody knows this record.
    pub fn record_id(&self) -> RecordId {
        RecordId::new(Sha256::digest(&self.bytes).into())
    }

    /// Whether the trailer is signed by this control key. False for frames without one.
    pub fn control_signature_fits(&self, control_key: &[u8; 32]) -> bool {
        self.trailer.as_ref().is_some_and(|trailer| {
            let signed = self.bytes.len().saturating_sub(64);
            let before = self.bytes.get(..signed).unwrap_or_default();
            crate::auth::verify(
                control_key,
                &crate::auth::control_message(&self.header.space, before),
                &trailer.signature,
            )
        })
    }
}

impl std::fmt::Debug for Frame {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} frame of {} bytes in {:?}", self.header.class, self.bytes.len(), self.header.space)
    }
}

#[cfg(test)]
mod tests;
