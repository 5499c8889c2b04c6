//! What stands in the log, and what never does.

use crate::support::program::say;
use crate::support::{Program, Space};
use hyper::Method;
use rapport_wire::relay::TOKEN_HEADER;

/// Everything a run says at the loudest level.
async fn run(args: &[&str]) -> (String, Space, String) {
    let folder = tempfile::tempdir().unwrap();
    let token = say(folder.path(), &["token", "new"]).trim().to_owned();
    let program = Program::start(folder.path(), &[&["--log", "trace"], args].concat());
    let space = Space::new();
    let client = &program.client;
    let body = space.opening.write().unwrap();
    client.call(Method::POST, "/v1/spaces", &[(TOKEN_HEADER, &token)], body).await;
    client.get(&space.path("/records"), "SECRETBEARER").await;
    client.post("/v1/challenge", "", b"{\"spaces\":[\"PLAINTEXTPLAINTEXT\"]}".to_vec()).await;
    client.get("/v1/spaces/PLAINTEXTPLAINTEXT/records?class=PLAINTEXT", "").await;
    client.call(Method::POST, &space.path("/control"), &[("user-agent", "PLAINTEXTPLAINTEXT")], vec![7; 900]).await;
    program.signal("-TERM");
    (program.end().1, space, token)
}

#[tokio::test]
async fn no_addresses_no_bodies_no_ids_no_tokens() {
    let (log, space, token) = run(&["--public", "https://relay.example.org"]).await;
    assert!(log.contains("call=\"create\" status=201"), "{log}");
    assert!(log.contains("call=\"pull\" status=401"), "{log}");
    assert!(log.contains("serving"), "{log}");
    for secret in ["SECRETBEARER", "PLAINTEXT", &token, &token[6..], &space.id.to_string(), &space.id.to_string()[6..]]
    {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
    // The relay's own address stands in its first line; nobody else's anywhere.
    let others: Vec<&str> = log.lines().filter(|line| line.contains("127.0.0.1")).collect();
    assert_eq!(others.len(), 1, "{others:?}");
    assert!(others[0].contains("serving"));
}

#[tokio::test]
async fn addresses_only_when_asked_for() {
    let (log, ..) = run(&["--log-addresses"]).await;
    assert!(log.contains("call=\"create\" status=201") && log.contains("from=127.0.0.1"), "{log}");
}

#[tokio::test]
async fn silence_when_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::start(folder.path(), &["--log", "off"]);
    program.client.get("/nothing", "").await;
    program.signal("-TERM");
    assert_eq!(program.end(), (Some(0), String::new()));
}
