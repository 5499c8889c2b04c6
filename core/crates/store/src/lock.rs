//! One process a profile.

use crate::error::{StoreError, StoreResult};
use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

/// Held while a profile is open; the system lets go of it when the process dies.
#[derive(Debug)]
pub struct ProfileLock {
    file: File,
}

impl Drop for ProfileLock {
    /// A process that is being started at this moment holds a copy of every
    /// open file: closing alone would leave the lock to it for a while.
    fn drop(&mut self) {
        let _ = self.file.unlock();
    }
}

impl ProfileLock {
    /// Takes the lock of a profile's folder.
    ///
    /// # Errors
    /// Somebody else holds it, or the folder cannot be written.
    pub fn take(folder: &Path) -> StoreResult<Self> {
        let path = folder.join("profile.lock");
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path)
            .map_err(|error| io_error(&error, "lock"))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { file }),
            Err(TryLockError::WouldBlock) => Err(StoreError::InUse),
            Err(TryLockError::Error(error)) => Err(io_error(&error, "lock")),
        }
    }
}

pub(crate) fn io_error(error: &std::io::Error, doing: &str) -> StoreError {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => StoreError::Full,
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => StoreError::ReadOnly,
        ErrorKind::NotFound => StoreError::Missing,
        kind => StoreError::Damaged { detail: format!("{doing}: {kind:?}") },
    }
}
