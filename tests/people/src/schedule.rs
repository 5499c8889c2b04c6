//! The order in which two phones replay a trace, so that each types every
//! transaction on exactly the text that its parents give.
//!
//! A phone types its writers' transactions in order. Before one whose parents
//! include work of the other phone that it lacks, the other has pushed exactly
//! that work, and this phone pulls without giving anything back.

mod order;
mod phones;

use crate::Who;
use crate::trace::Trace;

/// What happens next, on which phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Type transaction `txn` of the trace.
    Type { who: Who, txn: usize },
    /// Send one's own work so far.
    Push { who: Who },
    /// Take what the other has sent, and send nothing.
    Pull { who: Who },
}

/// The whole replay. After its last step both phones still have to push and
/// pull what is left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    pub steps: Vec<Step>,
    /// Which phone each agent of the trace types on.
    pub phones: Vec<Who>,
}

/// Two phones cannot replay the trace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ScheduleError {
    #[error("transaction {txn}: agent {agent} had not seen its own work before it; one person cannot do that")]
    Forked { txn: usize, agent: usize },
    #[error("agents {first} and {second} type at the same time as a third: more than two phones are needed")]
    TooManyPhones { first: usize, second: usize },
    #[error("transaction {txn}: it needs work whose sender had to go on before; two phones cannot pass it on in time")]
    Crossed { txn: usize },
    #[error("{agents} agents with {txns} transactions are too many to order")]
    TooLarge { agents: usize, txns: usize },
}

impl Schedule {
    /// Works the order out from the parents.
    pub fn of(trace: &Trace) -> Result<Self, ScheduleError> {
        let seen = phones::Seen::of(trace)?;
        let phones = phones::assign(trace, &seen)?;
        let steps = order::steps(trace, &seen, &phones)?;
        Ok(Self { steps, phones })
    }

    /// How often a phone has to pull.
    pub fn pulls(&self) -> usize {
        self.steps.iter().filter(|step| matches!(step, Step::Pull { .. })).count()
    }
}

#[cfg(test)]
mod tests;
