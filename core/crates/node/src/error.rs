//! Why a node did not do something.

use rapport_documents::WriteProblem;
use rapport_domain::RuleBroken;
use rapport_ids::DocId;
use rapport_membership::DraftProblem;
use rapport_seal::{EntryProblem, SealProblem};
use rapport_store::StoreError;
use rapport_wire::Malformed;

pub type NodeResult<T> = Result<T, NodeError>;

/// Nothing was changed when a command fails.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NodeError {
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The vault's key does not open this profile's secrets.
    #[error("the profile's secrets cannot be opened with this key")]
    Locked,
    /// There is a profile here already.
    #[error("there is a profile here already")]
    Exists,
    /// No such thing; says of which sort.
    #[error("no such {0}")]
    NotFound(&'static str),
    /// A rule of mentoring, or something entered that cannot be taken.
    #[error(transparent)]
    Rule(#[from] RuleBroken),
    /// An operation of the control chain that cannot be made.
    #[error(transparent)]
    Membership(#[from] DraftProblem),
    /// More than fits into records.
    #[error("too large: {0}")]
    TooLarge(&'static str),
    /// Only a newer version can do it.
    #[error("a newer version is needed")]
    NeedsUpdate,
    /// A document cannot be read from what is stored of it.
    #[error("{0:?} is damaged")]
    DamagedDocument(DocId),
    /// A document cannot be written.
    #[error(transparent)]
    Write(#[from] WriteProblem),
    /// Something that cannot be if the code is right.
    #[error("unexpected: {0}")]
    Bug(&'static str),
}

impl From<EntryProblem> for NodeError {
    fn from(_: EntryProblem) -> Self {
        Self::Bug("an own entry that no reader would take")
    }
}

impl From<SealProblem> for NodeError {
    fn from(problem: SealProblem) -> Self {
        match problem {
            SealProblem::TooLarge { .. } => Self::TooLarge("record"),
            _ => Self::Bug("an own entry that cannot be sealed"),
        }
    }
}

impl From<Malformed> for NodeError {
    fn from(problem: Malformed) -> Self {
        match problem.problem {
            rapport_wire::codec::Problem::TooLong => Self::TooLarge(problem.field),
            // What this device made and stored reads back, or the file is damaged.
            _ => Self::Store(StoreError::BadRow { table: problem.field }),
        }
    }
}
