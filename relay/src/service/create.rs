//! Opening a space with its genesis, and reading again how it was opened.

use super::act::{Act, Effects};
use super::{Caller, Service, not_allowed, standing};
use crate::ports::draw;
use crate::refusal::{Answer, Refusal};
use crate::store::{NewRecord, NewSpace, Opening, SpaceRow, StoreError, Writing};
use crate::tokens;
use rapport_ids::{LogId, SpaceId};
use rapport_wire::operator::CreationToken;
use rapport_wire::relay::{Code, CreateSpace, SpaceCreated};
use rapport_wire::{Chain, Class, Frame};

pub(crate) struct Create {
    call: CreateSpace,
    genesis: Frame,
    token: Option<[u8; 32]>,
    log_id: LogId,
}

impl Service {
    /// `POST /v1/spaces`. Repeating it is answered as the first time was, also
    /// without a token.
    pub fn create_space(
        &self,
        caller: &Caller,
        token: Option<&CreationToken>,
        call: CreateSpace,
    ) -> Answer<SpaceCreated> {
        self.commit(self.creating(caller, token, call)?)
    }

    pub(crate) fn creating(&self, caller: &Caller, token: Option<&CreationToken>, call: CreateSpace) -> Answer<Create> {
        self.admit(caller, 1)?;
        let genesis = call.check()?;
        Ok(Create { call, genesis, token: token.map(tokens::hash), log_id: LogId::new(draw(self.random())?) })
    }

    /// `GET /v1/spaces/{id}`: the message that opened it, for any session over
    /// it, so that a member can open it again at a relay that lost it.
    pub fn opening(&self, bearer: &str, space: &SpaceId) -> Answer<CreateSpace> {
        let held = self.session_of(bearer)?;
        held.shown(space).ok_or_else(not_allowed)?;
        self.store().read(|tx| {
            standing(tx, space)?;
            let lost = || Refusal::from(StoreError::Failed(String::from("a space without its genesis")));
            let Opening { owner, g, recovery, signature } = tx.opening(space)?.ok_or_else(lost)?;
            let genesis = tx.frame(space, 1)?.ok_or_else(lost)?;
            Ok(CreateSpace { owner, g, recovery, signature, genesis })
        })
    }
}

impl Act for Create {
    type Answer = SpaceCreated;

    fn apply(&self, tx: &dyn Writing, now_ms: i64, effects: &mut Effects) -> Answer<SpaceCreated> {
        let (space, record) = (self.call.space(), self.genesis.record_id());
        if let Some(row) = tx.space(&space)? {
            if row.deleted_ms.is_some() {
                return Err(Refusal::new(Code::Gone, "its owner has deleted this space"));
            }
            if tx.seq_of(&space, &record)? != Some(1) {
                return Err(Refusal::new(Code::Conflict, "the space was opened with another genesis"));
            }
            return Ok(SpaceCreated { space, log_id: row.log_id, head: row.head, chain: row.chain });
        }
        let trailer = self.genesis.trailer().ok_or_else(|| Refusal::malformed("genesis"))?;
        let token = self.pay(tx, now_ms)?;
        let row = SpaceRow {
            id: space,
            log_id: self.log_id,
            head: 1,
            chain: Chain::START.then(&record),
            min_seq: 1,
            tag: trailer.tag_after,
            auth: trailer.auth_after,
            control: trailer.control_after,
            control_head: record,
            owner: self.call.owner,
            keys_version: 0,
            recovery: self.call.recovery,
            records: 1,
            bytes: self.genesis.bytes().len() as u64,
            deleted_ms: None,
        };
        let opening = Opening {
            owner: self.call.owner,
            g: self.call.g,
            recovery: self.call.recovery,
            signature: self.call.signature,
        };
        let created = SpaceCreated { space, log_id: row.log_id, head: row.head, chain: row.chain };
        tx.add_auth_key(&space, &row.tag, &row.auth, 1)?;
        effects.counts.stored += 1;
        effects.counts.bytes += row.bytes;
        let record = NewRecord {
            id: record,
            seq: 1,
            class: Class::Control,
            stored_ms: now_ms,
            chain: row.chain,
            former: None,
            frame: self.genesis.bytes(),
        };
        tx.add_record(&space, &record)?;
        tx.add_space(&NewSpace { row, opening, token, created_ms: now_ms })?;
        Ok(created)
    }
}

impl Create {
    fn pay(&self, tx: &dyn Writing, now_ms: i64) -> Answer<[u8; 32]> {
        let needed = || Refusal::new(Code::TokenNeeded, "opening a space needs a creation token that is good");
        let hash = self.token.ok_or_else(needed)?;
        let mut token = tx.token(&hash)?.filter(|token| token.is_good(now_ms)).ok_or_else(needed)?;
        token.spaces_left = token.spaces_left.checked_sub(1).ok_or_else(needed)?;
        tx.put_token(&token)?;
        Ok(hash)
    }
}
