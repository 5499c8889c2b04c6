//! Too many, too often.

use crate::support::Relay;
use crate::support::client::Client;
use hyper::Method;
use rapport_relay::{Allowance, Rates};
use rapport_wire::relay::Code;

#[tokio::test]
async fn an_address_that_asks_too_often_is_told_when_to_come_back() {
    let relay = Relay::with(|config| config.rates.address = Allowance { per_second: 1, burst: 3 }).await;
    let ask = || relay.client.post("/v1/challenge", "", b"{\"spaces\":[]}".to_vec());
    for _ in 0..3 {
        assert_eq!(ask().await.refusal(), Code::Malformed);
    }
    let reply = ask().await;
    assert_eq!((reply.refusal(), &reply.headers["retry-after"]), (Code::TooMany, &"1".parse().unwrap()));
    assert_eq!(relay.client.get("/healthz", "").await.status, 200, "the rest goes on");
    relay.clock.advance(1000);
    assert_eq!(ask().await.refusal(), Code::Malformed);
}

#[tokio::test]
async fn a_session_that_asks_too_often_is_told_too_and_no_other() {
    let relay = Relay::with(|config| config.rates.session = Allowance { per_second: 2, burst: 4 }).await;
    let (space, session) = relay.space().await;
    let other = relay.session(&[&space]).await;
    for _ in 0..4 {
        assert_eq!(relay.try_pull(&space, &session, "").await.status, 200);
    }
    assert_eq!(relay.try_pull(&space, &session, "").await.refusal(), Code::TooMany);
    assert_eq!(relay.try_push(&space, &session, false, &[space.log()]).await.refusal(), Code::TooMany);
    assert_eq!(relay.try_pull(&space, &other, "").await.status, 200);
    relay.clock.advance(500);
    assert_eq!(relay.try_pull(&space, &session, "").await.status, 200);
}

#[tokio::test]
async fn behind_a_proxy_the_address_is_what_the_proxy_wrote() {
    let bound = Rates { address: Allowance { per_second: 1, burst: 1 }, session: Allowance::UNBOUNDED };
    let ask = |client: Client, from: &'static str| async move {
        let headers = [("x-forwarded-for", from)];
        client.call(Method::POST, "/v1/challenge", &headers, b"{}".to_vec()).await.refusal()
    };
    let behind = Relay::with(|config| {
        config.rates = bound;
        config.behind_proxy = true;
    })
    .await;
    // Only the last entry is the proxy's own; a caller can write any number before it.
    assert_eq!(ask(behind.client.clone(), "203.0.113.7, 198.51.100.1").await, Code::Malformed);
    assert_eq!(ask(behind.client.clone(), "203.0.113.8, 198.51.100.1").await, Code::Malformed);
    let challenge = |from: &'static str| {
        let client = behind.client.clone();
        async move {
            let headers = [("x-forwarded-for", from)];
            client.call(Method::POST, "/v1/challenge", &headers, b"{\"spaces\":[]}".to_vec()).await.refusal()
        }
    };
    assert_eq!(challenge("1.1.1.1, 198.51.100.1").await, Code::Malformed);
    assert_eq!(challenge("2.2.2.2, 198.51.100.1").await, Code::TooMany);
    assert_eq!(challenge("198.51.100.2").await, Code::Malformed);

    let alone = Relay::with(|config| config.rates = bound).await;
    let spoof = |from: &'static str| {
        let client = alone.client.clone();
        async move {
            let headers = [("x-forwarded-for", from)];
            client.call(Method::POST, "/v1/challenge", &headers, b"{\"spaces\":[]}".to_vec()).await.refusal()
        }
    };
    assert_eq!(spoof("198.51.100.1").await, Code::Malformed);
    assert_eq!(spoof("198.51.100.2").await, Code::TooMany, "nobody but a proxy is believed");
}

#[tokio::test]
async fn connections_over_the_bound_are_turned_away() {
    let relay = Relay::with(|config| config.connections_per_address = 3).await;
    let mut kept = Vec::new();
    for _ in 0..3 {
        let mut one = relay.client.open().await.unwrap();
        assert_eq!(one.call(Method::GET, "/healthz", &[], vec![]).await.status, 200);
        kept.push(one);
    }
    let mut over = relay.client.open().await.unwrap();
    assert!(over.send(Method::GET, "/healthz", &[], vec![]).await.is_err());
    let mut one = kept.pop().unwrap();
    let text = one.call(Method::GET, "/metrics", &[], vec![]).await.text();
    assert!(text.contains("rapport_relay_connections_refused_total 1\n"), "{text}");
}
