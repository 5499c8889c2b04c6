//! Parts of documents that are open.

use crate::StoreResult;
use rapport_ids::DocId;
use rusqlite::{Connection, Transaction, params};

pub fn insert(tx: &Transaction<'_>, doc: &DocId, kind: u16, part: &[u8; 16]) -> StoreResult<()> {
    let mut query =
        tx.prepare_cached("INSERT INTO parts (doc, kind, part) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING")?;
    query.execute(params![doc.as_bytes(), kind, part])?;
    Ok(())
}

pub fn known(conn: &Connection, doc: &DocId, kind: u16, part: &[u8; 16]) -> StoreResult<bool> {
    let mut query = conn.prepare_cached("SELECT 1 FROM parts WHERE doc = ?1 AND kind = ?2 AND part = ?3")?;
    Ok(query.exists(params![doc.as_bytes(), kind, part])?)
}

pub fn of_doc(conn: &Connection, doc: &DocId) -> StoreResult<Vec<(u16, [u8; 16])>> {
    let mut query = conn.prepare_cached("SELECT kind, part FROM parts WHERE doc = ?1 ORDER BY kind, part")?;
    let rows = query.query_map([doc.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
