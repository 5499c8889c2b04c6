//! Info, challenge and session.

use crate::support::client::Client;
use crate::support::space::{Epoch, key};
use crate::support::{Relay, Space};
use hyper::Method;
use rapport_wire::limits::{CHALLENGE_MS, SESSION_MS, SPACES_PER_SESSION};
use rapport_wire::relay::{Challenge, ChallengeRequest, Code, Grant, Info, Limits, Session};

#[tokio::test]
async fn info_says_what_there_is() {
    let relay = Relay::start().await;
    let mut client = relay.client.clone();
    for h2 in [false, true] {
        client.h2 = h2;
        let info: Info = client.get("/v1/info", "").await.good();
        assert_eq!((info.protocol, info.limits), (vec![1], Limits::V1));
        assert!(info.server.starts_with("rapport-relay ") && info.now_ms > 0);
    }
}

#[tokio::test]
async fn a_challenge_names_the_key_in_force_and_nothing_of_spaces_that_are_not_there() {
    let relay = Relay::start().await;
    let (space, other) = (Space::new(), Space::new());
    relay.create(&space).await;
    let challenge: Challenge = relay.challenge(&[&other, &space]).await;
    let tags: Vec<_> = challenge.spaces.iter().map(|s| (s.id, s.epoch_tag)).collect();
    assert_eq!(tags, [(other.id, None), (space.id, Some(space.epoch().tag))]);
    assert_eq!(challenge.expires_s, 60);
}

#[tokio::test]
async fn a_session_grants_space_by_space() {
    let relay = Relay::start().await;
    let (mut rotated, personal, unknown) = (Space::new(), Space::personal(), Space::new());
    relay.create(&rotated).await;
    relay.create(&personal).await;
    relay.rotate(&mut rotated).await;
    let challenge = relay.challenge(&[&rotated, &personal]).await.challenge;
    let first = rotated.epochs[0].clone();
    let words = personal.recovery.as_ref().unwrap();
    let forged = key();
    let reply = relay
        .show(
            &challenge,
            &[
                (&rotated, Some(first.tag), &first.auth),
                (&personal, None, words),
                (&unknown, Some(unknown.epoch().tag), &unknown.epoch().auth),
            ],
        )
        .await;
    let session: Session = reply.good();
    let grants: Vec<_> = session.spaces.iter().map(|s| s.grant).collect();
    assert_eq!(grants, [Grant::Former, Grant::Recovery, Grant::Refused]);
    assert_eq!(session.expires_s, 3600);

    let challenge = relay.challenge(&[&rotated]).await.challenge;
    let both = [(&rotated, Some(rotated.epoch().tag), &rotated.epoch().auth), (&personal, None, &forged)];
    let session: Session = relay.show(&challenge, &both).await.good();
    let grants: Vec<_> = session.spaces.iter().map(|s| s.grant).collect();
    assert_eq!(grants, [Grant::Current, Grant::Refused]);
}

#[tokio::test]
async fn a_signature_that_does_not_fit_opens_nothing() {
    let relay = Relay::start().await;
    let (space, foreign) = (Space::new(), Epoch::fresh());
    relay.create(&space).await;
    let tag = Some(space.epoch().tag);
    for (tag, key) in [
        (tag, &foreign.auth),
        (Some(foreign.tag), &space.epoch().auth),
        (None, &space.epoch().auth),
        (tag, &space.epoch().control),
        (tag, &space.owner),
    ] {
        let challenge = relay.challenge(&[&space]).await.challenge;
        assert_eq!(relay.show(&challenge, &[(&space, tag, key)]).await.refusal(), Code::BadSignature);
    }
}

#[tokio::test]
async fn a_challenge_serves_once_in_its_minute_at_its_relay() {
    let (relay, other) = (Relay::start().await, Relay::start().await);
    let space = Space::new();
    relay.create(&space).await;
    other.create(&space).await;
    let shown = [(&space, Some(space.epoch().tag), &space.epoch().auth)];

    let used = relay.challenge(&[&space]).await.challenge;
    assert_eq!(relay.show(&used, &shown).await.status, 200);
    assert_eq!(relay.show(&used, &shown).await.refusal(), Code::SessionNeeded);

    // A wrong answer uses it up too.
    let failed = relay.challenge(&[&space]).await.challenge;
    let forged = key();
    assert_eq!(relay.show(&failed, &[(&space, None, &forged)]).await.refusal(), Code::BadSignature);
    assert_eq!(relay.show(&failed, &shown).await.refusal(), Code::SessionNeeded);

    let late = relay.challenge(&[&space]).await.challenge;
    relay.clock.advance(CHALLENGE_MS);
    assert_eq!(relay.show(&late, &shown).await.refusal(), Code::SessionNeeded);

    let foreign = other.challenge(&[&space]).await.challenge;
    assert_eq!(relay.show(&foreign, &shown).await.refusal(), Code::SessionNeeded);
    assert_eq!(relay.show(&[0; 32], &shown).await.refusal(), Code::SessionNeeded);
}

#[tokio::test]
async fn a_signature_for_one_relay_opens_no_other() {
    let (relay, other) = (Relay::start().await, Relay::start().await);
    let space = Space::new();
    relay.create(&space).await;
    // A relay in the middle hands on the challenge of the one it wants into.
    let challenge = relay.challenge(&[&space]).await.challenge;
    let signature = space.sign_session(other.running.origin(), &challenge, &space.epoch().auth);
    let request = rapport_wire::relay::SessionRequest {
        challenge,
        spaces: vec![rapport_wire::relay::SessionSpace { id: space.id, epoch_tag: Some(space.epoch().tag), signature }],
    };
    let reply = relay.client.post("/v1/session", "", serde_json::to_vec(&request).unwrap()).await;
    assert_eq!(reply.refusal(), Code::BadSignature);
}

#[tokio::test]
async fn a_session_lasts_an_hour() {
    let relay = Relay::start().await;
    let (space, session) = relay.space().await;
    relay.clock.advance(SESSION_MS - 1);
    assert_eq!(relay.try_pull(&space, &session, "").await.status, 200);
    relay.clock.advance(1);
    assert_eq!(relay.try_pull(&space, &session, "").await.refusal(), Code::SessionNeeded);
}

#[tokio::test]
async fn a_session_covers_its_spaces_only() {
    let relay = Relay::start().await;
    let (space, session) = relay.space().await;
    let (other, _) = relay.space().await;
    assert_eq!(relay.try_push(&other, &session, false, &[other.log()]).await.refusal(), Code::NotAllowed);
    for path in ["/records", "/ids", ""] {
        assert_eq!(relay.client.get(&other.path(path), &session).await.refusal(), Code::NotAllowed);
        for bad in ["", "x", "AAAA", &session[1..], &format!("{session}A"), "ü"] {
            assert_eq!(relay.client.get(&space.path(path), bad).await.refusal(), Code::SessionNeeded, "{path} {bad}");
        }
        let none = relay.client.call(Method::GET, &space.path(path), &[], vec![]).await;
        assert_eq!(none.refusal(), Code::SessionNeeded);
    }
}

#[tokio::test]
async fn requests_that_make_no_sense_name_the_field() {
    let relay = Relay::start().await;
    let client: &Client = &relay.client;
    let post = |path: &'static str, body: &str| client.post(path, "", body.as_bytes().to_vec());
    for path in ["/v1/challenge", "/v1/session"] {
        for body in ["", "{", "[]", "{\"spaces\": 5}", "\u{0}", "{\"spaces\":[\"space-SECRETSECRET\"]}"] {
            let reply = post(path, body).await;
            assert_eq!(reply.refusal(), Code::Malformed);
            assert!(!reply.text().contains("SECRET"), "{}", reply.text());
        }
    }
    assert!(post("/v1/challenge", "{\"spaces\":[]}").await.text().contains("spaces"));
    let space = Space::new();
    let twice = ChallengeRequest { spaces: vec![space.id, space.id] };
    let reply = client.post("/v1/challenge", "", serde_json::to_vec(&twice).unwrap()).await;
    assert_eq!(reply.refusal(), Code::Malformed);
    let many = ChallengeRequest { spaces: (0..=SPACES_PER_SESSION).map(|_| Space::new().id).collect() };
    let reply = client.post("/v1/challenge", "", serde_json::to_vec(&many).unwrap()).await;
    assert_eq!(reply.refusal(), Code::TooLarge);
}

#[tokio::test]
async fn a_session_over_many_spaces() {
    let relay = Relay::start().await;
    let spaces: Vec<Space> = (0..70).map(|_| Space::new()).collect();
    for space in &spaces {
        let token = relay.token();
        relay.running.service().create_space(&Default::default(), Some(&token), space.opening.clone()).unwrap();
    }
    let all: Vec<&Space> = spaces.iter().collect();
    let session = relay.session(&all).await;
    for space in [&spaces[0], &spaces[35], &spaces[69]] {
        assert_eq!(relay.try_pull(space, &session, "").await.status, 200);
    }
}
