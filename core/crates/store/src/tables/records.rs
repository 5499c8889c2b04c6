//! Sealed bytes as they travel, kept so that any relay that lost them can have
//! them again.

use crate::StoreResult;
use rapport_ids::{EntryId, RecordId, SpaceId};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use std::collections::BTreeSet;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordRow {
    pub record: RecordId,
    pub class: u8,
    /// Its number at the relay, once known.
    pub seq: Option<u64>,
    /// What it holds, once opened.
    pub entry: Option<EntryId>,
    pub frame: Vec<u8>,
}

/// Keeps a record; of one that is known already only what is new is taken over.
pub fn put(tx: &Transaction<'_>, space: &SpaceId, row: &RecordRow) -> StoreResult<()> {
    let mut query = tx.prepare_cached(
        "INSERT INTO records (space, record, class, seq, entry, frame) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (space, record) DO UPDATE SET
             seq = coalesce(excluded.seq, seq), entry = coalesce(excluded.entry, entry)",
    )?;
    query.execute(params![
        space.as_bytes(),
        row.record.as_bytes(),
        row.class,
        row.seq,
        row.entry.as_ref().map(EntryId::as_bytes),
        row.frame
    ])?;
    Ok(())
}

pub fn set_seq(tx: &Transaction<'_>, space: &SpaceId, record: &RecordId, seq: u64) -> StoreResult<()> {
    tx.prepare_cached("UPDATE records SET seq = ?3 WHERE space = ?1 AND record = ?2")?.execute(params![
        space.as_bytes(),
        record.as_bytes(),
        seq
    ])?;
    Ok(())
}

/// What the relay has beyond a number, as far as is known.
pub fn beyond(conn: &Connection, space: &SpaceId, seq: u64) -> StoreResult<Vec<(u64, RecordId)>> {
    let mut query = conn.prepare_cached("SELECT seq, record FROM records WHERE space = ?1 AND seq > ?2")?;
    let rows = query.query_map(params![space.as_bytes(), seq], |row| Ok((row.get(0)?, RecordId::new(row.get(1)?))))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The relay does not have it under the number that it gave.
pub fn forget_seq(tx: &Transaction<'_>, space: &SpaceId, record: &RecordId) -> StoreResult<()> {
    tx.prepare_cached("UPDATE records SET seq = NULL WHERE space = ?1 AND record = ?2")?
        .execute(params![space.as_bytes(), record.as_bytes()])?;
    Ok(())
}

/// The relay began another log: no number holds any more.
pub fn forget_seqs(tx: &Transaction<'_>, space: &SpaceId) -> StoreResult<()> {
    tx.prepare_cached("UPDATE records SET seq = NULL WHERE space = ?1")?.execute([space.as_bytes()])?;
    Ok(())
}

pub fn known(conn: &Connection, space: &SpaceId, record: &RecordId) -> StoreResult<bool> {
    let mut query = conn.prepare_cached("SELECT 1 FROM records WHERE space = ?1 AND record = ?2")?;
    Ok(query.exists(params![space.as_bytes(), record.as_bytes()])?)
}

pub fn frame(conn: &Connection, space: &SpaceId, record: &RecordId) -> StoreResult<Option<Vec<u8>>> {
    let mut query = conn.prepare_cached("SELECT frame FROM records WHERE space = ?1 AND record = ?2")?;
    Ok(query.query_row(params![space.as_bytes(), record.as_bytes()], |row| row.get(0)).optional()?)
}

/// Whether a settled record holds this entry.
pub fn has_entry(conn: &Connection, space: &SpaceId, entry: &EntryId) -> StoreResult<bool> {
    let mut query = conn.prepare_cached("SELECT 1 FROM records WHERE space = ?1 AND entry = ?2")?;
    Ok(query.exists(params![space.as_bytes(), entry.as_bytes()])?)
}

/// The sealed bytes that hold this entry.
pub fn by_entry(conn: &Connection, space: &SpaceId, entry: &EntryId) -> StoreResult<Option<Vec<u8>>> {
    let mut query = conn.prepare_cached("SELECT frame FROM records WHERE space = ?1 AND entry = ?2 LIMIT 1")?;
    Ok(query.query_row(params![space.as_bytes(), entry.as_bytes()], |row| row.get(0)).optional()?)
}

pub fn delete(tx: &Transaction<'_>, space: &SpaceId, record: &RecordId) -> StoreResult<()> {
    tx.prepare_cached("DELETE FROM records WHERE space = ?1 AND record = ?2")?
        .execute(params![space.as_bytes(), record.as_bytes()])?;
    Ok(())
}

/// Records of this class that the relay is not known to have, oldest first.
pub fn unsent(conn: &Connection, space: &SpaceId, class: u8, limit: u32) -> StoreResult<Vec<(RecordId, Vec<u8>)>> {
    let mut query = conn.prepare_cached(
        "SELECT record, frame FROM records WHERE space = ?1 AND class = ?2 AND seq IS NULL ORDER BY n LIMIT ?3",
    )?;
    let rows = query
        .query_map(params![space.as_bytes(), class, limit], |row| Ok((RecordId::new(row.get(0)?), row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A record that the relay is not known to have.
pub struct Unsent {
    pub record: RecordId,
    /// What it holds, if that was used.
    pub entry: Option<EntryId>,
    pub frame: Vec<u8>,
}

/// The same with what they hold, all of them.
pub fn unsent_whole(conn: &Connection, space: &SpaceId, class: u8) -> StoreResult<Vec<Unsent>> {
    let mut query = conn.prepare_cached(
        "SELECT record, entry, frame FROM records WHERE space = ?1 AND class = ?2 AND seq IS NULL ORDER BY n",
    )?;
    let rows = query.query_map(params![space.as_bytes(), class], |row| {
        let entry: Option<[u8; 32]> = row.get(1)?;
        Ok(Unsent { record: RecordId::new(row.get(0)?), entry: entry.map(EntryId::new), frame: row.get(2)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// In which spaces the relay is not known to have records of which class.
pub fn unsent_spaces(conn: &Connection) -> StoreResult<BTreeSet<(SpaceId, u8)>> {
    let mut query = conn.prepare_cached("SELECT DISTINCT space, class FROM records WHERE seq IS NULL")?;
    let rows = query.query_map([], |row| Ok((SpaceId::new(row.get(0)?), row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The sealed bytes of all records of a class, oldest first.
pub fn of_class(conn: &Connection, space: &SpaceId, class: u8) -> StoreResult<Vec<Vec<u8>>> {
    let mut query = conn.prepare_cached("SELECT frame FROM records WHERE space = ?1 AND class = ?2 ORDER BY n")?;
    let rows = query.query_map(params![space.as_bytes(), class], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A record as it lies there, for whoever looks for damage.
pub struct Lying {
    /// Its row.
    pub n: i64,
    pub space: SpaceId,
    pub record: RecordId,
    pub frame: Vec<u8>,
}

/// Every record of every space.
pub fn all(conn: &Connection) -> StoreResult<Vec<Lying>> {
    let mut query = conn.prepare_cached("SELECT n, space, record, frame FROM records")?;
    let rows = query.query_map([], |row| {
        let (space, record) = (SpaceId::new(row.get(1)?), RecordId::new(row.get(2)?));
        Ok(Lying { n: row.get(0)?, space, record, frame: row.get(3)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Puts a record under another name, over whatever stands there.
pub fn rename(tx: &Transaction<'_>, n: i64, space: &SpaceId, record: &RecordId) -> StoreResult<()> {
    tx.prepare_cached("UPDATE OR REPLACE records SET space = ?2, record = ?3 WHERE n = ?1")?.execute(params![
        n,
        space.as_bytes(),
        record.as_bytes()
    ])?;
    Ok(())
}

/// Bytes and number of all records of a space.
pub fn size(conn: &Connection, space: &SpaceId) -> StoreResult<(u64, u64)> {
    let mut query =
        conn.prepare_cached("SELECT count(*), coalesce(sum(length(frame)), 0) FROM records WHERE space = ?1")?;
    Ok(query.query_row([space.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))?)
}
