//! Connections and how they are set.

use crate::store::{StoreError, Stored};
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// "Rpry": says in the file's header whose it is.
pub(super) const APPLICATION_ID: i64 = 0x5270_7279;
/// Another process (a backup, the token command) holds the file for moments only.
const BUSY: Duration = Duration::from_secs(10);
/// Pages of the write-ahead log before a commit also brings them home: 16 MiB.
const CHECKPOINT_PAGES: i64 = 4096;
const PAGE: u64 = 4096;

pub(super) enum Place {
    File(PathBuf),
    Memory,
}

/// The connection that writes: a commit is on the disk when it returns.
pub(super) fn writer(place: &Place) -> Stored<Connection> {
    let connection = match place {
        Place::File(path) => Connection::open_with_flags(
            path,
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?,
        Place::Memory => Connection::open_in_memory()?,
    };
    connection.busy_timeout(BUSY)?;
    let id: i64 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if id != APPLICATION_ID && !is_empty(&connection)? {
        return Err(StoreError::NotOurs);
    }
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
    common(&connection)?;
    Ok(connection)
}

/// A connection that cannot write.
pub(super) fn reader(path: &Path) -> Stored<Connection> {
    let connection =
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "query_only", true)?;
    common(&connection)?;
    Ok(connection)
}

fn common(connection: &Connection) -> Stored<()> {
    connection.set_prepared_statement_cache_capacity(64);
    connection.pragma_update(None, "temp_store", 2)?;
    // What is deleted is overwritten: a relay forgets what it says it forgets.
    connection.pragma_update(None, "secure_delete", "FAST")?;
    connection.pragma_update(None, "cache_size", -8192)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    Ok(())
}

/// Makes the file refuse to grow over this: what would, fails as full.
pub(super) fn bound(connection: &Connection, max_bytes: u64) -> Stored<()> {
    let pages = i64::try_from(max_bytes / PAGE).unwrap_or(i64::MAX).clamp(64, i64::from(u32::MAX) - 2);
    connection.pragma_update(None, "max_page_count", pages)?;
    Ok(())
}

/// Brings the write-ahead log home and empties it, as far as readers let it.
pub(super) fn checkpoint(connection: &Connection) -> Stored<()> {
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    Ok(())
}

fn is_empty(connection: &Connection) -> Stored<bool> {
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    Ok(tables == 0)
}
