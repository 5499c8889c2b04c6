//! Carries what a node asks to the relay and the answer back, as HTTP would,
//! without HTTP.

use rapport_node::{Answer, Call, CallFailed, Node, Request};
use rapport_relay::{Caller, PullQuery, Refusal, Service};
use rapport_wire::relay::RelayProblem;
use std::cell::Cell;

/// One way to the relay. Counts what is asked, and what of it sends something.
pub(crate) struct Carrier<'a> {
    relay: &'a Service,
    asked: Cell<usize>,
    sent: Cell<usize>,
    most: usize,
}

/// More than this in one go is a node that never comes to rest.
const MOST: usize = 100_000;
/// So many of the last calls of such a node are told.
const TOLD: usize = 12;

impl<'a> Carrier<'a> {
    pub(crate) fn new(relay: &'a Service) -> Self {
        Self { relay, asked: Cell::new(0), sent: Cell::new(0), most: MOST }
    }

    /// One that believes sooner that a node never comes to rest.
    pub(crate) fn at_most(relay: &'a Service, most: usize) -> Self {
        Self { most, ..Self::new(relay) }
    }

    pub(crate) const fn asked(&self) -> usize {
        self.asked.get()
    }

    pub(crate) const fn sent(&self) -> usize {
        self.sent.get()
    }

    /// Until the node asks for nothing more.
    pub(crate) fn run(&self, node: &mut Node) {
        let (mut count, mut last) = (0, Vec::new());
        loop {
            let mut waiting = node.requests().expect("requests");
            if waiting.is_empty() {
                return says_when(node);
            }
            while let Some(Request { id, call, .. }) = waiting.pop() {
                count += 1;
                assert!(count < self.most, "a node that never comes to rest, last {last:?}");
                let answer = self.ask(&call);
                if count + TOLD >= self.most {
                    last.push((format!("{call:?}"), answer.as_ref().err().map(|failed| format!("{failed:?}"))));
                }
                waiting.extend(node.answer(id, answer).expect("the answer is taken"));
            }
        }
    }

    /// Asks the relay.
    pub(crate) fn ask(&self, call: &Call) -> Result<Answer, CallFailed> {
        self.asked.set(self.asked.get() + 1);
        let sends = matches!(call, Call::Push { .. } | Call::Control { .. } | Call::CreateSpace { .. });
        self.sent.set(self.sent.get() + usize::from(sends));
        let relay = self.relay;
        let caller = Caller { address: None };
        let token = |text: &Option<String>| text.as_ref().and_then(|text| text.parse().ok());
        Ok(match call.clone() {
            Call::Info => Answer::Info(relay.info()),
            Call::Challenge(ask) => Answer::Challenge(relay.challenge(&caller, &ask).map_err(refused)?),
            Call::Session(ask) => Answer::Session(relay.session(&caller, &ask).map_err(refused)?),
            Call::CreateSpace { token: text, space } => {
                Answer::SpaceCreated(relay.create_space(&caller, token(&text).as_ref(), space).map_err(refused)?)
            }
            Call::Push { session, space, again, frames } => {
                let batch = rapport_wire::relay::write_batch(frames.iter().map(Vec::as_slice)).expect("a batch");
                Answer::Pushed(relay.push(&session, &space, again, &batch).map_err(refused)?)
            }
            Call::Control { space, frame } => match relay.control(&caller, &space, frame) {
                Ok(stored) => Answer::ControlStored(stored),
                Err(Refusal::Control(conflict)) => Answer::ControlConflict(*conflict),
                Err(other) => return Err(refused(other)),
            },
            Call::Pull { session, space, after, classes, limit } => {
                let query = PullQuery { after, classes, limit: Some(usize::from(limit)) };
                Answer::Page(relay.pull(&session, &space, &query).map_err(refused)?)
            }
            Call::Ids { session, space, after } => Answer::Ids(relay.ids(&session, &space, after).map_err(refused)?),
            Call::PutKeys { space, keys } => {
                Answer::KeysStored(relay.set_keys(&caller, &space, keys).map_err(refused)?)
            }
            Call::Live { session, space, frame } => {
                Answer::Live(relay.live(&session, &space, &frame).map_err(refused)?)
            }
            Call::Poll { session, mark, .. } => {
                Answer::Poll(relay.poll(&session, mark.as_deref().unwrap_or("")).map_err(refused)?.0)
            }
            Call::PutBox { mailbox, put, session, token: text } => {
                relay.put_slot(&caller, session.as_deref(), token(&text).as_ref(), &mailbox, put).map_err(refused)?;
                Answer::Done
            }
            Call::GetBox { mailbox, .. } => Answer::Slots(relay.slots(&caller, &mailbox).map_err(refused)?),
            Call::DeleteBox { mailbox, delete } => {
                relay.close_box(&caller, &mailbox, &delete).map_err(refused)?;
                Answer::Done
            }
            Call::DeleteSpace { space, call } => {
                relay.delete_space(&caller, &space, call).map_err(refused)?;
                Answer::Done
            }
        })
    }
}

/// A phone that has done everything says so, at the time of the last answer.
fn says_when(node: &Node) {
    let last = super::look::line(node, 0).last;
    for relay in node.relay_statuses().iter().filter(|relay| relay.settled) {
        assert!(last.is_none() || last >= relay.last_good, "done since {:?}, and says {last:?}", relay.last_good);
    }
}

fn refused(refusal: Refusal) -> CallFailed {
    match refusal {
        Refusal::Problem(problem) => CallFailed::Refused(problem),
        Refusal::Control(conflict) => CallFailed::Refused(RelayProblem::new(conflict.code, conflict.detail)),
    }
}
