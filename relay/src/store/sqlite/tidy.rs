//! What has had its time goes, a little at once, so that nobody waits for it.

use crate::store::Stored;
use rusqlite::{Connection, params};

/// Tokens are listed for a month after their end.
const TOKEN_AFTERLIFE_MS: i64 = 30 * 24 * 3600 * 1000;

pub(super) fn tidy(db: &Connection, now_ms: i64, deleted_before_ms: i64, limit: usize) -> Stored<usize> {
    let rows = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut gone = expired_mailboxes(db, now_ms, rows)?;
    gone += expired_notices(db, now_ms, rows)?;
    gone += deleted_spaces(db, deleted_before_ms, rows)?;
    gone += db.execute(
        "DELETE FROM tokens
         WHERE max(expires_ms, revoked_ms) < ?1",
        [now_ms.saturating_sub(TOKEN_AFTERLIFE_MS)],
    )?;
    Ok(gone)
}

fn expired_mailboxes(db: &Connection, now_ms: i64, limit: i64) -> Stored<usize> {
    let slots = db.execute(
        "DELETE FROM slots
         WHERE box_id IN (SELECT box_id FROM mailboxes WHERE expires_ms <= ?1 ORDER BY expires_ms LIMIT ?2)",
        params![now_ms, limit],
    )?;
    let boxes = db.execute(
        "DELETE FROM mailboxes
         WHERE box_id IN (SELECT box_id FROM mailboxes WHERE expires_ms <= ?1 ORDER BY expires_ms LIMIT ?2)",
        params![now_ms, limit],
    )?;
    Ok(slots + boxes)
}

fn expired_notices(db: &Connection, now_ms: i64, limit: i64) -> Stored<usize> {
    db.execute(
        "INSERT INTO gone (space_id, seq, record_id, chain, pruned)
         SELECT space_id, seq, record_id, chain, 0
         FROM records
         WHERE expires_ms > 0 AND expires_ms <= ?1
         ORDER BY expires_ms, space_id, seq
         LIMIT ?2",
        params![now_ms, limit],
    )?;
    db.execute(
        "UPDATE spaces
         SET records = spaces.records - over.n, bytes = spaces.bytes - over.size
         FROM (SELECT space_id, count(*) AS n, sum(length(frame)) AS size
               FROM (SELECT space_id, frame
                     FROM records
                     WHERE expires_ms > 0 AND expires_ms <= ?1
                     ORDER BY expires_ms, space_id, seq
                     LIMIT ?2)
               GROUP BY space_id) AS over
         WHERE spaces.space_id = over.space_id",
        params![now_ms, limit],
    )?;
    Ok(db.execute(
        "DELETE FROM records
         WHERE rowid IN (SELECT rowid
                         FROM records
                         WHERE expires_ms > 0 AND expires_ms <= ?1
                         ORDER BY expires_ms, space_id, seq
                         LIMIT ?2)",
        params![now_ms, limit],
    )?)
}

/// Records first, in portions; the space itself only when nothing of it is left.
fn deleted_spaces(db: &Connection, before_ms: i64, limit: i64) -> Stored<usize> {
    let records = db.execute(
        "DELETE FROM records
         WHERE rowid IN (SELECT rowid
                         FROM records
                         WHERE space_id IN (SELECT space_id FROM spaces WHERE deleted_ms > 0 AND deleted_ms <= ?1)
                         LIMIT ?2)",
        params![before_ms, limit],
    )?;
    let mut empty = db.prepare(
        "SELECT space_id
         FROM spaces
         WHERE deleted_ms > 0 AND deleted_ms <= ?1
           AND NOT EXISTS (SELECT 1 FROM records WHERE records.space_id = spaces.space_id)
         LIMIT ?2",
    )?;
    let spaces = empty.query_map(params![before_ms, limit], |row| row.get::<_, Vec<u8>>(0))?;
    let mut gone = records;
    for space in spaces.collect::<Result<Vec<_>, _>>()? {
        for table in ["gone", "overrides", "auth_keys", "spaces"] {
            gone += db.execute(&format!("DELETE FROM {table} WHERE space_id = ?1"), [&space])?;
        }
    }
    Ok(gone)
}
