//! Words of instruments that came in a file.

use crate::StoreResult;
use rusqlite::{Connection, Transaction, params};

pub fn put(tx: &Transaction<'_>, instrument: &str, version: u32, language: &str, body: &str) -> StoreResult<()> {
    let mut query = tx.prepare_cached(
        "INSERT INTO instrument_texts (instrument, version, language, body) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (instrument, version, language) DO UPDATE SET body = excluded.body",
    )?;
    query.execute(params![instrument, version, language, body])?;
    Ok(())
}

/// All words of one instrument, by language.
pub fn of(conn: &Connection, instrument: &str, version: u32) -> StoreResult<Vec<String>> {
    let mut query = conn
        .prepare_cached("SELECT body FROM instrument_texts WHERE instrument = ?1 AND version = ?2 ORDER BY language")?;
    let rows = query.query_map(params![instrument, version], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
