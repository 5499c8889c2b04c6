//! One control frame onto the head, or none: compare and set.

use super::act::{Act, Effects};
use super::push::{append, has_room, head_news};
use super::{Caller, Service, standing};
use crate::config::Quotas;
use crate::refusal::{Answer, Refusal};
use crate::state::hub::Tidings;
use crate::store::{SpaceRow, Writing};
use rapport_ids::SpaceId;
use rapport_wire::relay::{Code, ControlConflict, ControlStored, News};
use rapport_wire::{Class, Frame, FrameProblem};

pub(crate) struct Control {
    space: SpaceId,
    frame: Frame,
    quotas: Quotas,
}

impl Service {
    /// `POST /v1/spaces/{id}/control`. Needs no session: the frame signs
    /// itself with the control key in force. Repeating it is answered with its number.
    pub fn control(&self, caller: &Caller, space: &SpaceId, frame: Vec<u8>) -> Answer<ControlStored> {
        self.commit(self.controlling(caller, space, frame)?)
    }

    pub(crate) fn controlling(&self, caller: &Caller, space: &SpaceId, frame: Vec<u8>) -> Answer<Control> {
        self.admit(caller, 1)?;
        let frame = Frame::parse(frame).map_err(|problem| match problem {
            FrameProblem::Newer(_) => Refusal::new(Code::NeedsNewerRelay, "frame: of a newer version"),
            FrameProblem::TooLarge { .. } => Refusal::new(Code::TooLarge, "frame: too large"),
            FrameProblem::Malformed(malformed) => malformed.into(),
        })?;
        if frame.class() != Class::Control {
            return Err(Refusal::malformed("frame: not a control frame"));
        }
        if frame.header().space != *space {
            return Err(Refusal::malformed("frame: of another space"));
        }
        Ok(Control { space: *space, frame, quotas: self.config().quotas })
    }
}

impl Act for Control {
    type Answer = ControlStored;

    fn apply(&self, tx: &dyn Writing, now_ms: i64, effects: &mut Effects) -> Answer<ControlStored> {
        let mut row = standing(tx, &self.space)?;
        let id = self.frame.record_id();
        if let Some(seq) = tx.seq_of(&row.id, &id)? {
            effects.counts.duplicates += 1;
            return Ok(ControlStored { seq, place: row.place() });
        }
        let trailer = self.frame.trailer().ok_or_else(|| Refusal::malformed("trailer"))?;
        // Who lost a race that also changed the control key must learn of the
        // race, so the place is compared before the signature is checked.
        if trailer.prev != row.control_head {
            return Err(conflict(&row));
        }
        if !self.frame.control_signature_fits(&row.control) {
            return Err(Refusal::new(Code::BadSignature, "not signed by the control key in force"));
        }
        if !has_room(&row, &self.frame, &self.quotas) {
            return Err(Refusal::new(Code::OverQuota, "the space has no room left"));
        }
        append(tx, &mut row, &id, &self.frame, None, now_ms)?;
        let rotated = row.auth != trailer.auth_after;
        row.control_head = id;
        row.tag = trailer.tag_after;
        row.auth = trailer.auth_after;
        row.control = trailer.control_after;
        tx.add_auth_key(&row.id, &row.tag, &row.auth, row.head)?;
        tx.put_space(&row)?;
        effects.counts.stored += 1;
        effects.counts.bytes += self.frame.bytes().len() as u64;
        effects.tidings.push(Tidings::News(News::Head(head_news(&row, Some(&self.frame)))));
        if rotated {
            effects.tidings.push(Tidings::Rotated(row.id, row.head));
        }
        Ok(ControlStored { seq: row.head, place: row.place() })
    }
}

fn conflict(row: &SpaceRow) -> Refusal {
    Refusal::Control(Box::new(ControlConflict {
        code: Code::ControlConflict,
        detail: String::from("another control frame stands at the head"),
        control_head: row.control_head,
        place: row.place(),
    }))
}
