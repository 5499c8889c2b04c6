//! Numbers for the people who run it.

use crate::support::Relay;
use hyper::Method;
use rapport_relay::Metering;
use rapport_wire::relay::Code;
use std::collections::BTreeSet;

#[tokio::test]
async fn what_has_happened_is_counted() {
    let relay = Relay::start().await;
    let (mut space, session) = relay.space().await;
    let frame = space.log();
    relay.push(&space, &session, &[frame.clone(), space.log()]).await;
    relay.push(&space, &session, std::slice::from_ref(&frame)).await;
    relay.rotate(&mut space).await;
    let session = relay.session(&[&space]).await;
    relay.push(&space, &session, &[space.frame_under(space.epochs[0].tag, rapport_wire::Class::Log, 0)]).await;
    for (name, value) in [
        ("rapport_relay_records_stored_total", 4.0),
        ("rapport_relay_records_not_stored_total{reason=\"duplicate\"}", 1.0),
        ("rapport_relay_records_not_stored_total{reason=\"stale\"}", 1.0),
        ("rapport_relay_requests_total{call=\"push\",status=\"2xx\"}", 3.0),
        ("rapport_relay_requests_total{call=\"control\",status=\"2xx\"}", 1.0),
        ("rapport_relay_request_seconds_count{call=\"push\"}", 3.0),
        ("rapport_relay_spaces ", 1.0),
        ("rapport_relay_records ", 4.0),
        ("rapport_relay_sessions ", 2.0),
        ("rapport_relay_challenges ", 0.0),
        ("rapport_relay_watchers ", 0.0),
    ] {
        assert_eq!(relay.metric(name).await, value, "{name}");
    }
    assert!(relay.metric("rapport_relay_commit_seconds_count").await >= 5.0);
    assert!(relay.metric("rapport_relay_database_bytes").await > 10_000.0);
    assert_eq!(relay.running.service().metrics().records_stored(), 4);
}

#[tokio::test]
async fn every_number_is_explained() {
    let relay = Relay::start().await;
    let text = relay.client.get("/metrics", "").await.text();
    let names: BTreeSet<&str> =
        text.lines().filter_map(|line| line.strip_prefix("# TYPE ")?.split(' ').next()).collect();
    assert!(names.len() > 15);
    let pages = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/operations.md")).unwrap();
    for name in names {
        assert!(pages.contains(&format!("`{name}`")), "{name} is not explained in docs/operations.md");
    }
}

#[tokio::test]
async fn they_are_not_for_everybody() {
    let relay = Relay::start().await;
    let by = |headers: &'static [(&str, &str)]| relay.client.call(Method::GET, "/metrics", headers, vec![]);
    assert_eq!(by(&[]).await.status, 200);
    assert_eq!(by(&[("x-forwarded-for", "127.0.0.1")]).await.refusal(), Code::NotFound);
    assert_eq!(by(&[("via", "1.1 proxy")]).await.refusal(), Code::NotFound);
    let open = Relay::with(|config| config.metering = Metering::Open).await;
    assert_eq!(open.client.call(Method::GET, "/metrics", &[("via", "1.1 proxy")], vec![]).await.status, 200);
    let off = Relay::with(|config| config.metering = Metering::Off).await;
    assert_eq!(off.client.get("/metrics", "").await.refusal(), Code::NotFound);
}
