//! One row a step, wherever it stands: in a goal or born in a meeting.

use crate::StoreResult;
use rapport_ids::{DocId, PersonId, SpaceId, StepId};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepRow {
    pub doc: DocId,
    pub step: StepId,
    pub space: SpaceId,
    pub text: String,
    pub state: String,
    pub assignee: Option<PersonId>,
    /// Local day since 1970.
    pub due: Option<i64>,
    /// Wall time in minutes since midnight.
    pub due_time: Option<u16>,
    pub due_zone: String,
    /// Its place in the list.
    pub place: String,
}

const COLUMNS: &str = "doc, step, space, text, state, assignee, due, due_time, due_zone, place";

fn read(row: &Row<'_>) -> rusqlite::Result<StepRow> {
    Ok(StepRow {
        doc: DocId::new(row.get(0)?),
        step: StepId::new(row.get(1)?),
        space: SpaceId::new(row.get(2)?),
        text: row.get(3)?,
        state: row.get(4)?,
        assignee: row.get::<_, Option<[u8; 32]>>(5)?.map(PersonId::new),
        due: row.get(6)?,
        due_time: row.get(7)?,
        due_zone: row.get(8)?,
        place: row.get(9)?,
    })
}

pub fn put(tx: &Transaction<'_>, row: &StepRow) -> StoreResult<()> {
    let mut query = tx.prepare_cached(&format!(
        "INSERT OR REPLACE INTO steps ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
    ))?;
    query.execute(params![
        row.doc.as_bytes(),
        row.step.as_bytes(),
        row.space.as_bytes(),
        row.text,
        row.state,
        row.assignee.as_ref().map(PersonId::as_bytes),
        row.due,
        row.due_time,
        row.due_zone,
        row.place
    ])?;
    Ok(())
}

/// Open steps of all spaces that are due up to a day, the nearest first.
pub fn due_until(conn: &Connection, day: i64, limit: u32) -> StoreResult<Vec<StepRow>> {
    let mut query = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM steps WHERE state = 'open' AND due <= ?1 ORDER BY due, due_time, doc, place LIMIT ?2"
    ))?;
    let rows = query.query_map(params![day, limit], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// One step, wherever it stands.
pub fn get(conn: &Connection, step: &StepId) -> StoreResult<Option<StepRow>> {
    let mut query =
        conn.prepare_cached(&format!("SELECT {COLUMNS} FROM steps WHERE step = ?1 ORDER BY doc LIMIT 1"))?;
    Ok(query.query_row([step.as_bytes()], read).optional()?)
}

/// All steps of a document, in their order.
pub fn of_doc(conn: &Connection, doc: &DocId) -> StoreResult<Vec<StepRow>> {
    let mut query = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM steps WHERE doc = ?1 ORDER BY place, step"))?;
    let rows = query.query_map([doc.as_bytes()], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Open steps of a space, those with a date first.
pub fn open_in(conn: &Connection, space: &SpaceId, limit: u32) -> StoreResult<Vec<StepRow>> {
    let mut query = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM steps WHERE space = ?1 AND state = 'open'
         ORDER BY due IS NULL, due, due_time, doc, place LIMIT ?2"
    ))?;
    let rows = query.query_map(params![space.as_bytes(), limit], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
