//! The end of a space.

use crate::support::space::key;
use crate::support::{Relay, Reply, Space};
use hyper::Method;
use rapport_ids::LogId;
use rapport_wire::limits::GRACE_MS;
use rapport_wire::relay::{Code, LogPlace, OwnersCall};

async fn delete(relay: &Relay, space: &Space, call: &OwnersCall) -> Reply {
    relay.client.call(Method::DELETE, &space.path(""), &[], serde_json::to_vec(call).unwrap()).await
}

async fn revive(relay: &Relay, space: &Space, call: &OwnersCall) -> Reply {
    relay.client.call(Method::POST, &space.path("/revive"), &[], serde_json::to_vec(call).unwrap()).await
}

#[tokio::test]
async fn the_owner_ends_it_and_can_take_that_back() {
    let relay = Relay::start().await;
    let space = Space::new();
    let log_id = relay.create(&space).await.log_id;
    let session = relay.session(&[&space]).await;
    relay.push(&space, &session, &[space.log()]).await;
    let place: LogPlace = delete(&relay, &space, &space.deletion(log_id)).await.good();
    assert_eq!(place.head, 2);
    delete(&relay, &space, &space.deletion(log_id)).await.good::<LogPlace>();

    assert_eq!(relay.try_pull(&space, &session, "").await.refusal(), Code::Gone);
    assert_eq!(relay.try_push(&space, &session, false, &[space.log()]).await.refusal(), Code::Gone);
    assert_eq!(relay.challenge(&[&space]).await.spaces[0].epoch_tag, None);
    // It does not look like one that the relay has lost: nobody lays it in again.
    assert_eq!(relay.open(&space).await.refusal(), Code::Gone);

    revive(&relay, &space, &space.revival(log_id)).await.good::<LogPlace>();
    revive(&relay, &space, &space.revival(log_id)).await.good::<LogPlace>();
    assert_eq!(relay.pull_all(&space, &session).await.len(), 2);
}

#[tokio::test]
async fn after_thirty_days_it_is_gone() {
    let relay = Relay::start().await;
    let (kept, _) = relay.space().await;
    let space = Space::new();
    let log_id = relay.create(&space).await.log_id;
    let session = relay.session(&[&space]).await;
    for _ in 0..4 {
        let frames: Vec<_> = (0..200).map(|_| space.log()).collect();
        relay.push(&space, &session, &frames).await;
    }
    delete(&relay, &space, &space.deletion(log_id)).await.good::<LogPlace>();
    relay.clock.advance(GRACE_MS - 1);
    while relay.running.service().tidy().unwrap() {}
    assert_eq!(relay.open(&space).await.refusal(), Code::Gone);
    relay.clock.advance(1);
    while relay.running.service().tidy().unwrap() {}
    assert_eq!(revive(&relay, &space, &space.revival(log_id)).await.refusal(), Code::NotFound);
    assert_eq!(relay.metric("rapport_relay_spaces ").await, 1.0);
    assert_eq!(relay.metric("rapport_relay_records ").await, 1.0);
    assert_ne!(relay.create(&space).await.log_id, log_id);
    relay.session(&[&kept]).await;
}

#[tokio::test]
async fn nobody_else_ends_it() {
    let relay = Relay::start().await;
    let space = Space::new();
    let log_id = relay.create(&space).await.log_id;
    let mut stranger = space.clone();
    stranger.owner = key();
    assert_eq!(delete(&relay, &space, &stranger.deletion(log_id)).await.refusal(), Code::BadSignature);
    assert_eq!(delete(&relay, &space, &space.revival(log_id)).await.refusal(), Code::BadSignature);
    assert_eq!(delete(&relay, &space, &space.deletion(LogId::new([1; 16]))).await.refusal(), Code::Conflict);
    assert_eq!(delete(&relay, &Space::new(), &space.deletion(log_id)).await.refusal(), Code::NotFound);
    let reply = relay.client.call(Method::DELETE, &space.path(""), &[], b"{}".to_vec()).await;
    assert_eq!(reply.refusal(), Code::Malformed);
    relay.session(&[&space]).await;
}

#[tokio::test]
async fn what_comes_later_says_so() {
    let relay = Relay::start().await;
    let (space, session) = relay.space().await;
    for (method, path) in [
        (Method::POST, "/prune"),
        (Method::POST, "/restore"),
        (Method::POST, "/submissions"),
        (Method::GET, "/submissions"),
        (Method::POST, "/submissions/acknowledge"),
    ] {
        let bearer = format!("Bearer {session}");
        let reply = relay.client.call(method, &space.path(path), &[("authorization", &bearer)], vec![]).await;
        assert_eq!(reply.refusal(), Code::NeedsNewerRelay, "{path}");
    }
}
