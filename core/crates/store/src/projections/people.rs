//! The people of each space, as they present themselves there.

use crate::StoreResult;
use rapport_ids::{PersonId, SpaceId};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    pub space: SpaceId,
    pub person: PersonId,
    pub name: String,
    pub pronouns: String,
    /// IANA name, empty when not told.
    pub zone: String,
    /// Everything else on the card, in the document's own form.
    pub card: Vec<u8>,
}

fn read(row: &Row<'_>) -> rusqlite::Result<PersonRow> {
    Ok(PersonRow {
        space: SpaceId::new(row.get(0)?),
        person: PersonId::new(row.get(1)?),
        name: row.get(2)?,
        pronouns: row.get(3)?,
        zone: row.get(4)?,
        card: row.get(5)?,
    })
}

pub fn put(tx: &Transaction<'_>, row: &PersonRow) -> StoreResult<()> {
    let mut query = tx.prepare_cached(
        "INSERT INTO people (space, person, name, pronouns, zone, card) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (space, person) DO UPDATE SET
             name = excluded.name, pronouns = excluded.pronouns, zone = excluded.zone, card = excluded.card",
    )?;
    query.execute(params![row.space.as_bytes(), row.person.as_bytes(), row.name, row.pronouns, row.zone, row.card])?;
    Ok(())
}

pub fn get(conn: &Connection, space: &SpaceId, person: &PersonId) -> StoreResult<Option<PersonRow>> {
    let mut query = conn.prepare_cached(
        "SELECT space, person, name, pronouns, zone, card FROM people WHERE space = ?1 AND person = ?2",
    )?;
    Ok(query.query_row(params![space.as_bytes(), person.as_bytes()], read).optional()?)
}

/// Everybody in all spaces, by space and name.
pub fn all(conn: &Connection) -> StoreResult<Vec<PersonRow>> {
    let mut query = conn
        .prepare_cached("SELECT space, person, name, pronouns, zone, card FROM people ORDER BY space, name, person")?;
    let rows = query.query_map([], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
