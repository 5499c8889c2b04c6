//! What the app gives to the core.

use crate::Failure;

/// Why a port could not answer.
#[derive(Debug, thiserror::Error, uniffi::Error)]
pub enum PortFailure {
    /// The app refused, or its code threw something else.
    #[error("{detail}")]
    Refused { detail: String },
}

impl From<uniffi::UnexpectedUniFFICallbackError> for PortFailure {
    fn from(thrown: uniffi::UnexpectedUniFFICallbackError) -> Self {
        Self::Refused { detail: thrown.reason }
    }
}

impl From<PortFailure> for Failure {
    fn from(PortFailure::Refused { detail }: PortFailure) -> Self {
        Self::Port { detail }
    }
}

/// Tells the time, in milliseconds since 1970.
#[uniffi::export(foreign)]
pub trait Clock: Send + Sync {
    /// The time now.
    fn now_ms(&self) -> Result<i64, PortFailure>;
}
