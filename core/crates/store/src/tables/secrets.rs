//! Secrets, sealed by the caller under the vault's key.

use crate::StoreResult;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

pub fn get(conn: &Connection, name: &str) -> StoreResult<Option<Vec<u8>>> {
    let mut query = conn.prepare_cached("SELECT sealed FROM secrets WHERE name = ?1")?;
    Ok(query.query_row([name], |row| row.get(0)).optional()?)
}

pub fn put(tx: &Transaction<'_>, name: &str, sealed: &[u8]) -> StoreResult<()> {
    let mut query = tx.prepare_cached(
        "INSERT INTO secrets (name, sealed) VALUES (?1, ?2)
         ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed",
    )?;
    query.execute(params![name, sealed])?;
    Ok(())
}

pub fn delete(tx: &Transaction<'_>, name: &str) -> StoreResult<()> {
    tx.prepare_cached("DELETE FROM secrets WHERE name = ?1")?.execute([name])?;
    Ok(())
}
