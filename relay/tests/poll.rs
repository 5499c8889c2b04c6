//! The long poll.

use crate::support::Relay;
use rapport_wire::Class;
use rapport_wire::relay::{Code, PollAnswer};
use std::sync::Arc;

async fn poll(relay: &Relay, session: &str, query: &str) -> PollAnswer {
    relay.client.get(&format!("/v1/watch?{query}"), session).await.good()
}

#[tokio::test]
async fn without_a_mark_it_answers_at_once_with_all() {
    let relay = Relay::start().await;
    let (a, _) = relay.space().await;
    let (b, _) = relay.space().await;
    let session = relay.session(&[&a, &b]).await;
    for query in ["wait=25", "wait=25&mark=", "wait=0&mark=nonsense", "wait=25&mark=0000000000000000.0"] {
        let answer = poll(&relay, &session, query).await;
        assert_eq!((answer.heads.len(), answer.reauth.len()), (2, 0), "{query}");
    }
}

#[tokio::test]
async fn with_a_mark_it_waits_for_what_is_new() {
    let relay = Arc::new(Relay::start().await);
    let (a, _) = relay.space().await;
    let (b, _) = relay.space().await;
    let session = relay.session(&[&a, &b]).await;
    let mark = poll(&relay, &session, "wait=0").await.mark;
    let nothing = poll(&relay, &session, &format!("wait=0&mark={mark}")).await;
    assert_eq!((nothing.heads.len(), nothing.reauth.len()), (0, 0));
    let waiting = {
        let (relay, session, mark) = (relay.clone(), session.clone(), mark.clone());
        tokio::spawn(async move { poll(&relay, &session, &format!("wait=25&mark={mark}")).await })
    };
    relay.until("rapport_relay_watchers ", |n| n >= 1.0).await;
    // Presence is not what a poll waits for.
    relay.client.post(&b.path("/live"), &session, b.frame(Class::Live, 700)).await;
    relay.push(&b, &session, &[b.log()]).await;
    let answer = waiting.await.unwrap();
    assert_eq!(answer.heads.iter().map(|h| (h.space, h.place.head)).collect::<Vec<_>>(), [(b.id, 2)]);
    // What has happened meanwhile is told to who comes back with an older mark.
    relay.push(&a, &session, &[a.log()]).await;
    let both = poll(&relay, &session, &format!("wait=25&mark={mark}")).await;
    assert_eq!(both.heads.len(), 2);
    let one = poll(&relay, &session, &format!("wait=25&mark={}", answer.mark)).await;
    assert_eq!(one.heads.iter().map(|h| h.space).collect::<Vec<_>>(), [a.id]);
}

#[tokio::test]
async fn a_key_of_earlier_is_told_of_the_rotation_and_of_nothing_after() {
    let relay = Relay::start().await;
    let (mut space, old) = relay.space().await;
    let mark = poll(&relay, &old, "wait=0").await.mark;
    relay.rotate(&mut space).await;
    let answer = poll(&relay, &old, &format!("wait=25&mark={mark}")).await;
    assert_eq!((answer.heads.len(), answer.reauth), (0, vec![space.id]));
    let session = relay.session(&[&space]).await;
    relay.push(&space, &session, &[space.log()]).await;
    let after = poll(&relay, &old, &format!("wait=0&mark={}", answer.mark)).await;
    assert_eq!((after.heads.len(), after.reauth.len()), (0, 0));
}

#[tokio::test]
async fn it_ends_when_the_relay_stops() {
    let relay = Relay::start().await;
    let (_, session) = relay.space().await;
    let mark = poll(&relay, &session, "wait=0").await.mark;
    let (client, path) = (relay.client.clone(), format!("/v1/watch?wait=25&mark={mark}"));
    let waiting = tokio::spawn(async move { client.get(&path, &session).await });
    relay.until("rapport_relay_watchers ", |n| n >= 1.0).await;
    relay.stop().await;
    let answer: PollAnswer = waiting.await.unwrap().good();
    assert_eq!(answer.heads.len(), 0);
}

#[tokio::test]
async fn what_makes_no_sense_is_refused() {
    let relay = Relay::start().await;
    let (_, session) = relay.space().await;
    assert_eq!(relay.client.get("/v1/watch?wait=soon", &session).await.refusal(), Code::Malformed);
    assert_eq!(relay.client.get("/v1/watch?wait=1", "").await.refusal(), Code::SessionNeeded);
    assert_eq!(relay.client.get("/v1/watch", "").await.refusal(), Code::SessionNeeded);
}
