//! What became of reminders on this device.

use crate::StoreResult;
use rusqlite::{Connection, Transaction, params};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReminderRow {
    pub occurrence: String,
    /// JSON.
    pub life: String,
    pub changed_ms: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushRow {
    pub at_ms: i64,
    pub push: String,
    /// Days since 1970 by the clock of the phone at that time.
    pub day: i64,
    pub exempt: bool,
    pub loud: bool,
    pub shown: bool,
    /// JSON.
    pub parts: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HabitRow {
    pub kind: String,
    pub dismissed: u8,
    pub halved: u8,
}

pub fn put(tx: &Transaction<'_>, row: &ReminderRow) -> StoreResult<()> {
    let mut query = tx.prepare_cached(
        "INSERT INTO reminders (occurrence, life, changed_ms) VALUES (?1, ?2, ?3)
         ON CONFLICT (occurrence) DO UPDATE SET life = excluded.life, changed_ms = excluded.changed_ms",
    )?;
    query.execute(params![row.occurrence, row.life, row.changed_ms])?;
    Ok(())
}

/// Those that something happened to since then.
pub fn changed_since(conn: &Connection, from_ms: i64) -> StoreResult<Vec<ReminderRow>> {
    let mut query = conn.prepare_cached("SELECT occurrence, life, changed_ms FROM reminders WHERE changed_ms >= ?1")?;
    let rows = query.query_map([from_ms], |row| {
        Ok(ReminderRow { occurrence: row.get(0)?, life: row.get(1)?, changed_ms: row.get(2)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn put_push(tx: &Transaction<'_>, row: &PushRow) -> StoreResult<()> {
    let mut query = tx.prepare_cached(
        "INSERT OR REPLACE INTO reminder_pushes (at_ms, push, day, exempt, loud, shown, parts)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    query.execute(params![row.at_ms, row.push, row.day, row.exempt, row.loud, row.shown, row.parts])?;
    Ok(())
}

pub fn delete_push(tx: &Transaction<'_>, at_ms: i64, push: &str) -> StoreResult<()> {
    tx.prepare_cached("DELETE FROM reminder_pushes WHERE at_ms = ?1 AND push = ?2")?.execute(params![at_ms, push])?;
    Ok(())
}

/// Pushes from then on, by time.
pub fn pushes_since(conn: &Connection, from_ms: i64) -> StoreResult<Vec<PushRow>> {
    let mut query = conn.prepare_cached(
        "SELECT at_ms, push, day, exempt, loud, shown, parts FROM reminder_pushes WHERE at_ms >= ?1
         ORDER BY at_ms, push",
    )?;
    let rows = query.query_map([from_ms], |row| {
        Ok(PushRow {
            at_ms: row.get(0)?,
            push: row.get(1)?,
            day: row.get(2)?,
            exempt: row.get(3)?,
            loud: row.get(4)?,
            shown: row.get(5)?,
            parts: row.get(6)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn put_habit(tx: &Transaction<'_>, row: &HabitRow) -> StoreResult<()> {
    let mut query =
        tx.prepare_cached("INSERT OR REPLACE INTO reminder_habits (kind, dismissed, halved) VALUES (?1, ?2, ?3)")?;
    query.execute(params![row.kind, row.dismissed, row.halved])?;
    Ok(())
}

pub fn habits(conn: &Connection) -> StoreResult<Vec<HabitRow>> {
    let mut query = conn.prepare_cached("SELECT kind, dismissed, halved FROM reminder_habits ORDER BY kind")?;
    let rows =
        query.query_map([], |row| Ok(HabitRow { kind: row.get(0)?, dismissed: row.get(1)?, halved: row.get(2)? }))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Forgets what is older than anybody asks for.
pub fn forget_before(tx: &Transaction<'_>, at_ms: i64) -> StoreResult<()> {
    tx.prepare_cached("DELETE FROM reminders WHERE changed_ms < ?1")?.execute([at_ms])?;
    tx.prepare_cached("DELETE FROM reminder_pushes WHERE at_ms < ?1")?.execute([at_ms])?;
    Ok(())
}
