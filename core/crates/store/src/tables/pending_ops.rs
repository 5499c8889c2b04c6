//! What was decided here about a space and waits for its relay.

use crate::StoreResult;
use rapport_ids::SpaceId;
use rusqlite::{Connection, Transaction, params};
use std::collections::BTreeSet;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingRow {
    pub n: i64,
    pub space: SpaceId,
    pub act: Vec<u8>,
    pub since_ms: i64,
}

pub fn insert(tx: &Transaction<'_>, space: &SpaceId, act: &[u8], since_ms: i64) -> StoreResult<i64> {
    let mut query = tx.prepare_cached("INSERT INTO pending_ops (space, act, since_ms) VALUES (?1, ?2, ?3)")?;
    Ok(query.insert(params![space.as_bytes(), act, since_ms])?)
}

pub fn of_space(conn: &Connection, space: &SpaceId) -> StoreResult<Vec<PendingRow>> {
    let mut query = conn.prepare_cached("SELECT n, act, since_ms FROM pending_ops WHERE space = ?1 ORDER BY n")?;
    let rows = query.query_map([space.as_bytes()], |row| {
        Ok(PendingRow { n: row.get(0)?, space: *space, act: row.get(1)?, since_ms: row.get(2)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The spaces for which something waits.
pub fn spaces(conn: &Connection) -> StoreResult<BTreeSet<SpaceId>> {
    let mut query = conn.prepare_cached("SELECT DISTINCT space FROM pending_ops")?;
    let rows = query.query_map([], |row| Ok(SpaceId::new(row.get(0)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn delete(tx: &Transaction<'_>, n: i64) -> StoreResult<()> {
    tx.prepare_cached("DELETE FROM pending_ops WHERE n = ?1")?.execute([n])?;
    Ok(())
}
