//! Relays and sync: agreed to, watched, run for a while, looked at.

pub use rapport_node::view::sync::{HeldKind, HeldRow, LossRow, SyncLine};
pub use rapport_node::{Code, LateEdit, LateKind, Origin, RelayStatus, RelayTrust, Trouble};

use crate::error::Failure;
use crate::log::Level;
use crate::observe::Subscription;
use crate::shared::Shared;
use crate::work::{Event, Scope, word};
use rapport_node::domain::{Field, Problem};
use rapport_node::ids::{RecordId, SpaceId};
use rapport_node::view::sync;
use rapport_node::{OperatorLink, RelayPlace, Topics};
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

/// Everything about sync.
#[derive(Debug, Clone)]
pub struct Sync {
    pub(crate) shared: Arc<Shared>,
}

/// How sync stands, in full.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct SyncView {
    /// When it last went well and how much waits.
    pub line: SyncLine,
    pub relays: Vec<RelayStatus>,
    /// Records that are held, the oldest first.
    pub held: Vec<HeldRow>,
    /// What was damaged and came back without some of it, until somebody has
    /// seen it; the oldest first.
    pub losses: Vec<LossRow>,
}

/// What became of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncReport {
    /// Whether everything was sent and fetched. Otherwise the rest is tried
    /// again by itself.
    pub settled: bool,
    /// Why not, of the first relay with trouble.
    pub trouble: Option<Trouble>,
    /// Changes that still wait.
    pub waiting: u32,
}

/// Without TLS only this very machine, or whom somebody has asked for by name.
pub(crate) fn asked_for(relay: &Origin, plain_http: bool, field: Field) -> Result<(), Failure> {
    if relay.is_secure() || relay.is_loopback() || plain_http {
        return Ok(());
    }
    Err(Problem::NotEncrypted { relay: relay.as_str().to_owned() }.of(field).into())
}

/// Where a relay is, from what somebody entered.
pub(crate) fn read_relay(text: &str, plain_http: bool) -> Result<RelayPlace, Failure> {
    let place = RelayPlace::parse(text).map_err(|_| Failure::from(Problem::NotARelay.of(Field::Relay)))?;
    asked_for(&place.origin, plain_http, Field::Relay)?;
    Ok(place)
}

impl Sync {
    /// Agrees to a relay, from the link of whoever runs it, from what stands
    /// beside the recovery words, or from a bare address. `plain_http` allows one without TLS on another machine.
    ///
    /// # Errors
    /// `Invalid` for a text that is neither; with `NotEncrypted`, which has
    /// the address, for one without TLS that was not asked for by name.
    pub fn agree_to_relay(&self, link: &str, plain_http: bool) -> Result<Origin, Failure> {
        let RelayPlace { origin, pin } = read_relay(link, plain_http)?;
        let token = OperatorLink::parse(link).ok().map(|link| link.token.to_text());
        self.shared.act(|node| Ok(node.agree_to_relay(&origin, RelayTrust { pin, plain_http }, token)?))?;
        Ok(origin)
    }

    /// Keeps in step with all relays from now on, at once and by itself.
    ///
    /// # Errors
    /// `Stopped` after a shutdown.
    pub fn start(&self) -> Result<(), Failure> {
        self.shared.still_open()?;
        self.shared.worker.tell(Event::Watch(true));
        Ok(())
    }

    /// Stops that: flight mode.
    ///
    /// # Errors
    /// `Stopped` after a shutdown.
    pub fn stop(&self) -> Result<(), Failure> {
        self.shared.still_open()?;
        self.shared.worker.tell(Event::Watch(false));
        Ok(())
    }

    /// Sends what waits and fetches what is new, for `budget` at most.
    ///
    /// # Errors
    /// `Stopped`, and what the storage says when something could not be kept.
    /// Trouble with a relay is no failure: the report names it.
    pub fn run(&self, budget: Duration) -> Result<SyncReport, Failure> {
        self.once(budget, Scope::Both)
    }

    /// Sends what waits, and fetches nothing but what sending needs.
    ///
    /// # Errors
    /// As [`run`](Self::run).
    pub fn push(&self, budget: Duration) -> Result<SyncReport, Failure> {
        self.once(budget, Scope::Push)
    }

    /// Fetches what is new, and sends nothing.
    ///
    /// # Errors
    /// As [`run`](Self::run).
    pub fn pull(&self, budget: Duration) -> Result<SyncReport, Failure> {
        self.once(budget, Scope::Pull)
    }

    fn once(&self, budget: Duration, scope: Scope) -> Result<SyncReport, Failure> {
        // Asleep, nobody would answer.
        self.shared.with(|_| Ok(()))?;
        let began_ms = self.shared.now_ms();
        let (told, done) = channel();
        let now = Instant::now();
        let until = now.checked_add(budget).unwrap_or(now);
        self.shared.worker.tell(Event::Once { until, scope, told });
        if let Some(failure) = done.recv().map_err(|_| Failure::Stopped)? {
            return Err(failure);
        }
        let statuses = self.shared.with(|node| Ok(node.relay_statuses()))?;
        let line = self.line()?;
        let report = SyncReport {
            settled: statuses.iter().all(|relay| relay.settled && relay.trouble.is_none()),
            trouble: statuses.iter().find_map(|relay| relay.trouble.or_else(|| silent(relay, began_ms))),
            waiting: line.waiting,
        };
        let is = if report.settled { "settled" } else { word(report.trouble) };
        let values = [
            ("is", is.into()),
            ("relays", statuses.len().into()),
            ("waiting", i64::from(report.waiting).into()),
            ("deferred", i64::from(line.deferred).into()),
            ("quarantined", i64::from(line.quarantined).into()),
        ];
        self.shared.log.line(Level::Info, self.shared.now_ms(), "sync", "round", &values);
        Ok(report)
    }

    /// The one line: when it last went well, how many changes wait.
    ///
    /// # Errors
    /// What the storage says.
    pub fn line(&self) -> Result<SyncLine, Failure> {
        self.shared.look(sync::line)
    }

    /// How sync stands, with what is held and why.
    ///
    /// # Errors
    /// What the storage says.
    pub fn view(&self) -> Result<SyncView, Failure> {
        view(&self.shared)
    }

    /// The person has seen what could not be brought back: `losses` of the view
    /// tells of it no more.
    ///
    /// # Errors
    /// What the storage says.
    pub fn losses_seen(&self) -> Result<(), Failure> {
        self.shared.act(|node| Ok(node.losses_seen()?))
    }

    /// The edits that came too late to count: of somebody who had left by then,
    /// or of a device that had been taken away. The oldest first.
    ///
    /// They change nothing until somebody takes them in, and are never lost.
    ///
    /// # Errors
    /// What the storage says.
    pub fn late_edits(&self) -> Result<Vec<LateEdit>, Failure> {
        self.shared.with(|node| Ok(node.late_edits()?))
    }

    /// Watches them.
    ///
    /// # Errors
    /// What the storage says.
    pub fn watch_late_edits(
        &self,
        mut deliver: impl FnMut(&[LateEdit]) + Send + 'static,
    ) -> Result<Subscription, Failure> {
        let shared = Arc::downgrade(&self.shared);
        let query = move || {
            let shared = shared.upgrade().ok_or(Failure::Stopped)?;
            shared.with(|node| Ok(node.late_edits()?))
        };
        self.shared.watch_query(Topics::SYNC, query, move |edits: &Vec<_>| deliver(edits))
    }

    /// Takes an edit in that came too late, with what it builds on: from now on
    /// it counts on all phones of all who are in the space.
    ///
    /// # Errors
    /// `NotFound` of `event` for one that is not held, or cannot be taken in.
    pub fn include_late_edit(&self, space: SpaceId, record: RecordId) -> Result<(), Failure> {
        self.shared.act(|node| Ok(node.include_late(space, record)?))
    }

    /// Puts an edit aside that came too late, on this device: it is kept, shown
    /// as discarded, and can still be taken in.
    ///
    /// # Errors
    /// `NotFound` of `event` for one that is not held.
    pub fn discard_late_edit(&self, space: SpaceId, record: RecordId) -> Result<(), Failure> {
        self.shared.act(|node| Ok(node.discard_late(space, record)?))
    }

    /// Watches how sync stands.
    ///
    /// # Errors
    /// What the storage says.
    pub fn watch(&self, deliver: impl FnMut(&SyncView) + Send + 'static) -> Result<Subscription, Failure> {
        let shared = Arc::downgrade(&self.shared);
        let query = move || shared.upgrade().map_or(Err(Failure::Stopped), |shared| view(&shared));
        self.shared.watch_query(Topics::SYNC, query, deliver)
    }
}

/// A relay from which nothing at all was heard in a round is out of reach,
/// also before the last call to it is given up.
fn silent(relay: &RelayStatus, began_ms: i64) -> Option<Trouble> {
    let heard = relay.last_good.is_some_and(|at| at.0 >= began_ms);
    (!relay.settled && !heard).then_some(Trouble::Offline)
}

fn view(shared: &Arc<Shared>) -> Result<SyncView, Failure> {
    let relays = shared.with(|node| Ok(node.relay_statuses()))?;
    shared.look(|lens| {
        let (line, held, losses) = (sync::line(lens)?, sync::held(lens)?, sync::losses(lens)?);
        Ok(SyncView { line, relays: relays.clone(), held, losses })
    })
}
