//! What can be wrong with a trace, and where.

use std::fmt;

/// A file that is not a usable trace. Its text never repeats what was typed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {problem}")]
pub struct TraceError {
    pub place: Place,
    pub problem: Problem,
}

/// Where in the file: counted from 0, as `parents` counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    File,
    Field(&'static str),
    Txn { txn: usize },
    Patch { txn: usize, patch: usize },
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File => f.write_str("the trace"),
            Self::Field(name) => write!(f, "field `{name}`"),
            Self::Txn { txn } => write!(f, "transaction {txn}"),
            Self::Patch { txn, patch } => write!(f, "transaction {txn}, patch {patch}"),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    #[error("cannot be unpacked: {detail}")]
    Gzip { detail: String },
    #[error("unpacks into more than {most} bytes")]
    TooLarge { most: usize },
    #[error("byte {at} is not UTF-8")]
    NotUtf8 { at: usize },
    #[error("has not the form of a trace: {detail}")]
    Form { detail: String },
    #[error("there are {found} of them, at most {most} are taken")]
    TooMany { found: usize, most: usize },
    #[error("is not an earlier transaction: {parent}")]
    Parent { parent: usize },
    #[error("names parent {parent} twice")]
    ParentTwice { parent: usize },
    #[error("is by agent {agent}, there are only {agents}")]
    Agent { agent: usize, agents: usize },
    #[error("lies outside the text: {delete} code points at {at}, the text has {length}")]
    OutsideText { at: usize, delete: usize, length: usize },
    #[error("is not the text that the transactions give; they differ from code point {at} on")]
    EndDiffers { at: usize },
    #[error("is needed here")]
    Missing,
    #[error("does not belong in a trace of this kind")]
    Unexpected,
}
