//! What lists, Today and search show, made from documents and never the only
//! copy of anything.

pub mod checkins;
pub mod choices;
pub mod free_times;
pub mod goals;
pub mod meetings;
pub mod members;
pub mod notes;
pub mod pairings;
pub mod people;
pub mod search;
pub mod series;
pub mod steps;

use crate::StoreResult;
use rapport_ids::DocId;
use rusqlite::{Connection, Transaction, params};

/// Takes everything away that was shown of a document, before it is shown anew.
pub fn forget(tx: &Transaction<'_>, doc: &DocId) -> StoreResult<()> {
    for statement in [
        "DELETE FROM goals WHERE goal = ?1",
        "DELETE FROM meetings WHERE meeting = ?1",
        "DELETE FROM notes WHERE note = ?1",
        "DELETE FROM pairings WHERE pairing = ?1",
        "DELETE FROM steps WHERE doc = ?1",
        "DELETE FROM checkins WHERE doc = ?1",
        "DELETE FROM choices WHERE doc = ?1",
        "DELETE FROM series WHERE series = ?1",
        "DELETE FROM free_times WHERE doc = ?1",
    ] {
        tx.prepare_cached(statement)?.execute(params![doc.as_bytes()])?;
    }
    search::forget(tx, doc)
}

/// Takes all tables of this kind away and puts empty ones in their place:
/// whatever was wrong with them is gone.
pub fn reset(tx: &Transaction<'_>) -> StoreResult<()> {
    for table in [
        "people",
        "members",
        "devices",
        "pairings",
        "goals",
        "steps",
        "meetings",
        "notes",
        "checkins",
        "choices",
        "series",
        "free_times",
        "search_rows",
        "search",
    ] {
        tx.execute_batch(&format!("DROP TABLE IF EXISTS {table}"))?;
    }
    tx.execute_batch(include_str!("../sql/002_projections.sql"))?;
    tx.execute_batch(include_str!("../sql/005_checkins.sql"))?;
    tx.execute_batch(include_str!("../sql/008_choices.sql"))?;
    tx.execute_batch(include_str!("../sql/009_series.sql"))?;
    Ok(tx.execute_batch(include_str!("../sql/010_free_times.sql"))?)
}

/// Documents that have changes and that no list shows. Some have nothing to
/// show, such as a pairing before it has begun.
pub fn missing(conn: &Connection) -> StoreResult<Vec<DocId>> {
    let mut query = conn.prepare_cached(
        "SELECT doc FROM docs AS d WHERE
             (kind = 1 AND (SELECT count(*) FROM people WHERE people.space = d.space)
                 < (SELECT count(*) FROM docs AS other WHERE other.space = d.space AND other.kind = 1))
             OR (kind = 2 AND NOT EXISTS (SELECT 1 FROM pairings WHERE pairing = doc))
             OR (kind = 3 AND NOT EXISTS (SELECT 1 FROM goals WHERE goal = doc))
             OR (kind = 4 AND NOT EXISTS (SELECT 1 FROM meetings WHERE meeting = doc))
             OR (kind = 5 AND NOT EXISTS (SELECT 1 FROM notes WHERE note = doc))
             OR (kind = 7 AND NOT EXISTS (SELECT 1 FROM choices WHERE choices.doc = d.doc))
             OR (kind = 8 AND NOT EXISTS (SELECT 1 FROM checkins WHERE checkins.doc = d.doc))
             OR (kind = 9 AND NOT EXISTS (SELECT 1 FROM series WHERE series.series = d.doc))
             OR (kind = 10 AND NOT EXISTS (SELECT 1 FROM free_times WHERE free_times.doc = d.doc))
         ORDER BY kind, doc",
    )?;
    let rows = query.query_map([], |row| Ok(DocId::new(row.get(0)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
