//! Every refusal a person can see: which rule, which field, what is allowed
//! and what to do. A refusal changes nothing and holds no user text.

mod advice;
mod field;
mod problem;
mod rule;
mod stage;

use crate::words::{Arg, Spoken, field_arg};
use serde::{Deserialize, Serialize};

pub use advice::Advice;
pub use field::{Field, Thing};
pub use problem::Problem;
pub use rule::{Rule, Who};
pub use stage::Stage;

/// Why something was not done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleBroken {
    /// What was given cannot be taken as it is.
    Invalid { field: Field, problem: Problem },
    /// It could be taken, but not from this person, or not now.
    NotAllowed { field: Field, rule: Rule },
    /// It is about something that is not here.
    NotFound { field: Field, thing: Thing },
}

impl RuleBroken {
    /// A refusal of what was given.
    pub const fn invalid(field: Field, problem: Problem) -> Self {
        Self::Invalid { field, problem }
    }

    /// A refusal of the act.
    pub const fn not_allowed(field: Field, rule: Rule) -> Self {
        Self::NotAllowed { field, rule }
    }

    /// A refusal because the thing is not here.
    pub const fn not_found(field: Field, thing: Thing) -> Self {
        Self::NotFound { field, thing }
    }

    /// The field it is about.
    pub const fn field(&self) -> Field {
        match self {
            Self::Invalid { field, .. } | Self::NotAllowed { field, .. } | Self::NotFound { field, .. } => *field,
        }
    }

    /// What the person can do about it.
    pub const fn advice(&self) -> Advice {
        match self {
            Self::Invalid { problem, .. } => problem.advice(),
            Self::NotAllowed { rule, .. } => rule.advice(),
            Self::NotFound { .. } => Advice::LookAgain,
        }
    }
}

impl Spoken for RuleBroken {
    fn key(&self) -> &'static str {
        match self {
            Self::Invalid { problem, .. } => problem.key(),
            Self::NotAllowed { rule, .. } => rule.key(),
            Self::NotFound { .. } => NOT_FOUND,
        }
    }

    fn args(&self) -> Vec<(&'static str, Arg)> {
        let mut args = match self {
            Self::Invalid { problem, .. } => problem.args(),
            Self::NotAllowed { rule, .. } => rule.args(),
            Self::NotFound { thing, .. } => vec![("thing", Arg::Word(thing.key().to_owned()))],
        };
        args.push(field_arg(self.field()));
        args
    }
}

/// The key of what is said when something is not here.
pub(crate) const NOT_FOUND: &str = "rule.not_found";

impl std::fmt::Display for RuleBroken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.field().key(), self.key())
    }
}

impl std::error::Error for RuleBroken {}
