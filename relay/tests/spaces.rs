//! Opening spaces.

use crate::support::space::key;
use crate::support::{Relay, Space};
use ed25519_dalek::Signer;
use hyper::Method;
use rapport_wire::relay::{Code, CreateSpace, LogPlace, SpaceCreated, TOKEN_HEADER, write_batch};
use rapport_wire::{Chain, Class, auth};

async fn create(relay: &Relay, opening: &CreateSpace, token: Option<&str>) -> crate::support::Reply {
    let headers: Vec<_> = token.iter().map(|token| (TOKEN_HEADER, *token)).collect();
    relay.client.call(Method::POST, "/v1/spaces", &headers, opening.write().unwrap()).await
}

#[tokio::test]
async fn a_space_begins_with_its_genesis() {
    let relay = Relay::start().await;
    let space = Space::new();
    let reply = relay.open(&space).await;
    assert_eq!(reply.status, 201);
    let created: SpaceCreated = reply.good();
    assert_eq!((created.space, created.head), (space.id, 1));
    assert_eq!(created.chain, Chain::START.then(&space.control_head));
    let session = relay.session(&[&space]).await;
    assert_eq!(relay.pull_all(&space, &session).await, std::slice::from_ref(&space.opening.genesis));
}

#[tokio::test]
async fn repeating_it_is_harmless_and_costs_no_token() {
    let relay = Relay::start().await;
    let space = Space::new();
    let first: SpaceCreated = relay.create(&space).await;
    assert_eq!(create(&relay, &space.opening, None).await.good::<SpaceCreated>(), first);
}

#[tokio::test]
async fn it_needs_a_token_that_is_good() {
    let relay = Relay::start().await;
    let service = relay.running.service();
    let now = rapport_relay::Clock::now_ms(&*relay.clock);
    let space = Space::new();
    let unknown = rapport_wire::operator::CreationToken::new([9; 16]).to_text();
    let mut bad: Vec<Option<String>> = vec![None, Some(String::from("token-x")), Some(unknown)];
    bad.push(Some(service.issue_token(5, now).unwrap().to_text()));
    let used = service.issue_token(1, now + 1000).unwrap().to_text();
    assert_eq!(create(&relay, &Space::new().opening, Some(&used)).await.status, 201);
    bad.push(Some(used));
    for token in bad {
        assert_eq!(create(&relay, &space.opening, token.as_deref()).await.refusal(), Code::TokenNeeded, "{token:?}");
    }
    let good = service.issue_token(1, now + 1000).unwrap().to_text();
    relay.clock.advance(1000);
    assert_eq!(create(&relay, &space.opening, Some(&good)).await.refusal(), Code::TokenNeeded, "it is over");
}

#[tokio::test]
async fn nobody_opens_the_space_of_another() {
    let relay = Relay::start().await;
    let token = relay.token().to_text();
    let space = Space::new();
    let stranger = key();
    let sign = |by: &ed25519_dalek::SigningKey, space: &Space| {
        let record = space.control_head;
        by.sign(&auth::create_message(&space.id, None, &record)).to_bytes()
    };
    // By a stranger; with a key that gives another id; with another's genesis.
    let forged = CreateSpace { signature: sign(&stranger, &space), ..space.opening.clone() };
    assert_eq!(create(&relay, &forged, Some(&token)).await.refusal(), Code::BadSignature);
    let squat = CreateSpace {
        owner: stranger.verifying_key().to_bytes(),
        signature: sign(&stranger, &space),
        ..space.opening.clone()
    };
    assert_eq!(create(&relay, &squat, Some(&token)).await.refusal(), Code::Malformed);
    let recovery = CreateSpace { recovery: Some([1; 32]), ..space.opening.clone() };
    assert_eq!(create(&relay, &recovery, Some(&token)).await.refusal(), Code::BadSignature);
    let mut altered = space.opening.clone();
    let at = altered.genesis.len() - 300;
    altered.genesis[at] ^= 1;
    assert_eq!(create(&relay, &altered, Some(&token)).await.refusal(), Code::BadSignature);
    let log = CreateSpace { genesis: space.log(), ..space.opening.clone() };
    assert_eq!(create(&relay, &log, Some(&token)).await.refusal(), Code::Malformed);
}

#[tokio::test]
async fn a_space_has_one_genesis() {
    let relay = Relay::start().await;
    let space = Space::new();
    relay.create(&space).await;
    // The owner signs a second genesis for the same id.
    let next = crate::support::space::Epoch::fresh();
    let genesis =
        crate::support::space::control_frame(space.id, next.tag, rapport_ids::RecordId::NONE, &next, &next.control);
    let record = crate::support::fixture::record_id(&genesis);
    let signature = space.owner.sign(&auth::create_message(&space.id, None, &record)).to_bytes();
    let second = CreateSpace { genesis, signature, ..space.opening.clone() };
    let token = relay.token().to_text();
    assert_eq!(create(&relay, &second, Some(&token)).await.refusal(), Code::Conflict);
}

#[tokio::test]
async fn garbage_is_refused_with_its_field() {
    let relay = Relay::start().await;
    let token = relay.token().to_text();
    let good = Space::new().opening.write().unwrap();
    for body in [vec![], vec![9; 100], good[..good.len() - 1].to_vec(), [good.clone(), vec![0]].concat()] {
        let reply = relay.client.call(Method::POST, "/v1/spaces", &[(TOKEN_HEADER, &token)], body).await;
        assert_eq!(reply.refusal(), Code::Malformed);
    }
}

#[tokio::test]
async fn any_member_can_lay_a_whole_space_into_an_emptied_relay() {
    let relay = Relay::start().await;
    let mut space = Space::personal();
    relay.create(&space).await;
    let session = relay.session(&[&space]).await;
    relay.push(&space, &session, &[space.log(), space.log()]).await;
    let override_1 = space.keys(1, &key(), &space.owner.clone());
    // The override's control key is one that nobody in this test uses, so it comes last but one.
    relay.rotate(&mut space).await;
    let session = relay.session(&[&space]).await;
    relay
        .push(&space, &session, &[space.frame(Class::Snapshot, 5000), space.frame(Class::Share, 0), space.log()])
        .await;
    relay.rotate(&mut space).await;
    let session = relay.session(&[&space]).await;
    relay.client.call(Method::PUT, &space.path("/keys"), &[], override_1.write()).await.good::<LogPlace>();
    let page = relay.pull(&space, &session, "").await;
    let opening = relay.client.get(&space.path(""), &session).await;
    assert_eq!(CreateSpace::read(&opening.body).unwrap(), space.opening);

    let empty = Relay::start().await;
    let token = empty.token().to_text();
    let created = create(&empty, &CreateSpace::read(&opening.body).unwrap(), Some(&token)).await;
    let created: SpaceCreated = created.good();
    assert_ne!(created.log_id, page.place.log_id);
    let mut overrides = page.overrides.iter().peekable();
    let mut epoch = 0;
    for record in page.records.iter().skip(1) {
        let class = rapport_wire::Frame::parse(record.frame.clone()).unwrap().class();
        if class == Class::Control {
            empty.try_control(&space, record.frame.clone()).await.good::<LogPlace>();
            epoch += 1;
        } else {
            let session = empty.session_of(&space, &space.epochs[epoch]).await;
            let batch = write_batch([record.frame.as_slice()]).unwrap();
            empty.client.post(&space.path("/records?again=1"), &session, batch).await.good::<LogPlace>();
        }
        while let Some((_, keys)) = overrides.next_if(|(after, _)| *after == record.seq) {
            empty.client.call(Method::PUT, &space.path("/keys"), &[], keys.write()).await.good::<LogPlace>();
        }
    }
    let session = empty.session(&[&space]).await;
    let again = empty.pull(&space, &session, "").await;
    assert_eq!((again.records, again.overrides), (page.records, page.overrides));
    assert_eq!(again.place.chain, page.place.chain);
}
