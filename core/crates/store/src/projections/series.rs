//! One row a series of meetings.

use crate::StoreResult;
use rapport_ids::{SeriesId, SpaceId};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesRow {
    pub series: SeriesId,
    pub space: SpaceId,
    pub title: String,
    pub state: String,
    pub mode: String,
    pub place: String,
    /// What its turns have made of it.
    pub life: Vec<u8>,
}

const COLUMNS: &str = "series, space, title, state, mode, place, life";

fn read(row: &Row<'_>) -> rusqlite::Result<SeriesRow> {
    Ok(SeriesRow {
        series: SeriesId::new(row.get(0)?),
        space: SpaceId::new(row.get(1)?),
        title: row.get(2)?,
        state: row.get(3)?,
        mode: row.get(4)?,
        place: row.get(5)?,
        life: row.get(6)?,
    })
}

pub fn put(tx: &Transaction<'_>, row: &SeriesRow) -> StoreResult<()> {
    let mut query =
        tx.prepare_cached(&format!("INSERT OR REPLACE INTO series ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"))?;
    query.execute(params![
        row.series.as_bytes(),
        row.space.as_bytes(),
        row.title,
        row.state,
        row.mode,
        row.place,
        row.life
    ])?;
    Ok(())
}

pub fn get(conn: &Connection, series: &SeriesId) -> StoreResult<Option<SeriesRow>> {
    let mut query = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM series WHERE series = ?1"))?;
    Ok(query.query_row([series.as_bytes()], read).optional()?)
}

/// Those of one space or of all.
pub fn all(conn: &Connection, space: Option<&SpaceId>) -> StoreResult<Vec<SeriesRow>> {
    let mut query = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM series WHERE (?1 IS NULL OR space = ?1) ORDER BY space, series"
    ))?;
    let rows = query.query_map([space.map(SpaceId::as_bytes)], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
