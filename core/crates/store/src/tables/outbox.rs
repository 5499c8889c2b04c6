//! Own entries on their way: written with the change they carry, gone when a
//! relay has them.

use crate::StoreResult;
use rapport_ids::{EntryId, EpochTag, RecordId, SpaceId};
use rusqlite::{Connection, Row, Transaction, params};
use std::collections::BTreeSet;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxRow {
    pub n: i64,
    pub class: u8,
    pub entry: EntryId,
    /// The signed entry, to seal again when the key has changed.
    pub signed: Vec<u8>,
    /// The bytes that are sent, with the key they are sealed under.
    pub sealed: Option<SealedRow>,
    pub since_ms: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedRow {
    pub tag: EpochTag,
    pub record: RecordId,
    pub frame: Vec<u8>,
}

fn read(row: &Row<'_>) -> rusqlite::Result<OutboxRow> {
    let sealed = match (row.get::<_, Option<[u8; 16]>>(4)?, row.get::<_, Option<[u8; 32]>>(5)?, row.get(6)?) {
        (Some(tag), Some(record), Some(frame)) => {
            Some(SealedRow { tag: EpochTag::new(tag), record: RecordId::new(record), frame })
        }
        _ => None,
    };
    Ok(OutboxRow {
        n: row.get(0)?,
        class: row.get(1)?,
        entry: EntryId::new(row.get(2)?),
        signed: row.get(3)?,
        sealed,
        since_ms: row.get(7)?,
    })
}

pub fn insert(
    tx: &Transaction<'_>,
    space: &SpaceId,
    class: u8,
    entry: &EntryId,
    signed: &[u8],
    since_ms: i64,
) -> StoreResult<i64> {
    let mut query =
        tx.prepare_cached("INSERT INTO outbox (space, class, entry, signed, since_ms) VALUES (?1, ?2, ?3, ?4, ?5)")?;
    Ok(query.insert(params![space.as_bytes(), class, entry.as_bytes(), signed, since_ms])?)
}

/// The oldest that wait, in the order of writing.
pub fn first(conn: &Connection, space: &SpaceId, limit: u32) -> StoreResult<Vec<OutboxRow>> {
    let mut query = conn.prepare_cached(
        "SELECT n, class, entry, signed, tag, record, frame, since_ms FROM outbox WHERE space = ?1 ORDER BY n LIMIT ?2",
    )?;
    let rows = query.query_map(params![space.as_bytes(), limit], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn set_sealed(tx: &Transaction<'_>, n: i64, sealed: &SealedRow) -> StoreResult<()> {
    tx.prepare_cached("UPDATE outbox SET tag = ?2, record = ?3, frame = ?4 WHERE n = ?1")?.execute(params![
        n,
        sealed.tag.as_bytes(),
        sealed.record.as_bytes(),
        sealed.frame
    ])?;
    Ok(())
}

pub fn clear_sealed(tx: &Transaction<'_>, n: i64) -> StoreResult<()> {
    tx.prepare_cached("UPDATE outbox SET tag = NULL, record = NULL, frame = NULL WHERE n = ?1")?.execute([n])?;
    Ok(())
}

pub fn delete(tx: &Transaction<'_>, n: i64) -> StoreResult<()> {
    tx.prepare_cached("DELETE FROM outbox WHERE n = ?1")?.execute([n])?;
    Ok(())
}

/// How many wait in all spaces, and since when the oldest.
pub fn waiting(conn: &Connection) -> StoreResult<(u32, Option<i64>)> {
    let mut query = conn.prepare_cached("SELECT count(*), min(since_ms) FROM outbox")?;
    Ok(query.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// How many wait in one space.
pub fn waiting_in(conn: &Connection, space: &SpaceId) -> StoreResult<u32> {
    let mut query = conn.prepare_cached("SELECT count(*) FROM outbox WHERE space = ?1")?;
    Ok(query.query_row([space.as_bytes()], |row| row.get(0))?)
}

/// The spaces in which something waits.
pub fn spaces(conn: &Connection) -> StoreResult<BTreeSet<SpaceId>> {
    let mut query = conn.prepare_cached("SELECT DISTINCT space FROM outbox")?;
    let rows = query.query_map([], |row| Ok(SpaceId::new(row.get(0)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// All signed entries that wait in a space.
pub fn signed_of(conn: &Connection, space: &SpaceId) -> StoreResult<Vec<(EntryId, Vec<u8>)>> {
    let mut query = conn.prepare_cached("SELECT entry, signed FROM outbox WHERE space = ?1 ORDER BY n")?;
    let rows = query.query_map([space.as_bytes()], |row| Ok((EntryId::new(row.get(0)?), row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
