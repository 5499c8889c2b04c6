//! How far a relay's log has been read.

use crate::StoreResult;
use rapport_ids::{LogId, RecordId, SpaceId};
use rapport_wire::Chain;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    pub log_id: LogId,
    /// Everything up to here has been read, with this chain.
    pub seq: u64,
    pub chain: Chain,
    /// Control frames have been read up to here, which can be further.
    pub control_seq: u64,
    /// The last control frame seen there.
    pub control_head: RecordId,
}

impl Cursor {
    /// Before anything was read of this log.
    pub const fn start(log_id: LogId) -> Self {
        Self { log_id, seq: 0, chain: Chain::START, control_seq: 0, control_head: RecordId::NONE }
    }
}

pub fn get(conn: &Connection, space: &SpaceId) -> StoreResult<Option<Cursor>> {
    let mut query =
        conn.prepare_cached("SELECT log_id, seq, chain, control_seq, control_head FROM cursors WHERE space = ?1")?;
    let read = query.query_row([space.as_bytes()], |row| {
        Ok(Cursor {
            log_id: LogId::new(row.get(0)?),
            seq: row.get(1)?,
            chain: Chain::new(row.get(2)?),
            control_seq: row.get(3)?,
            control_head: RecordId::new(row.get(4)?),
        })
    });
    Ok(read.optional()?)
}

pub fn put(tx: &Transaction<'_>, space: &SpaceId, cursor: &Cursor) -> StoreResult<()> {
    let mut query = tx.prepare_cached(
        "INSERT INTO cursors (space, log_id, seq, chain, control_seq, control_head) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (space) DO UPDATE SET
             log_id = excluded.log_id, seq = excluded.seq, chain = excluded.chain,
             control_seq = excluded.control_seq, control_head = excluded.control_head",
    )?;
    query.execute(params![
        space.as_bytes(),
        cursor.log_id.as_bytes(),
        cursor.seq,
        cursor.chain.as_bytes(),
        cursor.control_seq,
        cursor.control_head.as_bytes()
    ])?;
    Ok(())
}
