//! Letting go of a space: what people wrote in it first, the rest once nothing
//! of it has to be sent any more.

use crate::StoreResult;
use rapport_ids::SpaceId;
use rusqlite::Transaction;

/// By document; the documents themselves go last.
const OF_DOCS: [&str; 4] = ["changes", "parts", "journal", "choices"];
const CONTENT: [&str; 11] =
    ["docs", "held", "trials", "people", "pairings", "goals", "steps", "meetings", "notes", "series", "free_times"];
const REST: [&str; 10] =
    ["entries", "records", "cursors", "epochs", "ops", "pending_ops", "outbox", "members", "devices", "spaces"];

/// Takes away what was written in a space, and what lists show of it. What is
/// on its way to the relay stays, with the keys that it needs.
pub fn content(tx: &Transaction<'_>, space: &SpaceId) -> StoreResult<()> {
    let run = |sql: &str| tx.execute(sql, [space.as_bytes()]).map(drop);
    run("DELETE FROM search WHERE rowid IN (SELECT n FROM search_rows WHERE space = ?1)")?;
    run("DELETE FROM search_rows WHERE space = ?1")?;
    run("DELETE FROM checkins WHERE space = ?1")?;
    for table in OF_DOCS {
        run(&format!("DELETE FROM {table} WHERE doc IN (SELECT doc FROM docs WHERE space = ?1)"))?;
    }
    for table in CONTENT {
        run(&format!("DELETE FROM {table} WHERE space = ?1"))?;
    }
    // Sealed copies that its relay has; operations and notices are needed to the end.
    run("DELETE FROM records WHERE space = ?1 AND seq IS NOT NULL AND class NOT IN (2, 6, 7)")?;
    run("DELETE FROM pending_ops WHERE space = ?1")?;
    Ok(())
}

/// Nothing waits to be sent any more.
pub fn outbox(tx: &Transaction<'_>, space: &SpaceId) -> StoreResult<()> {
    tx.execute("DELETE FROM outbox WHERE space = ?1", [space.as_bytes()])?;
    Ok(())
}

/// Takes away everything else but the secrets that are stored by name.
pub fn rest(tx: &Transaction<'_>, space: &SpaceId) -> StoreResult<()> {
    content(tx, space)?;
    for table in REST {
        tx.execute(&format!("DELETE FROM {table} WHERE space = ?1"), [space.as_bytes()])?;
    }
    Ok(())
}
