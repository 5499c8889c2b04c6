//! The chains of devices: every entry of class log by its place.

use crate::StoreResult;
use rapport_ids::{DeviceId, EntryId, SpaceId};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryRow {
    pub device: DeviceId,
    pub dseq: u64,
    pub entry: EntryId,
    pub prev: EntryId,
}

pub fn insert(tx: &Transaction<'_>, space: &SpaceId, row: &EntryRow) -> StoreResult<()> {
    let mut query = tx.prepare_cached(
        "INSERT INTO entries (space, device, dseq, entry, prev) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT DO NOTHING",
    )?;
    query.execute(params![
        space.as_bytes(),
        row.device.as_bytes(),
        row.dseq,
        row.entry.as_bytes(),
        row.prev.as_bytes()
    ])?;
    Ok(())
}

pub fn known(conn: &Connection, space: &SpaceId, entry: &EntryId) -> StoreResult<bool> {
    let mut query = conn.prepare_cached("SELECT 1 FROM entries WHERE space = ?1 AND entry = ?2")?;
    Ok(query.exists(params![space.as_bytes(), entry.as_bytes()])?)
}

/// What stands at a place of a device's chain; more than one after a copy.
pub fn at(conn: &Connection, space: &SpaceId, device: &DeviceId, dseq: u64) -> StoreResult<Vec<EntryId>> {
    let mut query =
        conn.prepare_cached("SELECT entry FROM entries WHERE space = ?1 AND device = ?2 AND dseq = ?3 ORDER BY entry")?;
    let rows =
        query.query_map(params![space.as_bytes(), device.as_bytes(), dseq], |row| Ok(EntryId::new(row.get(0)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The end of a device's chain.
pub fn head(conn: &Connection, space: &SpaceId, device: &DeviceId) -> StoreResult<Option<(u64, EntryId)>> {
    let mut query = conn.prepare_cached(
        "SELECT dseq, entry FROM entries WHERE space = ?1 AND device = ?2 ORDER BY dseq DESC, entry LIMIT 1",
    )?;
    let read = query
        .query_row(params![space.as_bytes(), device.as_bytes()], |row| Ok((row.get(0)?, EntryId::new(row.get(1)?))));
    Ok(read.optional()?)
}

/// Number of entries of a device and its highest place: different when some are missing.
pub fn count_and_last(conn: &Connection, space: &SpaceId, device: &DeviceId) -> StoreResult<(u64, u64)> {
    let mut query = conn.prepare_cached(
        "SELECT count(DISTINCT dseq), coalesce(max(dseq), 0) FROM entries WHERE space = ?1 AND device = ?2",
    )?;
    Ok(query.query_row(params![space.as_bytes(), device.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// The devices that wrote in a space.
pub fn devices(conn: &Connection, space: &SpaceId) -> StoreResult<Vec<DeviceId>> {
    let mut query = conn.prepare_cached("SELECT DISTINCT device FROM entries WHERE space = ?1 ORDER BY device")?;
    let rows = query.query_map([space.as_bytes()], |row| Ok(DeviceId::new(row.get(0)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
