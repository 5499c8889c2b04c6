//! Reading the log, a page at a time.

use super::{Service, not_allowed, standing};
use crate::refusal::{Answer, Refusal};
use crate::store::{Reading, SpaceRow};
use rapport_ids::SpaceId;
use rapport_wire::limits::{BATCH_BYTES, BATCH_FRAMES};
use rapport_wire::relay::{Grant, IdPage, RecordPage, Stored};
use rapport_wire::{Class, Classes};

/// Names in one page of `ids`.
const IDS: usize = 8192;

/// What to read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PullQuery {
    /// Everything after this number.
    pub after: u64,
    /// None means all; a session that may not read all must say which.
    pub classes: Option<Classes>,
    /// None means as many as fit.
    pub limit: Option<usize>,
}

impl Service {
    /// `GET /v1/spaces/{id}/records`
    pub fn pull(&self, bearer: &str, space: &SpaceId, query: &PullQuery) -> Answer<RecordPage> {
        let held = self.session_of(bearer)?;
        let shown = held.shown(space).ok_or_else(not_allowed)?;
        let classes = query.classes.unwrap_or(Classes::STORED);
        let limit = query.limit.unwrap_or(BATCH_FRAMES);
        if limit == 0 || limit > BATCH_FRAMES {
            return Err(Refusal::malformed("limit: from 1 to 256"));
        }
        self.store().read(|tx| {
            let row = standing(tx, space)?;
            let readable = match shown.grant(&row) {
                Grant::Current => Classes::STORED,
                Grant::Former => Classes::FORMER,
                Grant::Recovery => Classes::NONE.with(Class::Control),
                Grant::Refused => Classes::NONE,
            };
            // A page with holes would look like all there is, and the reader's
            // cursor would pass what it may not see; so it is refused whole.
            if !classes.within(readable) {
                return Err(not_allowed());
            }
            page(tx, &row, query.after, classes, limit)
        })
    }

    /// `GET /v1/spaces/{id}/ids`: for the key in force only.
    pub fn ids(&self, bearer: &str, space: &SpaceId, after: u64) -> Answer<IdPage> {
        let held = self.session_of(bearer)?;
        let shown = held.shown(space).ok_or_else(not_allowed)?;
        self.store().read(|tx| {
            let row = standing(tx, space)?;
            if shown.grant(&row) != Grant::Current {
                return Err(not_allowed());
            }
            let ids = tx.ids(&row.id, after, IDS)?;
            let last = ids.last().filter(|_| ids.len() == IDS).map(|(seq, _, chain)| (*seq, *chain));
            let (next, next_chain) = last.unwrap_or((row.head, row.chain));
            let ids = ids.into_iter().map(|(seq, id, _)| (seq, id)).collect();
            Ok(IdPage { place: row.place(), min_seq: row.min_seq, next, next_chain, ids })
        })
    }
}

fn page(tx: &dyn Reading, row: &SpaceRow, after: u64, classes: Classes, limit: usize) -> Answer<RecordPage> {
    let (records, complete) = tx.records(&row.id, after, classes, limit, BATCH_BYTES)?;
    let last = records.last().filter(|_| !complete).map(|record| (record.seq, record.chain));
    let (next, next_chain) = last.unwrap_or((row.head, row.chain));
    let overrides = if classes.has(Class::Control) { tx.overrides(&row.id, after, next)? } else { Vec::new() };
    let records = records.into_iter().map(|record| Stored { seq: record.seq, frame: record.frame }).collect();
    Ok(RecordPage { place: row.place(), min_seq: row.min_seq, next, next_chain, records, overrides })
}
