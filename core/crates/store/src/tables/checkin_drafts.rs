//! Answers that were begun and not finished: written with every change, so
//! that a process that is killed loses none.

use crate::StoreResult;
use rapport_ids::SpaceId;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

fn key(about: Option<&SpaceId>) -> &[u8] {
    about.map_or(&[], |space| space.as_bytes())
}

pub fn put(
    tx: &Transaction<'_>,
    instrument: &str,
    about: Option<&SpaceId>,
    answers: &[u8],
    now_ms: i64,
) -> StoreResult<()> {
    let mut query = tx.prepare_cached(
        "INSERT INTO checkin_drafts (instrument, about, answers, changed_ms) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (instrument, about) DO UPDATE SET
             answers = excluded.answers, changed_ms = excluded.changed_ms",
    )?;
    query.execute(params![instrument, key(about), answers, now_ms])?;
    Ok(())
}

pub fn get(conn: &Connection, instrument: &str, about: Option<&SpaceId>) -> StoreResult<Option<Vec<u8>>> {
    let mut query = conn.prepare_cached("SELECT answers FROM checkin_drafts WHERE instrument = ?1 AND about = ?2")?;
    Ok(query.query_row(params![instrument, key(about)], |row| row.get(0)).optional()?)
}

/// Whether anything of an instrument was begun, about whomever.
pub fn any(conn: &Connection, instrument: &str) -> StoreResult<bool> {
    let mut query = conn.prepare_cached("SELECT EXISTS (SELECT 1 FROM checkin_drafts WHERE instrument = ?1)")?;
    Ok(query.query_row([instrument], |row| row.get(0))?)
}

pub fn delete(tx: &Transaction<'_>, instrument: &str, about: Option<&SpaceId>) -> StoreResult<()> {
    tx.prepare_cached("DELETE FROM checkin_drafts WHERE instrument = ?1 AND about = ?2")?
        .execute(params![instrument, key(about)])?;
    Ok(())
}
