//! The end of a space, and taking it back within the days of grace.

use super::act::{Act, Effects};
use super::push::head_news;
use super::{Caller, Service};
use crate::refusal::{Answer, Refusal};
use crate::state::hub::Tidings;
use crate::store::Writing;
use rapport_ids::SpaceId;
use rapport_wire::relay::{Code, LogPlace, News, OwnersCall};

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Delete,
    Revive,
}

pub(crate) struct End {
    space: SpaceId,
    call: OwnersCall,
    what: What,
}

impl Service {
    /// `DELETE /v1/spaces/{id}`: hidden at once, gone after thirty days.
    pub fn delete_space(&self, caller: &Caller, space: &SpaceId, call: OwnersCall) -> Answer<LogPlace> {
        self.commit(self.deleting(caller, space, call)?)
    }

    /// `POST /v1/spaces/{id}/revive`
    pub fn revive_space(&self, caller: &Caller, space: &SpaceId, call: OwnersCall) -> Answer<LogPlace> {
        self.commit(self.reviving(caller, space, call)?)
    }

    pub(crate) fn deleting(&self, caller: &Caller, space: &SpaceId, call: OwnersCall) -> Answer<End> {
        self.admit(caller, 1)?;
        Ok(End { space: *space, call, what: What::Delete })
    }

    pub(crate) fn reviving(&self, caller: &Caller, space: &SpaceId, call: OwnersCall) -> Answer<End> {
        self.admit(caller, 1)?;
        Ok(End { space: *space, call, what: What::Revive })
    }
}

impl Act for End {
    type Answer = LogPlace;

    fn apply(&self, tx: &dyn Writing, now_ms: i64, effects: &mut Effects) -> Answer<LogPlace> {
        let mut row = tx.space(&self.space)?.ok_or_else(|| Refusal::new(Code::NotFound, "no such space"))?;
        if self.call.log_id != row.log_id {
            return Err(Refusal::new(Code::Conflict, "log id: another life of this log"));
        }
        let fits = match self.what {
            What::Delete => self.call.deletes(&row.owner, &row.id),
            What::Revive => self.call.revives(&row.owner, &row.id),
        };
        if !fits {
            return Err(Refusal::new(Code::BadSignature, "not signed by the owner key in force"));
        }
        match (self.what, row.deleted_ms) {
            (What::Delete, None) => {
                row.deleted_ms = Some(now_ms.max(1));
                effects.tidings.push(Tidings::Ended(row.id));
            }
            (What::Revive, Some(_)) => {
                row.deleted_ms = None;
                effects.tidings.push(Tidings::News(News::Head(head_news(&row, None))));
            }
            _ => return Ok(row.place()),
        }
        tx.put_space(&row)?;
        Ok(row.place())
    }
}
