//! Phones and a relay on one desk: a real relay on a loopback port, each phone
//! a folder of its own.

use super::gate::Gate;
use crate::world::zones::Zones;
use rapport_core::goals::{GoalFilter, NewGoal, Place};
use rapport_core::people::{InviteStage, Seat};
use rapport_core::ports::SystemClock;
use rapport_core::sync::Origin;
use rapport_core::vault::FileVault;
use rapport_core::{Config, Failure, Platform, Rapport};
use rapport_node::ids::{BoxId, GoalId, SpaceId};
use rapport_relay::{RunningRelay, ServerConfig};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// More than any of these tests needs; only a failure waits that long.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);

pub(super) struct Desk {
    folder: tempfile::TempDir,
    runtime: tokio::runtime::Runtime,
    relay: Option<RunningRelay>,
    config: ServerConfig,
    gate: Option<Gate>,
    link: String,
}

impl Desk {
    pub(super) fn new() -> Self {
        Self::with(|_| {})
    }

    /// A desk whose relay is set up otherwise.
    pub(super) fn with(change: impl FnOnce(&mut ServerConfig)) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        let runtime = runtime.expect("threads for the relay");
        let mut config =
            ServerConfig { rates: rapport_relay::Rates::UNBOUNDED, ..ServerConfig::local(folder.path().join("relay")) };
        change(&mut config);
        let relay = runtime.block_on(rapport_relay::serve(config.clone())).expect("a relay");
        let link = relay.link(100, i64::MAX).expect("a token").to_text().expect("a link");
        Self { folder, runtime, relay: Some(relay), config, gate: None, link }
    }

    /// A desk whose relay is reached through a gate alone.
    pub(super) fn behind_gate() -> Self {
        let gate = Gate::new();
        let public = Origin::parse(&format!("http://{}", gate.address())).expect("an address");
        let mut desk = Self::with(|config| config.public = Some(public));
        gate.lead_to(desk.relay().address());
        desk.gate = Some(gate);
        desk
    }

    pub(super) fn gate(&self) -> &Gate {
        self.gate.as_ref().expect("a gate")
    }

    pub(super) fn relay(&self) -> &RunningRelay {
        self.relay.as_ref().expect("a relay that runs")
    }

    /// The operator's link to the relay.
    pub(super) fn link(&self) -> &str {
        &self.link
    }

    /// One more link of the relay that runs now.
    pub(super) fn new_link(&self) -> String {
        self.relay().link(100, i64::MAX).expect("a token").to_text().expect("a link")
    }

    /// Where the relay listens when it is started again.
    pub(super) fn listen_at(&mut self, address: std::net::SocketAddr) {
        self.config.listen = address;
    }

    /// The relay's database, to be touched only while it is stopped.
    pub(super) fn database(&self) -> PathBuf {
        self.config.data.join("relay.db")
    }

    /// Rows of one of the relay's tables.
    pub(super) fn count(&self, table: &str) -> i64 {
        let database = rusqlite::Connection::open(self.database()).expect("the relay's database");
        let query = format!("SELECT count(*) FROM {table}");
        database.query_row(&query, [], |row| row.get(0)).expect("a number")
    }

    /// The relay again, after it was stopped, with what its folder holds now.
    pub(super) fn start_relay(&mut self) {
        let relay = self.runtime.block_on(rapport_relay::serve(self.config.clone())).expect("a relay");
        if let Some(gate) = &self.gate {
            gate.lead_to(relay.address());
        }
        self.relay = Some(relay);
    }

    pub(super) fn profile(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A new phone with a new person.
    pub(super) fn phone(&self, name: &str) -> Rapport {
        let folder = self.profile(name);
        Rapport::create(Config::new(&folder), platform(&folder), name).expect("a profile")
    }

    /// The same phone again, after a shutdown, or after everybody has let go
    /// of it, which its threads notice a moment later.
    pub(super) fn open(&self, name: &str) -> Rapport {
        let folder = self.profile(name);
        let start = Instant::now();
        loop {
            match Rapport::open(Config::new(&folder), platform(&folder)) {
                Err(Failure::Conflict { .. }) if start.elapsed() < PATIENCE => std::thread::yield_now(),
                opened => return opened.expect("the profile opens again"),
            }
        }
    }

    /// Two people who have found one another, and the space they share.
    pub(super) fn pair(&self) -> (Rapport, Rapport, SpaceId) {
        let (ann, ben) = (self.phone("Ann Anderson"), self.phone("Ben Bernhardt"));
        let space = self.bring_together(&ann, &ben);
        (ann, ben, space)
    }

    /// Ben invites Ann by a link; both compare the code.
    pub(super) fn bring_together(&self, ann: &Rapport, ben: &Rapport) -> SpaceId {
        ben.sync().agree_to_relay(&self.link, false).expect("agreed");
        let given = ben.people().invite(Seat::Mentor).expect("an invite");
        let link = ben.people().invite_link(given).expect("its link");
        ben.sync().start().expect("watching");
        let taken = ann.people().join(&link, false).expect("joining");
        ann.sync().start().expect("watching");
        let code = wait_for(ben, given, |stage| match stage {
            InviteStage::Compare { code } => Some(code.clone()),
            _ => None,
        });
        let same = wait_for(ann, taken, |stage| match stage {
            InviteStage::Compare { code } => Some(code.clone()),
            _ => None,
        });
        assert_eq!(code, same, "both screens show the same code");
        ann.people().confirm(taken).expect("confirmed");
        ben.people().confirm(given).expect("confirmed");
        let done = |stage: &InviteStage| (*stage == InviteStage::Done).then_some(());
        wait_for(ann, taken, done);
        wait_for(ben, given, done);
        ann.sync().stop().expect("flight mode");
        ben.sync().stop().expect("flight mode");
        let invites = ann.people().invites().expect("invites");
        invites.iter().find(|invite| invite.id == taken).and_then(|invite| invite.space).expect("the space")
    }

    pub(super) fn stop_relay(&mut self) {
        if let Some(relay) = self.relay.take() {
            self.runtime.block_on(relay.stop());
        }
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.stop_relay();
    }
}

pub(super) fn platform(folder: &Path) -> Platform {
    Platform {
        clock: Arc::new(SystemClock),
        zones: Arc::new(Zones),
        vault: Arc::new(FileVault::new(folder.with_extension("key"), None)),
        log: None,
    }
}

/// Sends and fetches once; everything has to go through.
pub(super) fn sync(phone: &Rapport) {
    let report = phone.sync().run(PATIENCE).expect("sync runs");
    assert!(report.settled, "{report:?}");
}

/// A goal without more than a title.
pub(super) fn begin(phone: &Rapport, place: Place, title: &str) -> GoalId {
    let new = NewGoal { place, title: title.to_owned(), why: String::new(), due: None, for_partner: false };
    phone.goals().begin(new).expect("a goal")
}

/// The titles of all goals, in order.
pub(super) fn titles(phone: &Rapport) -> Vec<String> {
    let rows = phone.goals().rows(GoalFilter::default(), 0, 1000).expect("rows");
    let mut titles: Vec<_> = rows.into_iter().map(|row| row.title).collect();
    titles.sort();
    titles
}

/// What `next` finds, as soon as it finds something.
pub(super) fn until<T, R>(from: &Receiver<T>, mut next: impl FnMut(T) -> Option<R>) -> R {
    loop {
        let value = from.recv_timeout(PATIENCE).expect("it comes in time");
        if let Some(found) = next(value) {
            return found;
        }
    }
}

fn wait_for<T>(phone: &Rapport, invite: BoxId, stage: impl Fn(&InviteStage) -> Option<T>) -> T {
    let (to, from) = channel();
    let _watch = phone.people().watch_invites(move |all| drop(to.send(all.to_vec()))).expect("a watch");
    until(&from, |all: Vec<rapport_core::people::InviteView>| {
        let view = all.iter().find(|view| view.id == invite).expect("the invite");
        assert!(!matches!(view.stage, InviteStage::Failed { .. }), "{view:?}");
        stage(&view.stage)
    })
}
