//! Who mentors whom, and where that stands.

use crate::StoreResult;
use crate::tables::invites;
use rapport_ids::{PairingId, PersonId, SpaceId};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairingRow {
    pub pairing: PairingId,
    pub space: SpaceId,
    pub mentor: PersonId,
    pub mentee: PersonId,
    pub state: String,
    pub since_ms: i64,
}

fn read(row: &Row<'_>) -> rusqlite::Result<PairingRow> {
    Ok(PairingRow {
        pairing: PairingId::new(row.get(0)?),
        space: SpaceId::new(row.get(1)?),
        mentor: PersonId::new(row.get(2)?),
        mentee: PersonId::new(row.get(3)?),
        state: row.get(4)?,
        since_ms: row.get(5)?,
    })
}

pub fn put(tx: &Transaction<'_>, row: &PairingRow) -> StoreResult<()> {
    let mut query = tx.prepare_cached(
        "INSERT INTO pairings (pairing, space, mentor, mentee, state, since_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (pairing) DO UPDATE SET
             mentor = excluded.mentor, mentee = excluded.mentee, state = excluded.state, since_ms = excluded.since_ms",
    )?;
    query.execute(params![
        row.pairing.as_bytes(),
        row.space.as_bytes(),
        row.mentor.as_bytes(),
        row.mentee.as_bytes(),
        row.state,
        row.since_ms
    ])?;
    Ok(())
}

pub fn of_space(conn: &Connection, space: &SpaceId) -> StoreResult<Option<PairingRow>> {
    let mut query = conn.prepare_cached(
        "SELECT pairing, space, mentor, mentee, state, since_ms FROM pairings WHERE space = ?1
         ORDER BY since_ms, pairing LIMIT 1",
    )?;
    Ok(query.query_row([space.as_bytes()], read).optional()?)
}

pub fn all(conn: &Connection) -> StoreResult<Vec<PairingRow>> {
    let mut query = conn.prepare_cached(
        "SELECT pairing, space, mentor, mentee, state, since_ms FROM pairings ORDER BY since_ms, pairing",
    )?;
    let rows = query.query_map([], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What the partner of `me` in each pair is called, by the pair's space.
pub fn partners(conn: &Connection, me: &PersonId) -> StoreResult<BTreeMap<SpaceId, String>> {
    let mut query = conn.prepare_cached(
        "SELECT p.space, people.name FROM pairings AS p JOIN people ON people.space = p.space
             AND people.person = CASE WHEN p.mentor = ?1 THEN p.mentee ELSE p.mentor END",
    )?;
    let rows = query.query_map([me.as_bytes()], |row| Ok((SpaceId::new(row.get(0)?), row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The spaces of pairs in which the other one is not: no longer, or not yet.
pub fn without_partner(conn: &Connection, me: &PersonId) -> StoreResult<BTreeSet<SpaceId>> {
    let mut all = left_behind(conn, me)?;
    all.append(&mut invites::waiting(conn)?);
    Ok(all)
}

/// The spaces of pairs in which `me` is and the other one no longer.
pub fn left_behind(conn: &Connection, me: &PersonId) -> StoreResult<BTreeSet<SpaceId>> {
    let mut query = conn.prepare_cached(
        "SELECT p.space FROM pairings AS p WHERE EXISTS (SELECT 1 FROM members WHERE members.space = p.space)
             AND NOT EXISTS (SELECT 1 FROM members WHERE members.space = p.space
                 AND members.person = CASE WHEN p.mentor = ?1 THEN p.mentee ELSE p.mentor END)",
    )?;
    let rows = query.query_map([me.as_bytes()], |row| Ok(SpaceId::new(row.get(0)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
