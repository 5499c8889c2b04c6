//! Sync with relays, as requests handed out and answers taken. Nothing in here
//! holds a connection, waits, or keeps a transaction open between the two.

pub(crate) mod ahead;
mod control;
mod create;
mod failed;
pub(crate) mod gap;
mod lost;
mod news;
mod pull;
mod push;
mod round;
mod session;
mod start;
mod status;
mod strange;

pub use status::{RelayStatus, Trouble};

use crate::Node;
use crate::error::NodeResult;
use crate::invites::BoxDoing;
use rapport_engine::Backoff;
use rapport_engine::errand::{Errands, Step};
use rapport_ids::{BoxId, RecordId, SpaceId};
use rapport_wire::{Answer, Call, CallFailed, Origin};
use std::collections::BTreeMap;

/// Something to ask a relay. Whoever carries it out hands the answer to
/// [`Node::answer`] under the same number.
#[derive(Debug)]
pub struct Request {
    pub id: u64,
    pub relay: Origin,
    pub call: Call,
}

/// Sync with all relays of this profile.
#[derive(Default)]
pub(crate) struct Sync {
    pub(crate) relays: BTreeMap<Origin, RelaySync>,
    under_way: BTreeMap<u64, UnderWay>,
    last_id: u64,
    pub(crate) watching: bool,
}

#[derive(Default)]
pub(crate) struct RelaySync {
    pub(crate) errands: Errands,
    session: Option<String>,
    backoff: Backoff,
    /// Answers in a row that led nowhere, and how long that makes one wait.
    circles: u32,
    tired: Backoff,
    pub(crate) trouble: Option<Trouble>,
    pub(crate) last_good_ms: Option<i64>,
    /// It answered since it was last written down that everything has been done.
    answered: bool,
    /// When the log of a space was last found to be another one.
    begun_again: BTreeMap<SpaceId, i64>,
    /// The same of any space, also in earlier runs.
    set_back_ms: Option<i64>,
    /// Spaces whose log there cannot be the one that was read.
    strange: strange::Strange,
    /// When something about a space, or a session, was last refused.
    refused: BTreeMap<Option<SpaceId>, i64>,
    /// Spaces of which it will not have what is sent, and why.
    refuses: BTreeMap<SpaceId, rapport_wire::relay::Code>,
}

impl Sync {
    pub(crate) const fn last_request(&self) -> u64 {
        self.last_id
    }

    /// Goes on counting after the requests of the node before.
    pub(crate) fn follow_request(&mut self, last: u64) {
        self.last_id = self.last_id.max(last);
    }
}

impl RelaySync {
    /// Why it will not have what is sent to one of the spaces that are still wanted.
    fn refuses_something(&self) -> Option<Trouble> {
        let wanted = |(space, code): (&SpaceId, &_)| self.errands.has(space).then_some(Trouble::Refused(*code));
        self.refuses.iter().find_map(wanted)
    }

    pub(crate) fn session(&self) -> Option<&str> {
        self.session.as_deref()
    }
}

struct UnderWay {
    relay: Origin,
    doing: Doing,
}

/// What an answer is the answer to.
enum Doing {
    Challenge {
        step: Step,
    },
    Session {
        step: Step,
    },
    Create(SpaceId),
    Pull {
        space: SpaceId,
        after: u64,
        open_only: bool,
        /// How far the log had been read when this was asked.
        read_to: u64,
    },
    /// A control frame that is stored here: a chain given to an emptied relay.
    StoredControl {
        space: SpaceId,
        record: RecordId,
    },
    /// A control frame made for a pending act.
    MadeControl {
        space: SpaceId,
        pending: i64,
        frame: Vec<u8>,
    },
    Push {
        space: SpaceId,
        sent: Vec<(i64, RecordId)>,
    },
    PushAgain {
        space: SpaceId,
        sent: Vec<RecordId>,
    },
    Mailbox {
        mailbox: BoxId,
        doing: BoxDoing,
    },
    /// Presence, outside all errands: whatever becomes of it, they go on.
    Live {
        space: SpaceId,
    },
}

impl Node {
    /// Everything that can be asked now, of all relays. Each request is under
    /// way until it is answered.
    ///
    /// # Errors
    /// The storage failed; what was not handed out is handed out later.
    pub fn requests(&mut self) -> NodeResult<Vec<Request>> {
        self.finish_leaving()?;
        self.keep_keyring()?;
        self.keep_devices()?;
        let now = self.ports.now_ms();
        let relays: Vec<Origin> = self.sync.relays.keys().cloned().collect();
        let (mut requests, mut failed) = (Vec::new(), None);
        for relay in relays {
            // A step with nothing to do after all makes room for the next one.
            let mut idle = Vec::new();
            loop {
                let steps = self.sync.relays.get_mut(&relay).map(|r| r.errands.next(now)).unwrap_or_default();
                let mut nothing = Vec::new();
                for step in steps {
                    match self.compose(&relay, &step) {
                        Ok(Some((call, doing))) => requests.push(self.hand_out(&relay, call, doing)),
                        Ok(None) => {
                            self.end(&relay, &step);
                            nothing.push(step);
                        }
                        // The others are under way from here on, and have to be asked.
                        Err(error) => {
                            self.end(&relay, &step);
                            self.stumbled(&relay);
                            failed = Some(error);
                        }
                    }
                }
                if nothing.is_empty() || nothing == idle || failed.is_some() {
                    break;
                }
                idle = nothing;
            }
            // The last step may have had nothing to ask, or its space is left.
            if let Err(error) = self.note_settled(&relay) {
                failed = Some(error);
            }
        }
        match self.box_calls() {
            Ok(calls) => {
                requests.extend(calls.into_iter().map(|(relay, mailbox, call, doing)| {
                    self.hand_out(&relay, call, Doing::Mailbox { mailbox, doing })
                }))
            }
            Err(error) => {
                self.boxes_stumbled();
                failed = Some(error);
            }
        }
        match self.live_calls() {
            Ok(calls) => requests.extend(
                calls.into_iter().map(|(relay, space, call)| self.hand_out(&relay, call, Doing::Live { space })),
            ),
            Err(error) => failed = Some(error),
        }
        match failed {
            // Told when there is nothing else: what failed is tried again with the next look.
            Some(error) if requests.is_empty() => Err(error),
            _ => Ok(requests),
        }
    }

    fn hand_out(&mut self, relay: &Origin, call: Call, doing: Doing) -> Request {
        self.sync.last_id += 1;
        let id = self.sync.last_id;
        self.sync.under_way.insert(id, UnderWay { relay: relay.clone(), doing });
        Request { id, relay: relay.clone(), call }
    }

    /// The call of a step; none when there is nothing to do after all.
    fn compose(&mut self, relay: &Origin, step: &Step) -> NodeResult<Option<(Call, Doing)>> {
        match step {
            Step::OpenSession(spaces) => Ok(Some(Self::compose_challenge(step, spaces))),
            Step::Create(space) => self.compose_create(relay, *space),
            Step::Pull { space, open_only } => self.compose_pull(relay, *space, *open_only),
            Step::Control(space) => self.compose_control(relay, *space),
            Step::Push(space) => self.compose_push(relay, *space),
        }
    }

    /// Takes what became of a request; gives what has to be asked next in the
    /// same matter. An unknown number is ignored: it was answered before, or
    /// belongs to an earlier run.
    ///
    /// # Errors
    /// The storage failed; the same thing is asked again later.
    pub fn answer(&mut self, id: u64, answer: Result<Answer, CallFailed>) -> NodeResult<Option<Request>> {
        let Some(UnderWay { relay, doing }) = self.sync.under_way.remove(&id) else { return Ok(None) };
        if answer.is_ok() {
            self.heard_from(&relay);
        }
        let step = match doing {
            Doing::Mailbox { mailbox, doing } => {
                let taken = self.take_box_answer(&mailbox, &doing, answer);
                if taken.is_err() {
                    self.boxes_stumbled();
                }
                return taken.map(|()| None);
            }
            Doing::Live { space } => {
                self.take_live_answer(&relay, space, answer)?;
                return Ok(None);
            }
            ref other => other.step(),
        };
        if let Some(state) = self.sync.relays.get_mut(&relay) {
            state.answered |= answer.is_ok();
        }
        if doing.space().is_some_and(|space| !self.is_wanted(&relay, &space)) {
            // It was given up here while the relay still answered.
            self.end(&relay, &step);
            return Ok(None);
        }
        let taken = match answer {
            Ok(answer) => self.take_answer(&relay, doing, answer),
            Err(failed) => {
                self.take_failure(&relay, &doing, &failed);
                Ok(None)
            }
        };
        match taken {
            Ok(Some((call, doing))) => return Ok(Some(self.hand_out(&relay, call, doing))),
            Ok(None) => self.end(&relay, &step),
            Err(error) => {
                self.end(&relay, &step);
                self.stumbled(&relay);
                return Err(error);
            }
        }
        self.note_settled(&relay)?;
        Ok(None)
    }

    fn take_answer(&mut self, relay: &Origin, doing: Doing, answer: Answer) -> NodeResult<Option<(Call, Doing)>> {
        match (doing, answer) {
            (Doing::Challenge { step }, Answer::Challenge(told)) => return self.take_challenge(relay, step, &told),
            (Doing::Session { .. }, Answer::Session(session)) => self.take_session(relay, session)?,
            (Doing::Create(space), Answer::SpaceCreated(created)) => self.take_created(relay, space, &created)?,
            (doing @ Doing::Pull { .. }, Answer::Page(page)) => self.take_page(relay, &doing, page)?,
            (Doing::StoredControl { space, record }, Answer::ControlStored(stored)) => {
                self.take_stored_control(relay, space, record, &stored)?;
            }
            (Doing::MadeControl { space, pending, frame }, Answer::ControlStored(stored)) => {
                self.take_made_control(relay, space, pending, frame, &stored)?;
            }
            (Doing::StoredControl { space, .. } | Doing::MadeControl { space, .. }, Answer::ControlConflict(told)) => {
                self.take_conflict(relay, space, &told)?;
            }
            (doing @ (Doing::Push { .. } | Doing::PushAgain { .. }), Answer::Pushed(ref result))
                if doing.count() != result.results.len() =>
            {
                self.take_failure(relay, &doing, &CallFailed::Garbage("results for other records"));
            }
            (Doing::Push { space, sent }, Answer::Pushed(result)) => self.take_pushed(relay, space, &sent, &result)?,
            (Doing::PushAgain { space, sent }, Answer::Pushed(result)) => {
                self.take_pushed_again(relay, space, &sent, &result)?;
            }
            (doing, _) => {
                self.take_failure(relay, &doing, &CallFailed::Garbage("the answer to another call"));
            }
        }
        Ok(None)
    }

    pub(crate) fn errand(&mut self, relay: &Origin, space: SpaceId) -> &mut rapport_engine::errand::SpaceErrand {
        self.sync.relays.entry(relay.clone()).or_default().errands.space(space)
    }

    /// Whether anything is wanted of a space there; not of one that was left.
    pub(crate) fn is_wanted(&self, relay: &Origin, space: &SpaceId) -> bool {
        self.sync.relays.get(relay).is_some_and(|state| state.errands.has(space))
    }

    fn end(&mut self, relay: &Origin, step: &Step) {
        if let Some(relay) = self.sync.relays.get_mut(relay) {
            relay.errands.ended(step);
        }
    }

    fn session_of(&self, relay: &Origin) -> Option<String> {
        self.sync.relays.get(relay).and_then(|r| r.session.clone())
    }

    /// Another key is here: a session may do more now.
    pub(crate) fn sync_space_anew(&mut self, space: &SpaceId) {
        for relay in self.sync.relays.values_mut() {
            if relay.errands.spaces().any(|(id, _)| id == space) {
                let errand = relay.errands.space(*space);
                errand.uncover();
                errand.pull();
                errand.push();
            }
        }
    }

    /// Entries wait in this space.
    pub(crate) fn wants_push(&mut self, space: &SpaceId) {
        for relay in self.sync.relays.values_mut() {
            if relay.errands.spaces().any(|(id, _)| id == space) {
                relay.errands.space(*space).push();
            }
        }
    }

    /// A decision about this space waits for its relay.
    pub(crate) fn wants_control(&mut self, space: &SpaceId) {
        for relay in self.sync.relays.values_mut() {
            if relay.errands.spaces().any(|(id, _)| id == space) {
                relay.errands.space(*space).send_control();
            }
        }
    }

    /// Whether news are waited for, so that mailboxes are kept open too.
    /// Only then is presence told to others, too.
    pub fn set_watching(&mut self, watching: bool) {
        if std::mem::replace(&mut self.sync.watching, watching) != watching {
            self.watching_turned();
        }
    }

    /// When something that waits for time alone can go on.
    pub(crate) fn sync_wake_at(&self) -> Option<i64> {
        let relays = self.sync.relays.values().filter_map(|relay| relay.errands.wake_at());
        relays.chain(self.mailboxes_wake_at()).min()
    }

    /// Whether nothing is under way and nothing can be begun now.
    pub fn sync_is_idle(&self) -> bool {
        let now = self.ports.now_ms();
        // Neither a look that waits for news nor a live frame is work to wait for.
        let aside =
            |one: &UnderWay| matches!(one.doing, Doing::Live { .. } | Doing::Mailbox { doing: BoxDoing::Wait, .. });
        self.sync.under_way.values().all(aside)
            && self.mailboxes_are_seen()
            && self.sync.relays.values().all(|relay| relay.errands.idle(now))
    }
}
