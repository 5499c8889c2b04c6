//! The data folder: everything that a relay keeps.

use super::ServeError;
use crate::files::{make_private, private};
use crate::ports::Random;
use crate::store::SqliteStore;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

pub(crate) struct Data {
    folder: PathBuf,
}

impl Data {
    /// Opens the folder, and makes it when it is not there: for its owner only.
    pub(crate) fn open(folder: &Path) -> Result<Self, ServeError> {
        let mut builder = std::fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder).map_err(ServeError::Data)?;
        Ok(Self { folder: folder.to_path_buf() })
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.folder.join("relay.db")
    }

    /// The database, made for its owner's eyes only when it is not there.
    pub(crate) fn open_database(&self, max_bytes: u64, random: &dyn Random) -> Result<SqliteStore, ServeError> {
        let path = self.database();
        make_private(&path).map_err(ServeError::Data)?;
        Ok(SqliteStore::open(&path, max_bytes, random)?)
    }

    pub(super) fn certificate(&self) -> PathBuf {
        self.folder.join("relay-cert.pem")
    }

    pub(super) fn key(&self) -> PathBuf {
        self.folder.join("relay-key.pem")
    }

    /// Held while a relay serves; the system lets go of it when that dies.
    pub(crate) fn lock(&self) -> Result<Lock, ServeError> {
        let path = self.folder.join("relay.lock");
        let file = private().create(true).truncate(false).open(path).map_err(ServeError::Data)?;
        match file.try_lock() {
            Ok(()) => Ok(Lock(file)),
            Err(TryLockError::WouldBlock) => Err(ServeError::InUse),
            Err(TryLockError::Error(error)) => Err(ServeError::Data(error)),
        }
    }
}

/// The right to serve from a folder.
pub(crate) struct Lock(File);

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing is not enough: a child process that is just being started
        // still has the file open, and with it the lock.
        let _ = self.0.unlock();
    }
}
