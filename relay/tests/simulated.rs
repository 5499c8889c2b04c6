//! The service without sockets, on a clock that stands: as a simulation uses it.

use crate::support::clock::Seeded;
use crate::support::fixture::record_id;
use crate::support::{ManualClock, Space};
use proptest::prelude::*;
use rapport_relay::store::{SqliteStore, Store};
use rapport_relay::{Caller, Clock, Config, PullQuery, Service};
use rapport_wire::relay::{
    ChallengeRequest, Code, CreateSpace, LiveAnswer, News, Pushed, SessionRequest, SessionSpace, write_batch,
};
use rapport_wire::{Chain, Class, Origin};
use std::sync::Arc;

const NOBODY: Caller = Caller { address: None };

struct World {
    service: Service,
    clock: Arc<ManualClock>,
    origin: Origin,
}

impl World {
    fn new(seed: u64) -> Self {
        let random = Arc::new(Seeded::new(seed));
        let store: Arc<dyn Store> = Arc::new(SqliteStore::in_memory(&*random).unwrap());
        let (clock, origin) = (Arc::new(ManualClock::new()), Origin::parse("https://relay.example").unwrap());
        let service = Service::new(store, Config::new(origin.clone()), clock.clone(), random).unwrap();
        Self { service, clock, origin }
    }

    fn open(&self, space: &Space) -> String {
        let token = self.service.issue_token(1, self.clock.now_ms() + 1).unwrap();
        self.service.create_space(&NOBODY, Some(&token), space.opening.clone()).unwrap();
        self.session(space)
    }

    fn session(&self, space: &Space) -> String {
        let request = ChallengeRequest { spaces: vec![space.id] };
        let challenge = self.service.challenge(&NOBODY, &request).unwrap().challenge;
        let signature = space.sign_session(&self.origin, &challenge, &space.epoch().auth);
        let shown = SessionSpace { id: space.id, epoch_tag: Some(space.epoch().tag), signature };
        self.service.session(&NOBODY, &SessionRequest { challenge, spaces: vec![shown] }).unwrap().token
    }
}

fn batch(frames: &[&[u8]]) -> Vec<u8> {
    write_batch(frames.iter().copied()).unwrap()
}

#[test]
fn the_same_seed_gives_the_same_relay() {
    let space = Space::new();
    let frames = [space.log(), space.log()];
    let run = || {
        let world = World::new(7);
        let session = world.open(&space);
        let pushed = world.service.push(&session, &space.id, false, &batch(&[&frames[0], &frames[1]])).unwrap();
        let page = world.service.pull(&session, &space.id, &PullQuery::default()).unwrap();
        (session, pushed, page.write().unwrap())
    };
    assert_eq!(run(), run());
}

#[test]
fn news_comes_without_an_executor() {
    let world = World::new(1);
    let mut space = Space::new();
    let session = world.open(&space);
    let (watcher, expires) = world.service.watch(&session).unwrap();
    assert_eq!(expires - world.clock.now_ms(), 3_600_000);
    assert!(matches!(watcher.next_news(), Ok(Some(News::Head(head))) if head.place.head == 1));
    assert_eq!(watcher.next_news(), Ok(None));
    let frame = space.log();
    world.service.push(&session, &space.id, false, &batch(&[&frame])).unwrap();
    let Ok(Some(News::Head(head))) = watcher.next_news() else { panic!("no news") };
    assert_eq!((head.place.head, head.frame.unwrap().0), (2, frame));
    let live = space.frame(Class::Live, 700);
    assert_eq!(world.service.live(&session, &space.id, &live), Ok(LiveAnswer::Delivered));
    assert!(matches!(watcher.next_news(), Ok(Some(News::Live(_)))));
    let next = crate::support::space::Epoch::fresh();
    let control = space.control(&next);
    world.service.control(&NOBODY, &space.id, control.clone()).unwrap();
    space.follow(&control, next);
    assert!(matches!(watcher.next_news(), Ok(Some(News::Head(head))) if head.place.head == 3));
    assert_eq!(watcher.next_news(), Ok(Some(News::Reauth { space: space.id })));
    let refused = world.service.push(&session, &space.id, false, &batch(&[&space.log()])).unwrap_err();
    assert_eq!(refused.code(), Code::NotAllowed);
    let (answer, _) = world.service.poll(&world.session(&space), "").unwrap();
    assert_eq!(answer.heads.len(), 1);
}

#[test]
fn a_file_of_a_newer_relay_is_left_alone() {
    use rapport_relay::store::StoreError;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("relay.db");
    let random = Seeded::new(1);
    drop(SqliteStore::open(&path, 0, &random).unwrap());
    let db = rusqlite::Connection::open(&path).unwrap();
    db.pragma_update(None, "user_version", 99).unwrap();
    drop(db);
    assert_eq!(SqliteStore::open(&path, 0, &random).err(), Some(StoreError::Newer { found: 99, known: 1 }));
    let other = folder.path().join("other.db");
    rusqlite::Connection::open(&other).unwrap().execute_batch("CREATE TABLE cats (name TEXT)").unwrap();
    assert_eq!(SqliteStore::open(&other, 0, &random).err(), Some(StoreError::NotOurs));
}

#[derive(Debug, Clone)]
enum Step {
    Push(Vec<u8>),
    Again(usize),
    Rotate,
    Stale,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => proptest::collection::vec(0u8..6, 0..6).prop_map(Step::Push),
        2 => any::<usize>().prop_map(Step::Again),
        1 => Just(Step::Rotate),
        1 => Just(Step::Stale),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever is pushed in whatever order: numbers without a gap, a chain
    /// that anybody can recompute, every record once, answers that fit.
    #[test]
    fn the_log_is_a_line(steps in proptest::collection::vec(step(), 1..30)) {
        let world = World::new(1);
        let mut space = Space::new();
        let mut session = world.open(&space);
        let mut log = vec![space.opening.genesis.clone()];
        for step in steps {
            match step {
                Step::Push(classes) => {
                    let classes: Vec<Class> = classes.iter().map(|n| Class::ALL[usize::from(*n)]).collect();
                    let frames: Vec<_> = classes.iter().map(|class| space.frame(*class, 0)).collect();
                    let refs: Vec<&[u8]> = frames.iter().map(Vec::as_slice).collect();
                    let result = world.service.push(&session, &space.id, false, &batch(&refs)).unwrap();
                    for ((class, frame), result) in classes.iter().zip(&frames).zip(result.results) {
                        match result {
                            Pushed::Stored { seq } => {
                                log.push(frame.clone());
                                prop_assert_eq!(seq, log.len() as u64);
                            }
                            // A share is empty in these tests, but for its nonce.
                            Pushed::Refused => prop_assert!(matches!(class, Class::Control | Class::Live)),
                            other => prop_assert!(false, "{:?}", other),
                        }
                    }
                }
                Step::Again(which) => {
                    let at = which % log.len();
                    let result = world.service.push(&session, &space.id, false, &batch(&[&log[at]])).unwrap();
                    prop_assert_eq!(result.results, vec![Pushed::Duplicate { seq: at as u64 + 1 }]);
                }
                Step::Rotate => {
                    let next = crate::support::space::Epoch::fresh();
                    let frame = space.control(&next);
                    world.service.control(&NOBODY, &space.id, frame.clone()).unwrap();
                    space.follow(&frame, next);
                    log.push(frame);
                    session = world.session(&space);
                }
                Step::Stale => {
                    let old = space.frame_under(crate::support::space::Epoch::fresh().tag, Class::Log, 0);
                    let result = world.service.push(&session, &space.id, false, &batch(&[&old])).unwrap();
                    prop_assert_eq!(result.results, vec![Pushed::Stale]);
                }
            }
        }
        let ids = world.service.ids(&session, &space.id, 0).unwrap();
        let expected: Vec<_> = log.iter().zip(1..).map(|(frame, seq)| (seq, record_id(frame))).collect();
        prop_assert_eq!(&ids.ids, &expected);
        let chain = expected.iter().fold(Chain::START, |chain, (_, id)| chain.then(id));
        prop_assert_eq!((ids.place.chain, ids.place.head), (chain, log.len() as u64));
    }

    /// No bytes make the service panic or change anything.
    #[test]
    fn any_bytes_are_refused(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let world = World::new(1);
        let space = Space::new();
        let session = world.open(&space);
        let _ = world.service.push(&session, &space.id, true, &bytes);
        let _ = world.service.control(&NOBODY, &space.id, bytes.clone());
        let _ = world.service.live(&session, &space.id, &bytes);
        if let Ok(call) = CreateSpace::read(&bytes) {
            let _ = world.service.create_space(&NOBODY, None, call);
        }
        let text = String::from_utf8_lossy(&bytes);
        let _ = world.service.poll(&text, &text);
        let _ = world.service.poll(&session, &text);
        prop_assert_eq!(world.service.ids(&session, &space.id, 0).unwrap().place.head, 1);
    }
}
