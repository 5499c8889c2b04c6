//! Taking in what came too late to count by itself.

use crate::doc::{Doc, WriteProblem, Written};
use crate::genesis::INCLUDED_KEY;
use crate::heads::ChangeId;
use automerge::transaction::Transactable;
use automerge::{ROOT, ScalarValue};
use rapport_domain::Millis;

/// A change that says nothing but that these were taken in. It builds on all
/// that the document holds, and so makes the late ones count on every phone.
///
/// # Errors
/// When the document cannot be written, or one of them is not in it.
pub fn include(doc: &Doc, late: &[ChangeId], at: Millis) -> Result<Written<()>, WriteProblem> {
    if late.is_empty() || late.iter().any(|id| !doc.has(*id)) {
        return Err(WriteProblem::Missing("such change"));
    }
    // The last one is enough to tell one taking in from another: what it builds on counts with it.
    let last = late.iter().rev().take(1).flat_map(|id| id.0).collect();
    doc.write(at.0, |tx, _| Ok(tx.put(ROOT, INCLUDED_KEY, ScalarValue::Bytes(last))?))
}

#[cfg(test)]
mod tests;
