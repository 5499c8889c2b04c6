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
/// How long polls go on before a stream is tried once more: another network
/// may let it through.
const POLLS: Duration = Duration::from_secs(10 * 60);

#[derive(Default)]
pub(super) struct Watches {
    relays: BTreeMap<Origin, WatchState>,
}

#[derive(Default)]
struct WatchState {
    task: Option<AbortHandle>,
    /// The session that it was opened with.
    session: Option<String>,
    /// Streams in a row that never brought anything.
    mute_streams: u32,
    polling: bool,
    spoke: bool,
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
            let poll = state.mute_streams >= STREAM_TRIES;
            (state.polling, state.spoke) = (poll, false);
            state.session = Some(session.clone());
            let to = to.clone();
            let task = shared.runtime.spawn(async move {
                let why = if poll {
                    run_poll(&client, &session, &relay, &to).await
                } else {
                    Some(run_stream(&client, &session, &relay, &to).await)
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
            state.spoke = true;
        }
    }

    pub(super) fn ended(&mut self, relay: &Origin, why: Option<&CallFailed>) {
        let state = self.relays.entry(relay.clone()).or_default();
        state.task = None;
        state.mute_streams = match (state.polling, why) {
            // Polls went well for long: one stream has another chance.
            (true, None) => STREAM_TRIES - 1,
            (true, Some(_)) => state.mute_streams,
            (false, _) if state.spoke => 0,
            (false, _) => state.mute_streams.saturating_add(1),
        };
        if why.is_none() {
            state.not_before = None;
            return;
        }
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

/// Nothing when it went well until its time was over.
async fn run_poll(
    client: &rapport_net::RelayClient,
    session: &str,
    relay: &Origin,
    to: &Sender<Event>,
) -> Option<CallFailed> {
    let mut mark = None;
    let until = Instant::now() + POLLS;
    while Instant::now() < until {
        let call = Call::Poll { session: session.to_owned(), wait_s: POLL_WAIT_S, mark: mark.clone() };
        let answer = match client.run(&call).await {
            Ok(Answer::Poll(answer)) => answer,
            Ok(_) => return Some(CallFailed::Garbage("the answer to another call")),
            Err(failed) => return Some(failed),
        };
        let heads = answer.heads.into_iter().map(News::Head);
        let reauth = answer.reauth.into_iter().map(|space| News::Reauth { space });
        for news in heads.chain(reauth) {
            if to.send(Event::News { relay: relay.clone(), news }).is_err() {
                return Some(CallFailed::Unreachable);
            }
        }
        mark = Some(answer.mark).filter(|mark| !mark.is_empty());
    }
    None
}
