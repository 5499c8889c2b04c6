//! What a key of earlier, and the words of a personal space, may still do.

use crate::support::{Relay, Space};
use rapport_wire::limits::{NOTICE_LIFE_MS, NOTICES_PER_HOUR, NOTICES_STORED};
use rapport_wire::relay::{Code, Pushed, Session};
use rapport_wire::{Class, Frame};

/// A space after a rotation; sessions with the former and the current key.
async fn rotated(relay: &Relay) -> (Space, String, String) {
    let (mut space, session) = relay.space().await;
    relay.push(&space, &session, &[space.log(), space.frame(Class::Share, 0), space.frame(Class::Notice, 700)]).await;
    relay.rotate(&mut space).await;
    let former = relay.session_of(&space, &space.epochs[0]).await;
    let current = relay.session(&[&space]).await;
    (space, former, current)
}

#[tokio::test]
async fn a_former_key_reads_control_share_and_notice_only() {
    let relay = Relay::start().await;
    let (space, former, current) = rotated(&relay).await;
    let page = relay.pull(&space, &former, "?class=control,share,notice").await;
    let classes: Vec<_> = page.records.iter().map(|r| Frame::parse(r.frame.clone()).unwrap().class()).collect();
    assert_eq!(classes, [Class::Control, Class::Share, Class::Notice, Class::Control]);
    assert_eq!(relay.pull(&space, &former, "?class=control").await.records.len(), 2);
    // Asking for all is refused: an answer with holes would look like all there is.
    for query in ["", "?class=log", "?class=control,log", "?class=snapshot", "?class=chunk"] {
        assert_eq!(relay.try_pull(&space, &former, query).await.refusal(), Code::NotAllowed, "{query}");
    }
    assert_eq!(relay.client.get(&space.path("/ids"), &former).await.refusal(), Code::NotAllowed);
    assert_eq!(relay.client.get(&space.path(""), &former).await.status, 200);
    assert_eq!(
        relay.client.post(&space.path("/live"), &former, space.frame(Class::Live, 700)).await.refusal(),
        Code::NotAllowed
    );
    assert_eq!(relay.pull_all(&space, &current).await.len(), 5);
}

#[tokio::test]
async fn a_former_key_posts_notices_only() {
    let relay = Relay::start().await;
    let (space, former, current) = rotated(&relay).await;
    let notice = space.frame(Class::Notice, 700);
    for frames in [
        vec![space.log()],
        vec![space.frame(Class::Share, 0)],
        vec![notice.clone(), space.log()],
        vec![space.frame(Class::Snapshot, 700)],
    ] {
        for again in [false, true] {
            assert_eq!(relay.try_push(&space, &former, again, &frames).await.refusal(), Code::NotAllowed);
        }
    }
    assert_eq!(relay.push(&space, &former, std::slice::from_ref(&notice)).await.results, [Pushed::Stored { seq: 6 }]);
    assert_eq!(relay.push(&space, &former, &[notice]).await.results, [Pushed::Duplicate { seq: 6 }]);
    assert_eq!(relay.pull(&space, &current, "?class=notice").await.records.len(), 2);
}

#[tokio::test]
async fn thirty_an_hour_a_hundred_in_all() {
    let relay = Relay::start().await;
    let (space, _, _) = rotated(&relay).await;
    let per_hour = NOTICES_PER_HOUR as usize;
    let notices = |n: usize| (0..n).map(|_| space.frame(Class::Notice, 700)).collect::<Vec<_>>();
    let mut stored = 0;
    for hour in 0..4 {
        let former = relay.session_of(&space, &space.epochs[0]).await;
        let result = relay.push(&space, &former, &notices(per_hour + 1)).await;
        let kept = result.results.iter().filter(|r| matches!(r, Pushed::Stored { .. })).count();
        stored += kept;
        assert_eq!(kept, per_hour.min(NOTICES_STORED as usize - hour * per_hour), "hour {hour}");
        assert_eq!(result.results.last(), Some(&Pushed::OverQuota));
        if hour < 3 {
            let more = relay.try_push(&space, &former, false, &notices(1)).await;
            assert_eq!((more.refusal(), &more.headers["retry-after"]), (Code::TooMany, &"3600".parse().unwrap()));
        }
        relay.clock.advance(3600 * 1000);
    }
    assert_eq!(stored, NOTICES_STORED as usize);
}

#[tokio::test]
async fn its_notices_go_after_thirty_days_unless_a_member_vouches_for_them() {
    let relay = Relay::start().await;
    let (space, former, current) = rotated(&relay).await;
    let (kept, lost) = (space.frame(Class::Notice, 700), space.frame(Class::Notice, 700));
    relay.push(&space, &former, &[kept.clone(), lost.clone()]).await;
    relay.push(&space, &current, &[space.log()]).await;
    assert_eq!(relay.push(&space, &current, std::slice::from_ref(&kept)).await.results, [Pushed::Duplicate { seq: 6 }]);
    let before = relay.ids(&space, &current).await.place;
    relay.clock.advance(NOTICE_LIFE_MS);
    while relay.running.service().tidy().unwrap() {}

    let former = relay.session_of(&space, &space.epochs[0]).await;
    let current = relay.session(&[&space]).await;
    let ids = relay.ids(&space, &current).await;
    assert_eq!(ids.ids.iter().map(|(seq, _)| *seq).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6, 8]);
    assert_eq!(ids.place, before, "the log stands where it stood");
    // A page that ends at the hole still knows its chain; pages go over it.
    let page = relay.pull(&space, &current, "?after=5&limit=1").await;
    assert_eq!((page.next, page.records[0].frame == kept), (6, true));
    assert_eq!(relay.pull(&space, &current, "?after=6&limit=1").await.next, 8);
    // The former key cannot bring it back; a member can, under a new number.
    assert_eq!(relay.push(&space, &former, std::slice::from_ref(&lost)).await.results, [Pushed::Pruned]);
    assert_eq!(relay.push(&space, &current, &[lost]).await.results, [Pushed::Stored { seq: 9 }]);
}

#[tokio::test]
async fn the_words_read_control_frames_for_ever() {
    let relay = Relay::start().await;
    let mut space = Space::personal();
    relay.create(&space).await;
    let session = relay.session(&[&space]).await;
    relay.push(&space, &session, &[space.log(), space.frame(Class::Notice, 700)]).await;
    relay.rotate(&mut space).await;
    let challenge = relay.challenge(&[&space]).await.challenge;
    let words = space.recovery.as_ref().unwrap();
    let session = relay.show(&challenge, &[(&space, None, words)]).await.good::<Session>().token;
    assert_eq!(relay.pull(&space, &session, "?class=control").await.records.len(), 2);
    for query in ["", "?class=notice", "?class=share", "?class=control,log"] {
        assert_eq!(relay.try_pull(&space, &session, query).await.refusal(), Code::NotAllowed);
    }
    let notice = vec![space.frame(Class::Notice, 700)];
    assert_eq!(relay.try_push(&space, &session, false, &notice).await.refusal(), Code::NotAllowed);
    assert_eq!(relay.client.get(&space.path(""), &session).await.status, 200);
    assert_eq!(relay.client.get(&space.path("/ids"), &session).await.refusal(), Code::NotAllowed);
}
