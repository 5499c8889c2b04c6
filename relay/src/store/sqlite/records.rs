//! Tables `records` and `gone`.

use super::transaction::{signed, unsigned};
use crate::store::{NewRecord, NoticeCount, Stored, StoredRecord, Was};
use rapport_ids::{RecordId, SpaceId};
use rapport_wire::{Chain, Class, Classes};
use rusqlite::{Connection, OptionalExtension, params};

pub(super) fn seq_of(db: &Connection, space: &SpaceId, record: &RecordId) -> Stored<Option<u64>> {
    let mut query = db.prepare_cached(
        "SELECT seq
         FROM records
         WHERE space_id = ?1 AND record_id = ?2",
    )?;
    Ok(query.query_row(params![space.as_bytes(), record.as_bytes()], |row| row.get(0)).optional()?.map(unsigned))
}

pub(super) fn was(db: &Connection, space: &SpaceId, record: &RecordId) -> Stored<Option<Was>> {
    let mut query = db.prepare_cached(
        "SELECT max(pruned)
         FROM gone
         WHERE space_id = ?1 AND record_id = ?2",
    )?;
    let pruned: Option<i64> = query.query_row(params![space.as_bytes(), record.as_bytes()], |row| row.get(0))?;
    Ok(pruned.map(|pruned| if pruned == 0 { Was::Expired } else { Was::Pruned }))
}

pub(super) fn frame(db: &Connection, space: &SpaceId, seq: u64) -> Stored<Option<Vec<u8>>> {
    let mut query = db.prepare_cached(
        "SELECT frame
         FROM records
         WHERE space_id = ?1 AND seq = ?2",
    )?;
    Ok(query.query_row(params![space.as_bytes(), signed(seq)], |row| row.get(0)).optional()?)
}

/// All stored classes: straight along the numbers. Without log: along the
/// small index of the rare ones, however long the log is.
pub(super) const ALL: &str = "SELECT seq, class, chain, frame
     FROM records
     WHERE space_id = ?1 AND seq > ?2
     ORDER BY seq";
pub(super) const RARE: &str = "SELECT seq, class, chain, frame
     FROM records INDEXED BY records_rare
     WHERE space_id = ?1 AND seq > ?2 AND class <> 1
     ORDER BY seq";

pub(super) fn page(
    db: &Connection,
    space: &SpaceId,
    after: u64,
    classes: Classes,
    limit: usize,
    max_bytes: usize,
) -> Stored<(Vec<StoredRecord>, bool)> {
    let mut query = db.prepare_cached(if classes.has(Class::Log) { ALL } else { RARE })?;
    let mut rows = query.query(params![space.as_bytes(), signed(after)])?;
    let (mut page, mut bytes) = (Vec::new(), 0usize);
    while page.len() < limit {
        let Some(row) = rows.next()? else { return Ok((page, true)) };
        let class: u8 = row.get(1)?;
        if !Class::from_byte(class).is_some_and(|class| classes.has(class)) {
            continue;
        }
        let frame = row.get_ref(3)?.as_blob().map_err(rusqlite::Error::from)?;
        bytes = bytes.saturating_add(frame.len());
        if bytes > max_bytes && !page.is_empty() {
            break;
        }
        page.push(StoredRecord { seq: unsigned(row.get(0)?), chain: Chain::new(row.get(2)?), frame: frame.to_vec() });
    }
    Ok((page, false))
}

pub(super) fn ids(db: &Connection, space: &SpaceId, after: u64, limit: usize) -> Stored<Vec<(u64, RecordId, Chain)>> {
    let mut query = db.prepare_cached(
        "SELECT seq, record_id, chain
         FROM records
         WHERE space_id = ?1 AND seq > ?2
         ORDER BY seq
         LIMIT ?3",
    )?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = query.query_map(params![space.as_bytes(), signed(after), limit], |row| {
        Ok((unsigned(row.get(0)?), RecordId::new(row.get(1)?), Chain::new(row.get(2)?)))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) fn chain_at(db: &Connection, space: &SpaceId, seq: u64) -> Stored<Option<Chain>> {
    if seq == 0 {
        return Ok(Some(Chain::START));
    }
    let mut query = db.prepare_cached(
        "SELECT chain FROM records WHERE space_id = ?1 AND seq = ?2
         UNION ALL
         SELECT chain FROM gone WHERE space_id = ?1 AND seq = ?2
         LIMIT 1",
    )?;
    Ok(query.query_row(params![space.as_bytes(), signed(seq)], |row| row.get(0)).optional()?.map(Chain::new))
}

pub(super) fn notices(db: &Connection, space: &SpaceId, poster: &[u8; 32], since_ms: i64) -> Stored<NoticeCount> {
    let mut query = db.prepare_cached(
        "SELECT count(*), count(*) FILTER (WHERE stored_ms > ?3),
                coalesce(min(stored_ms) FILTER (WHERE stored_ms > ?3), 0)
         FROM records
         WHERE space_id = ?1 AND poster = ?2 AND poster <> x''",
    )?;
    Ok(query.query_row(params![space.as_bytes(), poster, since_ms], |row| {
        Ok(NoticeCount { stored: unsigned(row.get(0)?), recent: unsigned(row.get(1)?), oldest_recent_ms: row.get(2)? })
    })?)
}

pub(super) fn add(db: &Connection, space: &SpaceId, record: &NewRecord<'_>) -> Stored<()> {
    let (poster, expires) = match &record.former {
        Some((key, expires)) => (&key[..], *expires),
        None => (&[][..], 0),
    };
    db.prepare_cached(
        "INSERT INTO records (space_id, record_id, seq, class, stored_ms, expires_ms, chain, poster, frame)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        space.as_bytes(),
        record.id.as_bytes(),
        signed(record.seq),
        record.class.byte(),
        record.stored_ms,
        expires,
        record.chain.as_bytes(),
        poster,
        record.frame,
    ])?;
    Ok(())
}

pub(super) fn keep(db: &Connection, space: &SpaceId, record: &RecordId) -> Stored<()> {
    db.prepare_cached(
        "UPDATE records
         SET expires_ms = 0, poster = x''
         WHERE space_id = ?1 AND record_id = ?2 AND expires_ms > 0",
    )?
    .execute(params![space.as_bytes(), record.as_bytes()])?;
    Ok(())
}
