//! What to ask one relay next, for all spaces that are there.
//!
//! It knows what is wanted and what is under way, not what a space holds. One
//! call a space at a time, a few spaces at once, and nothing while the relay
//! asked for patience.

mod space;

pub use space::{SpaceErrand, Standing};

use rapport_ids::SpaceId;
use rapport_wire::relay::Grant;
use std::collections::BTreeMap;

/// Spaces that may have a call under way at the same time.
const AT_ONCE: usize = 4;
/// A session is renewed this long before it ends.
const SESSION_MARGIN_MS: i64 = 60_000;

/// No wait is longer than this. A moment that lies further ahead was set before
/// the clock went back, and does not count.
const LONGEST_WAIT_MS: i64 = 3_600_000;

/// Whether a moment is still ahead.
const fn waits(until_ms: i64, now_ms: i64) -> bool {
    now_ms < until_ms && until_ms.saturating_sub(now_ms) <= LONGEST_WAIT_MS
}

/// One thing to do at the relay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Ask for a challenge for these spaces, then open a session with it.
    OpenSession(Vec<SpaceId>),
    /// Open the space there.
    Create(SpaceId),
    /// Fetch what is new. `open_only`: control, share and notice frames, all
    /// that a former key may read.
    Pull { space: SpaceId, open_only: bool },
    /// Send the next control frame.
    Control(SpaceId),
    /// Send what waits.
    Push(SpaceId),
}

impl Step {
    const fn space(&self) -> Option<SpaceId> {
        match self {
            Self::OpenSession(_) => None,
            Self::Create(space) | Self::Pull { space, .. } | Self::Control(space) | Self::Push(space) => Some(*space),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SessionState {
    None,
    Opening,
    Open { until_ms: i64 },
}

/// All errands at one relay.
#[derive(Debug, Clone)]
pub struct Errands {
    session: SessionState,
    spaces: BTreeMap<SpaceId, SpaceErrand>,
    not_before_ms: i64,
}

impl Default for Errands {
    fn default() -> Self {
        Self { session: SessionState::None, spaces: BTreeMap::new(), not_before_ms: i64::MIN }
    }
}

impl Errands {
    /// What is known and wanted of a space; made when first asked for.
    pub fn space(&mut self, space: SpaceId) -> &mut SpaceErrand {
        self.spaces.entry(space).or_default()
    }

    pub fn spaces(&self) -> impl Iterator<Item = (&SpaceId, &SpaceErrand)> {
        self.spaces.iter()
    }

    /// Whether anything is known or wanted of a space.
    pub fn has(&self, space: &SpaceId) -> bool {
        self.spaces.contains_key(space)
    }

    pub fn forget(&mut self, space: &SpaceId) {
        self.spaces.remove(space);
    }

    /// Everything that can be begun now. Each is under way until it is told of.
    pub fn next(&mut self, now_ms: i64) -> Vec<Step> {
        self.spaces.values_mut().for_each(|space| space.look_again(now_ms));
        if self.waits(now_ms) {
            return Vec::new();
        }
        let mut steps = Vec::new();
        if self.needs_session(now_ms) {
            let all: Vec<SpaceId> = self.spaces.keys().copied().collect();
            self.session = SessionState::Opening;
            steps.push(Step::OpenSession(all));
        }
        let busy = self.spaces.values().filter(|s| s.busy).count();
        let open = matches!(self.session, SessionState::Open { .. });
        for (id, space) in &mut self.spaces {
            if busy + steps.len() >= AT_ONCE {
                break;
            }
            if let Some(step) = space.next(*id, open, now_ms) {
                space.begin(&step);
                steps.push(step);
            }
        }
        steps
    }

    fn needs_session(&self, now_ms: i64) -> bool {
        let wanted = self.spaces.values().any(SpaceErrand::wants_session);
        match self.session {
            SessionState::None => wanted,
            SessionState::Opening => false,
            SessionState::Open { until_ms } => {
                let over = !waits(until_ms.saturating_sub(SESSION_MARGIN_MS), now_ms);
                wanted && (over || self.spaces.values().any(|s| s.uncovered()))
            }
        }
    }

    /// A session is open; what each space allows was told space by space.
    pub fn session_opened(&mut self, until_ms: i64) {
        self.session = SessionState::Open { until_ms };
    }

    /// The session is over, or could not be opened.
    pub fn session_lost(&mut self) {
        self.session = SessionState::None;
        for space in self.spaces.values_mut() {
            space.uncover();
        }
    }

    /// There is nothing to open one with; what was refused stays so until
    /// somebody asks again.
    pub const fn no_session(&mut self) {
        self.session = SessionState::None;
    }

    /// A step has ended, well or not.
    pub fn ended(&mut self, step: &Step) {
        match step.space() {
            None if self.session == SessionState::Opening => self.session = SessionState::None,
            None => {}
            Some(space) => {
                if let Some(space) = self.spaces.get_mut(&space) {
                    space.busy = false;
                }
            }
        }
    }

    /// Nothing before this moment.
    pub fn wait_until(&mut self, not_before_ms: i64) {
        self.not_before_ms = self.not_before_ms.max(not_before_ms);
    }

    /// Whether the relay is left alone for now.
    pub const fn waits(&self, now_ms: i64) -> bool {
        waits(self.not_before_ms, now_ms)
    }

    /// Until when it is.
    pub const fn not_before(&self) -> i64 {
        self.not_before_ms
    }

    /// The person asked for it now.
    pub fn hurry(&mut self) {
        self.not_before_ms = i64::MIN;
    }

    /// When something that waits may be begun; none when nothing waits for time alone.
    pub fn wake_at(&self) -> Option<i64> {
        let waits = self.spaces.values().any(|s| s.wants_anything() && !s.busy);
        let held = self.spaces.values().filter(|s| s.wants_anything()).filter_map(SpaceErrand::held_until).min();
        let relay = (waits && self.not_before_ms > i64::MIN).then_some(self.not_before_ms);
        let looks = self.spaces.values().filter_map(SpaceErrand::looks_again_at).min();
        let waits = match (relay, held) {
            (Some(a), Some(b)) => Some(a.max(b)),
            (a, b) => a.or(b),
        };
        waits.into_iter().chain(looks).min()
    }

    /// Whether nothing is under way and nothing could be begun.
    pub fn idle(&self, now_ms: i64) -> bool {
        self.clone().next(now_ms).is_empty()
            && self.session != SessionState::Opening
            && !self.spaces.values().any(|s| s.busy)
    }

    /// Whether everything wanted of every space has been done.
    pub fn settled(&self) -> bool {
        !self.spaces.values().any(|s| s.busy || s.wants_anything())
    }

    /// What the session allows in a space.
    pub fn grant(&self, space: &SpaceId) -> Option<Grant> {
        self.spaces.get(space).and_then(|s| s.grant)
    }
}

#[cfg(test)]
mod tests;
