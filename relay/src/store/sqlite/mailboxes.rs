//! Tables `mailboxes` and `slots`.

use super::transaction::unsigned;
use crate::store::{Mailbox, Stored};
use rapport_ids::BoxId;
use rapport_wire::relay::Slot;
use rusqlite::{Connection, OptionalExtension, params};

pub(super) fn get(db: &Connection, id: &BoxId) -> Stored<Option<Mailbox>> {
    let mut query = db.prepare_cached(
        "SELECT opener, expires_ms, closed
         FROM mailboxes
         WHERE box_id = ?1",
    )?;
    let row = query.query_row([id.as_bytes()], |row| {
        Ok(Mailbox { opener: row.get(0)?, expires_ms: row.get(1)?, closed: row.get::<_, i64>(2)? != 0 })
    });
    Ok(row.optional()?)
}

pub(super) fn slots(db: &Connection, id: &BoxId) -> Stored<Vec<Slot>> {
    let mut query = db.prepare_cached(
        "SELECT slot, content
         FROM slots
         WHERE box_id = ?1
         ORDER BY slot",
    )?;
    let rows = query.query_map([id.as_bytes()], |row| Ok(Slot { slot: row.get(0)?, content: row.get(1)? }))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) fn count_of(db: &Connection, opener: &[u8; 32]) -> Stored<u64> {
    let mut query = db.prepare_cached(
        "SELECT count(*)
         FROM mailboxes
         WHERE opener = ?1",
    )?;
    Ok(unsigned(query.query_row([opener], |row| row.get(0))?))
}

pub(super) fn put(db: &Connection, id: &BoxId, mailbox: &Mailbox) -> Stored<()> {
    db.prepare_cached(
        "INSERT INTO mailboxes (box_id, opener, expires_ms, closed)
         VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT DO UPDATE SET opener = excluded.opener, expires_ms = excluded.expires_ms, closed = excluded.closed",
    )?
    .execute(params![id.as_bytes(), mailbox.opener, mailbox.expires_ms, i64::from(mailbox.closed)])?;
    Ok(())
}

pub(super) fn add_slot(db: &Connection, id: &BoxId, slot: &Slot) -> Stored<()> {
    db.prepare_cached(
        "INSERT INTO slots (box_id, slot, content)
         VALUES (?1, ?2, ?3)",
    )?
    .execute(params![id.as_bytes(), slot.slot, slot.content])?;
    Ok(())
}

pub(super) fn clear(db: &Connection, id: &BoxId) -> Stored<()> {
    db.prepare_cached(
        "DELETE FROM slots
         WHERE box_id = ?1",
    )?
    .execute([id.as_bytes()])?;
    Ok(())
}
