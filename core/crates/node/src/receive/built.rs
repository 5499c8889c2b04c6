//! What counts because somebody who may write has built on it, although its
//! own author may write no more.

use crate::Node;
use crate::error::NodeResult;
use crate::late::Late;
use rapport_domain::sort;
use rapport_engine::{Fault, Hold, Incoming, Item, Plan, Verdict, Wait};
use rapport_ids::{EntryId, RecordId, SpaceId};
use rapport_store::tables::held::{HeldRow, HeldState};
use std::collections::BTreeSet;

/// A batch to be looked at once more.
pub(super) struct Again {
    pub(super) incoming: Vec<Incoming>,
    /// What counts in it all the same.
    pub(super) built_on: BTreeSet<EntryId>,
}

impl Node {
    /// None when nothing of a plan waits for something that is held only
    /// because its author may write no more; nearly always.
    pub(super) fn looked_at_again(
        &mut self,
        space: &SpaceId,
        plan: &mut Plan,
        before: &BTreeSet<EntryId>,
    ) -> NodeResult<Option<Again>> {
        let missing: BTreeSet<[u8; 32]> = sort::set(plan.items.iter().filter_map(waits_for));
        if missing.is_empty() {
            return Ok(None);
        }
        let in_plan: BTreeSet<RecordId> = sort::set(plan.items.iter().map(|item| item.record));
        let mut late = self.late_in(space)?;
        late.retain(|late| !in_plan.contains(&late.row.record));
        let came = plan.items.iter().filter_map(|item| held_only_for_its_author(space, item)).collect();
        late.extend(self.put_together(space, came)?);
        let fresh = |late: &&Late| late.has_any(&missing) && !before.contains(&late.entry.id());
        let wanted: Vec<&Late> = late.iter().filter(fresh).collect();
        if wanted.is_empty() {
            return Ok(None);
        }
        let mut built_on = before.clone();
        let mut more: Vec<(RecordId, Vec<u8>)> = Vec::new();
        for late in wanted {
            built_on.insert(late.entry.id());
            more.push((late.row.record, late.bytes.clone()));
            for piece in &late.pieces {
                built_on.insert(piece.entry);
                more.push((piece.record, piece.bytes.clone()));
            }
        }
        let items = std::mem::take(&mut plan.items).into_iter();
        let again = |item: Item| Incoming { bytes: item.bytes, seq: item.seq, held: item.held };
        let mut incoming: Vec<Incoming> = items.map(again).collect();
        let stored = more.into_iter().filter(|(record, _)| !in_plan.contains(record));
        incoming.extend(stored.map(|(_, bytes)| Incoming { bytes, seq: None, held: true }));
        Ok(Some(Again { incoming, built_on }))
    }
}

/// The change on which a record of a plan builds and that is not here.
fn waits_for(item: &Item) -> Option<[u8; 32]> {
    match item.verdict() {
        Verdict::Held(Hold::Wait(Wait::Change(id))) => Some(*id),
        _ => None,
    }
}

fn held_only_for_its_author(space: &SpaceId, item: &Item) -> Option<(HeldRow, Vec<u8>, rapport_seal::SignedEntry)> {
    let Verdict::Held(hold @ Hold::Fault(Fault::Inadmissible(_))) = item.verdict() else { return None };
    let (space, record, state) = (*space, item.record, HeldState::Quarantined);
    let row = HeldRow { space, record, state, reason: hold.code().to_owned(), about: None, since_ms: 0 };
    Some((row, item.bytes.clone(), item.entry()?.clone()))
}
