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

/// One that was begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftRow {
    pub instrument: String,
    pub about: Option<SpaceId>,
    pub answers: Vec<u8>,
    pub changed_ms: i64,
}

pub fn all(conn: &Connection) -> StoreResult<Vec<DraftRow>> {
    let mut query = conn.prepare_cached(
        "SELECT instrument, about, answers, changed_ms FROM checkin_drafts ORDER BY instrument, about",
    )?;
    let rows = query.query_map([], |row| {
        let about: Vec<u8> = row.get(1)?;
        Ok(DraftRow {
            instrument: row.get(0)?,
            about: about.try_into().ok().map(SpaceId::new),
            answers: row.get(2)?,
            changed_ms: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn delete(tx: &Transaction<'_>, instrument: &str, about: Option<&SpaceId>) -> StoreResult<()> {
    tx.prepare_cached("DELETE FROM checkin_drafts WHERE instrument = ?1 AND about = ?2")?
        .execute(params![instrument, key(about)])?;
    Ok(())
}
