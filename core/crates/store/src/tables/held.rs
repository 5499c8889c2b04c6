//! Records that could not be used yet, or not at all.

use crate::StoreResult;
use rapport_ids::{RecordId, SpaceId};
use rusqlite::{Connection, Row, Transaction, params};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeldState {
    /// Waits for a key, an operation or a change.
    Deferred,
    /// Made by a newer version.
    NeedsUpdate,
    /// Will not be tried again by itself; shown to people.
    Quarantined,
    /// Somebody has seen it and does not want it. It is kept all the same.
    Discarded,
}

impl HeldState {
    const fn code(self) -> u8 {
        match self {
            Self::Deferred => 0,
            Self::NeedsUpdate => 1,
            Self::Quarantined => 2,
            Self::Discarded => 3,
        }
    }

    const fn from_code(code: u8) -> Self {
        match code {
            0 => Self::Deferred,
            1 => Self::NeedsUpdate,
            3 => Self::Discarded,
            _ => Self::Quarantined,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldRow {
    pub space: SpaceId,
    pub record: RecordId,
    pub state: HeldState,
    /// A code; the words for it are the shells'.
    pub reason: String,
    /// What it waits for: a tag, an operation, a hash.
    pub about: Option<Vec<u8>>,
    pub since_ms: i64,
}

fn read(row: &Row<'_>) -> rusqlite::Result<HeldRow> {
    Ok(HeldRow {
        space: SpaceId::new(row.get(0)?),
        record: RecordId::new(row.get(1)?),
        state: HeldState::from_code(row.get(2)?),
        reason: row.get(3)?,
        about: row.get(4)?,
        since_ms: row.get(5)?,
    })
}

/// Holds a record, or holds it for another reason; since when stays, and so
/// does that somebody put it aside.
pub fn put(tx: &Transaction<'_>, row: &HeldRow) -> StoreResult<()> {
    let mut query = tx.prepare_cached(
        "INSERT INTO held (space, record, state, reason, about, since_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (space, record) DO UPDATE SET
             state = CASE WHEN state = 3 AND excluded.state = 2 THEN 3 ELSE excluded.state END, reason = excluded.reason, about = excluded.about",
    )?;
    query.execute(params![
        row.space.as_bytes(),
        row.record.as_bytes(),
        row.state.code(),
        row.reason,
        row.about,
        row.since_ms
    ])?;
    Ok(())
}

pub fn release(tx: &Transaction<'_>, space: &SpaceId, record: &RecordId) -> StoreResult<()> {
    tx.prepare_cached("DELETE FROM held WHERE space = ?1 AND record = ?2")?
        .execute(params![space.as_bytes(), record.as_bytes()])?;
    Ok(())
}

/// Held records of a space with their frames, the oldest first.
pub fn of_space(
    conn: &Connection,
    space: &SpaceId,
    state: HeldState,
    limit: u32,
) -> StoreResult<Vec<(HeldRow, Vec<u8>)>> {
    let mut query = conn.prepare_cached(
        "SELECT h.space, h.record, h.state, h.reason, h.about, h.since_ms, r.frame
         FROM held h JOIN records r ON r.space = h.space AND r.record = h.record
         WHERE h.space = ?1 AND h.state = ?2
         ORDER BY r.n LIMIT ?3",
    )?;
    let rows = query.query_map(params![space.as_bytes(), state.code(), limit], |row| Ok((read(row)?, row.get(6)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The sealed bytes of records that are in quarantine for one reason.
pub fn quarantined_for(conn: &Connection, space: &SpaceId, reason: &str, limit: u32) -> StoreResult<Vec<Vec<u8>>> {
    let mut query = conn.prepare_cached(
        "SELECT r.frame FROM held h JOIN records r ON r.space = h.space AND r.record = h.record
         WHERE h.space = ?1 AND h.state = 2 AND h.reason = ?2
         ORDER BY r.n LIMIT ?3",
    )?;
    let rows = query.query_map(params![space.as_bytes(), reason, limit], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Records that are held for one of these reasons until somebody decides, or
/// that somebody has decided against, with their frames, the oldest first.
pub fn to_decide(
    conn: &Connection,
    space: &SpaceId,
    reasons: &[&str],
    limit: u32,
) -> StoreResult<Vec<(HeldRow, Vec<u8>)>> {
    let mut query = conn.prepare_cached(
        "SELECT h.space, h.record, h.state, h.reason, h.about, h.since_ms, r.frame
         FROM held h JOIN records r ON r.space = h.space AND r.record = h.record
         WHERE h.space = ?1 AND h.state IN (2, 3) ORDER BY r.n LIMIT ?2",
    )?;
    let rows = query.query_map(params![space.as_bytes(), limit], |row| Ok((read(row)?, row.get(6)?)))?;
    let mut all: Vec<(HeldRow, Vec<u8>)> = rows.collect::<rusqlite::Result<_>>()?;
    all.retain(|(row, _)| reasons.contains(&row.reason.as_str()));
    Ok(all)
}

/// Holds it in another state, for the same reason.
pub fn set_state(tx: &Transaction<'_>, space: &SpaceId, record: &RecordId, state: HeldState) -> StoreResult<()> {
    tx.prepare_cached("UPDATE held SET state = ?3 WHERE space = ?1 AND record = ?2")?.execute(params![
        space.as_bytes(),
        record.as_bytes(),
        state.code()
    ])?;
    Ok(())
}

/// All held records of all spaces, without frames.
pub fn all(conn: &Connection) -> StoreResult<Vec<HeldRow>> {
    let mut query = conn
        .prepare_cached("SELECT space, record, state, reason, about, since_ms FROM held ORDER BY since_ms, record")?;
    let rows = query.query_map([], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// How many are held in this state, in all spaces.
pub fn count(conn: &Connection, state: HeldState) -> StoreResult<u32> {
    let mut query = conn.prepare_cached("SELECT count(*) FROM held WHERE state = ?1")?;
    Ok(query.query_row([state.code()], |row| row.get(0))?)
}

/// Whether something is wrong with it, and not only missing.
pub fn is_at_fault(conn: &Connection, space: &SpaceId, record: &RecordId) -> StoreResult<bool> {
    let mut query = conn.prepare_cached("SELECT 1 FROM held WHERE space = ?1 AND record = ?2 AND state IN (2, 3)")?;
    Ok(query.exists(params![space.as_bytes(), record.as_bytes()])?)
}

pub fn is_held(conn: &Connection, space: &SpaceId, record: &RecordId) -> StoreResult<bool> {
    let mut query = conn.prepare_cached("SELECT 1 FROM held WHERE space = ?1 AND record = ?2")?;
    Ok(query.exists(params![space.as_bytes(), record.as_bytes()])?)
}
