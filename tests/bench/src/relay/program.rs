//! The relay's program: this one, started once more.

use super::support::client::Client;
use super::support::space::Space;
use clap::Parser;
use hyper::Method;
use rapport_relay::{Answers, RelayCommand, run};
use rapport_wire::Origin;
use rapport_wire::operator::OperatorLink;
use rapport_wire::relay::{Challenge, ChallengeRequest, Session, SessionRequest, SessionSpace, TOKEN_HEADER};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// What this program is started with to be a relay.
pub const CHILD: &str = "as-relay";

/// How the relay's own program reads its arguments.
#[derive(Parser)]
struct Cli {
    #[command(flatten)]
    relay: RelayCommand,
}

/// Is a relay until it is stopped.
pub fn child(args: &[String]) {
    run(Cli::parse_from(args).relay, &mut Answers::new(&mut std::io::stdout(), false)).expect("the relay runs");
}

pub struct Relay {
    child: Child,
    pub client: Client,
    origin: Origin,
    token: String,
    pub folder: tempfile::TempDir,
}

impl Relay {
    pub fn start(tls: bool) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let program = || {
            let mut command = Command::new(std::env::current_exe().expect("this program"));
            command.arg(CHILD);
            command
        };
        let public = "https://127.0.0.1:1";
        let link = program()
            .args(["link", "--spaces", "10000", "--public", public, "--self-signed", "--data"])
            .arg(folder.path())
            .output()
            .expect("a link");
        let link = String::from_utf8(link.stdout).expect("text");
        let link = OperatorLink::parse(link.lines().last().expect("a line")).expect("a link");
        let tls_args: &[&str] = if tls { &["--public", public, "--self-signed"] } else { &[] };
        let mut child = program()
            .args(["serve", "--listen", "127.0.0.1:0", "--log", "warn", "--session-rate", "0", "--address-rate", "0"])
            .args(["--connections-per-address", "10000", "--data"])
            .arg(folder.path())
            .args(tls_args)
            .stdout(Stdio::piped())
            .spawn()
            .expect("a process");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
        let (origin, address) = line
            .trim()
            .strip_prefix("rapport-relay serves at ")
            .and_then(|rest| rest.split_once(" on "))
            .expect("it says where it serves");
        let pin = if tls { link.pin } else { None };
        let client = Client { address: address.parse().expect("an address"), pin, h2: false };
        Self { child, client, origin: origin.parse().expect("an origin"), token: link.token.to_text(), folder }
    }

    pub async fn space(&self) -> (Space, String) {
        let space = Space::new();
        let body = space.opening.write().expect("a space");
        let created = self.client.call(Method::POST, "/v1/spaces", &[(TOKEN_HEADER, &self.token)], body).await;
        assert_eq!(created.status, 201, "{}", created.text());
        let session = self.session(&space).await;
        (space, session)
    }

    pub async fn session(&self, space: &Space) -> String {
        let request = ChallengeRequest { spaces: vec![space.id] };
        let body = serde_json::to_vec(&request).expect("a request");
        let challenge: Challenge = self.client.post("/v1/challenge", "", body).await.good();
        let signature = space.sign_session(&self.origin, &challenge.challenge, &space.epoch().auth);
        let shown = SessionSpace { id: space.id, epoch_tag: Some(space.epoch().tag), signature };
        let request = SessionRequest { challenge: challenge.challenge, spaces: vec![shown] };
        let body = serde_json::to_vec(&request).expect("a request");
        self.client.post("/v1/session", "", body).await.good::<Session>().token
    }

    /// Resident memory in bytes.
    pub fn resident(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("it runs");
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).expect("a line");
        let kib: u32 = line.split_whitespace().nth(1).and_then(|word| word.parse().ok()).expect("a number");
        f64::from(kib) * 1024.0
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Threads for the clients.
pub fn threads() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("threads")
}
