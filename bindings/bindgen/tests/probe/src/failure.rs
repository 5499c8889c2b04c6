//! What can go wrong, by what the caller can do about it.

/// Why something was not done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, uniffi::Error)]
pub enum Failure {
    /// There is no such thing.
    #[error("not found: {what}")]
    NotFound { what: String },
    /// A value cannot be taken as it is.
    #[error("{field} is not acceptable")]
    Invalid { field: String },
    /// The app's own code failed where the core called it.
    #[error("a port failed: {detail}")]
    Port { detail: String },
    /// The library was shut down before the call.
    #[error("stopped")]
    Stopped,
    /// A defect; the reference finds it in the log.
    #[error("defect {reference}")]
    Bug { reference: String },
}
