//! Writing a batch: everything that came with it and the cursor, or nothing.

use super::tried::Tried;
use crate::act::PendingAct;
use crate::error::NodeResult;
use crate::hidden;
use crate::people::{People, show_members};
use crate::secrets::Secrets;
use rapport_documents::DocKind;
use rapport_engine::{Fault, Hold, Item, Plan, Verdict};
use rapport_ids::{AccountId, EntryId, RecordId, SpaceId};
use rapport_seal::payload::LeaveRequest;
use rapport_seal::{Kind, Random};
use rapport_store::Transaction;
use rapport_store::tables::cursors::{self, Cursor};
use rapport_store::tables::entries::{self, EntryRow, EntryState};
use rapport_store::tables::held::{self, HeldRow, HeldState};
use rapport_store::tables::ops::{self, OpRow};
use rapport_store::tables::records::{self, RecordRow};
use rapport_store::tables::{changes, docs, meta, parts, pending_ops, trials};
use rapport_wire::Class;
use std::collections::BTreeSet;

pub(super) struct Commit<'a> {
    pub(super) space: SpaceId,
    pub(super) plan: &'a Plan,
    pub(super) tried: &'a Tried,
    /// Records whose trial ends with this. Others that were cut off are still to
    /// be found out.
    pub(super) trials: &'a [RecordId],
    pub(super) cursor: Option<&'a Cursor>,
    pub(super) people: &'a People,
    pub(super) now_ms: i64,
    /// Whose device this is; none when they have left the space themselves.
    pub(super) stays: Option<AccountId>,
    /// What counts only because something else builds on it.
    pub(super) built_on: &'a BTreeSet<EntryId>,
}

impl Commit<'_> {
    pub(super) fn write(&self, tx: &Transaction<'_>, secrets: &Secrets, random: &mut dyn Random) -> NodeResult<()> {
        for key in &self.plan.keys {
            secrets.put_epoch(tx, &self.space, key, random)?;
        }
        if let Some(control) = &self.plan.control {
            secrets.put_control(tx, &self.space, control, random)?;
        }
        for item in &self.plan.items {
            self.write_item(tx, item)?;
        }
        let mut late = Vec::new();
        for (doc, next) in &self.tried.docs {
            for (hash, bytes) in &next.changes {
                changes::insert(tx, doc, hash, &hidden::kept(secrets, next.doc.kind(), doc, bytes)?)?;
            }
            if next.doc.kind() == DocKind::Note && crate::lists::is_listed(tx, *doc) {
                late.push(*doc);
            } else {
                crate::project::show(tx, &self.space, &next.doc, self.people, self.now_ms)?;
            }
        }
        if !late.is_empty() {
            crate::lists::leave_late(tx, &late, self.now_ms)?;
        }
        if self.tried.docs.values().any(|next| next.doc.kind() == DocKind::Pairing) {
            // Everything in the space is shown by its seats: done right after
            // this, or at the next start.
            meta::put(tx, crate::lists::STALE, &[])?;
        }
        if let Some(membership) = &self.plan.membership {
            show_members(tx, membership)?;
        }
        if let Some(cursor) = self.cursor {
            cursors::put(tx, &self.space, cursor)?;
        }
        Ok(trials::end(tx, &self.space, self.trials)?)
    }

    fn write_item(&self, tx: &Transaction<'_>, item: &Item) -> NodeResult<()> {
        let Some(entry) = item.entry() else { return self.write_record(tx, item) };
        match item.verdict() {
            Verdict::Membership => {
                let row = OpRow { entry: entry.id(), record: item.record, signed: entry.to_bytes()? };
                if self.asks_to_leave(item) {
                    // Decided with the record that asks for it: whoever stays lets them go.
                    let act = PendingAct::LetGo { request: row.signed.clone() }.write()?;
                    pending_ops::insert(tx, &self.space, &act, self.now_ms)?;
                }
                ops::insert(tx, &self.space, &row)?;
            }
            Verdict::Opens(opening) => {
                docs::insert(tx, &entry.entry().doc, &self.space, opening.kind, &opening.write()?)?;
            }
            Verdict::Part(part) => parts::insert(tx, &entry.entry().doc, part.kind, &part.id)?,
            _ => {}
        }
        let fields = entry.entry();
        let state = match item.verdict() {
            Verdict::Held(Hold::Fault(Fault::Copied)) => Some(EntryState::Held),
            Verdict::Held(_) | Verdict::Duplicate => None,
            _ if self.built_on.contains(&entry.id()) => Some(EntryState::Included),
            _ if item.stands => Some(EntryState::Stands),
            _ => Some(EntryState::Opened),
        };
        if let Some(state) = state.filter(|_| fields.dseq > 0) {
            let row =
                EntryRow { device: fields.device, dseq: fields.dseq, entry: entry.id(), prev: fields.prev, state };
            entries::insert(tx, &self.space, &row)?;
        }
        self.write_record(tx, item)
    }

    /// Somebody else wants to be taken out.
    pub(super) fn asks_to_leave(&self, item: &Item) -> bool {
        let request = item.entry().filter(|_| *item.verdict() == Verdict::Membership);
        let request = request.filter(|entry| entry.entry().kind == Kind::LEAVE_REQUEST);
        let by = request.and_then(|entry| LeaveRequest::read(&entry.entry().payload).ok()).map(|asked| asked.account);
        by.is_some_and(|by| self.stays.is_some_and(|me| me != by))
    }

    fn write_record(&self, tx: &Transaction<'_>, item: &Item) -> NodeResult<()> {
        // The log is looked up by entry in its own table.
        let settled = !matches!(item.verdict(), Verdict::Held(_));
        let entry = item.entry().filter(|_| settled && item.class() != Class::Log.byte());
        let row = RecordRow {
            record: item.record,
            class: item.class(),
            seq: item.seq,
            entry: entry.map(|entry| entry.id()),
            frame: item.bytes.clone(),
        };
        records::put(tx, &self.space, &row)?;
        match item.verdict() {
            Verdict::Held(hold) => self.hold(tx, item, hold),
            _ if item.held => Ok(held::release(tx, &self.space, &item.record)?),
            _ => Ok(()),
        }
    }

    fn hold(&self, tx: &Transaction<'_>, item: &Item, hold: &Hold) -> NodeResult<()> {
        let state = match hold {
            Hold::Wait(_) => HeldState::Deferred,
            Hold::NeedsUpdate(_) => HeldState::NeedsUpdate,
            Hold::Fault(_) => HeldState::Quarantined,
        };
        let row = HeldRow {
            space: self.space,
            record: item.record,
            state,
            reason: hold.code().to_owned(),
            about: hold.about(),
            since_ms: self.now_ms,
        };
        Ok(held::put(tx, &row)?)
    }
}
