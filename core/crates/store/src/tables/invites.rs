//! Invites given and taken, each with its machine's state, sealed by the caller.

use crate::StoreResult;
use rapport_ids::{BoxId, SpaceId};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use std::collections::BTreeSet;

/// The stage of an invite that was given and answered, whose other side has
/// not come in yet.
pub const WELCOMED: &str = "welcomed";
/// The stage of one that was said yes to here; its space is opened with the
/// welcome, before that has arrived.
pub const CONFIRMED: &str = "confirmed";

#[derive(Clone, PartialEq, Eq)]
pub struct InviteRow {
    pub mailbox: BoxId,
    /// True for one given to somebody, false for one taken.
    pub given: bool,
    pub relay: String,
    /// Where it stands: a code.
    pub stage: String,
    pub sealed: Vec<u8>,
    /// The space that came of it.
    pub space: Option<SpaceId>,
    pub until_ms: i64,
}

fn read(row: &Row<'_>) -> rusqlite::Result<InviteRow> {
    Ok(InviteRow {
        mailbox: BoxId::new(row.get(0)?),
        given: row.get::<_, u8>(1)? == 0,
        relay: row.get(2)?,
        stage: row.get(3)?,
        sealed: row.get(4)?,
        space: row.get::<_, Option<[u8; 16]>>(5)?.map(SpaceId::new),
        until_ms: row.get(6)?,
    })
}

const COLUMNS: &str = "mailbox, side, relay, stage, sealed, space, until_ms";

pub fn put(tx: &Transaction<'_>, row: &InviteRow) -> StoreResult<()> {
    let mut query = tx.prepare_cached(
        "INSERT INTO invites (mailbox, side, relay, stage, sealed, space, until_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (mailbox) DO UPDATE SET
             stage = excluded.stage, sealed = excluded.sealed, space = excluded.space, until_ms = excluded.until_ms",
    )?;
    query.execute(params![
        row.mailbox.as_bytes(),
        u8::from(!row.given),
        row.relay,
        row.stage,
        row.sealed,
        row.space.as_ref().map(SpaceId::as_bytes),
        row.until_ms
    ])?;
    Ok(())
}

/// Spaces that were opened for somebody who has not come in yet.
pub fn waiting(conn: &Connection) -> StoreResult<BTreeSet<SpaceId>> {
    let mut query =
        conn.prepare_cached("SELECT space FROM invites WHERE side = 0 AND stage IN (?1, ?2) AND space IS NOT NULL")?;
    let rows = query.query_map([WELCOMED, CONFIRMED], |row| Ok(SpaceId::new(row.get(0)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn get(conn: &Connection, mailbox: &BoxId) -> StoreResult<Option<InviteRow>> {
    let mut query = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM invites WHERE mailbox = ?1"))?;
    Ok(query.query_row([mailbox.as_bytes()], read).optional()?)
}

pub fn all(conn: &Connection) -> StoreResult<Vec<InviteRow>> {
    let mut query = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM invites ORDER BY until_ms, mailbox"))?;
    let rows = query.query_map([], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn delete(tx: &Transaction<'_>, mailbox: &BoxId) -> StoreResult<()> {
    tx.prepare_cached("DELETE FROM invites WHERE mailbox = ?1")?.execute([mailbox.as_bytes()])?;
    Ok(())
}
