//! What an app gives to the core: a vault for its key, the rules of time zones
//! and, where it wants to, a clock and a log.

use crate::time::Moment;
use rapport_core::domain::{Transition, UnknownZone, Zone};
use rapport_core::ports::{self, PortProblem, VaultProblem};
use std::sync::Arc;

/// Why the app's own code gave no answer. Anything else that it throws counts
/// as `Failed`.
#[derive(Debug, thiserror::Error, uniffi::Error)]
pub enum PortFailure {
    /// A vault that has to be unlocked first.
    #[error("locked")]
    Locked,
    /// A key that can never be read again, after a restore on another phone for example.
    #[error("lost")]
    Lost,
    /// A time zone that this device does not know.
    #[error("unknown")]
    Unknown,
    /// It did not work.
    #[error("{detail}")]
    Failed {
        /// For developers; nothing that a person wrote.
        detail: String,
    },
}

impl From<uniffi::UnexpectedUniFFICallbackError> for PortFailure {
    fn from(thrown: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Failed { detail: thrown.reason }
    }
}

impl From<PortFailure> for PortProblem {
    fn from(failure: PortFailure) -> Self {
        Self { detail: failure.to_string() }
    }
}

impl From<PortFailure> for VaultProblem {
    fn from(failure: PortFailure) -> Self {
        match failure {
            PortFailure::Locked => Self::Locked,
            PortFailure::Lost => Self::Lost,
            other => Self::Failed(other.into()),
        }
    }
}

/// Tells the time; asked once in each call. Without one the core asks the system.
#[uniffi::export(foreign)]
pub trait DeviceClock: Send + Sync {
    /// The time now.
    fn now(&self) -> Result<Moment, PortFailure>;
}

/// From when on a zone has which offset.
#[derive(uniffi::Record)]
pub struct ZoneChange {
    /// Then it begins.
    pub at: Moment,
    /// Seconds that local time is ahead of UTC from then on.
    pub offset_s: i32,
}

/// Knows the rules of time zones, as the system of the device has them.
#[uniffi::export(foreign)]
pub trait DeviceZones: Send + Sync {
    /// The offset in force at `from`, dated at or before it, then every change before `to`, in order.
    /// Throws `Unknown` for a name that the device does not know.
    fn changes(&self, zone: String, from: Moment, to: Moment) -> Result<Vec<ZoneChange>, PortFailure>;
}

/// Keeps the one key that everything on this device is sealed with. Asked only while a profile is made or opened.
#[uniffi::export(foreign)]
pub trait KeyVault: Send + Sync {
    /// The 32 bytes that were kept; nothing when none were kept yet.
    fn load(&self) -> Result<Option<Vec<u8>>, PortFailure>;
    /// Keeps 32 bytes so that only this device can read them.
    fn store(&self, key: Vec<u8>) -> Result<(), PortFailure>;
}

/// How serious a line of the log is.
#[derive(uniffi::Enum)]
pub enum LogLevel {
    /// For somebody who looks for a fault.
    Debug,
    /// What happened.
    Info,
    /// Something did not work and is tried again.
    Warn,
    /// A fault.
    Error,
}

/// Hears every line of the core's log: fixed words, numbers and short ids, nothing that a person wrote.
#[uniffi::export(foreign)]
pub trait LogSink: Send + Sync {
    /// One line. What this throws is ignored.
    fn line(&self, level: LogLevel, text: String) -> Result<(), PortFailure>;
}

pub(crate) struct Clock(pub(crate) Arc<dyn DeviceClock>);
pub(crate) struct Zones(pub(crate) Arc<dyn DeviceZones>);
pub(crate) struct Vault(pub(crate) Arc<dyn KeyVault>);
pub(crate) struct Log(pub(crate) Arc<dyn LogSink>);

impl ports::Clock for Clock {
    fn now_ms(&self) -> Result<i64, PortProblem> {
        Ok(self.0.now()?.0)
    }
}

impl ports::ZoneRules for Zones {
    fn transitions(&self, zone: &Zone, from: Moment, to: Moment) -> Result<Vec<Transition>, UnknownZone> {
        let changes = self.0.changes(zone.to_string(), from, to).map_err(|_| UnknownZone)?;
        let transition = |change: ZoneChange| Transition { at: change.at, offset_s: change.offset_s };
        Ok(changes.into_iter().map(transition).collect())
    }
}

impl ports::KeyVault for Vault {
    fn load(&self) -> Result<Option<[u8; 32]>, VaultProblem> {
        let Some(key) = self.0.load()? else { return Ok(None) };
        // A key of another length was not made here.
        key.try_into().map(Some).map_err(|_| VaultProblem::Lost)
    }

    fn store(&self, key: &[u8; 32]) -> Result<(), VaultProblem> {
        Ok(self.0.store(key.to_vec())?)
    }
}

impl ports::LogSink for Log {
    fn line(&self, level: ports::Level, text: &str) {
        let level = match level {
            ports::Level::Debug => LogLevel::Debug,
            ports::Level::Info => LogLevel::Info,
            ports::Level::Warn => LogLevel::Warn,
            ports::Level::Error => LogLevel::Error,
        };
        // A log that fails must not end what is logged.
        let _ = self.0.line(level, text.to_owned());
    }
}
