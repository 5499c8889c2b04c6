//! One line of control frames, whoever pushes at once.

use crate::support::space::{Epoch, control_frame};
use crate::support::{Relay, Space};
use rapport_ids::RecordId;
use rapport_wire::Class;
use rapport_wire::relay::{Code, ControlConflict, ControlStored, Pushed};
use std::sync::Arc;

#[tokio::test]
async fn a_control_frame_takes_over_tag_and_keys_at_once() {
    let relay = Relay::start().await;
    let (mut space, session) = relay.space().await;
    let before = space.clone();
    let stored = relay.rotate(&mut space).await;
    assert_eq!((stored.seq, stored.place.head), (2, 2));
    assert_eq!(relay.challenge(&[&space]).await.spaces[0].epoch_tag, Some(space.epoch().tag));
    // The session of a moment ago is one with a former key now.
    assert_eq!(relay.try_push(&before, &session, false, &[before.log()]).await.refusal(), Code::NotAllowed);
    let session = relay.session(&[&space]).await;
    assert_eq!(relay.push(&space, &session, &[before.log(), space.log()]).await.results[0], Pushed::Stale);
    // And the former control key signs nothing any more.
    let late = control_frame(space.id, space.epoch().tag, space.control_head, &Epoch::fresh(), &before.epoch().control);
    assert_eq!(relay.try_control(&space, late).await.refusal(), Code::BadSignature);
    relay.rotate(&mut space).await;
}

#[tokio::test]
async fn an_op_that_keeps_the_keys_keeps_the_sessions() {
    let relay = Relay::start().await;
    let (mut space, session) = relay.space().await;
    let same = space.epoch().clone();
    let frame = space.control(&same);
    relay.try_control(&space, frame.clone()).await.good::<ControlStored>();
    space.follow(&frame, same);
    assert_eq!(relay.push(&space, &session, &[space.log()]).await.results, [Pushed::Stored { seq: 3 }]);
}

#[tokio::test]
async fn a_retry_after_a_lost_answer_gets_the_same_number() {
    let relay = Relay::start().await;
    let (mut space, _) = relay.space().await;
    let next = Epoch::fresh();
    let frame = space.control(&next);
    let first: ControlStored = relay.try_control(&space, frame.clone()).await.good();
    assert_eq!(relay.try_control(&space, frame.clone()).await.good::<ControlStored>(), first);
    space.follow(&frame, next);
    relay.rotate(&mut space).await;
    let later: ControlStored = relay.try_control(&space, frame).await.good();
    assert_eq!((later.seq, later.place.head), (2, 3));
}

#[tokio::test]
async fn who_names_another_head_is_told_the_head() {
    let relay = Relay::start().await;
    let (space, _) = relay.space().await;
    let mut ahead = space.clone();
    relay.rotate(&mut ahead).await;
    for prev in [space.control_head, RecordId::NONE, RecordId::new([7; 32])] {
        let frame = control_frame(space.id, space.epoch().tag, prev, &Epoch::fresh(), &space.epoch().control);
        let reply = relay.try_control(&space, frame).await;
        assert_eq!(reply.status, 409);
        let conflict: ControlConflict = reply.json();
        assert_eq!((conflict.code, conflict.control_head), (Code::ControlConflict, ahead.control_head));
        assert_eq!(conflict.place.head, 2);
    }
}

#[tokio::test]
async fn a_frame_that_does_not_belong_is_refused() {
    let relay = Relay::start().await;
    let (space, _) = relay.space().await;
    let (other, _) = relay.space().await;
    let frame = space.control(&Epoch::fresh());
    assert_eq!(relay.try_control(&other, frame.clone()).await.refusal(), Code::Malformed);
    assert_eq!(relay.try_control(&space, space.log()).await.refusal(), Code::Malformed);
    assert_eq!(relay.try_control(&Space::new(), vec![]).await.refusal(), Code::Malformed);
    let cut = relay.try_control(&space, frame[..frame.len() - 1].to_vec()).await.refusal();
    assert_eq!(cut, Code::Malformed);
    let mut newer = frame.clone();
    newer[0] = 2;
    assert_eq!(relay.try_control(&space, newer).await.refusal(), Code::NeedsNewerRelay);
    let unknown = Space::new();
    assert_eq!(relay.try_control(&unknown, unknown.control(&Epoch::fresh())).await.refusal(), Code::NotFound);
    for at in [100, frame.len() - 200, frame.len() - 100, frame.len() - 1] {
        let mut altered = frame.clone();
        altered[at] ^= 1;
        let refusal = relay.try_control(&space, altered).await.refusal();
        assert!(matches!(refusal, Code::BadSignature | Code::ControlConflict), "{at} {refusal:?}");
    }
    assert_eq!(relay.try_control(&space, frame).await.status, 200, "none of that has changed anything");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_at_once_exactly_one_wins_each_round() {
    let relay = Arc::new(Relay::start().await);
    let (mut space, _) = relay.space().await;
    for round in 0..8u64 {
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let (relay, space, next) = (relay.clone(), space.clone(), Epoch::fresh());
            tasks.spawn(async move {
                let frame = space.control(&next);
                let reply = relay.try_control(&space, frame.clone()).await;
                (reply.status, frame, next)
            });
        }
        let mut won = Vec::new();
        while let Some(done) = tasks.join_next().await {
            let (status, frame, next) = done.unwrap();
            match status {
                200 => won.push((frame, next)),
                status => assert_eq!(status, 409),
            }
        }
        assert_eq!(won.len(), 1, "round {round}");
        let (frame, next) = won.pop().unwrap();
        space.follow(&frame, next);
    }
    let session = relay.session(&[&space]).await;
    let page = relay.pull(&space, &session, "?class=control").await;
    assert_eq!(page.records.len(), 9);
    let mut prev = RecordId::NONE;
    for record in &page.records {
        let frame = rapport_wire::Frame::parse(record.frame.clone()).unwrap();
        assert_eq!((frame.class(), frame.trailer().unwrap().prev), (Class::Control, prev));
        prev = frame.record_id();
    }
}
