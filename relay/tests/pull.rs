//! Reading the log.

use crate::support::{Relay, Space};
use rapport_wire::limits::BATCH_BYTES;
use rapport_wire::relay::Code;
use rapport_wire::{Chain, Class, Frame};

async fn filled(relay: &Relay) -> (Space, String) {
    let (mut space, _) = relay.space().await;
    for _ in 0..3 {
        let session = relay.session(&[&space]).await;
        relay.push(&space, &session, &[space.log(), space.frame(Class::Share, 0), space.log()]).await;
        relay.rotate(&mut space).await;
    }
    let session = relay.session(&[&space]).await;
    relay.push(&space, &session, &[space.frame(Class::Notice, 700), space.log()]).await;
    (space, session)
}

#[tokio::test]
async fn pages_join_without_a_seam() {
    let relay = Relay::start().await;
    let (space, session) = filled(&relay).await;
    let whole = relay.pull(&space, &session, "").await;
    assert_eq!((whole.place.head, whole.next, whole.min_seq, whole.records.len()), (15, 15, 1, 15));
    for limit in [1, 2, 7, 15, 256] {
        let (mut after, mut records) = (0, Vec::new());
        while after < 15 {
            let page = relay.pull(&space, &session, &format!("?after={after}&limit={limit}")).await;
            assert!(page.records.len() <= limit && page.next > after);
            after = page.next;
            records.extend(page.records);
            let chain = records
                .iter()
                .fold(Chain::START, |chain, r| chain.then(&Frame::parse(r.frame.clone()).unwrap().record_id()));
            assert_eq!(page.next_chain, chain);
        }
        assert_eq!(records, whole.records);
    }
}

#[tokio::test]
async fn a_page_has_only_what_was_asked_for_and_says_how_far_it_looked() {
    let relay = Relay::start().await;
    let (space, session) = filled(&relay).await;
    for (class, n) in
        [("control", 4), ("share", 3), ("notice", 1), ("control,share,notice", 8), ("log", 7), ("chunk", 0)]
    {
        let page = relay.pull(&space, &session, &format!("?class={class}")).await;
        assert_eq!(page.records.len(), n, "{class}");
        assert_eq!((page.next, page.next_chain), (15, page.place.chain));
        for record in &page.records {
            assert!(class.contains(Frame::parse(record.frame.clone()).unwrap().class().name()));
        }
    }
    let page = relay.pull(&space, &session, "?class=control&limit=2").await;
    assert_eq!((page.records.len(), page.next), (2, page.records[1].seq));
    let page = relay.pull(&space, &session, "?after=15").await;
    assert_eq!((page.records.len(), page.next), (0, 15));
    // A client that has seen more than there is learns where the log stands.
    let page = relay.pull(&space, &session, "?after=99").await;
    assert_eq!((page.records.len(), page.next, page.place.head), (0, 15, 15));
}

#[tokio::test]
async fn a_page_stops_before_it_is_too_large() {
    let relay = Relay::start().await;
    let (space, session) = relay.space().await;
    for _ in 0..6 {
        relay.push(&space, &session, &[space.frame(Class::Log, 250_000)]).await;
    }
    let page = relay.pull(&space, &session, "").await;
    assert_eq!(page.records.len(), 5);
    assert!(page.records.iter().map(|r| r.frame.len()).sum::<usize>() <= BATCH_BYTES);
    assert_eq!(relay.pull_all(&space, &session).await.len(), 7);
}

#[tokio::test]
async fn names_alone() {
    let relay = Relay::start().await;
    let (space, session) = filled(&relay).await;
    let all = relay.ids(&space, &session).await;
    assert_eq!((all.ids.len(), all.next, all.next_chain), (15, 15, all.place.chain));
    let reply = relay.client.get(&space.path("/ids?after=13"), &session).await;
    let some = rapport_wire::relay::IdPage::read(&reply.body).unwrap();
    assert_eq!(some.ids, all.ids[13..]);
}

#[tokio::test]
async fn what_makes_no_sense_is_refused() {
    let relay = Relay::start().await;
    let (space, session) = relay.space().await;
    for query in [
        "?limit=0",
        "?limit=257",
        "?limit=-1",
        "?after=-1",
        "?after=x",
        "?after=99999999999999999999",
        "?class=",
        "?class=log,,share",
        "?class=secret",
        "?class=live,%00",
    ] {
        assert_eq!(relay.try_pull(&space, &session, query).await.refusal(), Code::Malformed, "{query}");
    }
    for id in ["x", "space-", "space-zz", "goal-0000000000000000000000000", "%00", "space-0000000000000000000000000z"] {
        let reply = relay.client.get(&format!("/v1/spaces/{id}/records"), &session).await;
        assert_eq!(reply.refusal(), Code::NotFound, "{id}");
    }
    let huge = relay.try_pull(&space, &session, "?after=18446744073709551615").await;
    assert_eq!(huge.status, 200);
}
