//! What lists, Today and search show, made from documents and never the only
//! copy of anything.

pub mod goals;
pub mod meetings;
pub mod members;
pub mod notes;
pub mod pairings;
pub mod people;
pub mod search;
pub mod steps;

use crate::StoreResult;
use rapport_ids::DocId;
use rusqlite::{Transaction, params};

/// Takes everything away that was shown of a document, before it is shown anew.
pub fn forget(tx: &Transaction<'_>, doc: &DocId) -> StoreResult<()> {
    for statement in [
        "DELETE FROM goals WHERE goal = ?1",
        "DELETE FROM meetings WHERE meeting = ?1",
        "DELETE FROM notes WHERE note = ?1",
        "DELETE FROM pairings WHERE pairing = ?1",
        "DELETE FROM steps WHERE doc = ?1",
    ] {
        tx.prepare_cached(statement)?.execute(params![doc.as_bytes()])?;
    }
    search::forget(tx, doc)
}
