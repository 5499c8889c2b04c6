//! Keys of spaces, sealed by the caller under the vault's key.

use crate::StoreResult;
use rapport_ids::{EpochId, EpochTag, SpaceId};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

pub fn put(tx: &Transaction<'_>, space: &SpaceId, epoch: &EpochId, sealed: &[u8]) -> StoreResult<()> {
    let mut query = tx.prepare_cached(
        "INSERT INTO epochs (space, tag, epoch, sealed) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (space, tag) DO NOTHING",
    )?;
    query.execute(params![space.as_bytes(), epoch.tag().as_bytes(), epoch.as_bytes(), sealed])?;
    Ok(())
}

pub fn get(conn: &Connection, space: &SpaceId, tag: &EpochTag) -> StoreResult<Option<Vec<u8>>> {
    let mut query = conn.prepare_cached("SELECT sealed FROM epochs WHERE space = ?1 AND tag = ?2")?;
    Ok(query.query_row([space.as_bytes().as_slice(), tag.as_bytes().as_slice()], |row| row.get(0)).optional()?)
}

/// All keys of a space, by id.
pub fn of_space(conn: &Connection, space: &SpaceId) -> StoreResult<Vec<(EpochId, Vec<u8>)>> {
    let mut query = conn.prepare_cached("SELECT epoch, sealed FROM epochs WHERE space = ?1 ORDER BY epoch")?;
    let rows = query.query_map([space.as_bytes()], |row| Ok((EpochId::new(row.get(0)?), row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
