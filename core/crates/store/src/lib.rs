//! One SQLite file a profile: what a phone knows.
//!
//! Tables know bytes and rows, not meaning. Functions that take a
//! [`Transaction`] write, functions that take a [`Connection`] read; there is
//! one writer a profile and no thread in here.

mod error;
mod lock;
mod log;
mod migrate;
mod open;

pub mod projections;
pub mod tables;

pub use error::{StoreError, StoreResult};
pub use lock::ProfileLock;
pub use migrate::SCHEMA_VERSION;
pub use open::{OpenOptions, Reader, Store};
pub use rusqlite::{Connection, Transaction};
