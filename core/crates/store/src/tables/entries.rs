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
    pub state: EntryState,
}

/// What became of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryState {
    /// It stands on the branch of a copied phone that was given up, and is held.
    Held,
    /// It is used, and the chain goes on from it.
    Stands,
    /// It stands on the branch that was given up and is used all the same,
    /// since it opens something.
    Opened,
    /// It came too late to count by itself and was taken in by somebody who
    /// may: it is used and stands on no branch.
    Included,
    /// It stands at its place and is not used: what it builds on was given up.
    /// Its place stays taken, or its device would use it once more.
    Loose,
}

impl EntryState {
    const fn code(self) -> u8 {
        match self {
            Self::Held => 0,
            Self::Stands => 1,
            Self::Opened => 2,
            Self::Included => 3,
            Self::Loose => 4,
        }
    }

    const fn from_code(code: u8) -> Self {
        match code {
            0 => Self::Held,
            1 => Self::Stands,
            3 => Self::Included,
            4 => Self::Loose,
            _ => Self::Opened,
        }
    }
}

/// Writes an entry at its place; one that is there already gets the state anew.
pub fn insert(tx: &Transaction<'_>, space: &SpaceId, row: &EntryRow) -> StoreResult<()> {
    let mut query = tx.prepare_cached(
        "INSERT INTO entries (space, device, dseq, entry, prev, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (space, device, dseq, entry) DO UPDATE SET state = excluded.state",
    )?;
    query.execute(params![
        space.as_bytes(),
        row.device.as_bytes(),
        row.dseq,
        row.entry.as_bytes(),
        row.prev.as_bytes(),
        row.state.code()
    ])?;
    Ok(())
}

/// What became of an entry after all.
pub fn set_state(tx: &Transaction<'_>, space: &SpaceId, entry: &EntryId, state: EntryState) -> StoreResult<()> {
    tx.prepare_cached("UPDATE entries SET state = ?3 WHERE space = ?1 AND entry = ?2")?.execute(params![
        space.as_bytes(),
        entry.as_bytes(),
        state.code()
    ])?;
    Ok(())
}

/// Takes an entry out again that stands where it does not belong.
pub fn delete(tx: &Transaction<'_>, space: &SpaceId, entry: &EntryId) -> StoreResult<()> {
    tx.prepare_cached("DELETE FROM entries WHERE space = ?1 AND entry = ?2")?
        .execute(params![space.as_bytes(), entry.as_bytes()])?;
    Ok(())
}

/// Whether an entry is here and used.
pub fn known(conn: &Connection, space: &SpaceId, entry: &EntryId) -> StoreResult<bool> {
    let mut query =
        conn.prepare_cached("SELECT 1 FROM entries WHERE space = ?1 AND entry = ?2 AND state NOT IN (0, 4)")?;
    Ok(query.exists(params![space.as_bytes(), entry.as_bytes()])?)
}

/// What stands of an entry.
pub fn get(conn: &Connection, space: &SpaceId, entry: &EntryId) -> StoreResult<Option<EntryRow>> {
    let mut query =
        conn.prepare_cached("SELECT device, dseq, prev, state FROM entries WHERE space = ?1 AND entry = ?2")?;
    let row = query.query_row(params![space.as_bytes(), entry.as_bytes()], |row| {
        let (device, prev) = (DeviceId::new(row.get(0)?), EntryId::new(row.get(2)?));
        Ok(EntryRow { device, dseq: row.get(1)?, entry: *entry, prev, state: EntryState::from_code(row.get(3)?) })
    });
    Ok(row.optional()?)
}

/// All entries of a space that are here and used.
pub fn used(conn: &Connection, space: &SpaceId) -> StoreResult<Vec<EntryId>> {
    let mut query = conn.prepare_cached("SELECT entry FROM entries WHERE space = ?1 AND state NOT IN (0, 4)")?;
    let rows = query.query_map([space.as_bytes()], |row| Ok(EntryId::new(row.get(0)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Whether an entry stands on the branch of a copied phone that was given up.
pub fn fell(conn: &Connection, space: &SpaceId, entry: &EntryId) -> StoreResult<bool> {
    let mut query = conn.prepare_cached("SELECT 1 FROM entries WHERE space = ?1 AND entry = ?2 AND state = 0")?;
    Ok(query.exists(params![space.as_bytes(), entry.as_bytes()])?)
}

/// The part of a device's chain between two places, both included; with more
/// than one entry at a place after a copy. What was taken in stands in none.
pub fn between(
    conn: &Connection,
    space: &SpaceId,
    device: &DeviceId,
    first: u64,
    last: u64,
) -> StoreResult<Vec<EntryRow>> {
    let mut query = conn.prepare_cached(
        "SELECT dseq, entry, prev, state FROM entries
         WHERE space = ?1 AND device = ?2 AND dseq BETWEEN ?3 AND ?4 AND state <> 3 ORDER BY dseq, entry",
    )?;
    let last = i64::try_from(last).unwrap_or(i64::MAX);
    let rows = query.query_map(params![space.as_bytes(), device.as_bytes(), first, last], |row| {
        Ok(EntryRow {
            device: *device,
            dseq: row.get(0)?,
            entry: EntryId::new(row.get(1)?),
            prev: EntryId::new(row.get(2)?),
            state: EntryState::from_code(row.get(3)?),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Whether something in a device's chain does not stand.
pub fn was_copied(conn: &Connection, space: &SpaceId, device: &DeviceId) -> StoreResult<bool> {
    let mut query =
        conn.prepare_cached("SELECT 1 FROM entries WHERE space = ?1 AND device = ?2 AND state IN (0, 2)")?;
    Ok(query.exists(params![space.as_bytes(), device.as_bytes()])?)
}

/// The end of a device's chain, on the branch that stands.
pub fn head(conn: &Connection, space: &SpaceId, device: &DeviceId) -> StoreResult<Option<(u64, EntryId)>> {
    let mut query = conn.prepare_cached(
        "SELECT dseq, entry FROM entries WHERE space = ?1 AND device = ?2 AND state IN (1, 4)
         ORDER BY dseq DESC, entry LIMIT 1",
    )?;
    let read = query
        .query_row(params![space.as_bytes(), device.as_bytes()], |row| Ok((row.get(0)?, EntryId::new(row.get(1)?))));
    Ok(read.optional()?)
}

/// Number of entries of a device and its highest place: different when some are missing.
pub fn count_and_last(conn: &Connection, space: &SpaceId, device: &DeviceId) -> StoreResult<(u64, u64)> {
    let mut query = conn.prepare_cached(
        "SELECT count(DISTINCT dseq), coalesce(max(dseq), 0) FROM entries
         WHERE space = ?1 AND device = ?2 AND state <> 3",
    )?;
    Ok(query.query_row(params![space.as_bytes(), device.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// The devices that wrote in a space.
pub fn devices(conn: &Connection, space: &SpaceId) -> StoreResult<Vec<DeviceId>> {
    let mut query = conn.prepare_cached("SELECT DISTINCT device FROM entries WHERE space = ?1 ORDER BY device")?;
    let rows = query.query_map([space.as_bytes()], |row| Ok(DeviceId::new(row.get(0)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
