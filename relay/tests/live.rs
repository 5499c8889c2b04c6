//! Presence.

use crate::support::events::Heard;
use crate::support::{Events, Relay, Space};
use rapport_relay::Rates;
use rapport_wire::Class;
use rapport_wire::relay::{Bytes, Code, LiveAnswer, LiveNews, News};

async fn live(relay: &Relay, space: &Space, session: &str, frame: Vec<u8>) -> LiveAnswer {
    relay.client.post(&space.path("/live"), session, frame).await.good()
}

#[tokio::test]
async fn a_live_frame_reaches_who_watches_now_and_is_stored_nowhere() {
    let relay = Relay::start().await;
    let (space, session) = relay.space().await;
    let (other, other_session) = relay.space().await;
    let mut events = Events::open(&relay.client, &session).await;
    let mut others = Events::open(&relay.client, &other_session).await;
    assert!(matches!(events.news().await, News::Head(_)));
    assert!(matches!(others.news().await, News::Head(_)));
    let frame = space.frame(Class::Live, 900);
    assert_eq!(live(&relay, &space, &session, frame.clone()).await, LiveAnswer::Delivered);
    assert_eq!(events.news().await, News::Live(LiveNews { space: space.id, frame: Bytes(frame) }));
    let frame = other.frame(Class::Live, 900);
    live(&relay, &other, &other_session, frame.clone()).await;
    assert_eq!(others.news().await, News::Live(LiveNews { space: other.id, frame: Bytes(frame) }));
    assert_eq!(relay.ids(&space, &session).await.place.head, 1);
}

#[tokio::test]
async fn too_much_is_dropped_and_no_refusal() {
    let relay = Relay::with(|config| config.rates = Rates::UNBOUNDED).await;
    let (space, session) = relay.space().await;
    let mut answers = Vec::new();
    for _ in 0..8 {
        answers.push(live(&relay, &space, &session, space.frame(Class::Live, 700)).await);
    }
    assert_eq!(answers[..5], [LiveAnswer::Delivered; 5]);
    assert_eq!(answers[5..], [LiveAnswer::Dropped; 3]);
    relay.clock.advance(200);
    assert_eq!(live(&relay, &space, &session, space.frame(Class::Live, 700)).await, LiveAnswer::Delivered);
    // Ten sessions of five a second are what one space takes.
    let mut delivered = 0;
    for _ in 0..15 {
        let session = relay.session(&[&space]).await;
        for _ in 0..5 {
            let answer = live(&relay, &space, &session, space.frame(Class::Live, 700)).await;
            delivered += usize::from(answer == LiveAnswer::Delivered);
        }
    }
    assert!((44..=50).contains(&delivered), "{delivered}");
}

#[tokio::test]
async fn what_is_no_live_frame_of_this_space_is_refused() {
    let relay = Relay::start().await;
    let (mut space, session) = relay.space().await;
    let post =
        |frame: Vec<u8>| relay.client.post(space.path("/live").leak(), session.as_str().to_owned().leak(), frame);
    assert_eq!(post(space.log()).await.refusal(), Code::Malformed);
    assert_eq!(post(vec![]).await.refusal(), Code::Malformed);
    assert_eq!(post(Space::new().frame(Class::Live, 700)).await.refusal(), Code::Malformed);
    assert_eq!(post(space.frame(Class::Live, 5000)).await.refusal(), Code::TooLarge);
    let stale = space.frame(Class::Live, 700);
    relay.rotate(&mut space).await;
    let session = relay.session(&[&space]).await;
    assert_eq!(live(&relay, &space, &session, stale).await, LiveAnswer::Stale);
}

#[tokio::test]
async fn a_watch_ends_with_its_heartbeats_in_between() {
    let relay = Relay::with(|config| config.timeouts.heartbeat = std::time::Duration::from_millis(20)).await;
    let (_, session) = relay.space().await;
    let mut events = Events::open(&relay.client, &session).await;
    assert!(matches!(events.next().await, Heard::News(News::Head(_))));
    assert_eq!(events.next().await, Heard::Beat);
    assert_eq!(events.next().await, Heard::Beat);
    let folder = relay.running.stop();
    let ((), rest) = tokio::join!(folder, events.rest());
    assert_eq!(rest, []);
}
