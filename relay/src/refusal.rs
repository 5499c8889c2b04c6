//! How the relay says no. Every refusal has a code that a program reads; none
//! carries what the caller sent.

use crate::ports::NoRandom;
use crate::store::StoreError;
use rapport_wire::Malformed;
use rapport_wire::relay::{Code, ControlConflict, RelayProblem};

/// What every call of the relay answers.
pub type Answer<T> = Result<T, Refusal>;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("{0}")]
    Problem(RelayProblem),
    /// Only from `control`: it tells the head, so that the loser can look.
    #[error("{}", .0.detail)]
    Control(Box<ControlConflict>),
}

impl Refusal {
    pub fn new(code: Code, detail: &'static str) -> Self {
        Self::Problem(RelayProblem::new(code, detail))
    }

    /// Too much, too fast.
    pub fn wait(retry_after_s: u64) -> Self {
        let mut problem = RelayProblem::new(Code::TooMany, "too many requests");
        problem.retry_after_s = Some(retry_after_s.max(1));
        Self::Problem(problem)
    }

    pub const fn code(&self) -> Code {
        match self {
            Self::Problem(problem) => problem.code,
            Self::Control(conflict) => conflict.code,
        }
    }

    pub(crate) fn malformed(what: &'static str) -> Self {
        Self::new(Code::Malformed, what)
    }

    pub(crate) fn stopping() -> Self {
        let mut problem = RelayProblem::new(Code::Unavailable, "the relay is stopping");
        problem.retry_after_s = Some(5);
        Self::Problem(problem)
    }
}

impl From<Malformed> for Refusal {
    fn from(malformed: Malformed) -> Self {
        use rapport_wire::codec::Problem;
        let code = match malformed.problem {
            Problem::TooLong => Code::TooLarge,
            Problem::Signature => Code::BadSignature,
            _ => Code::Malformed,
        };
        Self::Problem(RelayProblem::new(code, malformed.to_string()))
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Full => Self::new(Code::OverQuota, "the relay has no room left"),
            other => {
                tracing::error!(error = %other, "the database failed");
                Self::new(Code::Unavailable, "the relay cannot reach its storage")
            }
        }
    }
}

impl From<NoRandom> for Refusal {
    fn from(error: NoRandom) -> Self {
        tracing::error!(%error, "no randomness");
        Self::new(Code::Unavailable, "the relay cannot work now")
    }
}
