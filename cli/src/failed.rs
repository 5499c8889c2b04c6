//! Why a command stops before it is done, and with which code.

use rapport_core::Failure;
use rapport_relay::RunError;

/// Why a command did not do what it was asked.
#[derive(Debug)]
pub(crate) enum Stop {
    /// The core refused, or failed.
    Core(Failure),
    /// The command line cannot be read; the text says where.
    Unread(String),
    /// What was written on the command line cannot be meant.
    Usage(String),
    /// A file says what cannot be meant: where, what, and what to do.
    File(Vec<String>),
    /// The check that was asked for failed: all reasons.
    Check(Vec<String>),
    /// A relay is needed and none can be reached.
    NoRelay(String),
    /// The relay that runs here stopped, with its own exit code.
    Relay { text: String, kind: &'static str, code: u8 },
    /// Something around the core failed: a file, a terminal, another program.
    Outside(String),
}

impl Stop {
    pub(crate) fn usage(text: impl Into<String>) -> Self {
        Self::Usage(text.into())
    }

    pub(crate) fn check(reason: impl Into<String>) -> Self {
        Self::Check(vec![reason.into()])
    }

    /// A file or folder that was named cannot be read, or cannot be written
    /// where it is to stand: wrong usage, whatever the system says of it.
    pub(crate) fn named(file: &std::path::Path, error: &std::io::Error) -> Self {
        Self::Usage(format!("{}: {error}", file.display()))
    }

    /// The same for what an option names.
    pub(crate) fn named_by(option: &str, file: &std::path::Path, error: &std::io::Error) -> Self {
        Self::Usage(format!("{option}: {}: {error}", file.display()))
    }

    pub(crate) fn outside(what: &str, error: &std::io::Error) -> Self {
        Self::Outside(format!("{what}: {error}"))
    }

    pub(crate) fn relay(error: RunError) -> Self {
        Self::Relay { text: error.to_string(), kind: error.kind(), code: error.exit_code() }
    }

    /// What `--json` calls it.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Core(Failure::NotFound { what }) if what == "relay" => "no_relay",
            Self::Core(failure) => failure_kind(failure),
            Self::Unread(_) | Self::Usage(_) => "usage",
            Self::File(_) => "invalid",
            Self::Check(_) => "check_failed",
            Self::NoRelay(_) => "no_relay",
            Self::Relay { kind, .. } => kind,
            Self::Outside(_) => "outside",
        }
    }

    /// 1 refused or failed · 2 wrong usage, or a wrong file · 3 no relay · 4 storage damaged.
    pub(crate) fn code(&self) -> u8 {
        match self {
            Self::Core(Failure::StorageDamaged { .. } | Failure::KeyLost) => 4,
            Self::Core(Failure::Offline) | Self::NoRelay(_) => 3,
            Self::Core(Failure::NotFound { what }) if what == "relay" => 3,
            Self::Unread(_) | Self::Usage(_) | Self::File(_) => 2,
            Self::Relay { code, .. } => *code,
            Self::Core(_) | Self::Check(_) | Self::Outside(_) => 1,
        }
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Core(failure)
    }
}

const fn failure_kind(failure: &Failure) -> &'static str {
    match failure {
        Failure::NotFound { .. } => "not_found",
        Failure::NotAllowed { .. } => "not_allowed",
        Failure::Invalid { .. } => "invalid",
        Failure::Conflict { .. } => "conflict",
        Failure::Offline => "no_relay",
        Failure::RelayRefused { .. } => "relay_refused",
        Failure::Locked => "locked",
        Failure::Port { .. } => "port",
        Failure::KeyLost => "key_lost",
        Failure::StorageFull { .. } => "storage_full",
        Failure::StorageReadOnly => "storage_read_only",
        Failure::StorageDamaged { .. } => "storage_damaged",
        Failure::NeedsUpdate { .. } => "needs_update",
        Failure::Stopped => "stopped",
        Failure::Bug { .. } => "bug",
    }
}
