//! One row a meeting.

use crate::StoreResult;
use rapport_ids::{MeetingId, SpaceId};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingRow {
    pub meeting: MeetingId,
    pub space: SpaceId,
    pub title: String,
    pub state: String,
    /// Local day since 1970, in its own zone.
    pub day: i64,
    /// Wall time in minutes since midnight, in its own zone.
    pub minute: u16,
    /// IANA name.
    pub zone: String,
    /// How long it lasts, in minutes.
    pub minutes: u32,
    pub mode: String,
    pub place: String,
    /// How many agenda items it has.
    pub agenda: u32,
    pub changed_ms: i64,
    pub deleted: bool,
}

const COLUMNS: &str =
    "meeting, space, title, state, day, minute, zone, minutes, mode, place, agenda, changed_ms, deleted";

fn read(row: &Row<'_>) -> rusqlite::Result<MeetingRow> {
    Ok(MeetingRow {
        meeting: MeetingId::new(row.get(0)?),
        space: SpaceId::new(row.get(1)?),
        title: row.get(2)?,
        state: row.get(3)?,
        day: row.get(4)?,
        minute: row.get(5)?,
        zone: row.get(6)?,
        minutes: row.get(7)?,
        mode: row.get(8)?,
        place: row.get(9)?,
        agenda: row.get(10)?,
        changed_ms: row.get(11)?,
        deleted: row.get(12)?,
    })
}

pub fn put(tx: &Transaction<'_>, row: &MeetingRow) -> StoreResult<()> {
    let mut query = tx.prepare_cached(&format!(
        "INSERT OR REPLACE INTO meetings ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"
    ))?;
    query.execute(params![
        row.meeting.as_bytes(),
        row.space.as_bytes(),
        row.title,
        row.state,
        row.day,
        row.minute,
        row.zone,
        row.minutes,
        row.mode,
        row.place,
        row.agenda,
        row.changed_ms,
        row.deleted
    ])?;
    Ok(())
}

pub fn get(conn: &Connection, meeting: &MeetingId) -> StoreResult<Option<MeetingRow>> {
    let mut query = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM meetings WHERE meeting = ?1"))?;
    Ok(query.query_row([meeting.as_bytes()], read).optional()?)
}

/// Meetings on or after a local day, of one space or of all, the nearest first.
/// Days of different zones differ by at most one: ask from the day before.
pub fn from_day(conn: &Connection, space: Option<&SpaceId>, day: i64, limit: u32) -> StoreResult<Vec<MeetingRow>> {
    let mut query = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM meetings WHERE deleted = 0 AND day >= ?2 AND (?1 IS NULL OR space = ?1)
         ORDER BY day, minute, meeting LIMIT ?3"
    ))?;
    let rows = query.query_map(params![space.map(SpaceId::as_bytes), day, limit], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Meetings from a local day to another, both included, the nearest first.
pub fn between(
    conn: &Connection,
    space: Option<&SpaceId>,
    first: i64,
    last: i64,
    limit: u32,
) -> StoreResult<Vec<MeetingRow>> {
    let mut query = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM meetings WHERE deleted = 0 AND day >= ?2 AND day <= ?3 AND (?1 IS NULL OR space = ?1)
         ORDER BY day, minute, meeting LIMIT ?4"
    ))?;
    let rows = query.query_map(params![space.map(SpaceId::as_bytes), first, last, limit], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Meetings before a local day, and those of any day that are neither planned
/// nor agreed any more, the latest first.
pub fn before_day(
    conn: &Connection,
    space: Option<&SpaceId>,
    day: i64,
    offset: u32,
    limit: u32,
) -> StoreResult<Vec<MeetingRow>> {
    let mut query = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM meetings WHERE deleted = 0 AND (?1 IS NULL OR space = ?1)
         AND (day < ?2 OR state NOT IN ('proposed', 'confirmed'))
         ORDER BY day DESC, minute DESC, meeting LIMIT ?4 OFFSET ?3"
    ))?;
    let rows = query.query_map(params![space.map(SpaceId::as_bytes), day, offset, limit], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The day of the last meeting of a space that took place.
pub fn last_held(conn: &Connection, space: &SpaceId) -> StoreResult<Option<i64>> {
    let mut query = conn.prepare_cached(
        "SELECT max(day) FROM meetings WHERE space = ?1 AND deleted = 0 AND state IN ('held', 'logged')",
    )?;
    Ok(query.query_row([space.as_bytes()], |row| row.get(0))?)
}

/// Meetings of a space that took place, up to a local day, the latest first.
pub fn held_until(conn: &Connection, space: &SpaceId, day: i64, limit: u32) -> StoreResult<Vec<MeetingRow>> {
    let mut query = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM meetings WHERE space = ?1 AND day <= ?2 AND deleted = 0
         AND state IN ('held', 'logged') ORDER BY day DESC, minute DESC, meeting LIMIT ?3"
    ))?;
    let rows = query.query_map(params![space.as_bytes(), day, limit], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// How many of a space took place, how many of them as an activity instead of a
/// meeting, and how many did not though they were agreed: meetings, activities,
/// missed.
pub fn counts(conn: &Connection, space: &SpaceId) -> StoreResult<(u32, u32, u32)> {
    let mut query = conn.prepare_cached(
        "SELECT count(*) FILTER (WHERE state <> 'missed' AND mode <> 'activity'),
             count(*) FILTER (WHERE state <> 'missed' AND mode = 'activity'), count(*) FILTER (WHERE state = 'missed')
         FROM meetings WHERE space = ?1 AND deleted = 0 AND state IN ('held', 'logged', 'missed')",
    )?;
    Ok(query.query_row([space.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?)
}
