//! One order of both phones' acts.
//!
//! Each phone types its chain. Its push of the first `n` stands right after its
//! `n`-th, its pull right before the transaction that needs it; a push waits
//! until the other has pulled what was pushed before.

use super::phones::Seen;
use super::{ScheduleError, Step};
use crate::Who;
use crate::trace::Trace;

/// One phone on its way through its transactions.
#[derive(Default)]
struct Phone {
    /// Its transactions, in the order of the file, which is that of the parents.
    chain: Vec<usize>,
    /// For each of them: how many of the other phone's are needed before it.
    needs: Vec<usize>,
    typed: usize,
    /// How many of its own the other can pull.
    pushed: usize,
    /// How many of the other's it has.
    pulled: usize,
    /// After how many of its own it has to push, backwards.
    pushes: Vec<usize>,
}

pub(super) fn steps(trace: &Trace, seen: &Seen, phones: &[Who]) -> Result<Vec<Step>, ScheduleError> {
    let mut pair = Who::BOTH.map(|who| phone(trace, seen, phones, who));
    for who in Who::BOTH {
        pair[who.other().index()].pushes = pushes(&pair[who.index()].needs);
    }
    let mut steps = Vec::with_capacity(trace.txns.len() * 2);
    loop {
        // Each types as far as it can, then the other: what lies between was
        // typed without a network.
        let before = steps.len();
        for who in Who::BOTH {
            while let Some(step) = next(&mut pair, who) {
                steps.push(step);
            }
        }
        if steps.len() == before {
            break;
        }
    }
    let stuck = pair.iter().filter_map(|phone| phone.chain.get(phone.typed)).min();
    match stuck {
        Some(&txn) => Err(ScheduleError::Crossed { txn }),
        None => Ok(steps),
    }
}

fn next(pair: &mut [Phone; 2], who: Who) -> Option<Step> {
    let other = &pair[who.other().index()];
    let (others_pushed, others_pulled) = (other.pushed, other.pulled);
    let me = &mut pair[who.index()];
    let need = me.needs.get(me.typed).copied().unwrap_or(0);
    if need > me.pulled && others_pushed == need {
        me.pulled = need;
        return Some(Step::Pull { who });
    }
    if me.pushes.last() == Some(&me.typed) {
        // What was pushed before must have arrived, or it would be more.
        if others_pulled != me.pushed {
            return None;
        }
        me.pushes.pop();
        me.pushed = me.typed;
        return Some(Step::Push { who });
    }
    if need > me.pulled {
        return None;
    }
    let txn = me.chain.get(me.typed).copied()?;
    me.typed += 1;
    Some(Step::Type { who, txn })
}

fn phone(trace: &Trace, seen: &Seen, phones: &[Who], who: Who) -> Phone {
    let on = |agent: usize| phones.get(agent).copied();
    let chain: Vec<usize> =
        (0..trace.txns.len()).filter(|&txn| trace.txns.get(txn).and_then(|one| on(one.agent)) == Some(who)).collect();
    let others: Vec<usize> = (0..trace.agents).filter(|&agent| on(agent) == Some(who.other())).collect();
    let needs = chain.iter().map(|&txn| others.iter().map(|&agent| seen.at(txn, agent) as usize).sum()).collect();
    Phone { chain, needs, ..Phone::default() }
}

/// The different needs of the other phone, backwards.
fn pushes(needs: &[usize]) -> Vec<usize> {
    let mut pushes: Vec<usize> = needs.iter().copied().filter(|&need| need > 0).collect();
    pushes.dedup();
    pushes.reverse();
    pushes
}
