//! Control operations, opened and verified.

use crate::StoreResult;
use rapport_ids::{EntryId, RecordId, SpaceId};
use rusqlite::{Connection, Transaction, params};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpRow {
    pub entry: EntryId,
    pub record: RecordId,
    /// The signed entry's bytes.
    pub signed: Vec<u8>,
}

/// Keeps an operation; one that is known already stays as it is.
pub fn insert(tx: &Transaction<'_>, space: &SpaceId, op: &OpRow) -> StoreResult<()> {
    let mut query = tx.prepare_cached(
        "INSERT INTO ops (space, entry, record, signed) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (space, entry) DO NOTHING",
    )?;
    query.execute(params![space.as_bytes(), op.entry.as_bytes(), op.record.as_bytes(), op.signed])?;
    Ok(())
}

/// All of a space, in the order in which they came.
pub fn of_space(conn: &Connection, space: &SpaceId) -> StoreResult<Vec<OpRow>> {
    let mut query = conn.prepare_cached("SELECT entry, record, signed FROM ops WHERE space = ?1 ORDER BY n")?;
    let rows = query.query_map([space.as_bytes()], |row| {
        Ok(OpRow { entry: EntryId::new(row.get(0)?), record: RecordId::new(row.get(1)?), signed: row.get(2)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn known(conn: &Connection, space: &SpaceId, entry: &EntryId) -> StoreResult<bool> {
    let mut query = conn.prepare_cached("SELECT 1 FROM ops WHERE space = ?1 AND entry = ?2")?;
    Ok(query.exists(params![space.as_bytes(), entry.as_bytes()])?)
}
