//! Presence: when to say where this device is, and what to believe of others.
//!
//! Nothing of it is stored, asked for again or waited for: what is lost is
//! said anew ten seconds later.

mod heard;
mod outgoing;

pub use heard::{Heard, Present, Told};
pub use outgoing::{Outgoing, Stir};

/// How often a device that has a note open says so.
pub const BEAT_MS: i64 = 10_000;
/// Who was not heard of for so long is not shown any more.
pub const FORGET_MS: i64 = 30_000;
