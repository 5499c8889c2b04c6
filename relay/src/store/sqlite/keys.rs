//! Tables `auth_keys` and `overrides`.

use super::transaction::{signed, unsigned};
use crate::store::Stored;
use rapport_ids::{EpochTag, SpaceId};
use rapport_wire::relay::KeysOverride;
use rusqlite::{Connection, OptionalExtension, Row, params};

/// Keys under one tag. Honest members have one; a hostile admin could name a
/// tag again and again, so only the last few count.
const KEYS_OF_A_TAG: i64 = 4;

pub(super) fn auth_keys(db: &Connection, space: &SpaceId, tag: &EpochTag) -> Stored<Vec<[u8; 32]>> {
    let mut query = db.prepare_cached(
        "SELECT auth_key
         FROM auth_keys
         WHERE space_id = ?1 AND epoch_tag = ?2
         ORDER BY since_seq DESC
         LIMIT ?3",
    )?;
    let keys = query.query_map(params![space.as_bytes(), tag.as_bytes(), KEYS_OF_A_TAG], |row| row.get(0))?;
    Ok(keys.collect::<Result<_, _>>()?)
}

pub(super) fn add_auth_key(
    db: &Connection,
    space: &SpaceId,
    tag: &EpochTag,
    key: &[u8; 32],
    since_seq: u64,
) -> Stored<()> {
    db.prepare_cached(
        "INSERT INTO auth_keys (space_id, epoch_tag, auth_key, since_seq)
         VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT DO UPDATE SET since_seq = excluded.since_seq",
    )?
    .execute(params![space.as_bytes(), tag.as_bytes(), key, signed(since_seq)])?;
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<(u64, KeysOverride)> {
    let keys = KeysOverride {
        version: unsigned(row.get(1)?),
        control: row.get(2)?,
        owner: row.get(3)?,
        signature: row.get(4)?,
    };
    Ok((unsigned(row.get(0)?), keys))
}

pub(super) fn overrides(db: &Connection, space: &SpaceId, from: u64, through: u64) -> Stored<Vec<(u64, KeysOverride)>> {
    let mut query = db.prepare_cached(
        "SELECT after_seq, version, control_key, owner_key, signature
         FROM overrides
         WHERE space_id = ?1 AND after_seq BETWEEN ?2 AND ?3
         ORDER BY version",
    )?;
    let rows = query.query_map(params![space.as_bytes(), signed(from), signed(through)], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) fn override_of(db: &Connection, space: &SpaceId, version: u64) -> Stored<Option<KeysOverride>> {
    let mut query = db.prepare_cached(
        "SELECT after_seq, version, control_key, owner_key, signature
         FROM overrides
         WHERE space_id = ?1 AND version = ?2",
    )?;
    Ok(query.query_row(params![space.as_bytes(), signed(version)], read).optional()?.map(|(_, keys)| keys))
}

pub(super) fn add_override(db: &Connection, space: &SpaceId, after_seq: u64, keys: &KeysOverride) -> Stored<()> {
    db.prepare_cached(
        "INSERT INTO overrides (space_id, version, after_seq, control_key, owner_key, signature)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        space.as_bytes(),
        signed(keys.version),
        signed(after_seq),
        keys.control,
        keys.owner,
        keys.signature
    ])?;
    Ok(())
}
