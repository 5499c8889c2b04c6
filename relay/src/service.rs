//! The relay's heart: every call as a plain method, over a store, a clock and
//! randomness that are passed in. It must never look inside a frame's body.

mod act;
mod commit;
mod control;
mod create;
mod door;
mod end;
mod keys;
mod live;
mod mailbox;
mod pull;
mod push;
mod tidy;
mod watch;

pub(crate) use act::{Act, Counts};
pub(crate) use commit::{Job, Pending};
pub use pull::PullQuery;
pub(crate) use tidy::Tidy;

use crate::config::Config;
use crate::metrics::Metrics;
use crate::ports::{Clock, Random, draw};
use crate::refusal::{Answer, Refusal};
use crate::state::challenges::Challenges;
use crate::state::hub::Hub;
use crate::state::rates::{Rates, Who};
use crate::state::sessions::{Held, Sessions};
use crate::store::{Reading, SpaceRow, Store};
use crate::tokens::{self, TokenError};
use data_encoding::BASE64URL_NOPAD;
use rapport_ids::SpaceId;
use rapport_wire::operator::CreationToken;
use rapport_wire::relay::{Code, Info, Limits};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Addresses and sessions counted at once.
const COUNTED: usize = 200_000;

/// Who calls without a session.
#[derive(Debug, Clone, Copy, Default)]
pub struct Caller {
    /// For limits only; none when nobody is to be limited.
    pub address: Option<IpAddr>,
}

/// One relay. Cheap to clone; all clones are the same relay.
#[derive(Clone)]
pub struct Service {
    inner: Arc<Inner>,
}

struct Inner {
    store: Arc<dyn Store>,
    config: Config,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    challenges: Mutex<Challenges>,
    sessions: Mutex<Sessions>,
    rates: Mutex<Rates>,
    hub: Arc<Hub>,
    metrics: Arc<Metrics>,
    /// Held from a commit until its news is out: news keeps the order of commits.
    order: Mutex<()>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Service {
    /// Takes a store into service.
    pub fn new(store: Arc<dyn Store>, config: Config, clock: Arc<dyn Clock>, random: Arc<dyn Random>) -> Answer<Self> {
        let quotas = config.quotas;
        let life = u64::from_be_bytes(draw(&*random)?);
        Ok(Self {
            inner: Arc::new(Inner {
                store,
                config,
                clock,
                random,
                challenges: Mutex::new(Challenges::new(quotas.challenges)),
                sessions: Mutex::new(Sessions::new(quotas.sessions, quotas.session_spaces)),
                rates: Mutex::new(Rates::new(COUNTED)),
                hub: Arc::new(Hub::new(life)),
                metrics: Arc::default(),
                order: Mutex::default(),
            }),
        })
    }

    /// What this relay is and allows.
    pub fn info(&self) -> Info {
        Info {
            server: concat!("rapport-relay ", env!("CARGO_PKG_VERSION")).to_owned(),
            protocol: vec![1],
            now_ms: self.now(),
            limits: Limits::V1,
        }
    }

    /// Makes a creation token, as the operator's command does.
    pub fn issue_token(&self, spaces: u32, expires_ms: i64) -> Answer<CreationToken> {
        tokens::issue(self.store(), self.random(), self.now(), spaces, expires_ms).map_err(|error| match error {
            TokenError::Store(error) => error.into(),
            TokenError::Random(error) => error.into(),
        })
    }

    /// Whether the storage answers.
    pub fn check(&self) -> Answer<()> {
        self.store().read(|tx| tx.space(&SpaceId::new([0; 16])).map(|_| ())).map_err(Refusal::from)
    }

    /// Ends every watch; calls go on until their callers are gone.
    pub(crate) fn end_watches(&self) {
        self.inner.hub.stop();
    }

    pub fn metrics(&self) -> &Arc<Metrics> {
        &self.inner.metrics
    }

    pub(crate) fn store(&self) -> &dyn Store {
        &*self.inner.store
    }

    fn random(&self) -> &dyn Random {
        &*self.inner.random
    }

    pub(crate) fn now(&self) -> i64 {
        self.inner.clock.now_ms()
    }

    fn config(&self) -> &Config {
        &self.inner.config
    }

    /// The metrics page, with what is counted only when asked for.
    pub(crate) fn metrics_text(&self) -> Answer<String> {
        let (totals, size) = self.store().read(|tx| Ok::<_, Refusal>((tx.totals()?, tx.size()?)))?;
        let (watchers, slow) = self.inner.hub.counts();
        let now = crate::metrics::Now {
            totals,
            size,
            watchers,
            slow,
            sessions: lock(&self.inner.sessions).len(),
            challenges: lock(&self.inner.challenges).len(),
        };
        Ok(self.inner.metrics.text(&now))
    }

    /// Counts a call that needs no session against its address.
    fn admit(&self, caller: &Caller, cost: u32) -> Answer<()> {
        let Some(address) = caller.address else { return Ok(()) };
        let allowance = self.config().rates.address;
        lock(&self.inner.rates).take(Who::from(address), allowance, cost, self.now()).map_err(Refusal::wait)
    }

    /// The session of a bearer token, counted against its allowance.
    fn session_of(&self, bearer: &str) -> Answer<Arc<Held>> {
        let none = || Refusal::new(Code::SessionNeeded, "no session, or it is over");
        let token = BASE64URL_NOPAD.decode(bearer.as_bytes()).map_err(|_| none())?;
        let now = self.now();
        let held = lock(&self.inner.sessions).get(&token, now).ok_or_else(none)?;
        let allowance = self.config().rates.session;
        lock(&self.inner.rates).take(Who::Session(held.short()), allowance, 1, now).map_err(Refusal::wait)?;
        Ok(held)
    }
}

/// A space that is there and not deleted.
fn standing(tx: &dyn Reading, id: &SpaceId) -> Answer<SpaceRow> {
    match tx.space(id)? {
        None => Err(Refusal::new(Code::NotFound, "no such space")),
        Some(row) if row.deleted_ms.is_some() => Err(Refusal::new(Code::Gone, "its owner has deleted this space")),
        Some(row) => Ok(row),
    }
}

fn not_allowed() -> Refusal {
    Refusal::new(Code::NotAllowed, "the session does not cover this")
}
