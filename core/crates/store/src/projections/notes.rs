//! One row a note.

use crate::StoreResult;
use rapport_ids::{MeetingId, NoteId, SpaceId};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteRow {
    pub note: NoteId,
    pub space: SpaceId,
    pub meeting: Option<MeetingId>,
    pub title: String,
    /// The beginning of its text.
    pub snippet: String,
    pub sections: u32,
    pub changed_ms: i64,
    pub deleted: bool,
}

const COLUMNS: &str = "note, space, meeting, title, snippet, sections, changed_ms, deleted";

fn read(row: &Row<'_>) -> rusqlite::Result<NoteRow> {
    Ok(NoteRow {
        note: NoteId::new(row.get(0)?),
        space: SpaceId::new(row.get(1)?),
        meeting: row.get::<_, Option<[u8; 16]>>(2)?.map(MeetingId::new),
        title: row.get(3)?,
        snippet: row.get(4)?,
        sections: row.get(5)?,
        changed_ms: row.get(6)?,
        deleted: row.get(7)?,
    })
}

pub fn put(tx: &Transaction<'_>, row: &NoteRow) -> StoreResult<()> {
    let mut query = tx
        .prepare_cached(&format!("INSERT OR REPLACE INTO notes ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"))?;
    query.execute(params![
        row.note.as_bytes(),
        row.space.as_bytes(),
        row.meeting.as_ref().map(MeetingId::as_bytes),
        row.title,
        row.snippet,
        row.sections,
        row.changed_ms,
        row.deleted
    ])?;
    Ok(())
}

pub fn get(conn: &Connection, note: &NoteId) -> StoreResult<Option<NoteRow>> {
    let mut query = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM notes WHERE note = ?1"))?;
    Ok(query.query_row([note.as_bytes()], read).optional()?)
}

/// Notes that stand, of one space or of all, the last changed first.
pub fn list(conn: &Connection, space: Option<&SpaceId>, offset: u32, limit: u32) -> StoreResult<Vec<NoteRow>> {
    let mut query = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM notes WHERE deleted = 0 AND (?1 IS NULL OR space = ?1)
         ORDER BY changed_ms DESC, note LIMIT ?3 OFFSET ?2"
    ))?;
    let rows = query.query_map(params![space.map(SpaceId::as_bytes), offset, limit], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The note of a meeting.
pub fn of_meeting(conn: &Connection, meeting: &MeetingId) -> StoreResult<Option<NoteRow>> {
    let mut query = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM notes WHERE meeting = ?1 AND deleted = 0 ORDER BY note LIMIT 1"
    ))?;
    Ok(query.query_row([meeting.as_bytes()], read).optional()?)
}

/// When each note last changed, as far as it can be read.
pub fn times(conn: &Connection) -> Vec<(NoteId, i64)> {
    let Ok(mut query) = conn.prepare("SELECT note, changed_ms FROM notes ORDER BY note") else { return Vec::new() };
    let Ok(rows) = query.query_map([], |row| Ok((NoteId::new(row.get(0)?), row.get(1)?))) else { return Vec::new() };
    rows.filter_map(Result::ok).collect()
}
