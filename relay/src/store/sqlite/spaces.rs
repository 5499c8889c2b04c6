//! Table `spaces`.

use super::transaction::{optional, signed, unsigned};
use crate::store::{NewSpace, Opening, SpaceRow, Stored, Totals};
use rapport_ids::{EpochTag, LogId, RecordId, SpaceId};
use rapport_wire::Chain;
use rusqlite::{Connection, OptionalExtension, Row, params};

pub(super) fn get(db: &Connection, id: &SpaceId) -> Stored<Option<SpaceRow>> {
    let mut query = db.prepare_cached(
        "SELECT log_id, head, chain, min_seq, epoch_tag, auth_key, control_key, control_head, owner_key,
                keys_version, recovery_key, records, bytes, deleted_ms
         FROM spaces
         WHERE space_id = ?1",
    )?;
    Ok(query.query_row([id.as_bytes()], |row| read(id, row)).optional()?)
}

fn read(id: &SpaceId, row: &Row<'_>) -> rusqlite::Result<SpaceRow> {
    Ok(SpaceRow {
        id: *id,
        log_id: LogId::new(row.get(0)?),
        head: unsigned(row.get(1)?),
        chain: Chain::new(row.get(2)?),
        min_seq: unsigned(row.get(3)?),
        tag: EpochTag::new(row.get(4)?),
        auth: row.get(5)?,
        control: row.get(6)?,
        control_head: RecordId::new(row.get(7)?),
        owner: row.get(8)?,
        keys_version: unsigned(row.get(9)?),
        recovery: optional(row, 10)?,
        records: unsigned(row.get(11)?),
        bytes: unsigned(row.get(12)?),
        deleted_ms: Some(row.get(13)?).filter(|ms| *ms > 0),
    })
}

pub(super) fn opening(db: &Connection, id: &SpaceId) -> Stored<Option<Opening>> {
    let mut query = db.prepare_cached(
        "SELECT first_owner_key, g, recovery_key, opening_signature
         FROM spaces
         WHERE space_id = ?1",
    )?;
    let read = |row: &Row<'_>| {
        Ok(Opening { owner: row.get(0)?, g: row.get(1)?, recovery: optional(row, 2)?, signature: row.get(3)? })
    };
    Ok(query.query_row([id.as_bytes()], read).optional()?)
}

pub(super) fn add(db: &Connection, space: &NewSpace) -> Stored<()> {
    let (row, opening) = (&space.row, &space.opening);
    db.prepare_cached(
        "INSERT INTO spaces (space_id, log_id, head, chain, min_seq, epoch_tag, auth_key, control_key, control_head,
                             owner_key, keys_version, recovery_key, first_owner_key, g, opening_signature,
                             token_hash, records, bytes, created_ms, deleted_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)",
    )?
    .execute(params![
        row.id.as_bytes(),
        row.log_id.as_bytes(),
        signed(row.head),
        row.chain.as_bytes(),
        signed(row.min_seq),
        row.tag.as_bytes(),
        row.auth,
        row.control,
        row.control_head.as_bytes(),
        row.owner,
        signed(row.keys_version),
        row.recovery.as_ref().map_or(&[][..], |key| &key[..]),
        opening.owner,
        opening.g,
        opening.signature,
        space.token,
        signed(row.records),
        signed(row.bytes),
        space.created_ms,
        row.deleted_ms.unwrap_or(0),
    ])?;
    Ok(())
}

pub(super) fn put(db: &Connection, row: &SpaceRow) -> Stored<()> {
    db.prepare_cached(
        "UPDATE spaces
         SET log_id = ?2, head = ?3, chain = ?4, min_seq = ?5, epoch_tag = ?6, auth_key = ?7, control_key = ?8,
             control_head = ?9, owner_key = ?10, keys_version = ?11, records = ?12, bytes = ?13, deleted_ms = ?14
         WHERE space_id = ?1",
    )?
    .execute(params![
        row.id.as_bytes(),
        row.log_id.as_bytes(),
        signed(row.head),
        row.chain.as_bytes(),
        signed(row.min_seq),
        row.tag.as_bytes(),
        row.auth,
        row.control,
        row.control_head.as_bytes(),
        row.owner,
        signed(row.keys_version),
        signed(row.records),
        signed(row.bytes),
        row.deleted_ms.unwrap_or(0),
    ])?;
    Ok(())
}

pub(super) fn totals(db: &Connection) -> Stored<Totals> {
    Ok(db.query_row(
        "SELECT count(*), coalesce(sum(records), 0), coalesce(sum(bytes), 0)
         FROM spaces
         WHERE deleted_ms = 0",
        [],
        |row| {
            Ok(Totals { spaces: unsigned(row.get(0)?), records: unsigned(row.get(1)?), bytes: unsigned(row.get(2)?) })
        },
    )?)
}
