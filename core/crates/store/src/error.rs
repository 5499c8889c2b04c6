//! What can go wrong with a file, told by what can be done about it.

use rusqlite::ErrorCode;

pub type StoreResult<T> = Result<T, StoreError>;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The disk has no room. Nothing was changed.
    #[error("the disk is full")]
    Full,
    /// Another process has this profile open.
    #[error("the profile is open elsewhere")]
    InUse,
    /// The folder or file cannot be written.
    #[error("the profile cannot be written")]
    ReadOnly,
    /// There is no profile here.
    #[error("there is no profile here")]
    Missing,
    /// Made by a newer version of the software.
    #[error("the profile is of version {found}, known is {known}")]
    Newer { found: u32, known: u32 },
    /// The file is damaged, or the disk failed. `detail` names the operation,
    /// never content.
    #[error("the profile's file is damaged or the disk fails: {detail}")]
    Damaged { detail: String },
    /// A row does not hold what its column promises.
    #[error("a row of {table} is damaged")]
    BadRow { table: &'static str },
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match &error {
            rusqlite::Error::SqliteFailure(failure, _) => match failure.code {
                ErrorCode::DiskFull => Self::Full,
                // The index of the write-ahead log is the first thing that finds no room when a file is opened.
                _ if failure.extended_code == rusqlite::ffi::SQLITE_IOERR_SHMSIZE => Self::Full,
                ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::InUse,
                ErrorCode::ReadOnly | ErrorCode::PermissionDenied => Self::ReadOnly,
                ErrorCode::CannotOpen => Self::Damaged { detail: "cannot open".to_owned() },
                code => Self::Damaged { detail: format!("{code:?} ({})", failure.extended_code) },
            },
            // The text of such errors can hold values of rows: it is not kept.
            rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::InvalidColumnType(..) => Self::BadRow { table: "a query" },
            rusqlite::Error::QueryReturnedNoRows => Self::BadRow { table: "a query without rows" },
            _ => Self::Damaged { detail: "an unexpected answer of the database".to_owned() },
        }
    }
}
