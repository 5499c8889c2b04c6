//! Phones and a relay in one process, on one virtual clock and one seed. The
//! relay is the real one, over its own SQLite storage; only sockets are missing.

pub(crate) mod acts;
pub(crate) mod carry;
pub(crate) mod chance;
pub(crate) mod live;
pub(crate) mod look;
pub(crate) mod notes;
pub(crate) mod zones;

use carry::Carrier;
use chance::{NodeChance, RelayChance, Seed};
use rapport_ids::{BoxId, SpaceId};
use rapport_node::ports::OneHand;
use rapport_node::{Clock, Invite, InviteStage, Node, Origin, Ports, RelayTrust, Seat, Secret};
use rapport_relay::store::sqlite::SqliteStore;
use rapport_relay::{Config, Rates, Service};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use zones::Zones;

/// A clock that moves when it is told to.
#[derive(Debug, Clone)]
pub(crate) struct VirtualClock(Arc<AtomicI64>);

impl VirtualClock {
    pub(crate) fn at(ms: i64) -> Self {
        Self(Arc::new(AtomicI64::new(ms)))
    }

    pub(crate) fn advance(&self, ms: i64) {
        self.0.fetch_add(ms, Ordering::SeqCst);
    }

    pub(crate) fn now(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }
}

impl Clock for VirtualClock {
    fn now_ms(&self) -> i64 {
        self.now()
    }
}

impl rapport_relay::Clock for VirtualClock {
    fn now_ms(&self) -> i64 {
        self.now()
    }
}

/// Everything: a folder of its own, one relay, phones as they are made.
pub(crate) struct World {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) clock: VirtualClock,
    pub(crate) seed: Seed,
    pub(crate) origin: Origin,
    pub(crate) relay: Service,
}

/// Monday, 2 March 2026, 09:00 UTC.
pub(crate) const START_MS: i64 = 1_772_442_000_000;

impl World {
    pub(crate) fn new(seed: u64) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let clock = VirtualClock::at(START_MS);
        let seed = Seed::new(seed);
        let origin = Origin::parse("http://127.0.0.1:7400").expect("an address");
        let relay = open_relay(&folder.path().join("relay.db"), &clock, &seed, &origin);
        Self { folder, clock, seed, origin, relay }
    }

    pub(crate) fn ports(&self) -> Ports {
        Ports {
            clock: Box::new(self.clock.clone()),
            random: Box::new(NodeChance(self.seed.clone())),
            zones: Arc::new(Zones),
            hands: Box::new(OneHand),
        }
    }

    fn profile(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A new phone with a new person.
    pub(crate) fn phone(&self, name: &str) -> Phone {
        let key = self.seed.bytes();
        let node = Node::create(&self.profile(name), Secret::new(key), name, self.ports(), None).expect("a profile");
        Phone { name: name.to_owned(), key, folder: self.profile(name), node }
    }

    /// A new device that is to be taken in by another one.
    pub(crate) fn guest(&self, name: &str) -> Phone {
        let (key, folder) = (self.seed.bytes(), self.profile(name));
        let node = Node::create_guest(&folder, Secret::new(key), name, self.ports(), None).expect("a profile");
        Phone { name: name.to_owned(), key, folder, node }
    }

    /// A world that goes on where another was frozen: the files of its phones
    /// and of its relay are copies.
    pub(crate) fn thawed(frozen: &Path, seed: u64, now_ms: i64) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        look::copy(frozen, folder.path());
        let clock = VirtualClock::at(now_ms);
        let seed = Seed::new(seed);
        let origin = Origin::parse("http://127.0.0.1:7400").expect("an address");
        let relay = open_relay(&folder.path().join("relay.db"), &clock, &seed, &origin);
        Self { folder, clock, seed, origin, relay }
    }

    /// The same phone after its process has died and started again.
    pub(crate) fn restart(&self, phone: Phone) -> Phone {
        self.behind_its_back(phone, |_| ())
    }

    /// The same, with something done to its files in between.
    pub(crate) fn behind_its_back(&self, phone: Phone, act: impl FnOnce(&Path)) -> Phone {
        let Phone { name, key, folder, node } = phone;
        drop(node);
        act(&folder);
        let node = Node::open(&folder, Secret::new(key), self.ports(), None).expect("the profile opens again");
        Phone { name, key, folder, node }
    }

    /// The same phone twice: all of its files were copied to another one.
    pub(crate) fn copied(&self, phone: Phone) -> (Phone, Phone) {
        let Phone { name, key, folder, node } = phone;
        drop(node);
        let copy = folder.with_extension("copy");
        look::copy(&folder, &copy);
        let open = |folder: &Path| Node::open(folder, Secret::new(key), self.ports(), None).expect("it opens");
        let phones = [&folder, &copy].map(|folder| Phone {
            name: name.clone(),
            key,
            folder: folder.clone(),
            node: open(folder),
        });
        phones.into()
    }

    pub(crate) fn token(&self) -> String {
        let until = self.clock.now() + 365 * 24 * 3600 * 1000;
        self.relay.issue_token(1_000, until).expect("a token").to_text()
    }

    /// Two people who have found one another: Ann is the mentee, Ben her mentor.
    pub(crate) fn pair(&self) -> (Phone, Phone) {
        let (mut ann, mut ben) = (self.phone("Ann Anderson"), self.phone("Ben Bernhardt"));
        self.bring_together(&mut ann, &mut ben);
        (ann, ben)
    }

    /// Ben invites Ann, until both screens show the same code. Gives the invite
    /// as she took it and as he gave it.
    pub(crate) fn face_to_face(&self, ann: &mut Phone, ben: &mut Phone) -> (BoxId, BoxId) {
        ben.node.agree_to_relay(&self.origin, RelayTrust::default(), Some(self.token())).expect("agreed");
        let invite = ben.node.invite(&self.origin, Seat::Mentor).expect("an invite");
        let link = ben.node.invite_link(&invite).expect("a link").to_string();
        self.sync(ben);
        let taken = ann.node.join(Invite::parse(&link).expect("our own link"), false).expect("joining");
        for _ in 0..4 {
            self.sync(ann);
            self.sync(ben);
        }
        let (a, b) = (ann.code(&taken), ben.code(&invite));
        assert_eq!(a, b, "both screens show the same code");
        (taken, invite)
    }

    /// Ben invites Ann; both compare the code. Gives the space that came of it.
    pub(crate) fn bring_together(&self, ann: &mut Phone, ben: &mut Phone) -> SpaceId {
        let (taken, invite) = self.face_to_face(ann, ben);
        ann.node.confirm_invite(&taken).expect("confirmed");
        ben.node.confirm_invite(&invite).expect("confirmed");
        for _ in 0..4 {
            self.sync(ben);
            self.sync(ann);
        }
        let views = ben.node.invites().expect("invites");
        views.into_iter().find(|view| view.id == invite).and_then(|view| view.space).expect("joined")
    }

    /// Sends and fetches until nothing is left to do.
    pub(crate) fn sync(&self, phone: &mut Phone) {
        phone.node.sync_now().expect("sync begins");
        Carrier::new(&self.relay).run(&mut phone.node);
        // As the worker does after whatever came.
        phone.node.tick().expect("what is due is done");
    }
}

pub(crate) fn open_relay(file: &Path, clock: &VirtualClock, seed: &Seed, origin: &Origin) -> Service {
    let chance = RelayChance(seed.clone());
    let store = SqliteStore::open(file, 0, &chance).expect("the relay's file");
    let config = Config { rates: Rates::UNBOUNDED, ..Config::new(origin.clone()) };
    Service::new(Arc::new(store), config, Arc::new(clock.clone()), Arc::new(chance)).expect("a relay")
}

/// One phone.
pub(crate) struct Phone {
    pub(crate) name: String,
    pub(crate) key: [u8; 32],
    pub(crate) folder: PathBuf,
    pub(crate) node: Node,
}

impl Phone {
    fn code(&self, invite: &BoxId) -> String {
        let views = self.node.invites().expect("invites");
        let view = views.into_iter().find(|view| view.id == *invite).expect("the invite");
        match view.stage {
            InviteStage::Compare { code } => code,
            other => panic!("{}: no code to compare but {other:?}", self.name),
        }
    }
}
