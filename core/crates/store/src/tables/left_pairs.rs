//! Pairs that this person has left.

use crate::StoreResult;
use crate::projections::pairings::PairingRow;
use rapport_ids::{PairingId, PersonId, SpaceId};
use rusqlite::{Connection, Row, Transaction, params};

/// What is kept of a pair that was left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftPairRow {
    /// As it stood when it was left.
    pub pairing: PairingRow,
    pub partner_name: String,
    pub left_ms: i64,
}

fn read(row: &Row<'_>) -> rusqlite::Result<LeftPairRow> {
    let pairing = PairingRow {
        space: SpaceId::new(row.get(0)?),
        pairing: PairingId::new(row.get(1)?),
        mentor: PersonId::new(row.get(2)?),
        mentee: PersonId::new(row.get(3)?),
        state: row.get(5)?,
        since_ms: row.get(6)?,
    };
    Ok(LeftPairRow { pairing, partner_name: row.get(4)?, left_ms: row.get(7)? })
}

pub fn put(tx: &Transaction<'_>, row: &LeftPairRow) -> StoreResult<()> {
    let mut query = tx.prepare_cached(
        "INSERT INTO left_pairs (space, pairing, mentor, mentee, partner_name, state, since_ms, left_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (space) DO NOTHING",
    )?;
    let of = &row.pairing;
    query.execute(params![
        of.space.as_bytes(),
        of.pairing.as_bytes(),
        of.mentor.as_bytes(),
        of.mentee.as_bytes(),
        row.partner_name,
        of.state,
        of.since_ms,
        row.left_ms
    ])?;
    Ok(())
}

/// All of them, the pairing that began first comes first.
pub fn all(conn: &Connection) -> StoreResult<Vec<LeftPairRow>> {
    let mut query = conn.prepare_cached(
        "SELECT space, pairing, mentor, mentee, partner_name, state, since_ms, left_ms FROM left_pairs
         ORDER BY since_ms, pairing",
    )?;
    let rows = query.query_map([], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn known(conn: &Connection, space: &SpaceId) -> StoreResult<bool> {
    let mut query = conn.prepare_cached("SELECT 1 FROM left_pairs WHERE space = ?1")?;
    Ok(query.exists([space.as_bytes()])?)
}

/// They have come together again.
pub fn delete(tx: &Transaction<'_>, space: &SpaceId) -> StoreResult<()> {
    tx.prepare_cached("DELETE FROM left_pairs WHERE space = ?1")?.execute([space.as_bytes()])?;
    Ok(())
}
