//! Which goal is part of which. Two phones can each make a sound link and
//! together a circle; reading them never goes in circles.

use crate::rules::{Field, Rule, RuleBroken, Thing};
use crate::sort;
use rapport_ids::GoalId;
use std::collections::{BTreeMap, BTreeSet};

/// Levels of goals above and below one another.
pub const DEEPEST: u32 = 8;

/// What a goal says about where it belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    pub parent: Option<GoalId>,
    pub private: bool,
}

/// The goal directly above each, from what the goals say: a parent that is not
/// here counts as none, and of every circle the goal with the smallest
/// identifier stands on top. The same on every phone that knows the same goals.
pub fn above(claimed: &BTreeMap<GoalId, Option<GoalId>>) -> BTreeMap<GoalId, GoalId> {
    let known = |(id, parent): (&GoalId, &Option<GoalId>)| parent.filter(|p| claimed.contains_key(p)).map(|p| (*id, p));
    let mut above: BTreeMap<GoalId, GoalId> = sort::map(claimed.iter().filter_map(known));
    let mut clear: BTreeSet<GoalId> = BTreeSet::new();
    for start in claimed.keys() {
        let mut path: Vec<GoalId> = Vec::new();
        let mut here = Some(*start);
        while let Some(goal) = here.filter(|goal| !clear.contains(goal)) {
            if let Some(first) = path.iter().position(|seen| *seen == goal) {
                if let Some(top) = path.iter().skip(first).min() {
                    above.remove(top);
                }
                break;
            }
            path.push(goal);
            here = above.get(&goal).copied();
        }
        clear.extend(path);
    }
    above
}

/// All goals, each before the one above it.
pub(super) fn leaves_first(
    claimed: &BTreeMap<GoalId, Option<GoalId>>,
    above: &BTreeMap<GoalId, GoalId>,
) -> Vec<GoalId> {
    let mut waiting: BTreeMap<GoalId, usize> = BTreeMap::new();
    for parent in above.values() {
        *waiting.entry(*parent).or_default() += 1;
    }
    let mut ready: Vec<GoalId> = claimed.keys().filter(|id| !waiting.contains_key(id)).copied().collect();
    let mut next = 0;
    while let Some(id) = ready.get(next).copied() {
        next += 1;
        if let Some(parent) = above.get(&id)
            && let Some(left) = waiting.get_mut(parent)
        {
            *left -= 1;
            if *left == 0 {
                ready.push(*parent);
            }
        }
    }
    ready
}

/// Whether a goal can become part of another, given all goals that are known.
///
/// # Errors
/// The other is not known; it would become part of itself; too many levels; a
/// shared goal would name a private one.
pub fn check_parent(goal: GoalId, parent: GoalId, goals: &BTreeMap<GoalId, Link>) -> Result<(), RuleBroken> {
    let refuse = |rule| Err(RuleBroken::not_allowed(Field::Parent, rule));
    let missing = RuleBroken::not_found(Field::Parent, Thing::Goal);
    let (own, upper) = (goals.get(&goal).ok_or(missing.clone())?, goals.get(&parent).ok_or(missing)?);
    if upper.private && !own.private {
        return refuse(Rule::SharedUnderPrivate);
    }
    let claimed = goals.iter().map(|(id, link)| (*id, link.parent)).collect();
    let above = above(&claimed);
    let mut up = 1;
    let mut here = Some(parent);
    while let Some(at) = here {
        if at == goal {
            return refuse(Rule::PartOfItself);
        }
        up += 1;
        here = above.get(&at).copied();
    }
    if up + below(goal, &above) > DEEPEST {
        return refuse(Rule::TooDeep { max: DEEPEST });
    }
    Ok(())
}

/// Levels below a goal.
fn below(goal: GoalId, above: &BTreeMap<GoalId, GoalId>) -> u32 {
    let mut levels = 0;
    let mut row = vec![goal];
    loop {
        row = above.iter().filter(|(_, parent)| row.contains(parent)).map(|(id, _)| *id).collect();
        if row.is_empty() {
            return levels;
        }
        levels += 1;
    }
}
