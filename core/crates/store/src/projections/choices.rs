//! What a person has chosen, one row a choice.

use crate::StoreResult;
use rapport_ids::DocId;
use rusqlite::{Connection, Transaction, params};
use std::collections::BTreeMap;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice<'a> {
    /// Also 0 and 1 for no and yes.
    Number(i64),
    Words(&'a str),
}

pub fn put(tx: &Transaction<'_>, doc: &DocId, name: &str, choice: &Choice<'_>) -> StoreResult<()> {
    let (number, words) = match choice {
        Choice::Number(number) => (Some(*number), None),
        Choice::Words(words) => (None, Some(*words)),
    };
    let mut query =
        tx.prepare_cached("INSERT OR REPLACE INTO choices (doc, name, number, words) VALUES (?1, ?2, ?3, ?4)")?;
    query.execute(params![doc.as_bytes(), name, number, words])?;
    Ok(())
}

/// The words of one document whose names begin alike, under what follows.
pub fn words(conn: &Connection, doc: &DocId, beginning: &str) -> StoreResult<BTreeMap<String, String>> {
    let mut query = conn.prepare_cached(
        "SELECT substr(name, length(?2) + 1), words FROM choices
         WHERE doc = ?1 AND substr(name, 1, length(?2)) = ?2 AND words IS NOT NULL",
    )?;
    let rows = query.query_map(params![doc.as_bytes(), beginning], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The numbers of one document whose names begin alike, under what follows.
pub fn numbers(conn: &Connection, doc: &DocId, beginning: &str) -> StoreResult<BTreeMap<String, i64>> {
    let mut query = conn.prepare_cached(
        "SELECT substr(name, length(?2) + 1), number FROM choices
         WHERE doc = ?1 AND substr(name, 1, length(?2)) = ?2 AND number IS NOT NULL",
    )?;
    let rows = query.query_map(params![doc.as_bytes(), beginning], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
