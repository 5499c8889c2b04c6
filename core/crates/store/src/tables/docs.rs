//! Documents: the last verified whole of each.

use crate::StoreResult;
use rapport_ids::{DocId, SpaceId};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocRow {
    pub doc: DocId,
    pub space: SpaceId,
    pub kind: u16,
    /// The payload that opened it.
    pub opening: Vec<u8>,
    pub save: Option<Vec<u8>>,
    /// Which life of this device in the document; part of its actor.
    pub counter: u32,
}

const COLUMNS: &str = "doc, space, kind, opening, save, counter";

fn read(row: &Row<'_>) -> rusqlite::Result<DocRow> {
    Ok(DocRow {
        doc: DocId::new(row.get(0)?),
        space: SpaceId::new(row.get(1)?),
        kind: row.get(2)?,
        opening: row.get(3)?,
        save: row.get(4)?,
        counter: row.get(5)?,
    })
}

/// Opens a document; one that is open already stays as it is.
pub fn insert(tx: &Transaction<'_>, doc: &DocId, space: &SpaceId, kind: u16, opening: &[u8]) -> StoreResult<()> {
    let mut query = tx.prepare_cached(
        "INSERT INTO docs (doc, space, kind, opening) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (doc) DO NOTHING",
    )?;
    query.execute(params![doc.as_bytes(), space.as_bytes(), kind, opening])?;
    Ok(())
}

pub fn get(conn: &Connection, doc: &DocId) -> StoreResult<Option<DocRow>> {
    let mut query = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM docs WHERE doc = ?1"))?;
    Ok(query.query_row([doc.as_bytes()], read).optional()?)
}

/// A document without its content: space, kind and opening payload.
pub fn opening(conn: &Connection, doc: &DocId) -> StoreResult<Option<(SpaceId, u16, Vec<u8>)>> {
    let mut query = conn.prepare_cached("SELECT space, kind, opening FROM docs WHERE doc = ?1")?;
    let read = query.query_row([doc.as_bytes()], |row| Ok((SpaceId::new(row.get(0)?), row.get(1)?, row.get(2)?)));
    Ok(read.optional()?)
}

/// All documents of a space, or of one kind in it.
pub fn ids(conn: &Connection, space: &SpaceId, kind: Option<u16>) -> StoreResult<Vec<DocId>> {
    let mut query =
        conn.prepare_cached("SELECT doc FROM docs WHERE space = ?1 AND (?2 IS NULL OR kind = ?2) ORDER BY doc")?;
    let rows = query.query_map(params![space.as_bytes(), kind], |row| Ok(DocId::new(row.get(0)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// All documents of the profile, with their kinds.
pub fn all(conn: &Connection) -> StoreResult<Vec<(DocId, SpaceId, u16)>> {
    let mut query = conn.prepare_cached("SELECT doc, space, kind FROM docs ORDER BY space, doc")?;
    let rows = query.query_map([], |row| Ok((DocId::new(row.get(0)?), SpaceId::new(row.get(1)?), row.get(2)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Replaces the whole by a verified newer one; the one before is kept beside
/// it until the new one has been read back.
pub fn fold(tx: &Transaction<'_>, doc: &DocId, save: &[u8], keep_old_until_ms: i64) -> StoreResult<()> {
    tx.prepare_cached("UPDATE docs SET old_save = save, old_until_ms = ?3, save = ?2 WHERE doc = ?1")?
        .execute(params![doc.as_bytes(), save, keep_old_until_ms])?;
    Ok(())
}

/// Puts a whole in the place of a damaged one; the older one stays.
pub fn replace(tx: &Transaction<'_>, doc: &DocId, save: &[u8], keep_old_until_ms: i64) -> StoreResult<()> {
    tx.prepare_cached("UPDATE docs SET save = ?2, old_until_ms = ?3 WHERE doc = ?1")?.execute(params![
        doc.as_bytes(),
        save,
        keep_old_until_ms
    ])?;
    Ok(())
}

/// Writes a whole beside which no older one may stay: what is in that does not
/// count any more.
pub fn rewrite(tx: &Transaction<'_>, doc: &DocId, save: &[u8]) -> StoreResult<()> {
    tx.prepare_cached("UPDATE docs SET save = ?2, old_save = NULL, old_until_ms = NULL WHERE doc = ?1")?
        .execute(params![doc.as_bytes(), save])?;
    Ok(())
}

/// The whole before the last fold, while it is kept.
pub fn old_save(conn: &Connection, doc: &DocId) -> StoreResult<Option<Vec<u8>>> {
    let mut query = conn.prepare_cached("SELECT old_save FROM docs WHERE doc = ?1")?;
    Ok(query.query_row([doc.as_bytes()], |row| row.get(0)).optional()?.flatten())
}

/// Documents whose earlier whole may go.
pub fn old_due(conn: &Connection, now_ms: i64) -> StoreResult<Vec<DocId>> {
    let mut query =
        conn.prepare_cached("SELECT doc FROM docs WHERE old_until_ms IS NOT NULL AND old_until_ms <= ?1 ORDER BY doc")?;
    let rows = query.query_map([now_ms], |row| Ok(DocId::new(row.get(0)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn drop_old(tx: &Transaction<'_>, doc: &DocId) -> StoreResult<()> {
    tx.prepare_cached("UPDATE docs SET old_save = NULL, old_until_ms = NULL WHERE doc = ?1")?
        .execute([doc.as_bytes()])?;
    Ok(())
}

pub fn set_counter(tx: &Transaction<'_>, doc: &DocId, counter: u32) -> StoreResult<()> {
    tx.prepare_cached("UPDATE docs SET counter = ?2 WHERE doc = ?1")?.execute(params![doc.as_bytes(), counter])?;
    Ok(())
}
