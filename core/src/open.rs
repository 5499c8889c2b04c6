//! An open profile: made new, or opened again.

use crate::availability::Availability;
use crate::checkins::CheckIns;
use crate::clock::Told;
use crate::devices::{Devices, read_words};
use crate::error::Failure;
use crate::goals::Goals;
use crate::meetings::Meetings;
use crate::notes::Notes;
use crate::people::{People, read_link};
use crate::ports::{Platform, VaultProblem};
use crate::reminders::Reminders;
use crate::runtime::{Awaited, Runtime, Threads, guarded};
use crate::shared::{Shared, node_ports};
use crate::sync::{Sync, read_relay};
use crate::work::Worker;
use rapport_node::domain::{Field, Zone};
use rapport_node::{Node, NodeResult, Ports, Secret};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where a profile is and how to run it.
#[derive(Debug, Clone)]
pub struct Config {
    /// The folder of the profile, for this profile alone.
    pub folder: PathBuf,
    /// The name of the time zone that the device is in, such as `Europe/Zurich`.
    pub zone: String,
    /// How many threads to run with.
    pub threads: Threads,
    /// A file system of SQLite to use instead of the system's; for tests of a
    /// failing disk.
    pub vfs: Option<String>,
}

impl Config {
    /// A profile of an app in this folder; the zone is UTC until it is set.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into(), zone: "UTC".to_owned(), threads: Threads::APP, vfs: None }
    }
}

/// One profile: a person on this device, with everything they keep.
#[derive(Debug, Clone)]
pub struct Rapport {
    pub(crate) shared: Arc<Shared>,
}

impl Rapport {
    /// Makes a new person with their first device. Needs no network.
    ///
    /// # Errors
    /// `Conflict` when the folder holds a profile already; `Invalid` for a
    /// name that cannot be taken; what the storage and the vault say.
    pub fn create(config: Config, platform: Platform, name: &str) -> Result<Self, Failure> {
        Self::make(config, platform, |folder, key, ports, vfs| Node::create(folder, key, name, ports, vfs))
    }

    /// Makes a device that belongs to nobody yet, for another device of the same
    /// person to take in; `name` is what that one is shown.
    ///
    /// It answers the link that the other device shows, and waits; until it was
    /// taken in, everything else is refused with the rule `NotLinkedYet`. When the
    /// link came to nothing, another one is answered with [`People::join`].
    /// `plain_http` as there. Needs no network.
    ///
    /// # Errors
    /// As [`create`](Self::create) and [`People::join`]; nothing was made then.
    pub fn create_guest(
        config: Config,
        platform: Platform,
        name: &str,
        link: &str,
        plain_http: bool,
    ) -> Result<Self, Failure> {
        read_link(link, plain_http)?;
        let guest =
            Self::make(config, platform, |folder, key, ports, vfs| Node::create_guest(folder, key, name, ports, vfs))?;
        guest.people().join(link, plain_http)?;
        Ok(guest)
    }

    /// Makes a device on which the person of these 24 words comes back, from
    /// nothing but the words and the relay that is named with them; `name` is
    /// what their devices call it.
    ///
    /// It can do nothing else until it has found what the words open:
    /// [`Devices::view`] says how far it is, and [`Devices::recover`] takes other
    /// words or another relay. Needs no network by itself.
    ///
    /// # Errors
    /// As [`create`](Self::create) and [`Devices::recover`]; nothing was made then.
    pub fn create_recovering(
        config: Config,
        platform: Platform,
        name: &str,
        words: &str,
        relay: &str,
        plain_http: bool,
    ) -> Result<Self, Failure> {
        read_words(words)?;
        read_relay(relay, plain_http)?;
        let guest =
            Self::make(config, platform, |folder, key, ports, vfs| Node::create_guest(folder, key, name, ports, vfs))?;
        guest.devices().recover(words, relay, plain_http)?;
        Ok(guest)
    }

    fn make(
        config: Config,
        platform: Platform,
        node: impl FnOnce(&Path, Secret, Ports, Option<String>) -> NodeResult<Node>,
    ) -> Result<Self, Failure> {
        let zone = zone_of(&config)?;
        let clock = Told::new(Arc::clone(&platform.clock))?;
        let key = match platform.vault.load()? {
            Some(key) => Secret::new(key),
            None => {
                let key = Secret::random(&mut crate::ports::SystemRandom);
                platform.vault.store(key.expose())?;
                key
            }
        };
        let node = node(&config.folder, key, node_ports(&platform, &clock), config.vfs.clone())?;
        Self::run(node, config, platform, clock, zone)
    }

    /// Opens a profile that was made before.
    ///
    /// # Errors
    /// `NotFound` when there is none, `Conflict` when another process has it
    /// open, `Locked` or `KeyLost` when its key cannot be had, `NeedsUpdate`
    /// for one of a newer version, and what the storage says.
    pub fn open(config: Config, platform: Platform) -> Result<Self, Failure> {
        let zone = zone_of(&config)?;
        let clock = Told::new(Arc::clone(&platform.clock))?;
        let key = match platform.vault.load() {
            Ok(Some(key)) => Secret::new(key),
            // Without a profile there is no key either: say the former.
            Ok(None) if !config.folder.exists() => return Err(Failure::not_found("profile")),
            Ok(None) => return Err(Failure::KeyLost),
            Err(problem) => return Err(problem.into()),
        };
        let node = Node::open(&config.folder, key, node_ports(&platform, &clock), config.vfs.clone())?;
        Self::run(node, config, platform, clock, zone)
    }

    fn run(node: Node, config: Config, platform: Platform, clock: Told, zone: Zone) -> Result<Self, Failure> {
        let runtime = Runtime::new(config.threads).map_err(|_| Failure::bug("the threads cannot be started"))?;
        let (worker, events) = Worker::prepare();
        let shared = Shared::new(node, platform, clock, runtime, worker.clone(), config, zone)?;
        let shared = Arc::new(shared);
        worker.start(&shared, events).map_err(|_| Failure::bug("the worker cannot be started"))?;
        shared.say("opened");
        Ok(Self { shared })
    }

    /// Goals with their steps and stages.
    pub fn goals(&self) -> Goals {
        Goals { shared: Arc::clone(&self.shared) }
    }

    /// Meetings with their agendas.
    pub fn meetings(&self) -> Meetings {
        Meetings { shared: Arc::clone(&self.shared) }
    }

    /// Notes, to read and to type into.
    pub fn notes(&self) -> Notes {
        Notes { shared: Arc::clone(&self.shared) }
    }

    /// Oneself, one's pairings, and invites.
    pub fn people(&self) -> People {
        People { shared: Arc::clone(&self.shared) }
    }

    /// Relays, and how sync with them stands.
    pub fn sync(&self) -> Sync {
        Sync { shared: Arc::clone(&self.shared) }
    }

    /// Check-ins, and whom to turn to.
    pub fn checkins(&self) -> CheckIns {
        CheckIns { shared: Arc::clone(&self.shared) }
    }

    /// When people could meet.
    pub fn availability(&self) -> Availability {
        Availability { shared: Arc::clone(&self.shared) }
    }

    /// One's own devices and the recovery words.
    pub fn devices(&self) -> Devices {
        Devices { shared: Arc::clone(&self.shared) }
    }

    /// Reminders of this device.
    pub fn reminders(&self) -> Reminders {
        Reminders { shared: Arc::clone(&self.shared) }
    }

    /// Says in which time zone the device is now.
    ///
    /// # Errors
    /// `Invalid` when that is no name of a zone.
    pub fn set_zone(&self, name: &str) -> Result<(), Failure> {
        let zone = Zone::new(name).map_err(|problem| problem.of(Field::Zone))?;
        self.shared.set_zone(zone);
        Ok(())
    }

    /// Ends what is being typed, moves everything into the file, and lets go
    /// of it: nothing touches the disk until [`resume`](Self::resume). For a
    /// phone that puts the app to sleep.
    ///
    /// # Errors
    /// What the storage says; what was journalled is safe.
    pub fn suspend(&self) -> Result<(), Failure> {
        self.shared.sleep()
    }

    /// Goes on after [`suspend`](Self::suspend). Harmless when awake.
    ///
    /// # Errors
    /// `Stopped` after a shutdown.
    pub fn resume(&self) -> Result<(), Failure> {
        self.shared.wake()
    }

    /// Ends everything. Calls that come later fail with `Stopped`; the
    /// profile can be opened again at once.
    ///
    /// # Errors
    /// What the storage says; what was journalled is safe.
    pub fn shutdown(&self) -> Result<(), Failure> {
        self.shared.close()
    }

    /// Runs a call on the core's own threads. A panic in it becomes a failure;
    /// whoever stops waiting for it does not stop it.
    ///
    /// # Errors
    /// What the call says.
    pub fn offload<T: Send + 'static>(&self, work: impl FnOnce() -> Result<T, Failure> + Send + 'static) -> Awaited<T> {
        self.shared.offload(Box::new(work))
    }

    /// Runs a call on the thread it came from; a panic inside becomes a failure
    /// with a line in the log, as in calls that are handed over.
    ///
    /// # Errors
    /// What the work says; `Bug` when it panics.
    pub fn guarded<T>(&self, work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
        guarded(work).map_err(|failure| self.shared.noted(failure))
    }

    /// Looks at everything that is stored, and puts right what can be: lists and
    /// indexes are made anew, damaged documents put together from their changes.
    /// Takes a while; what could not be brought back stands in the view of sync.
    /// For when something seems to be wrong, and for whoever is asked to help.
    ///
    /// # Errors
    /// `StorageDamaged` when the file does not hold together all the same.
    pub fn repair(&self) -> Result<(), Failure> {
        self.shared.repair()
    }

    /// What the core remembers of what it did, oldest first: no word that a
    /// person wrote, no key, no address. A `Bug` names a line of it.
    pub fn log_text(&self) -> String {
        self.shared.log.text()
    }
}

fn zone_of(config: &Config) -> Result<Zone, Failure> {
    Ok(Zone::new(&config.zone).map_err(|problem| problem.of(Field::Zone))?)
}

impl From<VaultProblem> for Failure {
    fn from(problem: VaultProblem) -> Self {
        match problem {
            VaultProblem::Locked => Self::Locked,
            VaultProblem::Lost => Self::KeyLost,
            VaultProblem::Failed(problem) => Self::Port { what: "vault".to_owned(), detail: problem.detail },
        }
    }
}
