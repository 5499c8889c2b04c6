//! Changes that came after a document's last whole.

use crate::StoreResult;
use rapport_ids::DocId;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

/// Keeps a change; one that is there already stays as it is.
pub fn insert(tx: &Transaction<'_>, doc: &DocId, hash: &[u8; 32], bytes: &[u8]) -> StoreResult<()> {
    let mut query = tx.prepare_cached(
        "INSERT INTO changes (doc, hash, bytes) VALUES (?1, ?2, ?3) ON CONFLICT (doc, hash) DO NOTHING",
    )?;
    query.execute(params![doc.as_bytes(), hash, bytes])?;
    Ok(())
}

/// All changes of a document, in the order in which they were applied.
pub fn of_doc(conn: &Connection, doc: &DocId) -> StoreResult<Vec<Vec<u8>>> {
    let mut query = conn.prepare_cached("SELECT bytes FROM changes WHERE doc = ?1 ORDER BY n")?;
    let rows = query.query_map([doc.as_bytes()], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Number and bytes of a document's changes.
pub fn size(conn: &Connection, doc: &DocId) -> StoreResult<(u32, u64)> {
    let mut query =
        conn.prepare_cached("SELECT count(*), coalesce(sum(length(bytes)), 0) FROM changes WHERE doc = ?1")?;
    Ok(query.query_row([doc.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// How many changes each document has that no whole holds yet. Reads an index
/// alone, never what the changes hold.
pub fn unfolded(conn: &Connection) -> StoreResult<Vec<(DocId, u32)>> {
    let mut query = conn.prepare_cached("SELECT doc, count(*) FROM changes GROUP BY doc ORDER BY doc")?;
    let rows = query.query_map([], |row| Ok((DocId::new(row.get(0)?), row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The first document with any such change, or the next one after `after`.
pub fn next_unfolded(conn: &Connection, after: Option<&DocId>) -> StoreResult<Option<DocId>> {
    let mut query = conn.prepare_cached("SELECT doc FROM changes WHERE doc > ?1 ORDER BY doc LIMIT 1")?;
    let after = after.map_or([].as_slice(), |id| id.as_bytes().as_slice());
    Ok(query.query_row([after], |row| Ok(DocId::new(row.get(0)?))).optional()?)
}

/// The number of the last change of a document; none without any.
pub fn last(conn: &Connection, doc: &DocId) -> StoreResult<Option<i64>> {
    let mut query = conn.prepare_cached("SELECT max(n) FROM changes WHERE doc = ?1")?;
    Ok(query.query_row([doc.as_bytes()], |row| row.get(0))?)
}

/// Lets go of the changes up to one: only in the transaction that writes a
/// verified whole which holds them.
pub fn clear_until(tx: &Transaction<'_>, doc: &DocId, last: i64) -> StoreResult<()> {
    tx.prepare_cached("DELETE FROM changes WHERE doc = ?1 AND n <= ?2")?.execute(params![doc.as_bytes(), last])?;
    Ok(())
}

/// Lets go of all changes of a document: only in the transaction that writes
/// a verified whole which holds them.
pub fn clear(tx: &Transaction<'_>, doc: &DocId) -> StoreResult<()> {
    tx.prepare_cached("DELETE FROM changes WHERE doc = ?1")?.execute([doc.as_bytes()])?;
    Ok(())
}

pub fn delete(tx: &Transaction<'_>, doc: &DocId, hash: &[u8; 32]) -> StoreResult<()> {
    tx.prepare_cached("DELETE FROM changes WHERE doc = ?1 AND hash = ?2")?.execute(params![doc.as_bytes(), hash])?;
    Ok(())
}
