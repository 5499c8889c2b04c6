//! Opening the file: one connection that writes, any number that read.

use crate::error::{StoreError, StoreResult};
use crate::lock::{ProfileLock, io_error};
use crate::migrate::{check_version, migrate};
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How to open a profile.
#[derive(Debug, Clone, Default)]
pub struct OpenOptions {
    /// Make the folder and file when there are none.
    pub create: bool,
    /// The SQLite file system to go through; none for the system's own. Tests
    /// name one that fails on purpose.
    pub vfs: Option<String>,
}

/// The one writer of a profile.
#[derive(Debug)]
pub struct Store {
    conn: Connection,
    folder: PathBuf,
    options: OpenOptions,
    /// Whether something was committed that no sync has covered yet.
    unsynced: bool,
    /// Commits in the log that could not be read when the file was opened.
    unread: u32,
    _lock: ProfileLock,
}

/// A connection that can only read. Sees what was committed when it began to read.
#[derive(Debug)]
pub struct Reader {
    conn: Connection,
}

const FILE: &str = "rapport.db";

impl Store {
    /// Opens a profile's folder.
    ///
    /// # Errors
    /// See [`StoreError`]; a file that cannot be opened is left as it is.
    pub fn open(folder: &Path, options: OpenOptions) -> StoreResult<Self> {
        if options.create {
            std::fs::create_dir_all(folder).map_err(|error| io_error(&error, "make folder"))?;
            keep_name(folder);
        }
        let file = folder.join(FILE);
        if !options.create && !file.exists() {
            return Err(StoreError::Missing);
        }
        let lock = ProfileLock::take(folder)?;
        let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        if options.create {
            flags |= OpenFlags::SQLITE_OPEN_CREATE;
        }
        let unread = crate::log::unreadable_commits(&file);
        let mut conn = connect(&file, flags, options.vfs.as_deref())?;
        // A newer version's file stays as it is, down to its mode.
        check_version(&conn)?;
        use_log(&conn)?;
        conn.pragma_update(None, "synchronous", "NORMAL")?;
        conn.pragma_update(None, "foreign_keys", true)?;
        conn.pragma_update(None, "wal_autocheckpoint", 1000)?;
        migrate(&mut conn)?;
        // A process that was killed may have left commits that no sync covers.
        Ok(Self { conn, folder: folder.to_owned(), options, unsynced: true, unread, _lock: lock })
    }

    /// Runs one transaction: all of it is kept, or nothing.
    ///
    /// # Errors
    /// What `work` returned, or the commit failed; then nothing was changed.
    pub fn write<T, E: From<StoreError>>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(StoreError::from)?;
        let done = work(&tx)?;
        tx.commit().map_err(StoreError::from)?;
        self.unsynced = true;
        Ok(done)
    }

    /// What is committed, seen through the writer's own connection.
    pub const fn read(&self) -> &Connection {
        &self.conn
    }

    /// A connection for reading beside the writer.
    ///
    /// # Errors
    /// The file cannot be opened once more.
    pub fn reader(&self) -> StoreResult<Reader> {
        Reader::open(&self.folder, self.options.vfs.as_deref())
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Commits that the log held when the file was opened, and that are gone
    /// since a part of it was damaged. Zero on any healthy disk.
    pub const fn unread_commits(&self) -> u32 {
        self.unread
    }

    /// Whether a power cut could still lose something that was committed.
    pub const fn is_unsynced(&self) -> bool {
        self.unsynced
    }

    /// Makes everything committed so far survive a power cut. Costs one sync
    /// of the disk, and nothing when there is nothing new.
    ///
    /// # Errors
    /// The disk failed; what was committed still survives a crash of the process.
    pub fn harden(&mut self) -> StoreResult<()> {
        if !self.unsynced {
            return Ok(());
        }
        // In WAL mode a commit under FULL syncs the log, and with it all commits before.
        self.conn.pragma_update(None, "synchronous", "FULL")?;
        let done = self.touch();
        self.conn.pragma_update(None, "synchronous", "NORMAL")?;
        done?;
        self.unsynced = false;
        Ok(())
    }

    fn touch(&mut self) -> StoreResult<()> {
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        tx.execute(
            "INSERT INTO meta (key, value) VALUES ('hardened', x'01')
             ON CONFLICT (key) DO UPDATE SET value = CASE value WHEN x'01' THEN x'02' ELSE x'01' END",
            [],
        )?;
        tx.commit()?;
        Ok(())
    }

    /// Moves the log into the file and lets go of what is not needed: before a
    /// phone puts the process to sleep.
    ///
    /// # Errors
    /// The disk failed; nothing is lost by it.
    pub fn checkpoint(&mut self) -> StoreResult<()> {
        let busy: bool = self.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        if busy {
            // Somebody reads: the log stays, but it can be made safe where it is.
            return self.harden();
        }
        self.unsynced = false;
        Ok(())
    }

    /// Asks SQLite whether the file holds together.
    ///
    /// # Errors
    /// It does not; the detail is SQLite's own first line, which names pages and indexes.
    pub fn integrity_check(&self) -> StoreResult<()> {
        let line: String = self.conn.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        if line == "ok" { Ok(()) } else { Err(StoreError::Damaged { detail: line }) }
    }

    /// Makes all indexes anew from their tables.
    ///
    /// # Errors
    /// The disk failed, or the tables themselves do not hold together.
    pub fn make_indexes_anew(&self) -> StoreResult<()> {
        Ok(self.conn.execute_batch("REINDEX")?)
    }
}

impl Reader {
    fn open(folder: &Path, vfs: Option<&str>) -> StoreResult<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Ok(Self { conn: connect(&folder.join(FILE), flags, vfs)? })
    }

    pub const fn conn(&self) -> &Connection {
        &self.conn
    }
}

/// Writes go to a log first: the promises of [`Store::harden`] rest on it.
fn use_log(conn: &Connection) -> StoreResult<()> {
    let mode: String = conn.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    if mode.eq_ignore_ascii_case("wal") {
        Ok(())
    } else {
        Err(StoreError::Damaged { detail: "no write-ahead log here".to_owned() })
    }
}

/// A new folder's own name must survive a power cut too. Not every system can
/// do it; those that cannot keep it by themselves.
fn keep_name(folder: &Path) {
    if let Some(parent) = folder.parent()
        && let Ok(parent) = std::fs::File::open(parent)
    {
        let _ = parent.sync_all();
    }
}

fn connect(file: &Path, flags: OpenFlags, vfs: Option<&str>) -> StoreResult<Connection> {
    let conn = match vfs {
        Some(vfs) => Connection::open_with_flags_and_vfs(file, flags, vfs)?,
        None => Connection::open_with_flags(file, flags)?,
    };
    conn.busy_timeout(Duration::from_secs(5))?;
    conn.set_prepared_statement_cache_capacity(64);
    // Android gives SQLite no folder for temporary files.
    conn.pragma_update(None, "temp_store", 2)?;
    // Only Apple's systems know the difference between a sync and a full one.
    conn.pragma_update(None, "fullfsync", true)?;
    conn.pragma_update(None, "checkpoint_fullfsync", true)?;
    Ok(conn)
}
