//! Creation tokens and the link, by the operator's commands.

use crate::support::program::{run, say};
use crate::support::{Program, Space};
use hyper::Method;
use rapport_wire::operator::{CreationToken, OperatorLink};
use rapport_wire::relay::{Code, SpaceCreated, TOKEN_HEADER};

async fn open(program: &Program, token: &str) -> crate::support::Reply {
    let body = Space::new().opening.write().unwrap();
    program.client.call(Method::POST, "/v1/spaces", &[(TOKEN_HEADER, token)], body).await
}

#[tokio::test]
async fn a_token_is_made_listed_used_and_revoked_while_the_relay_serves() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    assert!(say(data, &["token", "list"]).contains("There are no tokens"));
    let program = Program::start(data, &[]);
    let token = say(data, &["token", "new", "--spaces", "2", "--expires", "12h"]);
    let token = token.trim();
    assert!(token.parse::<CreationToken>().is_ok());
    let list = say(data, &["token", "list"]);
    assert!(!list.contains(token) && !list.contains(&token[6..]), "the list gives nothing away");
    assert!(list.contains("good") && list.contains("2 of 2") && list.contains("11 hours"), "{list}");
    open(&program, token).await.good::<SpaceCreated>();
    assert!(say(data, &["token", "list"]).contains("1 of 2"));
    open(&program, token).await.good::<SpaceCreated>();
    assert_eq!(open(&program, token).await.refusal(), Code::TokenNeeded);
    assert!(say(data, &["token", "list"]).contains("used up"));

    let second = say(data, &["token", "new"]);
    let id = say(data, &["token", "list"]).lines().last().unwrap().split(' ').next().unwrap().to_owned();
    assert!(say(data, &["token", "revoke", &id]).contains("Revoked"));
    assert_eq!(open(&program, second.trim()).await.refusal(), Code::TokenNeeded);
    assert!(say(data, &["token", "list"]).contains("revoked"));
    // By the token itself, too; an unknown one is said to be unknown.
    say(data, &["token", "revoke", token]);
    let unknown = run(data, &["token", "revoke", "00000000"]);
    assert_eq!(unknown.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("no such token"));
}

#[tokio::test]
async fn the_database_never_holds_a_token() {
    let folder = tempfile::tempdir().unwrap();
    let token: CreationToken = say(folder.path(), &["token", "new"]).trim().parse().unwrap();
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        assert!(!bytes.windows(16).any(|window| window == token.as_bytes()));
        let text = token.to_text();
        assert!(!bytes.windows(text.len()).any(|window| window == text.as_bytes()));
    }
}

#[tokio::test]
async fn the_link_leads_to_this_relay() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let said = say(data, &["link", "--public", "https://Relay.Example.org:9443", "--self-signed", "--spaces", "3"]);
    let link = OperatorLink::parse(said.lines().last().unwrap()).unwrap();
    assert_eq!(link.origin.as_str(), "https://relay.example.org:9443");
    assert!(link.pin.is_some());
    assert!(said.contains('█') && said.contains('▀'), "a code to scan stands above it");
    let again = say(data, &["link", "--public", "https://relay.example.org:9443", "--self-signed"]);
    let again = OperatorLink::parse(again.lines().last().unwrap()).unwrap();
    assert_eq!(again.pin, link.pin, "the certificate is kept");
    assert_ne!(again.token, link.token);
    let program = Program::start(data, &[]);
    open(&program, &link.token.to_text()).await.good::<SpaceCreated>();
    let plain = say(data, &["link", "--public", "https://relay.example.org"]);
    assert_eq!(OperatorLink::parse(plain.lines().last().unwrap()).unwrap().pin, None);
    assert_eq!(run(data, &["link"]).status.code(), Some(2));
    assert_eq!(run(data, &["link", "--public", "nonsense"]).status.code(), Some(2));
}

#[test]
fn wrong_use_is_said() {
    let folder = tempfile::tempdir().unwrap();
    for args in [
        &["token", "new", "--spaces", "0"][..],
        &["token", "new", "--expires", "soon"],
        &["token"],
        &["serve", "--nonsense"],
        &["backup"],
        &["serve", "--listen", "0.0.0.0:0"],
        &["serve", "--self-signed"],
        &["serve", "--config", "/nowhere.toml"],
    ] {
        let output = run(folder.path(), args);
        assert_eq!(output.status.code(), Some(2), "{args:?} {}", String::from_utf8_lossy(&output.stderr));
        assert!(output.stdout.is_empty() && !output.stderr.is_empty());
    }
}
