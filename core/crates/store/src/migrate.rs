//! Bringing a file to the newest schema, one numbered step after the other.

use crate::error::{StoreError, StoreResult};
use rusqlite::Connection;

const STEPS: [&str; 12] = [
    include_str!("../sql/001_base.sql"),
    include_str!("../sql/002_projections.sql"),
    include_str!("../sql/003_copies.sql"),
    include_str!("../sql/004_found_by_index.sql"),
    include_str!("../sql/005_checkins.sql"),
    include_str!("../sql/006_checkin_drafts.sql"),
    include_str!("../sql/007_reminders.sql"),
    include_str!("../sql/008_choices.sql"),
    include_str!("../sql/009_series.sql"),
    include_str!("../sql/010_free_times.sql"),
    include_str!("../sql/011_left.sql"),
    include_str!("../sql/012_journal_sums.sql"),
];

/// The schema that this version writes.
pub const SCHEMA_VERSION: u32 = 12;

/// Brings the file up to date in one transaction: whole or not at all.
///
/// # Errors
/// The file is of a newer version, or cannot be written.
pub(crate) fn migrate(conn: &mut Connection) -> StoreResult<()> {
    let found = check_version(conn)?;
    if found == SCHEMA_VERSION {
        return Ok(());
    }
    let tx = conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    for step in STEPS.iter().skip(found as usize) {
        tx.execute_batch(step)?;
    }
    tx.pragma_update(None, "user_version", SCHEMA_VERSION)?;
    tx.commit()?;
    Ok(())
}

/// The version of a file that this software can read.
///
/// # Errors
/// It is a newer one.
pub(crate) fn check_version(conn: &Connection) -> StoreResult<u32> {
    let found: u32 = conn.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if found > SCHEMA_VERSION {
        return Err(StoreError::Newer { found, known: SCHEMA_VERSION });
    }
    Ok(found)
}
