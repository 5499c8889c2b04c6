//! Challenge and session: showing that one holds keys, without saying who one is.

use super::{Caller, Service, lock};
use crate::ports::draw;
use crate::refusal::{Answer, Refusal};
use crate::state::sessions::Shown;
use crate::store::Reading;
use data_encoding::BASE64URL_NOPAD;
use rapport_ids::SpaceId;
use rapport_wire::auth::{session_message, verify};
use rapport_wire::limits::{CHALLENGE_MS, SESSION_MS, SPACES_PER_SESSION};
use rapport_wire::relay::{
    Challenge, ChallengeRequest, ChallengedSpace, Code, Grant, GrantedSpace, Session, SessionRequest, SessionSpace,
};
use std::collections::HashSet;

impl Service {
    /// `POST /v1/challenge`
    pub fn challenge(&self, caller: &Caller, request: &ChallengeRequest) -> Answer<Challenge> {
        self.admit(caller, cost(request.spaces.len()))?;
        check_spaces(request.spaces.iter())?;
        let spaces = self.store().read(|tx| {
            let look = |id: &SpaceId| {
                let row = tx.space(id)?.filter(|row| row.deleted_ms.is_none());
                Ok::<_, Refusal>(ChallengedSpace { id: *id, epoch_tag: row.map(|row| row.tag) })
            };
            request.spaces.iter().map(look).collect::<Answer<Vec<_>>>()
        })?;
        let challenge = draw(self.random())?;
        lock(&self.inner.challenges).add(challenge, self.now());
        Ok(Challenge { challenge, expires_s: seconds(CHALLENGE_MS), spaces })
    }

    /// `POST /v1/session`
    pub fn session(&self, caller: &Caller, request: &SessionRequest) -> Answer<Session> {
        self.admit(caller, cost(request.spaces.len()))?;
        check_spaces(request.spaces.iter().map(|space| &space.id))?;
        let now = self.now();
        if !lock(&self.inner.challenges).take(&request.challenge, now) {
            return Err(Refusal::new(Code::SessionNeeded, "the challenge is unknown, used or over"));
        }
        let mut shown = Vec::new();
        let spaces = self.store().read(|tx| {
            let mut grants = Vec::with_capacity(request.spaces.len());
            for space in &request.spaces {
                let (grant, found) = self.look(tx, &request.challenge, space)?;
                shown.extend(found.map(|found| (space.id, found)));
                grants.push(GrantedSpace { id: space.id, grant });
            }
            Ok::<_, Refusal>(grants)
        })?;
        if shown.is_empty() {
            return Err(Refusal::new(Code::BadSignature, "no signature opens any of these spaces"));
        }
        let token: [u8; 32] = draw(self.random())?;
        lock(&self.inner.sessions).open(&token, shown, now);
        Ok(Session { token: BASE64URL_NOPAD.encode(&token), expires_s: seconds(SESSION_MS), spaces })
    }

    /// What one signature is worth.
    fn look(&self, tx: &dyn Reading, challenge: &[u8; 32], space: &SessionSpace) -> Answer<(Grant, Option<Shown>)> {
        let Some(row) = tx.space(&space.id)?.filter(|row| row.deleted_ms.is_none()) else {
            return Ok((Grant::Refused, None));
        };
        let message = session_message(&self.config().origin, challenge, &space.id);
        let shown = match space.epoch_tag {
            None => row.recovery.filter(|key| verify(key, &message, &space.signature)).map(|_| Shown::Recovery),
            Some(tag) => {
                let keys = if tag == row.tag { vec![row.auth] } else { tx.auth_keys(&space.id, &tag)? };
                keys.into_iter().find(|key| verify(key, &message, &space.signature)).map(Shown::Auth)
            }
        };
        Ok(shown.map_or((Grant::Refused, None), |shown| (shown.grant(&row), Some(shown))))
    }
}

fn check_spaces<'a>(spaces: impl ExactSizeIterator<Item = &'a SpaceId>) -> Answer<()> {
    if spaces.len() == 0 {
        return Err(Refusal::malformed("spaces: none is named"));
    }
    if spaces.len() > SPACES_PER_SESSION {
        return Err(Refusal::new(Code::TooLarge, "spaces: too many are named"));
    }
    let mut seen = HashSet::with_capacity(spaces.len());
    for space in spaces {
        if !seen.insert(space) {
            return Err(Refusal::malformed("spaces: one is named twice"));
        }
    }
    Ok(())
}

/// Many spaces are many signatures to check.
fn cost(spaces: usize) -> u32 {
    u32::try_from(spaces / 64).unwrap_or(u32::MAX).saturating_add(1)
}

fn seconds(ms: i64) -> u64 {
    u64::try_from(ms / 1000).unwrap_or(0)
}
