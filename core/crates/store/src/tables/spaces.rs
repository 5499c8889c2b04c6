//! Spaces that this device is in.

use crate::StoreResult;
use rapport_ids::SpaceId;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpaceRow {
    pub space: SpaceId,
    pub kind: u8,
    /// What opens the space at a relay.
    pub creation: Option<Vec<u8>>,
    pub relay: Option<String>,
    pub state: SpaceState,
    pub added_ms: i64,
    /// When everything was last sent and fetched; 0 for never.
    pub synced_ms: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpaceState {
    /// Its relay does not have it, or it has none.
    Local,
    AtRelay,
    /// This person has left; the row stays until the relay knows.
    Left,
}

impl SpaceState {
    const fn code(self) -> u8 {
        match self {
            Self::Local => 0,
            Self::AtRelay => 1,
            Self::Left => 2,
        }
    }

    const fn from_code(code: u8) -> Self {
        match code {
            0 => Self::Local,
            1 => Self::AtRelay,
            _ => Self::Left,
        }
    }
}

const COLUMNS: &str = "space, kind, creation, relay, state, added_ms, synced_ms";

fn read(row: &Row<'_>) -> rusqlite::Result<SpaceRow> {
    Ok(SpaceRow {
        space: SpaceId::new(row.get(0)?),
        kind: row.get(1)?,
        creation: row.get(2)?,
        relay: row.get(3)?,
        state: SpaceState::from_code(row.get(4)?),
        added_ms: row.get(5)?,
        synced_ms: row.get(6)?,
    })
}

pub fn insert(tx: &Transaction<'_>, row: &SpaceRow) -> StoreResult<()> {
    let mut query = tx.prepare_cached(
        "INSERT INTO spaces (space, kind, creation, relay, state, added_ms, synced_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    query.execute(params![
        row.space.as_bytes(),
        row.kind,
        row.creation,
        row.relay,
        row.state.code(),
        row.added_ms,
        row.synced_ms
    ])?;
    Ok(())
}

pub fn get(conn: &Connection, space: &SpaceId) -> StoreResult<Option<SpaceRow>> {
    let mut query = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM spaces WHERE space = ?1"))?;
    Ok(query.query_row([space.as_bytes()], read).optional()?)
}

/// All spaces, the oldest first.
pub fn all(conn: &Connection) -> StoreResult<Vec<SpaceRow>> {
    let mut query = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM spaces ORDER BY added_ms, space"))?;
    let rows = query.query_map([], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn set_relay(tx: &Transaction<'_>, space: &SpaceId, relay: &str) -> StoreResult<()> {
    tx.prepare_cached("UPDATE spaces SET relay = ?2 WHERE space = ?1")?.execute(params![space.as_bytes(), relay])?;
    Ok(())
}

pub fn set_state(tx: &Transaction<'_>, space: &SpaceId, state: SpaceState) -> StoreResult<()> {
    tx.prepare_cached("UPDATE spaces SET state = ?2 WHERE space = ?1")?
        .execute(params![space.as_bytes(), state.code()])?;
    Ok(())
}

pub fn set_synced(tx: &Transaction<'_>, space: &SpaceId, at_ms: i64) -> StoreResult<()> {
    tx.prepare_cached("UPDATE spaces SET synced_ms = ?2 WHERE space = ?1")?
        .execute(params![space.as_bytes(), at_ms])?;
    Ok(())
}
