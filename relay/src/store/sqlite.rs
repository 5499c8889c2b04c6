//! The default store: one SQLite file, one writing connection, a few readers.

mod keys;
mod mailboxes;
mod migrate;
mod open;
mod records;
mod restore;
mod spaces;
mod tidy;
mod tokens;
mod transaction;

pub use restore::{backup, restore};

use super::{Reading, Store, StoreError, Stored, Writing};
use open::Place;
use rusqlite::Connection;
use std::path::Path;
use std::sync::{Condvar, Mutex, PoisonError};
use transaction::Tx;

/// Readers beside the writer; more would wait for the same disk.
const READERS: usize = 4;

pub struct SqliteStore {
    place: Place,
    writer: Mutex<Connection>,
    /// Readers not in use, and how many exist.
    readers: Mutex<(Vec<Connection>, usize)>,
    returned: Condvar,
    /// Bytes that the file may have; 0 means no bound.
    max_bytes: u64,
}

impl SqliteStore {
    /// Opens or makes the file and brings it to this version. A copy made by
    /// [`Store::backup`] becomes a relay's database here: `log_id` draws the
    /// new ids of its logs.
    pub fn open(path: &Path, max_bytes: u64, random: &dyn crate::ports::Random) -> Stored<Self> {
        Self::at(Place::File(path.to_path_buf()), max_bytes, random)
    }

    /// A store that is gone with the value: for simulations.
    pub fn in_memory(random: &dyn crate::ports::Random) -> Stored<Self> {
        Self::at(Place::Memory, 0, random)
    }

    fn at(place: Place, max_bytes: u64, random: &dyn crate::ports::Random) -> Stored<Self> {
        let mut writer = open::writer(&place)?;
        migrate::migrate(&mut writer)?;
        restore::take_new_log_ids_if_copied(&mut writer, random)?;
        if max_bytes > 0 {
            open::bound(&writer, max_bytes)?;
        }
        Ok(Self { place, writer: Mutex::new(writer), readers: Mutex::default(), returned: Condvar::new(), max_bytes })
    }

    /// Bytes that the file may have; 0 means no bound.
    pub const fn max_bytes(&self) -> u64 {
        self.max_bytes
    }

    fn on_writer<T>(&self, work: impl FnOnce(&mut Connection) -> Stored<T>) -> Stored<T> {
        // A panic while the lock was held left no half transaction: it rolls
        // back when it is dropped.
        work(&mut self.writer.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn on_reader<T>(&self, work: impl FnOnce(&mut Connection) -> Stored<T>) -> Stored<T> {
        let Place::File(path) = &self.place else { return self.on_writer(work) };
        let mut reader = self.take_reader(path)?;
        let answer = work(&mut reader);
        self.give_reader(Some(reader));
        answer
    }

    fn take_reader(&self, path: &Path) -> Stored<Connection> {
        let mut pool = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(reader) = pool.0.pop() {
                return Ok(reader);
            }
            if pool.1 < READERS {
                pool.1 += 1;
                drop(pool);
                return open::reader(path).inspect_err(|_| self.give_reader(None));
            }
            pool = self.returned.wait(pool).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Puts a reader back; none means that one fewer exists.
    fn give_reader(&self, reader: Option<Connection>) {
        let mut pool = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        match reader {
            Some(reader) => pool.0.push(reader),
            None => pool.1 -= 1,
        }
        self.returned.notify_one();
    }
}

impl Store for SqliteStore {
    fn read_dyn(&self, work: &mut dyn FnMut(&dyn Reading) -> Stored<()>) -> Stored<()> {
        self.on_reader(|connection| {
            let tx = Tx::begin(connection, rusqlite::TransactionBehavior::Deferred)?;
            work(&tx)
        })
    }

    fn write_dyn(&self, work: &mut dyn FnMut(&dyn Writing) -> Stored<()>) -> Stored<()> {
        self.on_writer(|connection| {
            let tx = Tx::begin(connection, rusqlite::TransactionBehavior::Immediate)?;
            work(&tx)?;
            tx.commit()
        })
    }

    fn backup(&self, to: &Path) -> Stored<()> {
        match &self.place {
            Place::File(path) => restore::backup(path, to),
            Place::Memory => self.on_writer(|connection| restore::copy_out(connection, to)),
        }
    }

    fn checkpoint(&self) -> Stored<()> {
        self.on_writer(|connection| open::checkpoint(connection))
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::NotADatabase) => Self::NotOurs,
            Some(code) => {
                let extended = error.sqlite_error().map(|e| e.extended_code).unwrap_or_default();
                Self::Failed(format!("{code:?} ({extended})"))
            }
            None => Self::Failed(String::from(kind(&error))),
        }
    }
}

/// A name for errors that are not SQLite's own; their texts may quote values.
fn kind(error: &rusqlite::Error) -> &'static str {
    match error {
        rusqlite::Error::QueryReturnedNoRows => "a row is missing",
        rusqlite::Error::FromSqlConversionFailure(..) | rusqlite::Error::InvalidColumnType(..) => {
            "a column holds what it must not"
        }
        rusqlite::Error::ExecuteReturnedResults => "a statement gave rows that nobody asked for",
        rusqlite::Error::InvalidParameterCount(..) => "a statement got too many or too few values",
        rusqlite::Error::SqlInputError { .. } => "a statement does not fit the tables",
        _ => "the database was used wrongly",
    }
}

#[cfg(test)]
mod tests;
