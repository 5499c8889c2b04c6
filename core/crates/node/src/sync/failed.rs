//! What to do when there is no answer, or the relay says no.

use super::{Doing, Trouble};
use crate::Node;
use rapport_engine::errand::Standing;
use rapport_wire::relay::Code;
use rapport_wire::{CallFailed, Origin};

/// Two refusals within this time are one too many.
const SOON_MS: i64 = 10_000;
/// How long a space that is full is left alone.
const FULL_MS: i64 = 10 * 60 * 1000;

/// Fruitless answers in a row that are nothing special: each of a few calls at
/// once may meet the end of a session and a change of keys.
const CIRCLES: u32 = 16;

impl Node {
    pub(super) fn take_failure(&mut self, relay: &Origin, doing: &Doing, failed: &CallFailed) {
        let now = self.ports.now_ms();
        match failed {
            CallFailed::Unreachable => self.back_off(relay, Trouble::Offline, None),
            CallFailed::NotTrusted => self.back_off(relay, Trouble::NotTrusted, None),
            CallFailed::Garbage(_) => self.back_off(relay, Trouble::NotARelay, None),
            CallFailed::Refused(problem) if is_about_what_was_sent(doing, problem.code) => {
                self.keep_back(relay, doing, problem.code);
            }
            CallFailed::Refused(problem) => {
                self.slow_down(relay, doing, problem.code);
                let asked = problem.retry_after_s.map(|s| s.saturating_mul(1000));
                match (problem.code, doing.space()) {
                    (Code::SessionNeeded, _) => {
                        self.lose_session(relay);
                        self.went_in_a_circle(relay, Trouble::Refused(Code::SessionNeeded));
                    }
                    (Code::NotAllowed, Some(space)) => {
                        self.errand(relay, space).uncover();
                        self.went_in_a_circle(relay, Trouble::Refused(Code::NotAllowed));
                    }
                    (Code::NotFound, Some(space)) => {
                        self.errand(relay, space).missing(now);
                        self.went_in_a_circle(relay, Trouble::Refused(Code::NotFound));
                    }
                    (Code::Gone, Some(space)) => self.errand(relay, space).standing = Standing::Gone,
                    (Code::TokenNeeded, Some(space)) => {
                        self.errand(relay, space).can_create = false;
                        self.set_trouble(relay, Trouble::Refused(Code::TokenNeeded));
                    }
                    (Code::OverQuota, Some(space)) => {
                        self.errand(relay, space).hold_until(now + FULL_MS);
                        self.set_trouble(relay, Trouble::Refused(Code::OverQuota));
                    }
                    (code, _) => self.back_off(relay, Trouble::Refused(code), asked),
                }
            }
        }
        if matches!(doing, Doing::Challenge { .. } | Doing::Session { .. })
            && !matches!(failed, CallFailed::Unreachable)
        {
            self.lose_session(relay);
        }
    }

    /// The relay will not have what was sent, today or tomorrow. It is kept, told,
    /// and sent now and then; nothing else waits for it.
    fn keep_back(&mut self, relay: &Origin, doing: &Doing, code: Code) {
        let Some(space) = doing.space() else { return };
        let (chance, now) = (u64::from_be_bytes(self.ports.bytes()), self.ports.now_ms());
        self.errand(relay, space).refused(now, chance);
        if let Some(state) = self.sync.relays.get_mut(relay) {
            state.refuses.insert(space, code);
        }
        self.set_trouble(relay, Trouble::Refused(code));
    }

    /// What can be put right at once is tried again at once; a relay that
    /// refuses the same soon after is asked later.
    fn slow_down(&mut self, relay: &Origin, doing: &Doing, code: Code) {
        let now = self.ports.now_ms();
        let refused = &mut self.sync.relays.entry(relay.clone()).or_default().refused;
        let before = refused.insert(doing.space(), now);
        if before.is_some_and(|before| now.saturating_sub(before) < SOON_MS) {
            self.back_off(relay, Trouble::Refused(code), None);
        }
    }

    pub(crate) fn lose_session(&mut self, relay: &Origin) {
        if let Some(relay) = self.sync.relays.get_mut(relay) {
            relay.session = None;
            relay.errands.session_lost();
        }
    }

    /// What was done has to be done again. Some of it belongs to every change of
    /// keys and every restart; a relay that leads on and on is left alone.
    pub(super) fn went_in_a_circle(&mut self, relay: &Origin, trouble: Trouble) {
        let Some(state) = self.sync.relays.get_mut(relay) else { return };
        state.circles = state.circles.saturating_add(1);
        if state.circles <= CIRCLES {
            return;
        }
        let chance = u64::from_be_bytes(self.ports.bytes());
        let wait = i64::try_from(state.tired.next_ms(chance, None)).unwrap_or(i64::MAX);
        state.errands.wait_until(self.ports.now_ms().saturating_add(wait));
        self.set_trouble(relay, trouble);
    }

    /// Something was fetched or stored.
    pub(super) fn went_on(&mut self, relay: &Origin) {
        if let Some(state) = self.sync.relays.get_mut(relay) {
            state.circles = 0;
            state.tired.reset();
        }
    }

    /// The storage failed. Asked at once, the relay would answer the same, as
    /// fast as it can, and the storage would fail again.
    pub(super) fn stumbled(&mut self, relay: &Origin) {
        let (chance, now) = (u64::from_be_bytes(self.ports.bytes()), self.ports.now_ms());
        if let Some(state) = self.sync.relays.get_mut(relay) {
            let wait = i64::try_from(state.tired.next_ms(chance, None)).unwrap_or(i64::MAX);
            state.errands.wait_until(now.saturating_add(wait));
        }
    }

    fn back_off(&mut self, relay: &Origin, trouble: Trouble, asked_ms: Option<u64>) {
        self.set_trouble(relay, trouble);
        let chance = u64::from_be_bytes(self.ports.bytes());
        let now = self.ports.now_ms();
        if let Some(relay) = self.sync.relays.get_mut(relay) {
            let wait = relay.backoff.next_ms(chance, asked_ms);
            relay.errands.wait_until(now.saturating_add(i64::try_from(wait).unwrap_or(i64::MAX)));
        }
    }
}

/// Whether a refusal is about the records themselves: all else at that relay goes well.
const fn is_about_what_was_sent(doing: &Doing, code: Code) -> bool {
    matches!(doing, Doing::Push { .. } | Doing::PushAgain { .. })
        && matches!(code, Code::Malformed | Code::TooLarge | Code::BadSignature | Code::Conflict)
}
