//! Memory that a client takes which only waits for news.

use super::program::{Relay, threads};
use super::support::client::Client;
use crate::input::Input;
use crate::row::Row;
use crate::stats::{Bound, median};
use http_body_util::BodyExt;
use std::time::Duration;

const WATCHERS: u32 = 2_000;
const ROUNDS: usize = 5;
/// Watches that one session may hold.
const A_SESSION: usize = 8;
/// The relay is at rest after this long.
const REST: Duration = Duration::from_millis(700);

pub fn rows(_: &Input) -> Vec<Row> {
    more_files();
    let runtime = threads();
    let kinds = [(false, false), (true, true)];
    let mut figures = [Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        for ((tls, h2), figures) in kinds.iter().zip(&mut figures) {
            figures.push(runtime.block_on(watchers(*tls, *h2)));
        }
    }
    let row = |name: &str, figures: &[f64], bound| Row {
        name: name.to_owned(),
        unit: "KB",
        ours: median(figures).unwrap_or(f64::NAN),
        floor: None,
        bound,
        source: format!("{WATCHERS} watchers, {ROUNDS} relays"),
    };
    vec![
        row("an idle watcher", &figures[0], Some(Bound::Most(20.0))),
        row("an idle watcher, TLS and HTTP/2", &figures[1], None),
    ]
}

async fn watchers(tls: bool, h2: bool) -> f64 {
    let relay = Relay::start(tls);
    let (space, session) = relay.space().await;
    let client = Client { h2, ..relay.client.clone() };
    let mut sessions = vec![session];
    let watch = |session: String| {
        let client = client.clone();
        async move {
            let (kept, mut response) = client.stream("/v1/watch", &session).await;
            assert_eq!(response.status(), 200);
            // The head that every watch begins with.
            response.body_mut().frame().await.expect("news").expect("news");
            (kept, response)
        }
    };
    // Code, pools and caches are in memory before the first count.
    for _ in 0..50 {
        drop(watch(sessions[0].clone()).await);
    }
    let wanted = usize::try_from(WATCHERS).expect("small");
    while sessions.len() * A_SESSION < wanted {
        sessions.push(relay.session(&space).await);
    }
    tokio::time::sleep(REST).await;
    let before = relay.resident();
    let mut open = Vec::with_capacity(wanted);
    for at in 0..wanted {
        open.push(watch(sessions[at / A_SESSION].clone()).await);
    }
    tokio::time::sleep(REST).await;
    (relay.resident() - before) / f64::from(WATCHERS) / 1000.0
}

/// Both ends of all connections are files of this machine.
fn more_files() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
    // Where it may not be raised, the first connection too many says so.
    let _ = setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum });
}
