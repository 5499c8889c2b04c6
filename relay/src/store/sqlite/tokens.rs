//! Table `tokens`. It never holds a token, only its hash.

use crate::store::{Stored, Token};
use rusqlite::{Connection, OptionalExtension, Row, params};

fn read(row: &Row<'_>) -> rusqlite::Result<Token> {
    Ok(Token {
        hash: row.get(0)?,
        spaces_total: row.get(1)?,
        spaces_left: row.get(2)?,
        created_ms: row.get(3)?,
        expires_ms: row.get(4)?,
        revoked_ms: Some(row.get(5)?).filter(|ms| *ms > 0),
    })
}

pub(super) fn get(db: &Connection, hash: &[u8; 32]) -> Stored<Option<Token>> {
    let mut query = db.prepare_cached(
        "SELECT token_hash, spaces_total, spaces_left, created_ms, expires_ms, revoked_ms
         FROM tokens
         WHERE token_hash = ?1",
    )?;
    Ok(query.query_row([hash], read).optional()?)
}

pub(super) fn all(db: &Connection) -> Stored<Vec<Token>> {
    let mut query = db.prepare_cached(
        "SELECT token_hash, spaces_total, spaces_left, created_ms, expires_ms, revoked_ms
         FROM tokens
         ORDER BY created_ms, token_hash",
    )?;
    let rows = query.query_map([], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) fn put(db: &Connection, token: &Token) -> Stored<()> {
    db.prepare_cached(
        "INSERT INTO tokens (token_hash, spaces_total, spaces_left, created_ms, expires_ms, revoked_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT DO UPDATE SET spaces_left = excluded.spaces_left, revoked_ms = excluded.revoked_ms",
    )?
    .execute(params![
        token.hash,
        token.spaces_total,
        token.spaces_left,
        token.created_ms,
        token.expires_ms,
        token.revoked_ms.unwrap_or(0),
    ])?;
    Ok(())
}
