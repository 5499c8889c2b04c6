//! Mailboxes: where two strangers who share a secret meet. A slot is written once.

use super::act::{Act, Effects};
use super::{Caller, Service};
use crate::refusal::{Answer, Refusal};
use crate::state::hub::{Tidings, Watcher};
use crate::store::{Mailbox, Writing};
use crate::tokens;
use rapport_ids::BoxId;
use rapport_wire::limits::BOX_LIFE_MS;
use rapport_wire::operator::CreationToken;
use rapport_wire::relay::{BoxDelete, BoxPut, BoxSlots, Code, Slot};

pub(crate) struct PutSlot {
    id: BoxId,
    put: BoxPut,
    token: Option<[u8; 32]>,
    session: Option<[u8; 32]>,
    max: u64,
}

pub(crate) struct CloseBox {
    id: BoxId,
}

impl Service {
    /// `PUT /v1/box/{id}`. The first one opens the mailbox and needs a token or a session.
    pub fn put_slot(
        &self,
        caller: &Caller,
        bearer: Option<&str>,
        token: Option<&CreationToken>,
        id: &BoxId,
        put: BoxPut,
    ) -> Answer<()> {
        self.commit(self.putting(caller, bearer, token, id, put)?)
    }

    pub(crate) fn putting(
        &self,
        caller: &Caller,
        bearer: Option<&str>,
        token: Option<&CreationToken>,
        id: &BoxId,
        put: BoxPut,
    ) -> Answer<PutSlot> {
        self.admit(caller, 1)?;
        let session = bearer.map(|bearer| self.session_of(bearer)).transpose()?.map(|held| held.id);
        if !put.fits(id) {
            return Err(Refusal::new(Code::BadSignature, "not signed by the key of this mailbox"));
        }
        Ok(PutSlot { id: *id, put, token: token.map(tokens::hash), session, max: self.config().quotas.mailboxes })
    }

    /// `GET /v1/box/{id}`: whoever knows the name may read.
    pub fn slots(&self, caller: &Caller, id: &BoxId) -> Answer<BoxSlots> {
        self.admit(caller, 1)?;
        self.slots_now(id)
    }

    /// The same for a caller who has been admitted and waits.
    pub(crate) fn slots_now(&self, id: &BoxId) -> Answer<BoxSlots> {
        let now = self.now();
        self.store().read(|tx| {
            let mailbox = tx.mailbox(id)?.filter(|mailbox| now < mailbox.expires_ms);
            match mailbox {
                None => Err(Refusal::new(Code::NotFound, "no such mailbox")),
                Some(mailbox) if mailbox.closed => Err(closed()),
                Some(_) => Ok(BoxSlots { slots: tx.slots(id)? }),
            }
        })
    }

    /// Tells when something is put in, or the mailbox is closed.
    pub(crate) fn watch_slots(&self, id: &BoxId) -> Watcher {
        self.inner.hub.watch_mailbox(*id)
    }

    /// `DELETE /v1/box/{id}`: empties it, and nothing can be put in again.
    pub fn close_box(&self, caller: &Caller, id: &BoxId, call: &BoxDelete) -> Answer<()> {
        self.commit(self.closing(caller, id, call)?)
    }

    pub(crate) fn closing(&self, caller: &Caller, id: &BoxId, call: &BoxDelete) -> Answer<CloseBox> {
        self.admit(caller, 1)?;
        if !call.fits(id) {
            return Err(Refusal::new(Code::BadSignature, "not signed by the key of this mailbox"));
        }
        Ok(CloseBox { id: *id })
    }
}

impl Act for PutSlot {
    type Answer = ();

    fn apply(&self, tx: &dyn Writing, now_ms: i64, effects: &mut Effects) -> Answer<()> {
        match tx.mailbox(&self.id)?.filter(|mailbox| now_ms < mailbox.expires_ms) {
            Some(mailbox) if mailbox.closed => return Err(closed()),
            Some(_) => {}
            None => self.open(tx, now_ms)?,
        }
        let slots = tx.slots(&self.id)?;
        match slots.iter().find(|slot| slot.slot == self.put.slot) {
            Some(slot) if slot.content == self.put.content => return Ok(()),
            Some(_) => return Err(Refusal::new(Code::Conflict, "slot: holds something else already")),
            None => {}
        }
        tx.add_slot(&self.id, &Slot { slot: self.put.slot, content: self.put.content.clone() })?;
        effects.tidings.push(Tidings::Mailbox(self.id));
        Ok(())
    }
}

impl PutSlot {
    fn open(&self, tx: &dyn Writing, now_ms: i64) -> Answer<()> {
        let token = match self.token {
            Some(hash) => tx.token(&hash)?.filter(|token| token.is_good(now_ms)).map(|token| token.hash),
            None => None,
        };
        let opener = token.or(self.session).ok_or_else(|| {
            Refusal::new(Code::TokenNeeded, "opening a mailbox needs a session or a creation token that is good")
        })?;
        if tx.mailboxes_of(&opener)? >= self.max {
            return Err(Refusal::new(Code::OverQuota, "too many mailboxes are open"));
        }
        tx.clear_slots(&self.id)?;
        let expires_ms = now_ms.saturating_add(BOX_LIFE_MS);
        Ok(tx.put_mailbox(&self.id, &Mailbox { opener, expires_ms, closed: false })?)
    }
}

impl Act for CloseBox {
    type Answer = ();

    fn apply(&self, tx: &dyn Writing, now_ms: i64, effects: &mut Effects) -> Answer<()> {
        let Some(mailbox) = tx.mailbox(&self.id)?.filter(|mailbox| now_ms < mailbox.expires_ms) else {
            return Err(Refusal::new(Code::NotFound, "no such mailbox"));
        };
        tx.clear_slots(&self.id)?;
        tx.put_mailbox(&self.id, &Mailbox { closed: true, ..mailbox })?;
        effects.tidings.push(Tidings::Mailbox(self.id));
        Ok(())
    }
}

fn closed() -> Refusal {
    Refusal::new(Code::Gone, "the mailbox has been closed")
}
