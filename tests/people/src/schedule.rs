//! The order in which two phones replay a trace, so that each types every
//! transaction on exactly the text that its parents give.
//!
//! A phone types its writers' transactions in order. Before one whose parents
//! include work of the other phone that it lacks, the other has pushed exactly
//! that work, and this phone pulls without giving anything back.

mod order;
mod phones;

use crate::Who;
use crate::paper::{Off, Papers};
use crate::trace::{Place, Problem, Trace, TraceError};

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

    /// Plays the trace through on paper, so that every patch is known to lie
    /// inside the text that its writer saw, and its end to be what comes of them,
    /// before anybody types it. Ends early
    /// where two type at one place at the same time: only the phones can tell
    /// what comes first there, and [`Trace::type_txn`] looks again.
    ///
    /// # Errors
    /// The first patch that lies outside, with its place; or an end that differs.
    pub fn check(&self, trace: &Trace) -> Result<(), TraceError> {
        let mut papers = Papers::default();
        for step in &self.steps {
            match *step {
                Step::Push { who } => papers.push(who),
                Step::Pull { who } => papers.pull(who),
                Step::Type { who, txn } => {
                    let patches = trace.txns.get(txn).map(|one| one.patches.as_slice()).unwrap_or_default();
                    for (patch, one) in patches.iter().enumerate() {
                        match papers.patch(who, one.at, one.delete, &one.insert) {
                            Ok(()) => {}
                            Err(Off::Unsure) => return Ok(()),
                            Err(Off::Outside { length }) => {
                                let problem = Problem::OutsideText { at: one.at, delete: one.delete, length };
                                return Err(TraceError { place: Place::Patch { txn, patch }, problem });
                            }
                        }
                    }
                }
            }
        }
        papers.meet();
        if papers.is_sure() { trace.check_end(&papers.text(Who::Mentee)) } else { Ok(()) }
    }

    /// How often a phone has to pull.
    pub fn pulls(&self) -> usize {
        self.steps.iter().filter(|step| matches!(step, Step::Pull { .. })).count()
    }
}

#[cfg(test)]
mod tests;
