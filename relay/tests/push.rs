//! Storing records.

use crate::support::fixture::record_id;
use crate::support::{Relay, Space};
use rapport_relay::Rates;
use rapport_wire::limits::{BATCH_BYTES, BATCH_FRAMES, FRAME};
use rapport_wire::relay::{Code, PushResult, Pushed, write_batch};
use rapport_wire::{Chain, Class};
use std::sync::Arc;

#[tokio::test]
async fn each_frame_has_its_own_answer_in_order() {
    let relay = Relay::start().await;
    let (mut space, session) = relay.space().await;
    let (old, twice) = (space.log(), space.log());
    relay.rotate(&mut space).await;
    assert_eq!(relay.try_push(&space, &session, false, std::slice::from_ref(&twice)).await.refusal(), Code::NotAllowed);
    let session = relay.session(&[&space]).await;
    let other = Space::new();
    let mut damaged = space.log();
    damaged[1] = 99;
    let live = space.frame(Class::Live, 700);
    let control = space.control(&crate::support::space::Epoch::fresh());
    let good = space.frame(Class::Chunk, 3000);
    let result = relay
        .push(
            &space,
            &session,
            &[
                space.log(),
                old.clone(),
                other.log(),
                damaged,
                live,
                control,
                good.clone(),
                good.clone(),
                vec![],
                space.opening.genesis.clone(),
                space.frame_under(space.epochs[0].tag, Class::Notice, 700),
            ],
        )
        .await;
    assert_eq!(
        result.results,
        [
            Pushed::Stored { seq: 3 },
            Pushed::Stale,
            Pushed::Refused,
            Pushed::Refused,
            Pushed::Refused,
            Pushed::Refused,
            Pushed::Stored { seq: 4 },
            Pushed::Duplicate { seq: 4 },
            Pushed::Refused,
            Pushed::Duplicate { seq: 1 },
            Pushed::Stored { seq: 5 },
        ]
    );
    assert_eq!(result.place.head, 5);
    // From another relay or device: nothing is stale.
    let again: PushResult = relay.try_push(&space, &session, true, std::slice::from_ref(&old)).await.good();
    assert_eq!(again.results, [Pushed::Stored { seq: 6 }]);
    // What is there is a duplicate, however old its key.
    assert_eq!(relay.push(&space, &session, &[old]).await.results, [Pushed::Duplicate { seq: 6 }]);
    assert_eq!(relay.pull_all(&space, &session).await.len(), 6);
}

#[tokio::test]
async fn a_push_can_be_repeated_for_ever() {
    let relay = Relay::start().await;
    let (space, session) = relay.space().await;
    let frames = vec![space.log(), space.log(), space.log()];
    let first = relay.push(&space, &session, &frames).await;
    for _ in 0..5 {
        let again = relay.push(&space, &session, &frames).await;
        assert_eq!(again.place, first.place);
        assert_eq!(again.results, (2..5).map(|seq| Pushed::Duplicate { seq }).collect::<Vec<_>>());
    }
    assert_eq!(relay.push(&space, &session, &[]).await.results, []);
}

#[tokio::test]
async fn a_batch_has_its_limits() {
    let relay = Relay::start().await;
    let (space, session) = relay.space().await;
    let frames: Vec<_> = (0..=BATCH_FRAMES).map(|_| space.frame(Class::Log, 0)).collect();
    assert_eq!(relay.try_push(&space, &session, false, &frames).await.refusal(), Code::TooLarge);
    assert_eq!(relay.push(&space, &session, &frames[1..]).await.results.len(), BATCH_FRAMES);
    let large: Vec<_> = (0..BATCH_BYTES / FRAME).map(|_| space.frame(Class::Log, FRAME)).collect();
    assert_eq!(relay.push(&space, &session, &large).await.results.len(), 4);
    let more = [large, vec![space.log()]].concat();
    assert_eq!(relay.try_push(&space, &session, false, &more).await.refusal(), Code::TooLarge);
    for batch in [vec![0, 0, 0], vec![0, 0, 0, 9, 1], vec![0xff; 8]] {
        let reply = relay.client.post(&space.path("/records"), &session, batch).await;
        assert!(matches!(reply.refusal(), Code::Malformed | Code::TooLarge));
    }
    for query in ["again=2", "again=yes", "again="] {
        let reply = relay.client.post(&space.path(&format!("/records?{query}")), &session, vec![]).await;
        assert_eq!(reply.refusal(), Code::Malformed, "{query}");
    }
}

#[tokio::test]
async fn a_full_space_says_so_and_still_lets_people_go() {
    let relay = Relay::with(|config| {
        config.quotas.space_records = 3;
        config.quotas.space_bytes = 100_000;
    })
    .await;
    let (mut space, session) = relay.space().await;
    let result = relay.push(&space, &session, &[space.log(), space.log(), space.log()]).await;
    assert_eq!(result.results, [Pushed::Stored { seq: 2 }, Pushed::Stored { seq: 3 }, Pushed::OverQuota]);
    assert_eq!(relay.push(&space, &session, &[space.frame(Class::Share, 0)]).await.results.len(), 1);
    relay.rotate(&mut space).await;

    let (space, session) = relay.space().await;
    let result = relay.push(&space, &session, &[space.frame(Class::Log, 99_000), space.log()]).await;
    assert_eq!(result.results, [Pushed::Stored { seq: 2 }, Pushed::OverQuota]);
}

#[tokio::test]
async fn a_full_relay_refuses_what_does_not_fit_and_serves_the_rest() {
    let relay = Relay::with(|config| config.relay_bytes = 2 * 1024 * 1024).await;
    let (space, session) = relay.space().await;
    let mut stored = 1;
    let refused = loop {
        let reply = relay.try_push(&space, &session, false, &[space.frame(Class::Log, FRAME)]).await;
        if reply.status != 200 {
            break reply.refusal();
        }
        stored += 1;
        assert!(stored < 20, "the bound does not hold");
    };
    assert_eq!(refused, Code::OverQuota);
    assert_eq!(relay.pull_all(&space, &session).await.len(), stored);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_four_pushers_leave_no_gap() {
    let relay = Arc::new(Relay::with(|config| config.rates = Rates::UNBOUNDED).await);
    let (space, session) = relay.space().await;
    let (other, other_session) = relay.space().await;
    let mut tasks = tokio::task::JoinSet::new();
    for pusher in 0..64 {
        let relay = relay.clone();
        let (space, session) =
            if pusher % 8 == 0 { (other.clone(), other_session.clone()) } else { (space.clone(), session.clone()) };
        tasks.spawn(async move {
            let mut kept = relay.client.open().await.unwrap();
            let bearer = format!("Bearer {session}");
            let mut stored = Vec::new();
            for round in 0..6 {
                let frames: Vec<_> = (0..=round).map(|_| space.log()).collect();
                let batch = write_batch(frames.iter().map(Vec::as_slice)).unwrap();
                let path = space.path("/records");
                let headers = [("authorization", bearer.as_str())];
                let result: PushResult = kept.call(hyper::Method::POST, &path, &headers, batch).await.good();
                for (frame, result) in frames.iter().zip(result.results) {
                    let Pushed::Stored { seq } = result else { panic!("{result:?}") };
                    stored.push((seq, record_id(frame)));
                }
            }
            (space.id, stored)
        });
    }
    let mut of_space = Vec::new();
    while let Some(done) = tasks.join_next().await {
        let (id, stored) = done.unwrap();
        if id == space.id {
            of_space.extend(stored);
        }
    }
    of_space.sort();
    assert_eq!(of_space.len(), 56 * 21);
    let page = relay.ids(&space, &session).await;
    assert_eq!(page.ids[1..], of_space, "every acknowledged number holds the record it was given for");
    let numbers: Vec<u64> = page.ids.iter().map(|(seq, _)| *seq).collect();
    assert_eq!(numbers, (1..=page.place.head).collect::<Vec<_>>());
    let chain = page.ids.iter().fold(Chain::START, |chain, (_, id)| chain.then(id));
    assert_eq!(chain, page.place.chain);
    assert_eq!(relay.pull_all(&space, &session).await.len(), page.ids.len());
}
