//! Typing that has not become a change yet, a row a keystroke.

use crate::StoreResult;
use rapport_ids::DocId;
use rusqlite::{Connection, Transaction, params};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalRow {
    pub part: [u8; 16],
    /// Which burst it belongs to; rows of one burst become one change.
    pub burst: i64,
    /// The heads of the document that the burst began on.
    pub base: Vec<u8>,
    pub row: Vec<u8>,
    /// What shows that nothing of it changed on the disk; empty in rows of before there was one.
    pub sum: Vec<u8>,
}

pub fn insert(tx: &Transaction<'_>, doc: &DocId, row: &JournalRow) -> StoreResult<()> {
    let mut query =
        tx.prepare_cached("INSERT INTO journal (doc, part, burst, base, row, sum) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
    query.execute(params![doc.as_bytes(), row.part, row.burst, row.base, row.row, row.sum])?;
    Ok(())
}

/// The rows of a document, in the order of typing.
pub fn of_doc(conn: &Connection, doc: &DocId) -> StoreResult<Vec<JournalRow>> {
    let mut query = conn.prepare_cached("SELECT part, burst, base, row, sum FROM journal WHERE doc = ?1 ORDER BY n")?;
    let rows = query.query_map([doc.as_bytes()], |row| {
        Ok(JournalRow { part: row.get(0)?, burst: row.get(1)?, base: row.get(2)?, row: row.get(3)?, sum: row.get(4)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Documents with typing that was cut off.
pub fn docs(conn: &Connection) -> StoreResult<Vec<DocId>> {
    let mut query = conn.prepare_cached("SELECT DISTINCT doc FROM journal ORDER BY doc")?;
    let rows = query.query_map([], |row| Ok(DocId::new(row.get(0)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Lets go of a document's rows: only in the transaction that writes their change.
pub fn clear(tx: &Transaction<'_>, doc: &DocId) -> StoreResult<()> {
    tx.prepare_cached("DELETE FROM journal WHERE doc = ?1")?.execute([doc.as_bytes()])?;
    Ok(())
}
