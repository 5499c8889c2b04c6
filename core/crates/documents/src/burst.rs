//! Keystrokes as rows of a journal, so that a phone that is killed in the
//! middle of a burst can write it as if it had not been: the rows of a burst,
//! put together at the state the burst began with, give the same change.
//!
//! A row is one byte of version, what changes about the first line, then the
//! steps of the difference. Numbers take seven bits a byte, lowest first. Any
//! bytes are read or refused.

mod decode;
mod encode;

pub use decode::{BadRow, decode};
pub use encode::encode;

/// The version of this form.
const VERSION: u8 = 1;

/// What a step is.
mod step {
    pub(super) const KEEP: u8 = 0;
    pub(super) const RESTYLE: u8 = 1;
    pub(super) const DELETE: u8 = 2;
    pub(super) const TEXT: u8 = 3;
    pub(super) const MARKED: u8 = 4;
    pub(super) const LINE: u8 = 5;
}

/// Which keys of a style are said.
mod key {
    pub(super) const BOLD: u8 = 1;
    pub(super) const ITALIC: u8 = 2;
    pub(super) const LINK: u8 = 4;
    pub(super) const MENTION: u8 = 8;
    pub(super) const KIND: u8 = 16;
    pub(super) const DONE: u8 = 32;
    pub(super) const ALL: u8 = 63;
    pub(super) const MARKS: u8 = 15;
}

#[cfg(test)]
mod tests;
