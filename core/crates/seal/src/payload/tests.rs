use super::*;
use crate::certificate::{Bundle, Certificate};
use crate::device::DeviceKeys;
use crate::entry::{Entry, Kind, SignedEntry};
use crate::frontier::{Frontier, Mark};
use crate::hpke::HpkeSecret;
use crate::signing::RootKey;
use crate::testing::Seeded;
use proptest::prelude::*;
use rapport_ids::{AccountId, DeviceId, DocId, EpochTag, LogId, SpaceId};
use rapport_wire::Chain;

const SPACE: SpaceId = SpaceId::new([1; 16]);

fn raw(kind: u8, len: usize) -> Vec<u8> {
    let mut raw = vec![0x85, 0x6f, 0x4a, 0x83, 0, 0, 0, 0, kind];
    raw.resize(9 + len, 7);
    raw
}

fn vector() -> Frontier {
    (1..4u8).map(|i| (DeviceId::new([i; 16]), Mark { dseq: u64::from(i), entry: EntryId::new([i; 32]) })).collect()
}

fn keys() -> (RootKey, DeviceKeys) {
    let mut random = Seeded::new(1);
    let root = RootKey::generate(&mut random);
    let keys = DeviceKeys::generate(AccountId::new(root.public()), &mut random);
    (root, keys)
}

fn opening(keys: &DeviceKeys, kind: Kind) -> SignedEntry {
    let entry = Entry {
        kind,
        device: keys.id(),
        dseq: 1,
        prev: EntryId::NONE,
        doc: DocId::new([3; 16]),
        tip: EntryId::new([4; 32]),
        created_ms: 5,
        payload: vec![1, 2, 3],
    };
    entry.sign(&SPACE, keys).unwrap()
}

#[test]
fn changes_are_uncompressed() {
    let changes = Changes::new(vec![raw(1, 3), raw(1, 0)]).unwrap();
    assert_eq!(Changes::read(&changes.write().unwrap()).unwrap().raw(), [raw(1, 3), raw(1, 0)]);
    assert!(Changes::new(vec![]).is_err());
    assert!(Changes::new(vec![raw(2, 3)]).is_err(), "a compressed one");
    assert!(Changes::new(vec![raw(0, 3)]).is_err(), "a document");
    assert!(Changes::new(vec![vec![1; 20]]).is_err());
    assert!(Changes::new(vec![raw(1, 0); limits::CHANGES + 1]).is_err());
}

#[test]
fn what_is_large_is_cut_and_joined() {
    let payload: Vec<u8> = (0..limits::CHUNK * 2 + 5).map(|i| u8::try_from(i % 251).unwrap()).collect();
    let whole = Whole::new(payload.clone()).unwrap();
    let chunks: Vec<_> = whole.chunks().collect();
    assert_eq!(chunks.len(), 3);
    assert_eq!(chunks[0].write().unwrap().len(), limits::PAYLOAD);
    let read: Vec<_> = chunks.iter().map(|c| Chunk::read(&c.write().unwrap()).unwrap()).collect();
    let names = (1..4u8).map(|i| EntryId::new([i; 32])).collect();
    let manifest = whole.manifest(Kind::SNAPSHOT, names);
    let manifest = Manifest::read(&manifest.write().unwrap()).unwrap();
    assert_eq!(Whole::join(&manifest, &read).unwrap().into_payload(), payload);
    assert!(Whole::join(&manifest, &read[..2]).is_err(), "one is missing");
    assert!(Whole::join(&manifest, [&read[1], &read[0], &read[2]]).is_err(), "out of order");
    let mut other = read.clone();
    other[1].bytes[0] ^= 1;
    assert!(Whole::join(&manifest, &other).is_err(), "a changed one");
    assert!(Whole::new(vec![]).is_err());
}

#[test]
fn a_manifest_does_not_promise_what_cannot_be() {
    let whole = Whole::new(vec![1; 10]).unwrap();
    let good = whole.manifest(Kind::CHANGES, vec![EntryId::new([1; 32])]);
    assert!(Manifest::read(&good.write().unwrap()).is_ok());
    for (len, chunks) in [(0, 1), (u64::MAX, 1), (5, 0), (1, 2)] {
        let mut bad = good.clone();
        bad.len = len;
        bad.chunks = vec![EntryId::new([1; 32]); chunks];
        assert!(Manifest::read(&bad.write().unwrap()).is_err(), "{len} in {chunks}");
    }
}

#[test]
fn a_snapshot_and_back() {
    let (_, keys) = keys();
    let snapshot = Snapshot {
        genesis: opening(&keys, Kind::DOC_GENESIS),
        save: vec![9; 1000],
        vector: vector(),
        left_out: [EntryId::new([8; 32])].into(),
    };
    let bytes = snapshot.write().unwrap();
    let read = Snapshot::read(&SPACE, &bytes).unwrap();
    assert!(read.genesis.is_by(keys.card()));
    assert_eq!(read, snapshot);
    let other = Snapshot { genesis: opening(&keys, Kind::CHANGES), ..snapshot };
    assert!(Snapshot::read(&SPACE, &other.write().unwrap()).is_err());
    let seen = SnapshotSeen { snapshot: EntryId::new([1; 32]) };
    assert_eq!(SnapshotSeen::read(&seen.write()), Ok(seen));
}

#[test]
fn presence_and_back() {
    let place = Place { section: [4; 16], cursor: vec![1, 2], selected_from: Some(vec![3]) };
    for presence in [
        None,
        Some(Presence { doc: DocId::new([1; 16]), place: None, writing: true }),
        Some(Presence { doc: DocId::new([1; 16]), place: Some(place.clone()), writing: false }),
        Some(Presence {
            doc: DocId::new([1; 16]),
            place: Some(Place { selected_from: None, ..place }),
            writing: false,
        }),
    ] {
        let live = Live { run: [1; 16], counter: 7, chain: Mark::START, presence };
        assert_eq!(Live::read(&live.write().unwrap()), Ok(live));
    }
    let long = Place { section: [4; 16], cursor: vec![0; limits::CURSOR + 1], selected_from: None };
    let presence = Some(Presence { doc: DocId::new([1; 16]), place: Some(long), writing: false });
    let live = Live { run: [1; 16], counter: 7, chain: Mark::START, presence };
    assert!(Live::read(&live.write().unwrap()).is_err());
}

#[test]
fn notices_and_back() {
    let (root, keys) = keys();
    let bundle = Bundle::new([Certificate::by_root(&root, *keys.card(), 0)]).unwrap();
    let certified = Certified(bundle.clone());
    assert_eq!(Certified::read(&certified.write().unwrap()), Ok(certified));
    let leave = LeaveRequest { account: keys.account(), frontier: vector() };
    assert_eq!(LeaveRequest::read(&leave.write().unwrap()), Ok(leave));
    let request = KeyRequest { wanted: EpochTag::new([1; 16]), certificates: bundle };
    assert_eq!(KeyRequest::read(&request.write().unwrap()), Ok(request));
    // The longest line of certificates still fits a notice.
    const { assert!(16 + 2 + limits::PATH * Certificate::LEN <= limits::SMALL_PAYLOAD) };
}

#[test]
fn an_attest_and_back() {
    let attest = Attest {
        log_id: LogId::new([1; 16]),
        head: 9,
        chain: Chain::new([2; 32]),
        tip: EntryId::new([3; 32]),
        exceptions: [RecordId::new([4; 32]), RecordId::new([5; 32])].into(),
        entries: vector(),
    };
    assert_eq!(Attest::read(&attest.write().unwrap()), Ok(attest));
}

#[test]
fn a_submission_opens_for_the_coordinators_only() {
    let (_, keys) = keys();
    let mut random = Seeded::new(6);
    let (to, other) = (HpkeSecret::generate(&mut random), HpkeSecret::generate(&mut random));
    let submission = Submission { topic: [1; 32], body: b"an answer".to_vec() };
    let sealed = submission.seal_confidential(&SPACE, &to.public(), &keys, &mut random).unwrap();
    assert_eq!(sealed.len(), 1 + 32 + 512 + 16);
    let opened = Submission::open(&sealed, &SPACE, &to).unwrap();
    assert_eq!(opened.submission, submission);
    assert!(opened.is_by(keys.card(), &SPACE));
    assert!(!opened.is_by(keys.card(), &SpaceId::new([2; 16])));
    assert!(Submission::open(&sealed, &SPACE, &other).is_err());
    assert!(Submission::open(&sealed, &SpaceId::new([2; 16]), &to).is_err());
    let sealed = submission.seal_anonymous(&SPACE, &to.public(), b"token", &mut random).unwrap();
    let opened = Submission::open(&sealed, &SPACE, &to).unwrap();
    assert!(matches!(&opened.author, Author::Token(token) if token == b"token"));
    assert!(!opened.is_by(keys.card(), &SPACE));
    let long = Submission { topic: [1; 32], body: vec![0; rapport_wire::limits::SUBMISSION] };
    assert!(long.seal_anonymous(&SPACE, &to.public(), b"", &mut random).is_err());
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = Changes::read(&bytes);
        let _ = Chunk::read(&bytes);
        let _ = Manifest::read(&bytes);
        let _ = Snapshot::read(&SPACE, &bytes);
        let _ = SnapshotSeen::read(&bytes);
        let _ = Live::read(&bytes);
        let _ = Certified::read(&bytes);
        let _ = LeaveRequest::read(&bytes);
        let _ = KeyRequest::read(&bytes);
        let _ = Attest::read(&bytes);
        let _ = Submission::open(&bytes, &SPACE, &HpkeSecret::generate(&mut Seeded::new(1)));
    }

    #[test]
    fn what_is_read_has_one_form(bytes in proptest::collection::vec(any::<u8>(), 0..120)) {
        if let Ok(live) = Live::read(&bytes) {
            prop_assert_eq!(live.write().unwrap(), bytes);
        }
    }
}
