//! Copies of the whole file, and what happens when one comes back. A copy
//! carries a mark; whoever opens it as a relay's database gives every log a new
//! id first, so that no client takes yesterday's log for today's.

use super::{migrate, open};
use crate::ports::{Random, draw};
use crate::store::{StoreError, Stored};
use rusqlite::{Connection, OpenFlags, TransactionBehavior, params};
use std::path::{Path, PathBuf};

const MARK: &str = "copied";

/// Copies a database that may be in use, also by another process. It is one
/// read of one state: writers go on, and however much they write, it ends.
pub fn backup(from: &Path, to: &Path) -> Stored<()> {
    let source = open::reader(from)?;
    // The copy is written through this connection, so it may write again.
    source.pragma_update(None, "query_only", false)?;
    copy_out(&source, to)
}

pub(super) fn copy_out(source: &Connection, to: &Path) -> Stored<()> {
    if to.exists() {
        return Err(StoreError::Failed(String::from("the file to write exists already")));
    }
    let part = beside(to, "part");
    let _ = std::fs::remove_file(&part);
    let made = write_copy(source, &part).and_then(|()| {
        std::fs::rename(&part, to).map_err(|e| io(&e))?;
        sync_folder(to)
    });
    if made.is_err() {
        let _ = std::fs::remove_file(&part);
    }
    made
}

fn write_copy(source: &Connection, part: &Path) -> Stored<()> {
    // An empty file is a database too, and this one only its owner can read.
    crate::files::make_private(part).map_err(|e| io(&e))?;
    let name = part.to_str().ok_or_else(|| StoreError::Failed(String::from("the file's name is not text")))?;
    source.execute("VACUUM INTO ?1", [name])?;
    let copy = Connection::open_with_flags(part, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    copy.pragma_update(None, "journal_mode", "DELETE")?;
    copy.execute("INSERT INTO relay (name, value) VALUES (?1, 'yes') ON CONFLICT DO NOTHING", [MARK])?;
    check(&copy)?;
    copy.close().map_err(|(_, e)| e)?;
    std::fs::File::open(part).and_then(|file| file.sync_all()).map_err(|e| io(&e))
}

/// Puts a copy in the place of a relay's database, which must not be in use.
/// What stood there is kept beside it under the name that is answered.
pub fn restore(copy: &Path, database: &Path, now_ms: i64, random: &dyn Random) -> Stored<Option<PathBuf>> {
    let part = beside(database, "part");
    std::fs::copy(copy, &part).map_err(|e| io(&e))?;
    let prepared = prepare(&part, random);
    if prepared.is_err() {
        let _ = std::fs::remove_file(&part);
        return prepared.map(|()| None);
    }
    let before = if database.exists() {
        // Everything in the write-ahead log belongs to the file kept aside.
        let old = open::writer(&open::Place::File(database.to_path_buf()))?;
        open::checkpoint(&old)?;
        old.close().map_err(|(_, e)| e)?;
        let aside = beside(database, &format!("before-{now_ms}"));
        std::fs::rename(database, &aside).map_err(|e| io(&e))?;
        Some(aside)
    } else {
        None
    };
    for end in ["-wal", "-shm"] {
        let mut name = database.as_os_str().to_owned();
        name.push(end);
        let _ = std::fs::remove_file(PathBuf::from(name));
    }
    std::fs::rename(&part, database).map_err(|e| io(&e))?;
    sync_folder(database)?;
    Ok(before)
}

fn prepare(part: &Path, random: &dyn Random) -> Stored<()> {
    // An empty file would be made into an empty relay below.
    if application_id(&Connection::open_with_flags(part, OpenFlags::SQLITE_OPEN_READ_WRITE)?)? != open::APPLICATION_ID {
        return Err(StoreError::NotOurs);
    }
    let mut copy = open::writer(&open::Place::File(part.to_path_buf()))?;
    check(&copy)?;
    migrate::migrate(&mut copy)?;
    // Also a file that was copied by other means is a restored one here.
    new_log_ids(&mut copy, random)?;
    copy.pragma_update(None, "journal_mode", "DELETE")?;
    copy.close().map_err(|(_, e)| e)?;
    std::fs::File::open(part).and_then(|file| file.sync_all()).map_err(|e| io(&e))
}

/// What opening a database does first.
pub(super) fn take_new_log_ids_if_copied(db: &mut Connection, random: &dyn Random) -> Stored<()> {
    let copied: i64 = db.query_row("SELECT count(*) FROM relay WHERE name = ?1", [MARK], |row| row.get(0))?;
    if copied == 0 { Ok(()) } else { new_log_ids(db, random) }
}

fn new_log_ids(db: &mut Connection, random: &dyn Random) -> Stored<()> {
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    {
        let mut all = tx.prepare("SELECT space_id FROM spaces")?;
        let spaces = all.query_map([], |row| row.get::<_, Vec<u8>>(0))?.collect::<Result<Vec<_>, _>>()?;
        let mut put = tx.prepare("UPDATE spaces SET log_id = ?2 WHERE space_id = ?1")?;
        for space in spaces {
            let fresh: [u8; 16] = draw(random).map_err(|e| StoreError::Failed(e.to_string()))?;
            put.execute(params![space, fresh])?;
        }
    }
    tx.execute("DELETE FROM relay WHERE name = ?1", [MARK])?;
    Ok(tx.commit()?)
}

fn application_id(db: &Connection) -> Stored<i64> {
    Ok(db.pragma_query_value(None, "application_id", |row| row.get(0))?)
}

fn check(db: &Connection) -> Stored<()> {
    let verdict: String = db.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if verdict == "ok" { Ok(()) } else { Err(StoreError::Failed(String::from("the copy is damaged"))) }
}

/// `relay.db` -> `relay.db.part`.
fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(end);
    PathBuf::from(name)
}

fn sync_folder(path: &Path) -> Stored<()> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(|e| io(&e))
}

fn io(error: &std::io::Error) -> StoreError {
    match error.kind() {
        std::io::ErrorKind::StorageFull => StoreError::Full,
        kind => StoreError::Failed(kind.to_string()),
    }
}
