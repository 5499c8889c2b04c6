//! Search over what is on this phone: titles, notes, steps, agendas.

use crate::StoreResult;
use rapport_ids::{DocId, SpaceId};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

/// One thing that can be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchRow {
    pub doc: DocId,
    /// Which part of the document: a section, a step; zeros for the whole.
    pub part: [u8; 16],
    pub space: SpaceId,
    /// What sort of document it is.
    pub kind: u16,
    pub title: String,
    pub body: String,
}

/// One thing that was found. `excerpt` has the hits between `\u{2}` and `\u{3}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundRow {
    pub doc: DocId,
    pub part: [u8; 16],
    pub space: SpaceId,
    pub kind: u16,
    pub title: String,
    pub excerpt: String,
}

pub fn put(tx: &Transaction<'_>, row: &SearchRow) -> StoreResult<()> {
    let known: Option<i64> = tx
        .prepare_cached("SELECT n FROM search_rows WHERE doc = ?1 AND part = ?2")?
        .query_row(params![row.doc.as_bytes(), row.part], |found| found.get(0))
        .optional()?;
    let n = match known {
        Some(n) => {
            tx.prepare_cached("DELETE FROM search WHERE rowid = ?1")?.execute([n])?;
            n
        }
        None => tx
            .prepare_cached("INSERT INTO search_rows (doc, part, space, kind) VALUES (?1, ?2, ?3, ?4)")?
            .insert(params![row.doc.as_bytes(), row.part, row.space.as_bytes(), row.kind])?,
    };
    tx.prepare_cached("INSERT INTO search (rowid, title, body) VALUES (?1, ?2, ?3)")?
        .execute(params![n, row.title, row.body])?;
    Ok(())
}

pub fn forget(tx: &Transaction<'_>, doc: &DocId) -> StoreResult<()> {
    tx.prepare_cached("DELETE FROM search WHERE rowid IN (SELECT n FROM search_rows WHERE doc = ?1)")?
        .execute([doc.as_bytes()])?;
    tx.prepare_cached("DELETE FROM search_rows WHERE doc = ?1")?.execute([doc.as_bytes()])?;
    Ok(())
}

/// Takes one part away.
pub fn forget_part(tx: &Transaction<'_>, doc: &DocId, part: &[u8; 16]) -> StoreResult<()> {
    tx.prepare_cached("DELETE FROM search WHERE rowid IN (SELECT n FROM search_rows WHERE doc = ?1 AND part = ?2)")?
        .execute(params![doc.as_bytes(), part])?;
    tx.prepare_cached("DELETE FROM search_rows WHERE doc = ?1 AND part = ?2")?
        .execute(params![doc.as_bytes(), part])?;
    Ok(())
}

/// Finds what has all words of `text`, the last one as a beginning; best first.
/// Nothing in `text` is a command: every word is quoted.
pub fn find(conn: &Connection, text: &str, limit: u32) -> StoreResult<Vec<FoundRow>> {
    let Some(query) = match_query(text) else { return Ok(Vec::new()) };
    let mut statement = conn.prepare_cached(
        "SELECT s.doc, s.part, s.space, s.kind, search.title,
                snippet(search, 1, char(2), char(3), '…', 12)
         FROM search JOIN search_rows s ON s.n = search.rowid
         WHERE search MATCH ?1
         ORDER BY bm25(search, 4.0, 1.0), s.n DESC LIMIT ?2",
    )?;
    let rows = statement.query_map(params![query, limit], |row| {
        Ok(FoundRow {
            doc: DocId::new(row.get(0)?),
            part: row.get(1)?,
            space: SpaceId::new(row.get(2)?),
            kind: row.get(3)?,
            title: row.get(4)?,
            excerpt: row.get(5)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn match_query(text: &str) -> Option<String> {
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric() && !is_joined(c)).filter(|word| !word.is_empty()).take(16).collect();
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    (!quoted.is_empty()).then(|| quoted.join(" ") + "*")
}

/// Marks that belong to the letter before them stay in the word.
const fn is_joined(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{200c}' | '\u{200d}')
}
