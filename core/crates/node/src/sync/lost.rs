//! Operations that were made here and lost their place to others on the same tip: no relay takes them any more.
//! What they decided is decided anew on what stands, and what was sealed with their keys is sealed again.

use crate::Node;
use crate::act::PendingAct;
use crate::error::{NodeError, NodeResult};
use crate::hidden;
use rapport_domain::sort;
use rapport_ids::{EntryId, EpochTag, RecordId, SpaceId};
use rapport_membership::{Act, Op};
use rapport_seal::{SignedEntry, frame};
use rapport_store::tables::{held, outbox, pending_ops, records};
use rapport_wire::{Class, Frame};
use std::collections::BTreeSet;

/// Those of a space that its relay does not have and cannot take.
struct Lost {
    /// Operations, and what each is when it is decided anew.
    acts: Vec<(RecordId, Option<PendingAct>)>,
    /// Keys that nothing else brings.
    keys: BTreeSet<EpochTag>,
}

impl Node {
    /// Gives up what lost its place, with nothing lost that was decided or written.
    pub(super) fn give_up_lost(&mut self, space: &SpaceId) -> NodeResult<()> {
        let lost = self.lost_in(space)?;
        if lost.acts.is_empty() {
            return Ok(());
        }
        let again = self.sealed_with(space, &lost.keys)?;
        let acts: BTreeSet<Vec<u8>> =
            lost.acts.iter().filter_map(|(_, act)| act.as_ref()).map(PendingAct::write).collect::<NodeResult<_>>()?;
        let waiting = pending_ops::of_space(self.store.read(), space)?;
        let (now_ms, secrets) = (self.ports.now_ms(), &self.secrets);
        self.store.write(|tx| {
            for (record, _) in &lost.acts {
                records::set_seq(tx, space, record, 0)?;
            }
            for act in acts.iter().filter(|act| !waiting.iter().any(|row| row.act == **act)) {
                pending_ops::insert(tx, space, act, now_ms)?;
            }
            for (record, class, entry) in &again {
                let signed = hidden::kept_entry(secrets, &entry.id(), &entry.to_bytes()?)?;
                outbox::insert(tx, space, class.byte(), &entry.id(), &signed, now_ms)?;
                records::delete(tx, space, record)?;
            }
            Ok::<_, NodeError>(())
        })?;
        if !again.is_empty() {
            self.wants_push(space);
        }
        Ok(())
    }

    fn lost_in(&mut self, space: &SpaceId) -> NodeResult<Lost> {
        let conn = self.store.read();
        let membership = &Self::space_in(&mut self.spaces, conn, space)?.membership;
        let replaced: BTreeSet<EntryId> = sort::set(membership.replaced_ops());
        let mut lost = Lost { acts: Vec::new(), keys: BTreeSet::new() };
        if replaced.is_empty() {
            return Ok(lost);
        }
        for one in records::unsent_whole(conn, space, Class::Control.byte())? {
            let Some(id) = one.entry.filter(|op| replaced.contains(op)) else { continue };
            let decided = membership.standing().is_some_and(|stands| stands.replaced_at(&id).is_some());
            let act = membership.op(&id).filter(|_| !decided).map(anew);
            lost.acts.push((one.record, act));
            lost.keys.extend(membership.op(&id).map(|op| op.after.epoch.tag()));
        }
        let strays: BTreeSet<EpochTag> = sort::set(membership.stray_epochs().map(|epoch| epoch.tag()));
        lost.keys.retain(|tag| strays.contains(tag));
        Ok(lost)
    }

    /// What is sealed with these keys, and not at the relay.
    fn sealed_with(
        &self,
        space: &SpaceId,
        keys: &BTreeSet<EpochTag>,
    ) -> NodeResult<Vec<(RecordId, Class, SignedEntry)>> {
        let (conn, mut all) = (self.store.read(), Vec::new());
        for class in [Class::Log, Class::Chunk, Class::Snapshot] {
            for (record, bytes) in records::unsent(conn, space, class.byte(), u32::MAX)? {
                let Ok(sealed) = Frame::parse(bytes) else { continue };
                let tag = sealed.header().tag;
                if !keys.contains(&tag) || held::is_held(conn, space, &record)? {
                    continue;
                }
                let Some(key) = self.secrets.epoch(conn, space, &tag)? else { continue };
                if let Ok(entry) = frame::open(&sealed, &key) {
                    all.push((record, class, entry));
                }
            }
        }
        Ok(all)
    }
}

/// What an operation is when it is decided once more.
fn anew(op: &Op) -> PendingAct {
    let request = match &op.act {
        Act::Remove(remove) => remove.request.clone(),
        _ => None,
    };
    request.map_or(PendingAct::Rotate, |request| PendingAct::LetGo { request })
}
