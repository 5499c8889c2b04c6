//! Calendar files (RFC 5545): meetings and series out, a busy calendar in.
//!
//! Out: strictly as the standard has it, since strict programs read it. In: as
//! little as is needed to know when somebody is busy, within hard limits, and
//! no text of anybody is kept.

mod busy;
mod entry;
mod event;
mod foreign;
mod line;
mod moment;
mod names;
mod object;
mod own;
mod text;
mod zone;

pub use busy::{Busy, LeftOut};
pub use entry::{Entry, Status, uid};
pub use event::{Method, write};
