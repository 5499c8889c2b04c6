//! Trials in progress. A row that is still here at the start tells which
//! records killed the process.

use crate::StoreResult;
use rapport_ids::{RecordId, SpaceId};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

/// Notes that a record is about to be tried; gives how often it was before.
pub fn begin(tx: &Transaction<'_>, space: &SpaceId, record: &RecordId) -> StoreResult<u32> {
    let before = tx
        .prepare_cached("SELECT tries FROM trials WHERE space = ?1 AND record = ?2")?
        .query_row(params![space.as_bytes(), record.as_bytes()], |row| row.get(0))
        .optional()?
        .unwrap_or(0);
    let mut query = tx.prepare_cached(
        "INSERT INTO trials (space, record, tries) VALUES (?1, ?2, 1)
         ON CONFLICT (space, record) DO UPDATE SET tries = tries + 1",
    )?;
    query.execute(params![space.as_bytes(), record.as_bytes()])?;
    Ok(before)
}

/// These records were tried, and nothing died of it.
pub fn end(tx: &Transaction<'_>, space: &SpaceId, records: &[RecordId]) -> StoreResult<()> {
    let mut query = tx.prepare_cached("DELETE FROM trials WHERE space = ?1 AND record = ?2")?;
    for record in records {
        query.execute(params![space.as_bytes(), record.as_bytes()])?;
    }
    Ok(())
}

/// Nothing of a space is on trial any more.
pub fn end_all(tx: &Transaction<'_>, space: &SpaceId) -> StoreResult<()> {
    tx.prepare_cached("DELETE FROM trials WHERE space = ?1")?.execute([space.as_bytes()])?;
    Ok(())
}

/// Whether any trial was cut off.
pub fn any(conn: &Connection) -> StoreResult<bool> {
    Ok(conn.prepare_cached("SELECT 1 FROM trials")?.exists([])?)
}
