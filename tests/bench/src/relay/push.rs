//! Records a second that clients push, and whether their numbers have gaps.

use super::program::{Relay, threads};
use super::support::client::Client;
use super::support::space::Space;
use crate::floor;
use crate::input::Input;
use crate::row::Row;
use crate::stats::{Bound, median};
use hyper::Method;
use rapport_wire::Class;
use rapport_wire::relay::{IdPage, PushResult, write_batch};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

const ROUNDS: usize = 5;
const TIME: Duration = Duration::from_millis(700);
const FRAME: usize = 700;
const CLIENTS: &[usize] = &[1, 8, 64];
const BATCHES: &[usize] = &[1, 32];

pub fn rows(_: &Input) -> Vec<Row> {
    let relay = Relay::start(false);
    let runtime = threads();
    let bare = floor::journal(relay.folder.path(), "FULL");
    let mut floors = Vec::new();
    let kinds: Vec<(usize, usize)> =
        CLIENTS.iter().flat_map(|clients| BATCHES.iter().map(move |batch| (*clients, *batch))).collect();
    let mut figures = vec![Vec::new(); kinds.len()];
    for _ in 0..ROUNDS {
        floors.push(commits(&bare));
        for ((clients, batch), figures) in kinds.iter().zip(&mut figures) {
            figures.push(runtime.block_on(push(&relay, *clients, *batch)));
        }
    }
    let source = format!("frames of {FRAME} bytes, a space a client; floor: commits of one row a second");
    let row = |((clients, batch), figures): (&(usize, usize), &Vec<f64>)| Row {
        name: format!("records pushed by {clients:>2} clients, {batch:>2} a push"),
        unit: "1/s",
        ours: median(figures).unwrap_or(f64::NAN),
        floor: median(&floors),
        bound: None,
        source: source.clone(),
    };
    let mut rows: Vec<Row> = kinds.iter().zip(&figures).map(row).collect();
    let (gaps, records) = runtime.block_on(gaps(&relay));
    rows.push(Row {
        name: "gaps in the numbers under load".to_owned(),
        unit: "gaps",
        ours: f64::from(gaps),
        floor: None,
        bound: Some(Bound::Most(0.0)),
        source: format!("8 clients into one space, {records} records"),
    });
    rows
}

fn commits(bare: &rusqlite::Connection) -> f64 {
    let (began, mut count) = (Instant::now(), 0);
    while began.elapsed() < TIME {
        floor::insert(bare, &[7; FRAME]);
        count += 1;
    }
    f64::from(count) / began.elapsed().as_secs_f64()
}

async fn push(relay: &Relay, clients: usize, batch: usize) -> f64 {
    let mut spaces = Vec::new();
    for _ in 0..clients {
        spaces.push(relay.space().await);
    }
    let began = Instant::now();
    let mut tasks = JoinSet::new();
    for (space, session) in spaces {
        tasks.spawn(pusher(relay.client.clone(), space, session, batch, began, true));
    }
    let records: u32 = tasks.join_all().await.into_iter().sum();
    f64::from(records) / began.elapsed().as_secs_f64()
}

/// Pushes until the time is over; how many. Alone in its space, it also
/// knows which number each push has to end with.
async fn pusher(client: Client, space: Space, session: String, batch: usize, began: Instant, alone: bool) -> u32 {
    let mut kept = client.open().await.expect("a connection");
    let (bearer, path) = (format!("Bearer {session}"), space.path("/records"));
    let mut base = space.frame(Class::Log, FRAME);
    let mut count = 0;
    while began.elapsed() < TIME {
        let frames: Vec<Vec<u8>> = (0..batch)
            .map(|_| {
                count += 1;
                base[100..104].copy_from_slice(&u32::to_be_bytes(count));
                base.clone()
            })
            .collect();
        let body = write_batch(frames.iter().map(Vec::as_slice)).expect("a batch");
        let reply = kept.call(Method::POST, &path, &[("authorization", bearer.as_str())], body).await;
        let result: PushResult = reply.good();
        assert!(!alone || result.place.head == u64::from(count) + 1, "a gap");
    }
    count
}

/// Many into one space at once: numbers that are missing or there twice.
async fn gaps(relay: &Relay) -> (u32, u32) {
    let (space, session) = relay.space().await;
    let began = Instant::now();
    let mut tasks = JoinSet::new();
    for _ in 0..8 {
        tasks.spawn(pusher(relay.client.clone(), space.clone(), session.clone(), 4, began, false));
    }
    let records: u32 = tasks.join_all().await.into_iter().sum();
    let (mut after, mut gaps, mut seen) = (0, 0, 0);
    loop {
        let reply = relay.client.get(&space.path(&format!("/ids?after={after}")), &session).await;
        let page = IdPage::read(&reply.body).expect("a page");
        for (seq, _) in page.ids {
            gaps += u32::from(seq != after + 1);
            after = seq;
            seen += 1;
        }
        if after >= page.place.head {
            break;
        }
    }
    // The record that opens the space has a number too.
    (gaps + u32::from(seen != records + 1), records)
}
