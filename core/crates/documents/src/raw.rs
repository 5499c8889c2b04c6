//! Looks at the bytes of a change before anything else does. Every length and
//! every run is bounded here, so that what follows cannot be made to run for
//! ever or to fill the memory: neither is a panic, and neither could be caught.
//!
//! Any bytes give an answer; nothing here panics.

mod columns;
mod read;
mod runs;
mod vet;

use crate::actor::ACTOR;
use crate::doc::TIMES;
use crate::heads::ChangeId;
use columns::Columns;
use read::Read;
use sha2::{Digest, Sha256};
pub(crate) use vet::{Id, Pair, Place, vet};

/// How much one change may be.
pub mod limits {
    /// Bytes of a change.
    pub const BYTES: usize = 2 * 1024 * 1024;
    /// Operations in it: the longest paste, and as much deleted.
    pub const OPERATIONS: u64 = 1_500_000;
    /// Changes it depends on.
    pub const DEPENDENCIES: u64 = 1_000;
    /// Other writers it mentions.
    pub const ACTORS: u64 = 4_000;
    /// Bytes of its message, which this version never writes.
    pub const MESSAGE: usize = 256;
    /// Counters and sequence numbers stay below: 2^31.
    pub const COUNTER: u64 = 1 << 31;
}

/// Why the bytes are no change that could be tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadBytes {
    #[error("more bytes than a change may have")]
    TooLong,
    #[error("these are not the bytes of an uncompressed change")]
    NotAChange,
    #[error("the checksum is wrong")]
    Checksum,
    #[error("it is cut short or malformed")]
    Malformed,
    #[error("more operations, writers or dependencies than a change may have")]
    TooMany,
    #[error("a counter is out of range")]
    Counter,
    #[error("its time is out of range")]
    Time,
    #[error("it holds something that this version does not know")]
    Unknown,
    /// One of its operations is none that any version writes.
    #[error("one of its operations makes no sense")]
    Operation,
}

/// What the outside of a change says, borrowed from its bytes.
#[derive(Clone, Debug)]
pub(crate) struct Peek<'a> {
    pub(crate) id: ChangeId,
    pub(crate) dependencies: Vec<ChangeId>,
    pub(crate) actor: &'a [u8],
    pub(crate) seq: u64,
    pub(crate) start_op: u64,
    others: Vec<&'a [u8]>,
    columns: Columns<'a>,
}

impl Peek<'_> {
    pub(crate) fn operations(&self) -> u64 {
        self.columns.operations
    }

    /// The counter of its last operation.
    pub(crate) fn max_op(&self) -> u64 {
        self.start_op.saturating_add(self.operations()).saturating_sub(1)
    }
}

const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
const UNCOMPRESSED: u8 = 1;

/// The name of a change, from its bytes; that it is a change is not checked.
pub fn id_of(raw: &[u8]) -> ChangeId {
    ChangeId(Sha256::digest(raw.get(8..).unwrap_or_default()).into())
}

/// Reads the outside of a change.
pub(crate) fn peek(raw: &[u8]) -> Result<Peek<'_>, BadBytes> {
    if raw.len() > limits::BYTES {
        return Err(BadBytes::TooLong);
    }
    let mut outer = Read::new(raw);
    if outer.bytes(4)? != MAGIC {
        return Err(BadBytes::NotAChange);
    }
    let checksum = outer.bytes(4)?;
    let id = id_of(raw);
    if outer.byte()? != UNCOMPRESSED {
        return Err(BadBytes::NotAChange);
    }
    if id.0.get(..4) != Some(checksum) {
        return Err(BadBytes::Checksum);
    }
    let len = outer.length()?;
    let mut read = Read::new(outer.bytes(len)?);
    if !outer.is_done() {
        return Err(BadBytes::Malformed);
    }
    let peek = body(&mut read, id)?;
    // Authors of the library's own kind, or something newer.
    if !read.is_done() {
        return Err(BadBytes::Unknown);
    }
    if peek.operations() == 0 {
        return Err(BadBytes::Malformed);
    }
    if peek.max_op() >= limits::COUNTER {
        return Err(BadBytes::Counter);
    }
    Ok(peek)
}

fn body<'a>(read: &mut Read<'a>, id: ChangeId) -> Result<Peek<'a>, BadBytes> {
    let dependencies = read
        .many(limits::DEPENDENCIES, |read| read.bytes(32).map(|bytes| ChangeId(bytes.try_into().unwrap_or([0; 32]))))?;
    let actor = actor_of(read)?;
    let (seq, start_op) = (read.number()?, read.number()?);
    if !(1..limits::COUNTER).contains(&seq) || !(1..limits::COUNTER).contains(&start_op) {
        return Err(BadBytes::Counter);
    }
    if !TIMES.contains(&read.signed()?) {
        return Err(BadBytes::Time);
    }
    let message = read.length()?;
    if message > limits::MESSAGE {
        return Err(BadBytes::TooMany);
    }
    read.bytes(message)?;
    let others = read.many(limits::ACTORS, actor_of)?;
    let columns = columns::read(read)?;
    Ok(Peek { id, dependencies, actor, seq, start_op, others, columns })
}

fn actor_of<'a>(read: &mut Read<'a>) -> Result<&'a [u8], BadBytes> {
    let len = read.length()?;
    if len != ACTOR {
        return Err(BadBytes::Unknown);
    }
    read.bytes(len)
}

#[cfg(test)]
mod tests;
