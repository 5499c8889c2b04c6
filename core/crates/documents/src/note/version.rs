//! Earlier versions of a note: its changes in their common order, gathered
//! into stretches of work. Any of them can be read again.

use crate::actor::{Authors, Writer};
use crate::doc::Doc;
use crate::heads::{ChangeId, Heads};
use rapport_domain::sort;
use rapport_ids::PersonId;
use std::collections::BTreeSet;

/// A stretch of work by one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The state after it: pass it to [`super::read_at`].
    pub heads: Heads,
    pub by: Option<PersonId>,
    /// When it began and ended by the writer's clock, for reading only.
    pub from_ms: i64,
    pub to_ms: i64,
    /// Changes in it.
    pub changes: u32,
}

/// A pause that ends a stretch: five minutes.
const PAUSE_MS: i64 = 5 * 60 * 1000;

/// All versions, oldest first. The same on every phone that has the same
/// changes, whatever order they came in. What was done at the same time by two
/// stands in the order of their counters, one after the other.
pub fn versions(doc: &Doc, who: &dyn Authors) -> Vec<Version> {
    let mut metas = doc.am().get_changes_meta(&[]);
    sort::by(&mut metas, |a, b| (a.max_op, &a.actor, a.seq).cmp(&(b.max_op, &b.actor, b.seq)));
    let derived = doc.derived_actors();
    let mut heads: BTreeSet<ChangeId> = BTreeSet::new();
    let mut all: Vec<Version> = Vec::new();
    let mut last_device = None;
    for meta in metas {
        for dependency in &meta.deps {
            heads.remove(&ChangeId::from(*dependency));
        }
        heads.insert(meta.hash.into());
        let now = Heads::new(heads.iter().copied().collect());
        // What phones derive is nobody's work.
        let device = Writer::of(&meta.actor).map(|writer| writer.device);
        if derived.contains(&*meta.actor) {
            if let Some(last) = all.last_mut() {
                last.heads = now;
            }
            continue;
        }
        let by = device.and_then(|device| who.person_of(&device));
        let goes_on = |last: &Version| {
            last.by == by
                && (by.is_some() || last_device == device)
                && (meta.timestamp.saturating_sub(last.to_ms)).abs() <= PAUSE_MS
        };
        match all.last_mut().filter(|last| goes_on(last)) {
            Some(last) => {
                last.heads = now;
                last.from_ms = last.from_ms.min(meta.timestamp);
                last.to_ms = last.to_ms.max(meta.timestamp);
                last.changes = last.changes.saturating_add(1);
            }
            None => all.push(Version { heads: now, by, from_ms: meta.timestamp, to_ms: meta.timestamp, changes: 1 }),
        }
        last_device = device;
    }
    all
}
