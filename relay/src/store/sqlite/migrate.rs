//! Versions of the file. A migration is never edited once released.

use crate::store::{StoreError, Stored};
use rusqlite::{Connection, TransactionBehavior};

const MIGRATIONS: &[&str] = &[include_str!("../../../sql/001_start.sql")];

/// Brings the file to this version, one migration a transaction.
pub(super) fn migrate(connection: &mut Connection) -> Stored<()> {
    let known = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
    loop {
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let found: i64 = tx.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if found > known {
            return Err(StoreError::Newer { found, known });
        }
        let Some(next) = usize::try_from(found).ok().and_then(|n| MIGRATIONS.get(n)) else { return Ok(()) };
        tx.execute_batch(next)?;
        tx.pragma_update(None, "user_version", found + 1)?;
        tx.commit()?;
    }
}
