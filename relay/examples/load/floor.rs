//! The floor that no relay on this disk gets below: plain SQLite.

use std::path::Path;
use std::time::{Duration, Instant};

/// Commits a second of one row each, synced like the relay's.
pub(super) fn commits(folder: &Path, time: Duration) -> f64 {
    let db = rusqlite::Connection::open(folder.join("floor.db")).unwrap();
    db.pragma_update(None, "journal_mode", "WAL").unwrap();
    db.pragma_update(None, "synchronous", "FULL").unwrap();
    db.execute_batch(include_str!("floor.sql")).unwrap();
    let mut insert = db.prepare("INSERT INTO floor (content) VALUES (?1)").unwrap();
    let (began, mut n) = (Instant::now(), 0);
    while began.elapsed() < time {
        insert.execute([&[7u8; 700][..]]).unwrap();
        n += 1;
    }
    f64::from(n) / began.elapsed().as_secs_f64()
}
