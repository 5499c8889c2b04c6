//! Recorded typing: reads the public trace format, gzipped or plain JSON.
//! It must never believe a file: every number is checked, every failure names
//! its place, and a small file cannot unpack into a large one.

mod limits;
mod problem;
mod raw;
mod sequential;

use std::io::Read as _;

use crate::{Screen, Splice};

pub use limits::Limits;
pub use problem::{Place, Problem, TraceError};

/// A trace whose numbers fit each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    pub kind: Kind,
    /// The text before the first transaction; empty when concurrent.
    pub start: String,
    /// The text after all of them.
    pub end: String,
    /// Each after all of its parents.
    pub txns: Vec<Txn>,
    /// How many writers there are: 1 when sequential.
    pub agents: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One order, one writer.
    Sequential,
    /// Every transaction names what its writer had seen.
    Concurrent,
}

/// What one writer did in one go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Txn {
    pub agent: usize,
    /// Indexes of the transactions it continues; none for the empty text.
    pub parents: Vec<usize>,
    pub patches: Vec<Patch>,
}

/// Takes `delete` code points away at `at` and puts `insert` there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patch {
    /// In Unicode code points of the writer's text at that moment.
    pub at: usize,
    pub delete: usize,
    pub insert: String,
}

impl Trace {
    /// Reads a trace. A sequential one is played through, so its positions and
    /// its end are known to be right; those of a concurrent one depend on the
    /// merge and are checked while it is typed ([`Trace::type_txn`]).
    pub fn read(bytes: &[u8], limits: &Limits) -> Result<Self, TraceError> {
        let json = unpack(bytes, limits)?;
        let trace = raw::parse(&json, limits)?;
        if trace.kind == Kind::Sequential {
            sequential::check(&trace)?;
        }
        Ok(trace)
    }

    /// Types transaction `txn` on `screen` and gives the same splices counted in
    /// UTF-16 code units, for the phone.
    pub fn type_txn(&self, txn: usize, screen: &mut Screen) -> Result<Vec<Splice>, TraceError> {
        self.type_txn_with(txn, screen, |_, _| {})
    }

    /// The same, and calls after every splice with the screen as it is then.
    pub fn type_txn_with(
        &self,
        txn: usize,
        screen: &mut Screen,
        mut typed_one: impl FnMut(&Screen, &Splice),
    ) -> Result<Vec<Splice>, TraceError> {
        let patches = self.txns.get(txn).map(|one| one.patches.as_slice()).unwrap_or_default();
        let mut typed = Vec::with_capacity(patches.len());
        for (index, patch) in patches.iter().enumerate() {
            let length = screen.points();
            let splice = screen.patch(patch.at, patch.delete, &patch.insert).map_err(|_| TraceError {
                place: Place::Patch { txn, patch: index },
                problem: Problem::OutsideText { at: patch.at, delete: patch.delete, length },
            })?;
            typed_one(screen, &splice);
            typed.push(splice);
        }
        Ok(typed)
    }
}

fn unpack(bytes: &[u8], limits: &Limits) -> Result<String, TraceError> {
    let fail = |problem| TraceError { place: Place::File, problem };
    let gzipped = bytes.starts_with(&[0x1f, 0x8b]);
    let mut json = Vec::new();
    let most = u64::try_from(limits.unpacked_bytes).unwrap_or(u64::MAX).saturating_add(1);
    let read = if gzipped {
        flate2::read::GzDecoder::new(bytes).take(most).read_to_end(&mut json)
    } else {
        bytes.take(most).read_to_end(&mut json)
    };
    read.map_err(|why| fail(Problem::Gzip { detail: why.to_string() }))?;
    if json.len() > limits.unpacked_bytes {
        return Err(fail(Problem::TooLarge { most: limits.unpacked_bytes }));
    }
    String::from_utf8(json).map_err(|why| fail(Problem::NotUtf8 { at: why.utf8_error().valid_up_to() }))
}

#[cfg(test)]
mod tests;
