//! Who had seen what, and which agents can share a phone.

use std::collections::VecDeque;

use super::ScheduleError;
use crate::Who;
use crate::trace::Trace;

/// For each transaction: how many of each agent's transactions its author had
/// seen. An agent's transactions form a chain, so the number says which.
pub(super) struct Seen {
    agents: usize,
    counts: Vec<u32>,
    /// Each agent's transactions, in order.
    pub(super) chains: Vec<Vec<usize>>,
}

/// At most this many counters, 256 MiB.
const MOST: usize = 64 << 20;

impl Seen {
    pub(super) fn of(trace: &Trace) -> Result<Self, ScheduleError> {
        let (agents, txns) = (trace.agents, trace.txns.len());
        if agents.saturating_mul(txns) > MOST {
            return Err(ScheduleError::TooLarge { agents, txns });
        }
        let mut seen = Self { agents, counts: Vec::with_capacity(agents * txns), chains: vec![Vec::new(); agents] };
        for (index, txn) in trace.txns.iter().enumerate() {
            let mut row = vec![0; agents];
            for &parent in &txn.parents {
                let own = trace.txns.get(parent).map(|parent| parent.agent);
                for (agent, count) in row.iter_mut().enumerate() {
                    *count = (*count).max(seen.at(parent, agent) + u32::from(own == Some(agent)));
                }
            }
            let Some(chain) = seen.chains.get_mut(txn.agent) else { continue };
            if row.get(txn.agent).map(|&own| own as usize) != Some(chain.len()) {
                return Err(ScheduleError::Forked { txn: index, agent: txn.agent });
            }
            chain.push(index);
            seen.counts.extend(row);
        }
        Ok(seen)
    }

    /// How many of `agent`'s transactions the author of `txn` had seen.
    pub(super) fn at(&self, txn: usize, agent: usize) -> u32 {
        self.counts.get(txn * self.agents + agent).copied().unwrap_or(0)
    }

    /// Whether two agents ever typed without having seen each other. It is
    /// enough to look at the first transaction of `b` that each of `a` had not
    /// seen: if that one had seen `a`'s, so had all later ones.
    fn apart(&self, a: usize, b: usize) -> bool {
        let (Some(mine), Some(theirs)) = (self.chains.get(a), self.chains.get(b)) else { return false };
        mine.iter().enumerate().any(|(nth, &txn)| {
            let next = theirs.get(self.at(txn, b) as usize);
            next.is_some_and(|&next| (self.at(next, a) as usize) <= nth)
        })
    }
}

/// Two phones for all agents, so that no phone has two who typed at the same
/// time: the first agent has the mentee's.
pub(super) fn assign(trace: &Trace, seen: &Seen) -> Result<Vec<Who>, ScheduleError> {
    let apart: Vec<Vec<usize>> =
        (0..trace.agents).map(|a| (0..trace.agents).filter(|&b| a != b && seen.apart(a, b)).collect()).collect();
    let mut phones: Vec<Option<Who>> = vec![None; trace.agents];
    for first in 0..trace.agents {
        if phones[first].is_some() {
            continue;
        }
        phones[first] = Some(Who::Mentee);
        let mut next = VecDeque::from([(first, Who::Mentee)]);
        while let Some((agent, phone)) = next.pop_front() {
            for &other in &apart[agent] {
                match phones[other] {
                    None => {
                        phones[other] = Some(phone.other());
                        next.push_back((other, phone.other()));
                    }
                    Some(same) if same == phone => {
                        return Err(ScheduleError::TooManyPhones { first: agent.min(other), second: agent.max(other) });
                    }
                    Some(_) => {}
                }
            }
        }
    }
    Ok(phones.into_iter().map(|phone| phone.unwrap_or(Who::Mentee)).collect())
}
