//! `kill -9` in the middle of pushes: what was acknowledged is there.

use crate::support::fixture::record_id;
use crate::support::program::say;
use crate::support::{Program, Space};
use hyper::Method;
use rapport_ids::RecordId;
use rapport_wire::Chain;
use rapport_wire::relay::{
    Challenge, ChallengeRequest, IdPage, PushResult, Pushed, Session, SessionRequest, SessionSpace, SpaceCreated,
    TOKEN_HEADER, write_batch,
};
use std::sync::Arc;
use std::sync::Mutex;

async fn session(program: &Program, space: &Space) -> String {
    let request = ChallengeRequest { spaces: vec![space.id] };
    let client = &program.client;
    let challenge: Challenge = client.post("/v1/challenge", "", serde_json::to_vec(&request).unwrap()).await.good();
    let signature = space.sign_session(&program.origin, &challenge.challenge, &space.epoch().auth);
    let request = SessionRequest {
        challenge: challenge.challenge,
        spaces: vec![SessionSpace { id: space.id, epoch_tag: Some(space.epoch().tag), signature }],
    };
    client.post("/v1/session", "", serde_json::to_vec(&request).unwrap()).await.good::<Session>().token
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let unbounded = ["--session-rate", "0", "--address-rate", "0"];
    let token = say(folder.path(), &["token", "new"]);
    let space = Arc::new(Space::new());
    let acknowledged: Arc<Mutex<Vec<(u64, RecordId)>>> = Arc::default();
    let mut rounds = 0;
    while rounds < 8 {
        let program = Program::start(folder.path(), &unbounded);
        let create = space.opening.write().unwrap();
        program
            .client
            .call(Method::POST, "/v1/spaces", &[(TOKEN_HEADER, token.trim())], create)
            .await
            .good::<SpaceCreated>();
        let bearer = format!("Bearer {}", session(&program, &space).await);
        let so_far = acknowledged.lock().unwrap().clone();
        check(&program, &space, &bearer, &so_far).await;
        let target = acknowledged.lock().unwrap().len() + 10 + 37 * rounds;
        let mut pushers = tokio::task::JoinSet::new();
        for pusher in 0..8usize {
            let (client, space, bearer) = (program.client.clone(), space.clone(), bearer.clone());
            let acknowledged = acknowledged.clone();
            pushers.spawn(async move {
                let Ok(mut kept) = client.open().await else { return };
                loop {
                    let frames: Vec<_> = (0..=pusher).map(|_| space.log()).collect();
                    let batch = write_batch(frames.iter().map(Vec::as_slice)).unwrap();
                    let headers = [("authorization", bearer.as_str())];
                    let Ok(response) = kept.send(Method::POST, &space.path("/records"), &headers, batch).await else {
                        return;
                    };
                    let Ok(body) = http_body_util::BodyExt::collect(response.into_body()).await else { return };
                    let Ok(result) = serde_json::from_slice::<PushResult>(&body.to_bytes()) else { return };
                    let mut list = acknowledged.lock().unwrap();
                    for (frame, result) in frames.iter().zip(result.results) {
                        let Pushed::Stored { seq } = result else { panic!("{result:?}") };
                        list.push((seq, record_id(frame)));
                    }
                }
            });
        }
        while acknowledged.lock().unwrap().len() < target {
            tokio::task::yield_now().await;
        }
        program.signal("-KILL");
        while let Some(done) = pushers.join_next().await {
            done.unwrap();
        }
        program.end();
        rounds += 1;
    }
    let program = Program::start(folder.path(), &unbounded);
    let bearer = format!("Bearer {}", session(&program, &space).await);
    let so_far = acknowledged.lock().unwrap().clone();
    check(&program, &space, &bearer, &so_far).await;
    program.signal("-TERM");
    assert_eq!(program.end().0, Some(0));
}

async fn check(program: &Program, space: &Space, bearer: &str, acknowledged: &[(u64, RecordId)]) {
    let headers = [("authorization", bearer)];
    let reply = program.client.call(Method::GET, &space.path("/ids"), &headers, vec![]).await;
    let page = IdPage::read(&reply.body).unwrap();
    let numbers: Vec<u64> = page.ids.iter().map(|(seq, _)| *seq).collect();
    assert_eq!(numbers, (1..=page.place.head).collect::<Vec<_>>(), "a gap");
    assert_eq!(page.ids.iter().fold(Chain::START, |chain, (_, id)| chain.then(id)), page.place.chain);
    for (seq, id) in acknowledged {
        assert_eq!(page.ids[*seq as usize - 1], (*seq, *id), "an acknowledged record is not there");
    }
}
