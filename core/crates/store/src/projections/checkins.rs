//! One row a check-in: one's own, and each copy in a shared space.

use crate::StoreResult;
use rapport_ids::{CheckInId, DocId, PersonId, SpaceId};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckInRow {
    pub doc: DocId,
    pub checkin: CheckInId,
    pub space: SpaceId,
    pub person: PersonId,
    pub instrument: String,
    pub version: u32,
    pub language: String,
    /// The pair it is about, where there is one.
    pub about: Option<SpaceId>,
    /// Local day since 1970.
    pub day: i64,
    /// When it was answered, by the clock of whoever answered.
    pub at_ms: i64,
    /// The time of the act that stands in this document.
    pub made_ms: i64,
    /// In the document's own form.
    pub answers: Vec<u8>,
    pub corrected: bool,
    pub offered: bool,
}

const COLUMNS: &str = "doc, checkin, space, person, instrument, version, language, about, day, at_ms, made_ms, answers,
    corrected, offered";

fn read(row: &Row<'_>) -> rusqlite::Result<CheckInRow> {
    Ok(CheckInRow {
        doc: DocId::new(row.get(0)?),
        checkin: CheckInId::new(row.get(1)?),
        space: SpaceId::new(row.get(2)?),
        person: PersonId::new(row.get(3)?),
        instrument: row.get(4)?,
        version: row.get(5)?,
        language: row.get(6)?,
        about: row.get::<_, Option<[u8; 16]>>(7)?.map(SpaceId::new),
        day: row.get(8)?,
        at_ms: row.get(9)?,
        made_ms: row.get(10)?,
        answers: row.get(11)?,
        corrected: row.get(12)?,
        offered: row.get(13)?,
    })
}

pub fn put(tx: &Transaction<'_>, row: &CheckInRow) -> StoreResult<()> {
    let mut query = tx.prepare_cached(&format!(
        "INSERT OR REPLACE INTO checkins ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)"
    ))?;
    query.execute(params![
        row.doc.as_bytes(),
        row.checkin.as_bytes(),
        row.space.as_bytes(),
        row.person.as_bytes(),
        row.instrument,
        row.version,
        row.language,
        row.about.as_ref().map(SpaceId::as_bytes),
        row.day,
        row.at_ms,
        row.made_ms,
        row.answers,
        row.corrected,
        row.offered
    ])?;
    Ok(())
}

/// A check-in as one space has it.
pub fn get(conn: &Connection, space: &SpaceId, checkin: &CheckInId) -> StoreResult<Option<CheckInRow>> {
    let mut query =
        conn.prepare_cached(&format!("SELECT {COLUMNS} FROM checkins WHERE checkin = ?2 AND space = ?1"))?;
    Ok(query.query_row(params![space.as_bytes(), checkin.as_bytes()], read).optional()?)
}

/// Every copy of a check-in, that of its author among them.
pub fn copies(conn: &Connection, checkin: &CheckInId) -> StoreResult<Vec<CheckInRow>> {
    let mut query =
        conn.prepare_cached(&format!("SELECT {COLUMNS} FROM checkins WHERE checkin = ?1 ORDER BY space"))?;
    let rows = query.query_map([checkin.as_bytes()], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What one person answered to one instrument in one space, the oldest first.
pub fn of(conn: &Connection, space: &SpaceId, person: &PersonId, instrument: &str) -> StoreResult<Vec<CheckInRow>> {
    let mut query = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM checkins WHERE space = ?1 AND person = ?2 AND instrument = ?3
         ORDER BY day, at_ms, checkin"
    ))?;
    let rows = query.query_map(params![space.as_bytes(), person.as_bytes(), instrument], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The latest of one space, or those that others put into any; the newest first.
pub fn latest(
    conn: &Connection,
    space: Option<&SpaceId>,
    not_by: Option<&PersonId>,
    limit: u32,
) -> StoreResult<Vec<CheckInRow>> {
    let mut query = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM checkins WHERE (?1 IS NULL OR space = ?1) AND (?2 IS NULL OR person <> ?2)
         ORDER BY day DESC, at_ms DESC, checkin DESC LIMIT ?3"
    ))?;
    let rows = query.query_map(params![space.map(SpaceId::as_bytes), not_by.map(PersonId::as_bytes), limit], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The latest time of any answer of one space.
pub fn latest_ms(conn: &Connection, space: &SpaceId) -> StoreResult<Option<i64>> {
    let mut query = conn.prepare_cached("SELECT max(made_ms) FROM checkins WHERE space = ?1")?;
    Ok(query.query_row([space.as_bytes()], |row| row.get(0))?)
}

/// The last day, up to one, on which each instrument was answered about each pair.
pub fn last_days(
    conn: &Connection,
    space: &SpaceId,
    person: &PersonId,
    until: i64,
) -> StoreResult<Vec<(String, Option<SpaceId>, i64)>> {
    let mut query = conn.prepare_cached(
        "SELECT instrument, about, max(day) FROM checkins WHERE space = ?1 AND person = ?2 AND day <= ?3
         GROUP BY instrument, about",
    )?;
    let rows = query.query_map(params![space.as_bytes(), person.as_bytes(), until], |row| {
        Ok((row.get(0)?, row.get::<_, Option<[u8; 16]>>(1)?.map(SpaceId::new), row.get(2)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
