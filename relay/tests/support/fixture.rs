//! A relay in this process, on a free port, over a file of its own.

use super::client::{Client, PATIENCE, Reply};
use super::clock::ManualClock;
use super::space::{Epoch, Space};
use ed25519_dalek::SigningKey;
use hyper::Method;
use rapport_ids::{EpochTag, RecordId};
use rapport_relay::{Clock, RunningRelay, ServerConfig, SystemRandom, serve_with};
use rapport_wire::operator::CreationToken;
use rapport_wire::relay::{
    Challenge, ChallengeRequest, ControlStored, IdPage, PushResult, RecordPage, Session, SessionRequest, SessionSpace,
    SpaceCreated, TOKEN_HEADER, write_batch,
};
use rapport_wire::{Chain, Frame};
use std::sync::Arc;
use tempfile::TempDir;

pub struct Relay {
    pub running: RunningRelay,
    pub folder: TempDir,
    pub clock: Arc<ManualClock>,
    pub client: Client,
}

impl Relay {
    pub async fn start() -> Self {
        Self::with(|_| {}).await
    }

    pub async fn with(change: impl FnOnce(&mut ServerConfig)) -> Self {
        Self::at(tempfile::tempdir().unwrap(), change).await
    }

    pub async fn at(folder: TempDir, change: impl FnOnce(&mut ServerConfig)) -> Self {
        let mut config = ServerConfig::local(folder.path().to_path_buf());
        change(&mut config);
        let clock = Arc::new(ManualClock::new());
        let running = serve_with(config, clock.clone(), Arc::new(SystemRandom)).await.unwrap();
        let client = Client { address: running.address(), pin: running.pin(), h2: false };
        Self { running, folder, clock, client }
    }

    /// Stops it and gives back its folder.
    pub async fn stop(self) -> TempDir {
        self.running.stop().await;
        self.folder
    }

    pub fn token(&self) -> CreationToken {
        self.running.service().issue_token(1000, self.clock.now_ms() + 86_400_000).unwrap()
    }

    pub async fn create(&self, space: &Space) -> SpaceCreated {
        self.open(space).await.good()
    }

    pub async fn open(&self, space: &Space) -> Reply {
        let token = self.token().to_text();
        let body = space.opening.write().unwrap();
        self.client.call(Method::POST, "/v1/spaces", &[(TOKEN_HEADER, &token)], body).await
    }

    pub async fn challenge(&self, spaces: &[&Space]) -> Challenge {
        let request = ChallengeRequest { spaces: spaces.iter().map(|space| space.id).collect() };
        self.client.post("/v1/challenge", "", serde_json::to_vec(&request).unwrap()).await.good()
    }

    pub async fn show(&self, challenge: &[u8; 32], shown: &[(&Space, Option<EpochTag>, &SigningKey)]) -> Reply {
        let spaces = shown
            .iter()
            .map(|(space, epoch_tag, key)| {
                let signature = space.sign_session(self.running.origin(), challenge, key);
                SessionSpace { id: space.id, epoch_tag: *epoch_tag, signature }
            })
            .collect();
        let request = SessionRequest { challenge: *challenge, spaces };
        self.client.post("/v1/session", "", serde_json::to_vec(&request).unwrap()).await
    }

    /// A session over spaces with their newest keys.
    pub async fn session(&self, spaces: &[&Space]) -> String {
        let challenge = self.challenge(spaces).await.challenge;
        let shown: Vec<_> = spaces.iter().map(|space| (*space, Some(space.epoch().tag), &space.epoch().auth)).collect();
        self.show(&challenge, &shown).await.good::<Session>().token
    }

    /// A session with the keys of one epoch.
    pub async fn session_of(&self, space: &Space, epoch: &Epoch) -> String {
        let challenge = self.challenge(&[space]).await.challenge;
        self.show(&challenge, &[(space, Some(epoch.tag), &epoch.auth)]).await.good::<Session>().token
    }

    /// A fresh space and a session over it.
    pub async fn space(&self) -> (Space, String) {
        let space = Space::new();
        self.create(&space).await;
        let session = self.session(&[&space]).await;
        (space, session)
    }

    pub async fn try_push(&self, space: &Space, session: &str, again: bool, frames: &[Vec<u8>]) -> Reply {
        let batch = write_batch(frames.iter().map(Vec::as_slice)).unwrap();
        let query = if again { "/records?again=1" } else { "/records" };
        self.client.post(&space.path(query), session, batch).await
    }

    pub async fn push(&self, space: &Space, session: &str, frames: &[Vec<u8>]) -> PushResult {
        self.try_push(space, session, false, frames).await.good()
    }

    pub async fn try_pull(&self, space: &Space, session: &str, query: &str) -> Reply {
        self.client.get(&space.path(&format!("/records{query}")), session).await
    }

    pub async fn pull(&self, space: &Space, session: &str, query: &str) -> RecordPage {
        let reply = self.try_pull(space, session, query).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        RecordPage::read(&reply.body).unwrap()
    }

    /// Everything in the log, page by page; chain and numbers are checked on the way.
    pub async fn pull_all(&self, space: &Space, session: &str) -> Vec<Vec<u8>> {
        let (mut all, mut after, mut chain) = (Vec::new(), 0, Chain::START);
        loop {
            let page = self.pull(space, session, &format!("?after={after}")).await;
            for record in &page.records {
                assert_eq!(record.seq, after + 1, "a gap");
                after = record.seq;
                chain = chain.then(&record_id(&record.frame));
            }
            assert_eq!((page.next, page.next_chain), (after, chain));
            all.extend(page.records.into_iter().map(|record| record.frame));
            if after == page.place.head {
                assert_eq!(chain, page.place.chain);
                return all;
            }
        }
    }

    pub async fn ids(&self, space: &Space, session: &str) -> IdPage {
        let reply = self.client.get(&space.path("/ids"), session).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        IdPage::read(&reply.body).unwrap()
    }

    pub async fn try_control(&self, space: &Space, frame: Vec<u8>) -> Reply {
        self.client.call(Method::POST, &space.path("/control"), &[], frame).await
    }

    /// A control frame that brings new keys, taken over on both sides.
    pub async fn rotate(&self, space: &mut Space) -> ControlStored {
        let next = Epoch::fresh();
        let frame = space.control(&next);
        let stored = self.try_control(space, frame.clone()).await.good();
        space.follow(&frame, next);
        stored
    }

    /// Waits until a number is what it has to become.
    pub async fn until(&self, name: &str, reached: impl Fn(f64) -> bool) {
        let asking = async { while !reached(self.metric(name).await) {} };
        tokio::time::timeout(PATIENCE, asking).await.unwrap_or_else(|_| panic!("{name} never gets there"));
    }

    pub async fn metric(&self, name: &str) -> f64 {
        let text = self.client.get("/metrics", "").await.text();
        let line = text.lines().find(|line| line.starts_with(name)).unwrap_or_else(|| panic!("{name} in {text}"));
        line.rsplit(' ').next().unwrap().parse().unwrap()
    }
}

pub fn record_id(frame: &[u8]) -> RecordId {
    Frame::parse(frame.to_vec()).unwrap().record_id()
}
