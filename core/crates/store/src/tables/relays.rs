//! Relays that the person agreed to.

use crate::StoreResult;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

#[derive(Clone, PartialEq, Eq)]
pub struct RelayRow {
    /// As [`rapport_wire::Origin`] writes it.
    pub origin: String,
    pub pin: Option<[u8; 32]>,
    pub plain_http: bool,
    /// A creation token that may still be good.
    pub token: Option<String>,
    pub added_ms: i64,
}

fn read(row: &Row<'_>) -> rusqlite::Result<RelayRow> {
    Ok(RelayRow {
        origin: row.get(0)?,
        pin: row.get(1)?,
        plain_http: row.get(2)?,
        token: row.get(3)?,
        added_ms: row.get(4)?,
    })
}

pub fn put(tx: &Transaction<'_>, relay: &RelayRow) -> StoreResult<()> {
    let mut query = tx.prepare_cached(
        "INSERT INTO relays (origin, pin, plain_http, token, added_ms) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (origin) DO UPDATE SET
             pin = coalesce(excluded.pin, pin),
             plain_http = excluded.plain_http,
             token = coalesce(excluded.token, token)",
    )?;
    query.execute(params![relay.origin, relay.pin, relay.plain_http, relay.token, relay.added_ms])?;
    Ok(())
}

pub fn get(conn: &Connection, origin: &str) -> StoreResult<Option<RelayRow>> {
    let mut query =
        conn.prepare_cached("SELECT origin, pin, plain_http, token, added_ms FROM relays WHERE origin = ?1")?;
    Ok(query.query_row([origin], read).optional()?)
}

/// All relays, the oldest first.
pub fn all(conn: &Connection) -> StoreResult<Vec<RelayRow>> {
    let mut query =
        conn.prepare_cached("SELECT origin, pin, plain_http, token, added_ms FROM relays ORDER BY added_ms, origin")?;
    let rows = query.query_map([], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
