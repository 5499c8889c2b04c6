//! The owner's override.

use crate::support::space::{Epoch, control_frame, key};
use crate::support::{Relay, Reply, Space};
use hyper::Method;
use rapport_wire::relay::{Code, ControlStored, KeysOverride, KeysStored};

async fn put(relay: &Relay, space: &Space, keys: &KeysOverride) -> Reply {
    relay.client.call(Method::PUT, &space.path("/keys"), &[], keys.write()).await
}

#[tokio::test]
async fn the_owner_takes_the_space_back_from_an_admin() {
    let relay = Relay::start().await;
    let (mut space, session) = relay.space().await;
    let (control, owner) = (key(), key());
    let keys = space.keys(1, &control, &owner);
    let stored: KeysStored = put(&relay, &space, &keys).await.good();
    assert_eq!((stored.version, stored.place.head), (1, 1));
    assert_eq!(put(&relay, &space, &keys).await.good::<KeysStored>(), stored, "repeated");

    let frame = |by| control_frame(space.id, space.epoch().tag, space.control_head, &Epoch::fresh(), by);
    assert_eq!(relay.try_control(&space, frame(&space.epoch().control)).await.refusal(), Code::BadSignature);
    relay.try_control(&space, frame(&control)).await.good::<ControlStored>();
    // From now on the new owner key signs overrides.
    assert_eq!(put(&relay, &space, &space.keys(2, &control, &owner)).await.refusal(), Code::BadSignature);
    space.owner = owner.clone();
    put(&relay, &space, &space.keys(2, &control, &owner)).await.good::<KeysStored>();

    // It is served in the sequence of control frames, after the number it followed.
    let former = relay.pull(&space, &session, "?class=control").await;
    assert_eq!(former.overrides.iter().map(|(after, k)| (*after, k.version)).collect::<Vec<_>>(), [(1, 1), (2, 2)]);
    assert_eq!(former.overrides[0].1, keys);
    let later = relay.pull(&space, &session, "?class=control&after=2").await;
    assert_eq!(later.overrides.len(), 1, "who stands at the head learns of it too");
    assert_eq!(relay.pull(&space, &session, "?class=share").await.overrides, []);
}

#[tokio::test]
async fn versions_go_up_by_one_and_only_the_owner_signs() {
    let relay = Relay::start().await;
    let (space, _) = relay.space().await;
    let (control, owner) = (key(), key());
    for version in [0, 2, u64::MAX] {
        assert_eq!(put(&relay, &space, &space.keys(version, &control, &owner)).await.refusal(), Code::Conflict);
    }
    let mut stranger = space.clone();
    stranger.owner = key();
    assert_eq!(put(&relay, &space, &stranger.keys(1, &control, &owner)).await.refusal(), Code::BadSignature);
    let (other, _) = relay.space().await;
    assert_eq!(put(&relay, &other, &space.keys(1, &control, &owner)).await.refusal(), Code::BadSignature);
    put(&relay, &space, &space.keys(1, &control, &space.owner)).await.good::<KeysStored>();
    assert_eq!(put(&relay, &space, &space.keys(1, &key(), &owner)).await.refusal(), Code::Conflict);
    assert_eq!(put(&relay, &Space::new(), &space.keys(1, &control, &owner)).await.refusal(), Code::NotFound);
    for body in [vec![], vec![0; 135], vec![0; 10_000]] {
        let reply = relay.client.call(Method::PUT, &space.path("/keys"), &[], body).await;
        assert!(matches!(reply.refusal(), Code::Malformed | Code::TooLarge));
    }
}
