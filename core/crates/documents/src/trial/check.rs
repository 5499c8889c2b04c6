//! What can be said of a change from its outside and from what it depends on.

use super::{Candidate, Fate, Reason, reject};
use crate::doc::Doc;
use crate::heads::ChangeId;
use crate::raw::Peek;
use rapport_domain::sort;
use std::collections::BTreeMap;

/// What a change says of itself to those that depend on it.
struct Known {
    actor: Vec<u8>,
    seq: u64,
    max_op: u64,
}

/// The changes whose dependencies are all there, each after what it depends
/// on. Of all others the fate is said.
pub(super) fn in_order<'a>(
    doc: &Doc,
    candidates: Vec<Candidate<'a>>,
    fates: &mut [(ChangeId, Fate)],
) -> Vec<Candidate<'a>> {
    let mut waiting: BTreeMap<ChangeId, Candidate<'a>> = BTreeMap::new();
    // How many dependencies each still waits for, and who waits for whom.
    let mut missing: BTreeMap<ChangeId, usize> = BTreeMap::new();
    let mut blocked: BTreeMap<ChangeId, Vec<ChangeId>> = BTreeMap::new();
    let mut ready: Vec<ChangeId> = Vec::new();
    for candidate in candidates {
        waiting.insert(candidate.peek.id, candidate);
    }
    for (id, candidate) in &waiting {
        let absent: Vec<ChangeId> =
            candidate.peek.dependencies.iter().filter(|dependency| !doc.has(**dependency)).copied().collect();
        missing.insert(*id, absent.len());
        if absent.is_empty() {
            ready.push(*id);
        }
        for dependency in absent {
            blocked.entry(dependency).or_default().push(*id);
        }
    }
    // Those that came first go first, so that the outcome does not depend on hashes.
    sort::by_key(&mut ready, |id| std::cmp::Reverse(waiting.get(id).map(|candidate| candidate.index)));
    let mut known: BTreeMap<ChangeId, Known> = BTreeMap::new();
    let mut ordered = Vec::new();
    while let Some(id) = ready.pop() {
        let Some(candidate) = waiting.remove(&id) else { continue };
        match follows(doc, &candidate.peek, &known) {
            Ok(own) => {
                known.insert(id, own);
                let mut freed = Vec::new();
                for next in blocked.remove(&id).unwrap_or_default() {
                    if let Some(left) = missing.get_mut(&next) {
                        *left = left.saturating_sub(1);
                        if *left == 0 {
                            freed.push(next);
                        }
                    }
                }
                sort::by_key(&mut freed, |id| std::cmp::Reverse(waiting.get(id).map(|candidate| candidate.index)));
                ready.extend(freed);
                ordered.push(candidate);
            }
            Err(reason) => reject(fates, candidate.index, reason),
        }
    }
    name_what_is_missing(doc, waiting, fates);
    ordered
}

/// Whether the counters and the number of a change follow from what it
/// depends on. Its writer's last change is always named among these.
fn follows(doc: &Doc, peek: &Peek<'_>, known: &BTreeMap<ChangeId, Known>) -> Result<Known, Reason> {
    let mut highest = 0;
    let mut before = None;
    for dependency in &peek.dependencies {
        let of_doc = doc.am().get_change_meta_by_hash(&dependency.hash());
        let (actor, seq, max_op) = match (known.get(dependency), &of_doc) {
            (Some(known), _) => (known.actor.as_slice(), known.seq, known.max_op),
            (None, Some(meta)) => (meta.actor.to_bytes(), meta.seq, meta.max_op),
            (None, None) => return Err(Reason::Library),
        };
        highest = highest.max(max_op);
        if actor == peek.actor {
            before = before.max(Some(seq));
        }
    }
    // Honest writers depend on all they know, so their counters go on exactly there.
    if peek.start_op != highest + 1 {
        return Err(Reason::StartOp);
    }
    if before.unwrap_or(0) + 1 != peek.seq {
        return Err(Reason::Sequence);
    }
    Ok(Known { actor: peek.actor.to_vec(), seq: peek.seq, max_op: peek.max_op() })
}

/// What is left depends on something that is not here, or on something that
/// was rejected.
fn name_what_is_missing(doc: &Doc, left: BTreeMap<ChangeId, Candidate<'_>>, fates: &mut [(ChangeId, Fate)]) {
    let rejected: Vec<ChangeId> =
        fates.iter().filter(|(_, fate)| matches!(fate, Fate::Rejected(_))).map(|(id, _)| *id).collect();
    for candidate in left.values() {
        let mut absent = Vec::new();
        let mut culprit = None;
        let mut path = vec![candidate];
        let mut seen = vec![candidate.peek.id];
        while let Some(at) = path.pop() {
            for dependency in at.peek.dependencies.iter().filter(|id| !doc.has(**id)) {
                if seen.contains(dependency) {
                    continue;
                }
                seen.push(*dependency);
                match left.get(dependency) {
                    Some(further) => path.push(further),
                    None if rejected.contains(dependency) => culprit = Some(*dependency),
                    // In order before, or not here at all.
                    None if fates.iter().any(|(id, _)| id == dependency) => {}
                    None => absent.push(*dependency),
                }
            }
        }
        sort::by(&mut absent, Ord::cmp);
        if let Some((_, fate)) = fates.get_mut(candidate.index) {
            *fate = match culprit {
                Some(culprit) => Fate::Rejected(Reason::DependsOn(culprit)),
                None => Fate::Orphaned { missing: absent },
            };
        }
    }
}
