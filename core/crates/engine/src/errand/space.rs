//! What is wanted of one space at its relay.

use super::{LONGEST_WAIT_MS, Step, waits};
use rapport_ids::SpaceId;
use rapport_wire::relay::Grant;

/// Whether the relay has the space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standing {
    #[default]
    Unknown,
    /// It has to be opened there; possible only with a token that is good.
    Missing,
    There,
    /// It was deleted there on purpose: nothing is sent again.
    Gone,
}

/// What is wanted and what stands in the way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SpaceErrand {
    pub standing: Standing,
    /// Whether this device can open it there when it is missing.
    pub can_create: bool,
    pub(super) grant: Option<Grant>,
    pub(super) busy: bool,
    behind: bool,
    /// Something new was told of since the last look was begun, which may not have seen it.
    told_since: bool,
    control: bool,
    outgoing: bool,
    hold_until_ms: Option<i64>,
    /// How often in a row the relay has refused what is sent here.
    refusals: u32,
    /// When to ask once more for a space that somebody else has to open.
    look_again_ms: Option<i64>,
    way: Way,
    /// Only what waits is sent; of what is new only who is in, and under which key.
    leaving: bool,
    /// Only who is in, and under which key: nobody here is a member yet.
    only_open: bool,
}

/// A space that is missing is asked for again after this long.
const LOOK_AGAIN_MS: i64 = 60_000;

/// How long what was refused is kept back at first; each time twice as long.
const FIRST_PAUSE_MS: i64 = 30_000;

/// Which way things may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Way {
    #[default]
    Both,
    OnlyPush,
    OnlyPull,
}

impl SpaceErrand {
    /// From now on things go both ways; and there may be something new.
    pub const fn both_ways(&mut self) {
        self.way = Way::Both;
        self.pull();
        self.look_anew();
        if matches!(self.grant, Some(Grant::Refused)) {
            self.uncover();
        }
    }

    /// The relay does not have the space. Whoever can opens it there; everybody
    /// else asks again now and then.
    pub const fn missing(&mut self, now_ms: i64) {
        self.standing = Standing::Missing;
        self.look_again_ms = Some(now_ms.saturating_add(LOOK_AGAIN_MS));
    }

    /// Somebody else may have opened it there by now.
    const fn look_anew(&mut self) {
        if matches!(self.standing, Standing::Missing) && !self.can_create {
            self.standing = Standing::Unknown;
        }
    }

    /// The same once its time has come.
    pub(super) fn look_again(&mut self, now_ms: i64) {
        if self.look_again_ms.is_some_and(|at| !waits(at, now_ms)) {
            self.look_again_ms = None;
            self.look_anew();
        }
    }

    /// There is a new token: perhaps it opens the space there.
    pub const fn try_to_open(&mut self) {
        self.can_create = true;
        self.hold_until_ms = None;
    }

    /// From now on nothing is fetched, until told otherwise.
    pub const fn only_push(&mut self) {
        self.way = Way::OnlyPush;
        self.look_anew();
    }

    /// From now on nothing is sent, until told otherwise; and there may be something new.
    pub const fn only_pull(&mut self) {
        self.way = Way::OnlyPull;
        self.pull();
        self.look_anew();
    }

    /// From now on nothing that people write is fetched: only what waits still goes out, after
    /// the operations that the relay lacks, without which it would not take it.
    pub const fn leave(&mut self) {
        self.leaving = true;
        self.push();
    }

    /// From now on only what needs no member is fetched.
    pub const fn only_open(&mut self) {
        self.only_open = true;
    }

    /// This device is a member now: from now on everything.
    pub const fn all_of_it(&mut self) {
        self.only_open = false;
        self.pull();
    }

    /// Whether a call is under way.
    pub const fn is_busy(&self) -> bool {
        self.busy
    }

    const fn wants_pull(&self) -> bool {
        self.behind && !matches!(self.way, Way::OnlyPush)
    }

    const fn wants_control(&self) -> bool {
        self.control && !matches!(self.way, Way::OnlyPull)
    }

    const fn wants_push(&self) -> bool {
        self.outgoing && !matches!(self.way, Way::OnlyPull)
    }

    /// There may be something new at the relay.
    pub const fn pull(&mut self) {
        self.behind = true;
        self.told_since = true;
    }

    /// A control frame waits here.
    pub const fn send_control(&mut self) {
        self.control = true;
    }

    /// Entries wait here.
    pub const fn push(&mut self) {
        self.outgoing = true;
    }

    /// What the session allows here.
    pub const fn granted(&mut self, grant: Grant) {
        self.grant = Some(grant);
    }

    /// The key has changed: the next session will allow something else.
    pub const fn uncover(&mut self) {
        self.grant = None;
    }

    /// A look has ended; `more` when it saw that there is more.
    pub const fn pulled(&mut self, more: bool) {
        self.behind = more || self.told_since;
    }

    /// A step is under way from now on.
    pub(super) const fn begin(&mut self, step: &Step) {
        self.busy = true;
        if matches!(step, Step::Pull { .. }) {
            self.told_since = false;
        }
    }

    pub const fn control_sent(&mut self, more: bool) {
        self.control = more;
    }

    pub const fn pushed(&mut self, more: bool) {
        self.outgoing = more;
    }

    /// Nothing is sent here before this moment: the space is full, or the relay refused.
    pub const fn hold_until(&mut self, at_ms: i64) {
        self.hold_until_ms = Some(at_ms);
    }

    /// The relay refuses what is sent here, and would the next time: it is sent
    /// again after a pause that grows to an hour. `chance` is any random number.
    pub fn refused(&mut self, now_ms: i64, chance: u64) {
        let half = (FIRST_PAUSE_MS << self.refusals.min(7)).min(LONGEST_WAIT_MS) / 2;
        self.refusals = self.refusals.saturating_add(1);
        let more = i64::try_from(chance % (half.unsigned_abs() + 1)).unwrap_or(0);
        self.hold_until(now_ms.saturating_add(half + more));
    }

    /// It takes what is sent.
    pub const fn taken(&mut self) {
        self.refusals = 0;
    }

    pub(super) const fn held_until(&self) -> Option<i64> {
        self.hold_until_ms
    }

    pub(super) fn looks_again_at(&self) -> Option<i64> {
        self.look_again_ms.filter(|_| self.standing == Standing::Missing && !self.can_create)
    }

    pub const fn is_behind(&self) -> bool {
        self.behind
    }

    pub(super) const fn wants_anything(&self) -> bool {
        match self.standing {
            Standing::Gone => false,
            Standing::Missing => self.can_create,
            Standing::Unknown | Standing::There => self.wants_pull() || self.wants_control() || self.wants_push(),
        }
    }

    pub(super) fn wants_session(&self) -> bool {
        match self.standing {
            Standing::Unknown | Standing::There => self.wants_anything() && self.grant != Some(Grant::Refused),
            Standing::Missing | Standing::Gone => false,
        }
    }

    /// Wants something that no session covers yet.
    pub(super) fn uncovered(&self) -> bool {
        self.wants_session() && self.grant.is_none()
    }

    pub(super) fn next(&self, id: SpaceId, session: bool, now_ms: i64) -> Option<Step> {
        if self.busy {
            return None;
        }
        let held = self.hold_until_ms.is_some_and(|until| waits(until, now_ms));
        match (self.standing, self.grant) {
            (Standing::Missing, _) if self.can_create && !held => Some(Step::Create(id)),
            (Standing::There, Some(grant)) if session => self.next_there(id, grant, held),
            _ => None,
        }
    }

    /// What is held is sent later; what others write is fetched all the same.
    fn next_there(&self, id: SpaceId, grant: Grant, held: bool) -> Option<Step> {
        let current = grant == Grant::Current;
        if grant == Grant::Refused {
            None
        } else if self.wants_pull() {
            Some(Step::Pull { space: id, open_only: !current || self.leaving || self.only_open })
        } else if held {
            None
        } else if self.wants_control() && current {
            Some(Step::Control(id))
        } else if self.wants_push() && current {
            Some(Step::Push(id))
        } else {
            None
        }
    }
}
