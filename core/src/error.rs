//! Failures, told by what the user can do about them.

use rapport_node::{CallFailed, NodeError, RuleBroken, StoreError, WriteProblem};
use rapport_node::{Code, Field, Problem, Rule};

/// Why something was not done. Nothing was changed by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// It is about something that is not here (any more).
    NotFound {
        /// What sort of thing, as a code: `goal`, `meeting`, `invite` …
        what: String,
    },
    /// A rule of mentoring does not allow it to this person, or not now.
    NotAllowed { field: Field, rule: Rule },
    /// What was entered cannot be taken as it is.
    Invalid { field: Field, problem: Problem },
    /// Something else stands in the way: a profile that is open elsewhere, a
    /// profile that exists already. `what` is a code.
    Conflict { what: String },
    /// No relay can be reached. What was done here is kept and sent later.
    Offline,
    /// The relay refused.
    RelayRefused { code: Code, retry_after_s: Option<u32> },
    /// The key of this profile cannot be read now: unlock it first.
    Locked,
    /// The key of this profile is lost for good: link this device anew, or
    /// come back with the recovery words.
    KeyLost,
    /// The disk is full.
    StorageFull {
        /// So many bytes should be made free.
        needed_bytes: u32,
    },
    /// The folder cannot be written.
    StorageReadOnly,
    /// The profile's file is damaged, or the disk fails.
    StorageDamaged { detail: String },
    /// A newer version of the app is needed. `minimum` is the schema that it must
    /// know, 0 where that is not said: for the log, it is no version of an app.
    NeedsUpdate { minimum: u32 },
    /// The shell's own code failed where the core called it.
    Port {
        /// Which, as a code: `clock`, `vault`.
        what: String,
        /// What it says about it.
        detail: String,
    },
    /// The core was shut down, or is asleep.
    Stopped,
    /// Our fault. The reference leads to a line of the log.
    Bug { reference: String },
}

impl Failure {
    pub(crate) fn bug(what: &'static str) -> Self {
        Self::Bug { reference: what.to_owned() }
    }

    pub(crate) fn not_found(what: &str) -> Self {
        Self::NotFound { what: what.to_owned() }
    }
}

/// A write-ahead log that cannot be moved into the file needs this much.
const ROOM: u32 = 16 * 1024 * 1024;

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Full => Self::StorageFull { needed_bytes: ROOM },
            StoreError::InUse => Self::Conflict { what: "profile_open".to_owned() },
            StoreError::ReadOnly => Self::StorageReadOnly,
            StoreError::Missing => Self::not_found("profile"),
            StoreError::Newer { found, .. } => Self::NeedsUpdate { minimum: found },
            StoreError::Damaged { detail } => Self::StorageDamaged { detail },
            StoreError::BadRow { table } => Self::StorageDamaged { detail: table.to_owned() },
        }
    }
}

impl From<RuleBroken> for Failure {
    fn from(broken: RuleBroken) -> Self {
        match broken {
            RuleBroken::Invalid { field, problem } => Self::Invalid { field, problem },
            RuleBroken::NotAllowed { field, rule } => Self::NotAllowed { field, rule },
            RuleBroken::NotFound { thing, .. } => Self::not_found(thing.name()),
        }
    }
}

impl From<NodeError> for Failure {
    fn from(error: NodeError) -> Self {
        match error {
            NodeError::Store(error) => error.into(),
            NodeError::Rule(broken) => broken.into(),
            NodeError::Locked => Self::Locked,
            NodeError::Exists => Self::Conflict { what: "profile_exists".to_owned() },
            NodeError::NotFound(what) => Self::not_found(what),
            NodeError::NeedsUpdate => Self::NeedsUpdate { minimum: 0 },
            NodeError::TooLarge(_) => Self::Invalid { field: Field::File, problem: Problem::TooMany { max: u32::MAX } },
            NodeError::DamagedDocument(_) => Self::StorageDamaged { detail: "document".to_owned() },
            NodeError::Membership(_) => Self::bug("an operation that cannot be made"),
            NodeError::Write(WriteProblem::NeedsUpdate(schema)) => {
                Self::NeedsUpdate { minimum: u32::try_from(schema).unwrap_or(u32::MAX) }
            }
            NodeError::Write(_) => Self::bug("a document that cannot be written"),
            NodeError::Bug(what) => Self::bug(what),
        }
    }
}

impl From<CallFailed> for Failure {
    fn from(failed: CallFailed) -> Self {
        match failed {
            CallFailed::Unreachable | CallFailed::Garbage(_) | CallFailed::NotTrusted => Self::Offline,
            CallFailed::Refused(problem) => {
                let retry = problem.retry_after_s.map(|s| u32::try_from(s).unwrap_or(u32::MAX));
                Self::RelayRefused { code: problem.code, retry_after_s: retry }
            }
        }
    }
}

/// For logs: the kind, never what somebody wrote.
impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotFound { what } => write!(f, "not found: {what}"),
            Self::NotAllowed { field, rule } => write!(f, "not allowed: {field:?} {rule:?}"),
            Self::Invalid { field, problem } => write!(f, "invalid: {field:?} {problem:?}"),
            Self::Conflict { what } => write!(f, "conflict: {what}"),
            Self::Offline => f.write_str("no relay can be reached"),
            Self::RelayRefused { code, .. } => write!(f, "the relay refused: {code:?}"),
            Self::Locked => f.write_str("locked"),
            Self::KeyLost => f.write_str("the key is lost"),
            Self::StorageFull { .. } => f.write_str("the disk is full"),
            Self::StorageReadOnly => f.write_str("the folder cannot be written"),
            Self::StorageDamaged { detail } => write!(f, "the storage is damaged: {detail}"),
            Self::NeedsUpdate { .. } => f.write_str("a newer version is needed"),
            Self::Port { what, .. } => write!(f, "a port failed: {what}"),
            Self::Stopped => f.write_str("stopped"),
            Self::Bug { reference } => write!(f, "a bug: {reference}"),
        }
    }
}

impl std::error::Error for Failure {}
