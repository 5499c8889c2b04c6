//! Opening a session: a challenge for all spaces, one signature for each.

use super::Doing;
use crate::Node;
use crate::error::NodeResult;
use rapport_engine::errand::{Standing, Step};
use rapport_ids::{EpochTag, SpaceId};
use rapport_wire::relay::{Challenge, ChallengeRequest, Grant, Session, SessionRequest, SessionSpace};
use rapport_wire::{Call, Origin, auth, limits};

impl Node {
    pub(super) fn compose_challenge(step: &Step, spaces: &[SpaceId]) -> (Call, Doing) {
        let spaces = spaces.iter().take(limits::SPACES_PER_SESSION).copied().collect();
        (Call::Challenge(ChallengeRequest { spaces }), Doing::Challenge { step: step.clone() })
    }

    /// Signs for every space whose key in force, or a former one, is here.
    pub(super) fn take_challenge(
        &mut self,
        relay: &Origin,
        step: Step,
        told: &Challenge,
    ) -> NodeResult<Option<(Call, Doing)>> {
        let now = self.ports.now_ms();
        let mut spaces = Vec::new();
        for challenged in &told.spaces {
            if !self.is_wanted(relay, &challenged.id) {
                continue;
            }
            let Some(tag) = challenged.epoch_tag else {
                self.errand(relay, challenged.id).missing(now);
                self.recovery_is(&challenged.id, false)?;
                continue;
            };
            self.errand(relay, challenged.id).standing = Standing::There;
            self.recovery_is(&challenged.id, true)?;
            if let Some(signed) = self.sign_for(relay, challenged.id, tag, &told.challenge)? {
                spaces.push(signed);
            } else {
                self.errand(relay, challenged.id).granted(Grant::Refused);
            }
        }
        if spaces.is_empty() {
            // Nothing opens any of them: asked at once, the relay would say the same.
            if let Some(relay) = self.sync.relays.get_mut(relay) {
                relay.session = None;
                relay.errands.no_session();
            }
            return Ok(None);
        }
        Ok(Some((Call::Session(SessionRequest { challenge: told.challenge, spaces }), Doing::Session { step })))
    }

    fn sign_for(
        &mut self,
        relay: &Origin,
        space: SpaceId,
        in_force: EpochTag,
        challenge: &[u8; 32],
    ) -> NodeResult<Option<SessionSpace>> {
        let (conn, secrets) = (self.store.read(), &self.secrets);
        let known = Self::space_in(&mut self.spaces, conn, &space)?;
        let state = self.sync.relays.entry(relay.clone()).or_default();
        state.strange.told(space, known.membership.epoch_by_tag(&in_force).is_some());
        let key = match known.key(conn, secrets, &in_force)? {
            Some(key) => Some(key),
            None if state.strange.knows_no_newer(&space) => known.oldest_key(conn, secrets)?,
            None => known.newest_key(conn, secrets)?,
        };
        let Some(key) = key else { return Ok(self.sign_with_words(relay, space, challenge)) };
        let signature = key.relay_auth(&space).sign(&auth::session_message(relay, challenge, &space));
        Ok(Some(SessionSpace { id: space, epoch_tag: Some(key.tag(&space)), signature }))
    }

    pub(super) fn take_session(&mut self, relay: &Origin, session: Session) -> NodeResult<()> {
        let now = self.ports.now_ms();
        for granted in &session.spaces {
            if !self.is_wanted(relay, &granted.id) {
                continue;
            }
            self.errand(relay, granted.id).granted(granted.grant);
            if granted.grant == Grant::Refused {
                self.is_refused(relay, granted.id)?;
            }
        }
        let lasts = i64::try_from(session.expires_s.saturating_mul(1000)).unwrap_or(limits::SESSION_MS);
        if let Some(relay) = self.sync.relays.get_mut(relay) {
            relay.session = Some(session.token);
            relay.errands.session_opened(now.saturating_add(lasts.min(limits::SESSION_MS)));
        }
        Ok(())
    }
}
