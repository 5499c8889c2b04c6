use super::*;
use crate::Chain;
use proptest::prelude::*;
use rapport_ids::{LogId, RecordId, SpaceId};

fn place() -> LogPlace {
    LogPlace { log_id: LogId::new([1; 16]), head: 7, chain: Chain::START.then(&RecordId::new([2; 32])) }
}

#[test]
fn a_page_and_back() {
    let keys = KeysOverride { version: 1, control: [1; 32], owner: [2; 32], signature: [3; 64] };
    let page = RecordPage {
        place: place(),
        min_seq: 1,
        next: 7,
        next_chain: Chain::START,
        records: vec![Stored { seq: 3, frame: vec![1, 2] }, Stored { seq: 7, frame: vec![] }],
        overrides: vec![(3, keys)],
    };
    assert_eq!(RecordPage::read(&page.write().unwrap()), Ok(page));
    let ids = IdPage { place: place(), min_seq: 1, next: 7, next_chain: Chain::START, ids: vec![(3, RecordId::NONE)] };
    assert_eq!(IdPage::read(&ids.write().unwrap()), Ok(ids));
}

#[test]
fn the_log_place_lies_flat_in_json() {
    let result = PushResult { results: vec![Pushed::Stored { seq: 7 }, Pushed::Stale], place: place() };
    let json = serde_json::to_string(&result).unwrap();
    assert!(
        json.starts_with(r#"{"results":[{"status":"stored","seq":7},{"status":"stale"}],"log_id":"log-"#),
        "{json}"
    );
    assert_eq!(serde_json::from_str::<PushResult>(&json).unwrap(), result);
}

#[test]
fn news_and_back() {
    for news in [
        News::Head(HeadNews { space: SpaceId::new([1; 16]), place: place(), frame: Some(watch::Bytes(vec![1])) }),
        News::Live(LiveNews { space: SpaceId::new([1; 16]), frame: watch::Bytes(vec![]) }),
        News::Reauth { space: SpaceId::new([1; 16]) },
    ] {
        assert_eq!(News::read(news.event(), &news.data().unwrap()).unwrap(), Some(news));
    }
    assert_eq!(News::read("from-the-future", "{}").unwrap(), None);
}

#[test]
fn an_end_is_signed_by_whoever_may_end() {
    use ed25519_dalek::{Signer, SigningKey};
    let key = SigningKey::from_bytes(&[3; 32]);
    let public = key.verifying_key().to_bytes();
    let mailbox = crate::auth::box_id(&public);
    let signature = key.sign(&crate::auth::box_delete_message(&mailbox)).to_bytes();
    let end = BoxDelete { key: public, signature };
    assert!(end.fits(&mailbox) && !end.fits(&rapport_ids::BoxId::new([1; 16])));
    assert_eq!(serde_json::from_str::<BoxDelete>(&serde_json::to_string(&end).unwrap()).unwrap(), end);

    let (space, log_id) = (SpaceId::new([1; 16]), LogId::new([2; 16]));
    let signature = key.sign(&crate::auth::delete_space_message(&space, &log_id)).to_bytes();
    let call = OwnersCall { log_id, signature };
    assert!(call.deletes(&public, &space) && !call.revives(&public, &space));
    assert!(!OwnersCall { log_id: LogId::new([3; 16]), ..call }.deletes(&public, &space));
}

#[test]
fn a_poll_of_an_older_relay_has_no_mark() {
    let answer: PollAnswer = serde_json::from_str(r#"{"heads":[],"reauth":[]}"#).unwrap();
    assert_eq!(answer.mark, "");
    assert_eq!(serde_json::to_string(&LiveAnswer::Dropped).unwrap(), r#"{"status":"dropped"}"#);
}

#[test]
fn a_batch_keeps_its_limits() {
    let frames: Vec<Vec<u8>> = (0..=crate::limits::BATCH_FRAMES).map(|_| vec![0; 3]).collect();
    let all = write_batch(frames.iter().map(Vec::as_slice)).unwrap();
    assert!(read_batch(&all).is_err());
    let fits = write_batch(frames.iter().skip(1).map(Vec::as_slice)).unwrap();
    assert_eq!(read_batch(&fits).unwrap().len(), crate::limits::BATCH_FRAMES);
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = RecordPage::read(&bytes);
        let _ = IdPage::read(&bytes);
        let _ = CreateSpace::read(&bytes).map(|c| c.check());
        let _ = BoxPut::read(&bytes);
        let _ = BoxSlots::read(&bytes);
        let _ = PruneCall::read(&bytes);
        let _ = SubmissionPage::read(&bytes);
        let _ = KeysOverride::read(&bytes);
        let _ = read_batch(&bytes);
    }
}
