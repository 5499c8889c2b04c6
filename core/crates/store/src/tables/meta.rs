//! Facts about this profile.

use crate::StoreResult;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

pub fn get(conn: &Connection, key: &str) -> StoreResult<Option<Vec<u8>>> {
    let mut query = conn.prepare_cached("SELECT value FROM meta WHERE key = ?1")?;
    Ok(query.query_row([key], |row| row.get(0)).optional()?)
}

/// All facts whose key begins so, in the order of their keys.
pub fn beginning_with(conn: &Connection, start: &str) -> StoreResult<Vec<(String, Vec<u8>)>> {
    let mut query =
        conn.prepare_cached("SELECT key, value FROM meta WHERE substr(key, 1, length(?1)) = ?1 ORDER BY key")?;
    let rows = query.query_map([start], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub fn put(tx: &Transaction<'_>, key: &str, value: &[u8]) -> StoreResult<()> {
    let mut query = tx.prepare_cached(
        "INSERT INTO meta (key, value) VALUES (?1, ?2)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    )?;
    query.execute(params![key, value])?;
    Ok(())
}

pub fn delete(tx: &Transaction<'_>, key: &str) -> StoreResult<()> {
    tx.prepare_cached("DELETE FROM meta WHERE key = ?1")?.execute([key])?;
    Ok(())
}
