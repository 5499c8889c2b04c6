//! News as server-sent events.

use crate::support::events::Heard;
use crate::support::{Events, Relay};
use rapport_relay::Rates;
use rapport_wire::limits::{RIDE_ALONG, SESSION_MS};
use rapport_wire::relay::{Code, HeadNews, LogPlace, News};
use rapport_wire::{Chain, Class};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

fn head(news: News) -> HeadNews {
    let News::Head(head) = news else { panic!("{news:?}") };
    head
}

#[tokio::test]
async fn it_begins_with_what_stands_and_tells_what_comes_in_order() {
    let relay = Relay::start().await;
    let (a, _) = relay.space().await;
    let (b, _) = relay.space().await;
    let session = relay.session(&[&a, &b]).await;
    let mut h2 = relay.client.clone();
    h2.h2 = true;
    let mut both = [Events::open(&relay.client, &session).await, Events::open(&h2, &session).await];
    for events in &mut both {
        let mut first = [head(events.news().await), head(events.news().await)];
        first.sort_by_key(|head| head.space != a.id);
        assert_eq!((first[0].space, first[0].place.head), (a.id, 1));
        assert_eq!((first[1].space, first[1].place.head), (b.id, 1));
    }
    let frames: Vec<_> = (0..5).map(|_| a.log()).collect();
    relay.push(&a, &session, &frames[..2]).await;
    relay.push(&b, &session, &[b.log()]).await;
    relay.push(&a, &session, &frames[2..]).await;
    for events in &mut both {
        let mut chain = Chain::START.then(&a.control_head);
        let (mut seq, mut of_b) = (1, 0);
        for _ in 0..6 {
            let news = head(events.news().await);
            if news.space == b.id {
                of_b += 1;
                continue;
            }
            let frame = news.frame.unwrap().0;
            assert_eq!(frame, frames[seq as usize - 1]);
            seq += 1;
            chain = chain.then(&crate::support::fixture::record_id(&frame));
            assert_eq!((news.place.head, news.place.chain), (seq, chain));
        }
        assert_eq!(of_b, 1);
    }
}

#[tokio::test]
async fn small_frames_ride_along_and_large_ones_are_only_told() {
    let relay = Relay::start().await;
    let (space, session) = relay.space().await;
    let mut events = Events::open(&relay.client, &session).await;
    events.news().await;
    let (fits, over) = (space.frame(Class::Log, RIDE_ALONG), space.frame(Class::Log, RIDE_ALONG + 1));
    relay.push(&space, &session, &[fits.clone(), over]).await;
    assert_eq!(head(events.news().await).frame.unwrap().0, fits);
    let news = head(events.news().await);
    assert_eq!((news.place.head, news.frame), (3, None));
    // A whole batch is one piece of news: go and read.
    let batch: Vec<_> = (0..20).map(|_| space.log()).collect();
    relay.push(&space, &session, &batch).await;
    let news = head(events.news().await);
    assert_eq!((news.place.head, news.frame), (23, None));
    // Nothing new is no news.
    relay.push(&space, &session, &batch).await;
    relay.push(&space, &session, &[space.log()]).await;
    assert_eq!(head(events.news().await).place.head, 24);
}

#[tokio::test]
async fn a_rotation_is_told_and_then_nothing_more() {
    let relay = Relay::start().await;
    let (mut space, _) = relay.space().await;
    let (other, _) = relay.space().await;
    let old = relay.session(&[&space, &other]).await;
    let mut events = Events::open(&relay.client, &old).await;
    events.news().await;
    events.news().await;
    relay.rotate(&mut space).await;
    let session = relay.session(&[&space]).await;
    relay.push(&space, &session, &[space.log()]).await;
    relay.client.post(&space.path("/live"), &session, space.frame(Class::Live, 700)).await;
    relay.push(&other, &old, &[other.log()]).await;
    let news = head(events.news().await);
    assert_eq!((news.space, news.place.head), (space.id, 2));
    assert_eq!(news.frame.map(|f| f.0), Some(relay.pull(&space, &session, "?after=1").await.records[0].frame.clone()));
    assert_eq!(events.news().await, News::Reauth { space: space.id });
    // What was written under the new key is no news for the old one.
    assert_eq!(head(events.news().await).space, other.id);
    // Who comes with the old session is told to show another key.
    let mut again = Events::open(&relay.client, &old).await;
    let first = [again.news().await, again.news().await];
    assert!(first.contains(&News::Reauth { space: space.id }), "{first:?}");
}

#[tokio::test]
async fn a_change_of_owner_and_an_end_are_told() {
    let relay = Relay::start().await;
    let (space, session) = relay.space().await;
    let mut events = Events::open(&relay.client, &session).await;
    let log_id = head(events.news().await).place.log_id;
    let keys = space.keys(1, &space.epoch().control, &space.owner);
    relay.client.call(hyper::Method::PUT, &space.path("/keys"), &[], keys.write()).await.good::<LogPlace>();
    assert_eq!(head(events.news().await).place.head, 1);
    let call = serde_json::to_vec(&space.deletion(log_id)).unwrap();
    relay.client.call(hyper::Method::DELETE, &space.path(""), &[], call).await.good::<LogPlace>();
    assert_eq!(events.news().await, News::Reauth { space: space.id });
}

#[tokio::test]
async fn it_ends_with_the_session() {
    let relay = Relay::start().await;
    let (_, session) = relay.space().await;
    relay.clock.advance(SESSION_MS - 50);
    let mut events = Events::open(&relay.client, &session).await;
    assert_eq!(events.rest().await.len(), 1);
    relay.clock.advance(50);
    assert_eq!(relay.client.get("/v1/watch", &session).await.refusal(), Code::SessionNeeded);
}

#[tokio::test]
async fn one_session_has_so_many_watches() {
    let relay = Relay::start().await;
    let (_, session) = relay.space().await;
    let mut open = Vec::new();
    for _ in 0..8 {
        open.push(Events::open(&relay.client, &session).await);
    }
    let reply = relay.client.get("/v1/watch", &session).await;
    assert_eq!((reply.refusal(), reply.headers.contains_key("retry-after")), (Code::TooMany, true));
    open.pop();
    // The server sees the end of a connection a moment after the client.
    relay.until("rapport_relay_watchers ", |n| n <= 7.0).await;
    Events::open(&relay.client, &session).await;
}

#[tokio::test]
async fn a_watch_of_no_space_that_may_be_watched_has_nothing_to_say() {
    let relay = Relay::with(|config| config.timeouts.heartbeat = std::time::Duration::from_millis(20)).await;
    let space = crate::support::Space::personal();
    relay.create(&space).await;
    let challenge = relay.challenge(&[&space]).await.challenge;
    let words = [(&space, None, space.recovery.as_ref().unwrap())];
    let recovery = relay.show(&challenge, &words).await.good::<rapport_wire::relay::Session>().token;
    let mut events = Events::open(&relay.client, &recovery).await;
    let session = relay.session(&[&space]).await;
    relay.push(&space, &session, &[space.log()]).await;
    assert_eq!(events.next().await, Heard::Beat);
    assert_eq!(events.next().await, Heard::Beat);
}

#[tokio::test]
async fn who_does_not_read_is_let_go() {
    let relay = Relay::with(|config| config.rates = Rates::UNBOUNDED).await;
    let (space, session) = relay.space().await;
    let mut deaf = TcpStream::connect(relay.client.address).await.unwrap();
    let request = format!("GET /v1/watch HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {session}\r\n\r\n");
    deaf.write_all(request.as_bytes()).await.unwrap();
    let mut events = Events::open(&relay.client, &session).await;
    events.news().await;
    relay.until("rapport_relay_watchers ", |n| n >= 2.0).await;
    let mut seq = 1;
    while relay.metric("rapport_relay_watchers_dropped_total").await < 1.0 {
        let frames: Vec<_> = (0..8).map(|_| space.frame(Class::Log, RIDE_ALONG)).collect();
        seq = relay.push(&space, &session, &frames).await.place.head;
        assert!(seq < 10_000, "it is never let go");
        // Who reads is told everything meanwhile.
        while head(events.news().await).place.head < seq {}
    }
    relay.push(&space, &session, &[space.log()]).await;
    assert_eq!(head(events.news().await).place.head, seq + 1);
}
