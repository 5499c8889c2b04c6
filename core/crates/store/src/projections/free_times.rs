//! When people could meet, one row for each person of a space.

use crate::StoreResult;
use rapport_ids::{DocId, PersonId, SpaceId};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

pub fn put(tx: &Transaction<'_>, space: &SpaceId, person: &PersonId, doc: &DocId, body: &[u8]) -> StoreResult<()> {
    let mut query =
        tx.prepare_cached("INSERT OR REPLACE INTO free_times (space, person, doc, body) VALUES (?1, ?2, ?3, ?4)")?;
    query.execute(params![space.as_bytes(), person.as_bytes(), doc.as_bytes(), body])?;
    Ok(())
}

pub fn get(conn: &Connection, space: &SpaceId, person: &PersonId) -> StoreResult<Option<Vec<u8>>> {
    let mut query = conn.prepare_cached("SELECT body FROM free_times WHERE space = ?1 AND person = ?2")?;
    Ok(query.query_row(params![space.as_bytes(), person.as_bytes()], |row| row.get(0)).optional()?)
}
