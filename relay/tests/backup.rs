//! Copies, and what happens when one comes back.

use crate::support::program::{run, say};
use crate::support::{Program, Relay, Space};
use rapport_relay::Rates;
use rapport_wire::Chain;
use rapport_wire::relay::{CreateSpace, Pushed, SpaceCreated, TOKEN_HEADER};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::SeqCst};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_made_while_people_write_is_whole_and_comes_back_as_another_log() {
    let relay = Arc::new(Relay::with(|config| config.rates = Rates::UNBOUNDED).await);
    let (space, session) = relay.space().await;
    let (writing, pushed) = (Arc::new(AtomicBool::new(true)), Arc::new(AtomicU64::new(0)));
    let mut writers = tokio::task::JoinSet::new();
    for _ in 0..4 {
        let (relay, space, session) = (relay.clone(), space.clone(), session.clone());
        let (writing, pushed) = (writing.clone(), pushed.clone());
        writers.spawn(async move {
            while writing.load(SeqCst) {
                let result = relay.push(&space, &session, &[space.log(), space.log()]).await;
                assert!(result.results.iter().all(|r| matches!(r, Pushed::Stored { .. })));
                pushed.fetch_add(2, SeqCst);
            }
        });
    }
    let copies = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    for n in 0..3 {
        while pushed.load(SeqCst) < 20 * (n + 1) {
            tokio::task::yield_now().await;
        }
        let (acknowledged, file) = (pushed.load(SeqCst), copies.path().join(format!("{n}.db")));
        let (data, to) = (relay.folder.path().to_path_buf(), file.clone());
        let said = tokio::task::spawn_blocking(move || say(&data, &["backup", to.to_str().unwrap()])).await.unwrap();
        assert!(said.starts_with("Copied to "), "{said}");
        files.push((file, acknowledged));
    }
    writing.store(false, SeqCst);
    while let Some(done) = writers.join_next().await {
        done.unwrap();
    }
    let log_id = relay.ids(&space, &session).await.place.log_id;
    let whole = relay.pull_all(&space, &session).await;

    for (file, acknowledged) in files {
        let refused = run(relay.folder.path(), &["backup", file.to_str().unwrap()]);
        assert_eq!(refused.status.code(), Some(1), "a copy is not written over");
        let folder = tempfile::tempdir().unwrap();
        let said = say(folder.path(), &["restore", file.to_str().unwrap()]);
        assert!(said.contains("Every log has a new id"), "{said}");
        let restored = Relay::at(folder, |_| {}).await;
        let session = restored.session(&[&space]).await;
        let frames = restored.pull_all(&space, &session).await;
        assert!(frames.len() as u64 > acknowledged, "all that was acknowledged before the copy began is in it");
        assert_eq!(frames[..], whole[..frames.len()], "an older state of the same log");
        let page = restored.ids(&space, &session).await;
        assert_ne!(page.place.log_id, log_id);
        assert_eq!(page.ids.iter().fold(Chain::START, |chain, (_, id)| chain.then(id)), page.place.chain);
    }
}

#[tokio::test]
async fn a_copy_that_is_simply_put_in_place_is_known_for_one() {
    let relay = Relay::start().await;
    let (space, session) = relay.space().await;
    let log_id = relay.ids(&space, &session).await.place.log_id;
    let copies = tempfile::tempdir().unwrap();
    let copy = copies.path().join("relay.db");
    say(relay.folder.path(), &["backup", copy.to_str().unwrap()]);
    let first = Relay::at(copies, |_| {}).await;
    let session = first.session(&[&space]).await;
    let new_id = first.ids(&space, &session).await.place.log_id;
    assert_ne!(new_id, log_id);
    // From then on it is a relay's database like any other.
    let again = Relay::at(first.stop().await, |_| {}).await;
    let session = again.session(&[&space]).await;
    assert_eq!(again.ids(&space, &session).await.place.log_id, new_id);
}

#[tokio::test]
async fn a_restore_keeps_what_was_there_and_takes_only_a_relays_file() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let token = say(data, &["token", "new", "--spaces", "3"]);
    let program = Program::start(data, &[]);
    let space = Space::new();
    let opened = program
        .client
        .call(hyper::Method::POST, "/v1/spaces", &[(TOKEN_HEADER, token.trim())], space.opening.write().unwrap())
        .await
        .good::<SpaceCreated>();
    let copy = data.join("copy.db");
    say(data, &["backup", copy.to_str().unwrap()]);
    let busy = run(data, &["restore", copy.to_str().unwrap()]);
    assert_eq!(busy.status.code(), Some(1), "not under a relay that serves");
    assert!(String::from_utf8_lossy(&busy.stderr).contains("another relay serves"));
    program.signal("-TERM");
    program.end();

    for bad in ["nothing", "not a database at all, but long enough to look at", ""] {
        let file = data.join("bad");
        std::fs::write(&file, bad).unwrap();
        let output = run(data, &["restore", file.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(4), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let mut damaged = std::fs::read(&copy).unwrap();
    let half = damaged.len() / 2;
    damaged[half..half + 2000].fill(0x5a);
    std::fs::write(data.join("bad"), damaged).unwrap();
    assert_eq!(run(data, &["restore", data.join("bad").to_str().unwrap()]).status.code(), Some(4));
    for named in [["restore", "/nowhere/x.db"], ["backup", "/nowhere/x.db"]] {
        let output = run(data, &named);
        let heard = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "what is named is not there: {heard}");
        assert!(heard.contains("/nowhere"), "{heard}");
    }

    let said = say(data, &["restore", copy.to_str().unwrap()]);
    assert!(said.contains("What was there is now"), "{said}");
    let aside = std::fs::read_dir(data).unwrap().filter_map(Result::ok);
    assert_eq!(aside.filter(|e| e.file_name().to_string_lossy().contains("before-")).count(), 1);
    let relay = Relay::at(folder, |_| {}).await;
    let session = relay.session(&[&space]).await;
    assert_ne!(relay.ids(&space, &session).await.place.log_id, opened.log_id);
    let opening = relay.client.get(&space.path(""), &session).await;
    assert_eq!(CreateSpace::read(&opening.body).unwrap(), space.opening);
}
