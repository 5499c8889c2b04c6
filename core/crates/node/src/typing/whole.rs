//! Whether a row of typing is what was written: nothing else covers it until its
//! burst has become a change.

use rapport_ids::DocId;
use rapport_store::tables::journal::JournalRow;
use sha2::{Digest, Sha256};

/// Enough against a disk; whoever means harm can write whole rows.
const BYTES: usize = 8;

/// The row with its sum.
pub(super) fn summed(doc: &DocId, row: JournalRow) -> JournalRow {
    let sum = sum(doc, &row);
    JournalRow { sum, ..row }
}

/// Whether nothing of a row has changed. Rows of before there were sums have none.
pub(super) fn is_whole(doc: &DocId, row: &JournalRow) -> bool {
    row.sum.is_empty() || row.sum == sum(doc, row)
}

fn sum(doc: &DocId, row: &JournalRow) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(doc.as_bytes());
    hash.update(row.part);
    hash.update(row.burst.to_be_bytes());
    for bytes in [&row.base, &row.row] {
        hash.update(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(bytes);
    }
    hash.finalize().iter().copied().take(BYTES).collect()
}
