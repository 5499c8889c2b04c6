//! Mailboxes.

use crate::support::space::{key, public};
use crate::support::{Relay, Reply};
use ed25519_dalek::{Signer, SigningKey};
use hyper::Method;
use rapport_ids::BoxId;
use rapport_wire::auth;
use rapport_wire::limits::{BOX_LIFE_MS, BOX_SLOT, BOX_SLOTS};
use rapport_wire::relay::{BoxDelete, BoxPut, BoxSlots, Code, TOKEN_HEADER};
use std::sync::Arc;

struct Mailbox {
    key: SigningKey,
    id: BoxId,
}

impl Mailbox {
    fn new() -> Self {
        let key = key();
        Self { id: auth::box_id(&public(&key)), key }
    }

    fn path(&self) -> String {
        format!("/v1/box/{}", self.id)
    }

    fn slot(&self, slot: u8, content: &[u8]) -> BoxPut {
        let signature = self.key.sign(&auth::box_put_message(&self.id, slot, content)).to_bytes();
        BoxPut { slot, key: public(&self.key), signature, content: content.to_vec() }
    }

    async fn put(&self, relay: &Relay, headers: &[(&str, &str)], slot: u8, content: &[u8]) -> Reply {
        let body = self.slot(slot, content).write().unwrap();
        relay.client.call(Method::PUT, &self.path(), headers, body).await
    }

    /// Opens it with a token and puts the first slot in.
    async fn open(&self, relay: &Relay) {
        let token = relay.token().to_text();
        assert_eq!(self.put(relay, &[(TOKEN_HEADER, &token)], 0, b"hello").await.status, 204);
    }

    async fn get(&self, relay: &Relay, query: &str) -> Reply {
        relay.client.call(Method::GET, &format!("{}{query}", self.path()), &[], vec![]).await
    }

    async fn slots(&self, relay: &Relay, query: &str) -> BoxSlots {
        let reply = self.get(relay, query).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        BoxSlots::read(&reply.body).unwrap()
    }

    async fn close(&self, relay: &Relay, by: &SigningKey) -> Reply {
        let signature = by.sign(&auth::box_delete_message(&self.id)).to_bytes();
        let body = serde_json::to_vec(&BoxDelete { key: public(by), signature }).unwrap();
        relay.client.call(Method::DELETE, &self.path(), &[], body).await
    }
}

#[tokio::test]
async fn two_strangers_meet() {
    let relay = Relay::start().await;
    let (_, session) = relay.space().await;
    let mailbox = Mailbox::new();
    assert_eq!(mailbox.get(&relay, "").await.refusal(), Code::NotFound);
    let bearer = format!("Bearer {session}");
    assert_eq!(mailbox.put(&relay, &[("authorization", &bearer)], 0, b"from the one").await.status, 204);
    // Once it is open, who has its key puts in without a session.
    assert_eq!(mailbox.put(&relay, &[], 7, b"from the other").await.status, 204);
    let slots = mailbox.slots(&relay, "").await;
    assert_eq!(
        (slots.get(0), slots.get(7), slots.get(1)),
        (Some(&b"from the one"[..]), Some(&b"from the other"[..]), None)
    );
}

#[tokio::test]
async fn a_slot_is_written_once() {
    let relay = Relay::start().await;
    let mailbox = Mailbox::new();
    mailbox.open(&relay).await;
    assert_eq!(mailbox.put(&relay, &[], 0, b"hello").await.status, 204, "the same again is the same");
    assert_eq!(mailbox.put(&relay, &[], 0, b"other").await.refusal(), Code::Conflict);
    assert_eq!(mailbox.slots(&relay, "").await.get(0), Some(&b"hello"[..]));
}

#[tokio::test]
async fn it_has_its_size() {
    let relay = Relay::start().await;
    let mailbox = Mailbox::new();
    mailbox.open(&relay).await;
    for slot in 1..BOX_SLOTS {
        assert_eq!(mailbox.put(&relay, &[], slot, &[slot; BOX_SLOT]).await.status, 204);
    }
    assert_eq!(mailbox.put(&relay, &[], BOX_SLOTS, b"x").await.refusal(), Code::Malformed);
    let over = mailbox.put(&relay, &[], 1, &[1; BOX_SLOT + 1]).await.refusal();
    assert!(matches!(over, Code::TooLarge | Code::Malformed), "{over:?}");
    assert_eq!(mailbox.slots(&relay, "").await.slots.len(), usize::from(BOX_SLOTS));
}

#[tokio::test]
async fn only_its_key_writes() {
    let relay = Relay::start().await;
    let (mailbox, other) = (Mailbox::new(), Mailbox::new());
    mailbox.open(&relay).await;
    let foreign = other.slot(1, b"x").write().unwrap();
    let wrong_slot = BoxPut { slot: 2, ..mailbox.slot(1, b"x") }.write().unwrap();
    let wrong_content = BoxPut { content: b"y".to_vec(), ..mailbox.slot(1, b"x") }.write().unwrap();
    for body in [foreign, wrong_slot, wrong_content] {
        assert_eq!(relay.client.call(Method::PUT, &mailbox.path(), &[], body).await.refusal(), Code::BadSignature);
    }
    for body in [vec![], vec![1; 50]] {
        assert_eq!(relay.client.call(Method::PUT, &mailbox.path(), &[], body).await.refusal(), Code::Malformed);
    }
}

#[tokio::test]
async fn opening_one_needs_a_token_or_a_session_and_has_a_quota() {
    let relay = Relay::with(|config| config.quotas.mailboxes = 2).await;
    let mailbox = Mailbox::new();
    assert_eq!(mailbox.put(&relay, &[], 0, b"x").await.refusal(), Code::TokenNeeded);
    assert_eq!(mailbox.put(&relay, &[("authorization", "Bearer x")], 0, b"x").await.refusal(), Code::SessionNeeded);
    assert_eq!(mailbox.put(&relay, &[(TOKEN_HEADER, "token-0")], 0, b"x").await.refusal(), Code::TokenNeeded);
    let now = rapport_relay::Clock::now_ms(&*relay.clock);
    let token = relay.running.service().issue_token(1, now + 1000).unwrap().to_text();
    for _ in 0..2 {
        assert_eq!(Mailbox::new().put(&relay, &[(TOKEN_HEADER, &token)], 0, b"x").await.status, 204);
    }
    assert_eq!(mailbox.put(&relay, &[(TOKEN_HEADER, &token)], 0, b"x").await.refusal(), Code::OverQuota);
    relay.clock.advance(1000);
    assert_eq!(mailbox.put(&relay, &[(TOKEN_HEADER, &token)], 0, b"x").await.refusal(), Code::TokenNeeded);
}

#[tokio::test]
async fn who_waits_is_told_when_something_is_put_in() {
    let relay = Arc::new(Relay::start().await);
    let mailbox = Arc::new(Mailbox::new());
    mailbox.open(&relay).await;
    assert_eq!(mailbox.slots(&relay, "?wait=25").await.slots.len(), 1, "there is one already");
    assert_eq!(mailbox.slots(&relay, "?wait=0&have=1").await.slots.len(), 1, "nothing new");
    let waiting = {
        let (relay, mailbox) = (relay.clone(), mailbox.clone());
        tokio::spawn(async move { mailbox.slots(&relay, "?wait=25&have=1").await })
    };
    relay.until("rapport_relay_watchers ", |n| n >= 1.0).await;
    mailbox.put(&relay, &[], 3, b"news").await;
    assert_eq!(waiting.await.unwrap().get(3), Some(&b"news"[..]));
    let waiting = {
        let (relay, mailbox) = (relay.clone(), mailbox.clone());
        tokio::spawn(async move { mailbox.get(&relay, "?wait=25&have=2").await.refusal() })
    };
    relay.until("rapport_relay_watchers ", |n| n >= 1.0).await;
    assert_eq!(mailbox.close(&relay, &mailbox.key).await.status, 204);
    assert_eq!(waiting.await.unwrap(), Code::Gone);
    assert_eq!(mailbox.get(&relay, "?wait=x").await.refusal(), Code::Malformed);
}

#[tokio::test]
async fn a_closed_one_stays_closed() {
    let relay = Relay::start().await;
    let mailbox = Mailbox::new();
    assert_eq!(mailbox.close(&relay, &mailbox.key).await.refusal(), Code::NotFound);
    mailbox.open(&relay).await;
    assert_eq!(mailbox.close(&relay, &key()).await.refusal(), Code::BadSignature);
    assert_eq!(mailbox.close(&relay, &mailbox.key).await.status, 204);
    assert_eq!(mailbox.close(&relay, &mailbox.key).await.status, 204);
    let token = relay.token().to_text();
    assert_eq!(mailbox.put(&relay, &[(TOKEN_HEADER, &token)], 1, b"x").await.refusal(), Code::Gone);
    assert_eq!(mailbox.get(&relay, "").await.refusal(), Code::Gone);
}

#[tokio::test]
async fn it_lives_seven_days() {
    let relay = Relay::start().await;
    let (mailbox, closed) = (Mailbox::new(), Mailbox::new());
    mailbox.open(&relay).await;
    closed.open(&relay).await;
    closed.close(&relay, &closed.key).await;
    relay.clock.advance(BOX_LIFE_MS - 1);
    assert_eq!(mailbox.slots(&relay, "").await.slots.len(), 1);
    relay.clock.advance(1);
    for tidied in [false, true] {
        if tidied {
            while relay.running.service().tidy().unwrap() {}
        }
        for one in [&mailbox, &closed] {
            assert_eq!(one.get(&relay, "").await.refusal(), Code::NotFound);
            assert_eq!(one.put(&relay, &[], 1, b"x").await.refusal(), Code::TokenNeeded);
        }
    }
    mailbox.open(&relay).await;
    assert_eq!(mailbox.slots(&relay, "").await.slots.len(), 1, "a new one begins empty");
}
