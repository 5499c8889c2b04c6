//! One open stream of news a relay, or a long poll where streams do not get through.

use super::Event;
use crate::clients::Clients;
use crate::shared::Shared;
use rapport_node::{Answer, Backoff, Call, CallFailed, News, Origin};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};
use tokio::task::AbortHandle;

/// Streams that broke before the first news, after which polls are tried.
const STREAM_TRIES: u32 = 3;
const POLL_WAIT_S: u64 = 25;

#[derive(Default)]
pub(super) struct Watches {
    relays: BTreeMap<Origin, WatchState>,
}

#[derive(Default)]
struct WatchState {
    task: Option<AbortHandle>,
    /// The session that it was opened with.
    session: Option<String>,
    backoff: Backoff,
    not_before: Option<Instant>,
}

impl Watches {
    /// Opens what should be open.
    pub(super) fn keep(&mut self, shared: &Arc<Shared>, clients: &mut Clients, to: &Sender<Event>) {
        let sessions = shared.with(|node| Ok(node.watch_sessions())).unwrap_or_default();
        let now = Instant::now();
        for (relay, session) in sessions {
            let state = self.relays.entry(relay.clone()).or_default();
            let fresh = state.session.as_ref() == Some(&session);
            if state.task.is_some() && fresh {
                continue;
            }
            if state.not_before.is_some_and(|at| now < at) {
                continue;
            }
            if let Some(old) = state.task.take() {
                old.abort();
            }
            let Ok(client) = clients.get(shared, &relay) else { continue };
            let poll = state.backoff.failures() >= STREAM_TRIES;
            state.session = Some(session.clone());
            let to = to.clone();
            let task = shared.runtime.spawn(async move {
                let why = if poll {
                    run_poll(&client, &session, &relay, &to).await
                } else {
                    run_stream(&client, &session, &relay, &to).await
                };
                let _ = to.send(Event::WatchEnded { relay, why });
            });
            state.task = Some(task.abort_handle());
        }
    }

    /// News came: the stream works.
    pub(super) fn alive(&mut self, relay: &Origin) {
        if let Some(state) = self.relays.get_mut(relay) {
            state.backoff.reset();
        }
    }

    pub(super) fn ended(&mut self, relay: &Origin, _why: &CallFailed) {
        let state = self.relays.entry(relay.clone()).or_default();
        state.task = None;
        // Spread by address of the state, not by chance: there is one a relay.
        let wait = state.backoff.next_ms(0, None);
        state.not_before = Some(Instant::now() + Duration::from_millis(wait));
    }

    /// How long until a watch that ended may be opened again.
    pub(super) fn wait(&self) -> Duration {
        let now = Instant::now();
        let waits = self.relays.values().filter(|s| s.task.is_none()).filter_map(|s| s.not_before);
        waits.map(|at| at.saturating_duration_since(now)).min().unwrap_or(Duration::MAX)
    }

    pub(super) fn close_all(&mut self) {
        for state in self.relays.values_mut() {
            if let Some(task) = state.task.take() {
                task.abort();
            }
        }
        self.relays.clear();
    }
}

async fn run_stream(
    client: &rapport_net::RelayClient,
    session: &str,
    relay: &Origin,
    to: &Sender<Event>,
) -> CallFailed {
    let mut watch = match client.watch(session).await {
        Ok(watch) => watch,
        Err(failed) => return failed,
    };
    loop {
        match watch.next().await {
            Ok(news) => {
                if to.send(Event::News { relay: relay.clone(), news }).is_err() {
                    return CallFailed::Unreachable;
                }
            }
            Err(failed) => return failed,
        }
    }
}

async fn run_poll(client: &rapport_net::RelayClient, session: &str, relay: &Origin, to: &Sender<Event>) -> CallFailed {
    let mut mark = None;
    loop {
        let call = Call::Poll { session: session.to_owned(), wait_s: POLL_WAIT_S, mark: mark.clone() };
        let answer = match client.run(&call).await {
            Ok(Answer::Poll(answer)) => answer,
            Ok(_) => return CallFailed::Garbage("the answer to another call"),
            Err(failed) => return failed,
        };
        let heads = answer.heads.into_iter().map(News::Head);
        let reauth = answer.reauth.into_iter().map(|space| News::Reauth { space });
        for news in heads.chain(reauth) {
            if to.send(Event::News { relay: relay.clone(), news }).is_err() {
                return CallFailed::Unreachable;
            }
        }
        mark = Some(answer.mark).filter(|mark| !mark.is_empty());
    }
}
