//! How fast and how small: records a second pushed by 1, 8 and 64 clients, and
//! memory of idle watchers, against the program itself over loopback.
//!
//! `cargo build --release -p rapport-relay --bins --examples`, then
//! `target/release/examples/load [SECONDS] [WATCHERS]`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::cast_possible_truncation, unreachable_pub)]

mod floor;
#[path = "../../tests/support"]
#[allow(dead_code)]
mod support {
    pub mod client;
    pub mod clock;
    pub mod space;
}

use hyper::Method;
use rapport_wire::operator::OperatorLink;
use rapport_wire::relay::{
    Challenge, ChallengeRequest, PushResult, Session, SessionRequest, SessionSpace, TOKEN_HEADER, write_batch,
};
use rapport_wire::{Class, Origin};
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use support::client::Client;
use support::space::Space;

struct Relay {
    child: Child,
    client: Client,
    origin: Origin,
    token: String,
    folder: tempfile::TempDir,
}

fn program() -> PathBuf {
    let here = std::env::current_exe().unwrap();
    here.parent().unwrap().parent().unwrap().join("rapport-relay")
}

impl Relay {
    fn start(tls: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let public = "https://127.0.0.1:1";
        let tls_args: &[&str] = if tls { &["--public", public, "--self-signed"] } else { &[] };
        let link = Command::new(program())
            .args(["link", "--spaces", "10000", "--public", public, "--self-signed", "--data"])
            .arg(folder.path())
            .output()
            .unwrap();
        let link = OperatorLink::parse(String::from_utf8(link.stdout).unwrap().lines().last().unwrap()).unwrap();
        let mut child = Command::new(program())
            .args(["serve", "--listen", "127.0.0.1:0", "--log", "warn", "--session-rate", "0", "--address-rate", "0"])
            .args(["--connections-per-address", "10000", "--data"])
            .arg(folder.path())
            .args(tls_args)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let (origin, address) =
            line.trim().strip_prefix("rapport-relay serves at ").and_then(|rest| rest.split_once(" on ")).unwrap();
        let pin = if tls { link.pin } else { None };
        let client = Client { address: address.parse().unwrap(), pin, h2: false };
        Self { child, client, origin: origin.parse().unwrap(), token: link.token.to_text(), folder }
    }

    async fn space(&self) -> (Space, String) {
        let space = Space::new();
        let body = space.opening.write().unwrap();
        let created = self.client.call(Method::POST, "/v1/spaces", &[(TOKEN_HEADER, &self.token)], body).await;
        assert_eq!(created.status, 201, "{}", created.text());
        let session = self.session(&space).await;
        (space, session)
    }

    async fn session(&self, space: &Space) -> String {
        let request = ChallengeRequest { spaces: vec![space.id] };
        let body = serde_json::to_vec(&request).unwrap();
        let challenge: Challenge = self.client.post("/v1/challenge", "", body).await.good();
        let signature = space.sign_session(&self.origin, &challenge.challenge, &space.epoch().auth);
        let shown = SessionSpace { id: space.id, epoch_tag: Some(space.epoch().tag), signature };
        let request = SessionRequest { challenge: challenge.challenge, spaces: vec![shown] };
        let body = serde_json::to_vec(&request).unwrap();
        self.client.post("/v1/session", "", body).await.good::<Session>().token
    }

    /// Resident and peak memory in KiB.
    fn memory(&self) -> (u64, u64) {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let field = |name: &str| {
            let line = status.lines().find(|line| line.starts_with(name)).unwrap();
            line.split_whitespace().nth(1).unwrap().parse().unwrap()
        };
        (field("VmRSS:"), field("VmHWM:"))
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

async fn push(relay: &Relay, clients: usize, batch: usize, time: Duration) {
    let mut spaces = Vec::new();
    for _ in 0..clients {
        spaces.push(relay.space().await);
    }
    let began = Instant::now();
    let mut tasks = tokio::task::JoinSet::new();
    for (n, (space, session)) in spaces.into_iter().enumerate() {
        let client = relay.client.clone();
        tasks.spawn(async move {
            let mut kept = client.open().await.unwrap();
            let (bearer, path) = (format!("Bearer {session}"), space.path("/records"));
            let base = space.frame(Class::Log, 700);
            let (mut waits, mut count) = (Vec::new(), 0u64);
            while began.elapsed() < time {
                let frames: Vec<Vec<u8>> = (0..batch)
                    .map(|_| {
                        count += 1;
                        let mut frame = base.clone();
                        frame[100..108].copy_from_slice(&count.to_be_bytes());
                        frame[108] = u8::try_from(n).unwrap();
                        frame
                    })
                    .collect();
                let body = write_batch(frames.iter().map(Vec::as_slice)).unwrap();
                let asked = Instant::now();
                let headers = [("authorization", bearer.as_str())];
                let reply = kept.call(Method::POST, &path, &headers, body).await;
                waits.push(asked.elapsed());
                let result: PushResult = reply.good();
                assert_eq!(result.place.head, count + 1);
            }
            (waits, count)
        });
    }
    let (mut waits, mut records) = (Vec::new(), 0);
    while let Some(done) = tasks.join_next().await {
        let (mine, n) = done.unwrap();
        waits.extend(mine);
        records += n;
    }
    let took = began.elapsed().as_secs_f64();
    waits.sort();
    let at = |share: f64| waits[((waits.len() - 1) as f64 * share) as usize].as_secs_f64() * 1000.0;
    println!(
        "{clients:>3} clients, {batch:>2} a push: {:>8.0} records/s, p50 {:>7.2} ms, p99 {:>7.2} ms",
        records as f64 / took,
        at(0.5),
        at(0.99)
    );
}

async fn watchers(tls: bool, h2: bool, n: usize) {
    let relay = Relay::start(tls);
    let (space, session) = relay.space().await;
    let client = Client { h2, ..relay.client.clone() };
    let mut sessions = vec![session];
    let mut open = Vec::new();
    let watch = |session: String| {
        let client = client.clone();
        async move {
            let (kept, mut response) = client.stream("/v1/watch", &session).await;
            assert_eq!(response.status(), 200);
            // The head that every watch begins with.
            http_body_util::BodyExt::frame(response.body_mut()).await.unwrap().unwrap();
            (kept, response)
        }
    };
    // Warm: code, pools and caches are in memory before the first count.
    for _ in 0..50 {
        drop(watch(sessions[0].clone()).await);
    }
    while sessions.len() * 8 < n {
        sessions.push(relay.session(&space).await);
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    let before = relay.memory().0;
    for at in 0..n {
        open.push(watch(sessions[at / 8].clone()).await);
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    let after = relay.memory().0;
    println!(
        "{n} idle watchers{}{}: {before} -> {after} KiB, {:.1} KB each",
        if tls { ", TLS" } else { "" },
        if h2 { ", HTTP/2" } else { "" },
        (after - before) as f64 * 1.024 / n as f64
    );
}

#[tokio::main]
async fn main() {
    let mut args = std::env::args().skip(1).map(|arg| arg.parse::<usize>().unwrap());
    let time = Duration::from_secs(args.next().unwrap_or(3) as u64);
    let n = args.next().unwrap_or(2000);
    let (soft, hard) = {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
        let _ = setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum });
        (current, maximum)
    };
    println!("program: {} bytes; files {soft:?} -> {hard:?}", std::fs::metadata(program()).unwrap().len());
    let relay = Relay::start(false);
    println!("at rest: {} KiB resident", relay.memory().0);
    println!("floor: {:.0} commits/s of one row in plain SQLite", floor::commits(relay.folder.path(), time));
    for clients in [1, 8, 64] {
        for batch in [1, 32] {
            push(&relay, clients, batch, time).await;
        }
    }
    let (now, peak) = relay.memory();
    println!("after that: {now} KiB resident, {peak} KiB at most");
    drop(relay);
    for (tls, h2) in [(false, false), (false, true), (true, false), (true, true)] {
        watchers(tls, h2, n).await;
    }
}
