//! A relay of the demo's own: on a free port of this machine, with a data
//! folder and a log that can be looked through afterwards.

use super::clock::DemoClock;
use super::scan::{self, Secrets, Window};
use crate::failed::Stop;
use rapport_relay::{Rates, RunningRelay, ServerConfig, SystemRandom, serve_with};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use tracing_subscriber::Layer;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// How long a link may be used, and for how many spaces.
const DAY_MS: i64 = 24 * 3_600_000;
const SPACES: u32 = 16;

/// A relay that serves, and the threads it runs on.
pub(super) struct Relay {
    folder: PathBuf,
    threads: tokio::runtime::Runtime,
    running: RunningRelay,
}

/// What a relay has done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Travelled {
    pub(super) records: u64,
    pub(super) bytes: u64,
}

impl Travelled {
    pub(super) const fn since(self, before: Self) -> Self {
        Self { records: self.records - before.records, bytes: self.bytes - before.bytes }
    }
}

impl Relay {
    pub(super) fn start(folder: &Path, clock: &DemoClock) -> Result<Self, Stop> {
        listen_to_log();
        let threads = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("demo-relay")
            .enable_all()
            .build()
            .map_err(|error| Stop::outside("the relay's threads", &error))?;
        // Nobody but this demo reaches it, and the demo is in a hurry.
        let config = ServerConfig { rates: Rates::UNBOUNDED, ..ServerConfig::local(folder.to_path_buf()) };
        let serving = serve_with(config, Arc::new(clock.clone()), Arc::new(SystemRandom));
        let running = threads.block_on(serving).map_err(|error| Stop::Outside(format!("the relay: {error}")))?;
        Ok(Self { folder: folder.to_path_buf(), threads, running })
    }

    pub(super) fn origin(&self) -> String {
        self.running.origin().to_string()
    }

    /// What its operator hands to people.
    pub(super) fn link(&self, now_ms: i64) -> Result<String, Stop> {
        let link = self.running.link(SPACES, now_ms.saturating_add(DAY_MS));
        let text = link.map_err(|error| Stop::Outside(format!("the relay: {error}")))?.to_text();
        text.map_err(|_| Stop::Outside("the relay: its address is too long for a link".to_owned()))
    }

    pub(super) fn travelled(&self) -> Travelled {
        let metrics = self.running.service().metrics();
        Travelled { records: metrics.records_stored(), bytes: metrics.bytes_stored() }
    }

    /// Stops it and gives every byte that it kept or logged, with its
    /// write-ahead log as it was while it served.
    pub(super) fn stop(self) -> Result<Vec<u8>, Stop> {
        let read = |log: &[u8]| {
            scan::everything(&self.folder, log).map_err(|error| Stop::outside("the relay's folder", &error))
        };
        let mut seen = read(&[])?;
        self.threads.block_on(self.running.stop());
        seen.extend(read(&take_log())?);
        Ok(seen)
    }
}

/// What a relay keeps that nobody has ever used: its schema, its settings.
pub(super) fn with_nobody(folder: &Path, clock: &DemoClock, secrets: &Secrets) -> Result<BTreeSet<Window>, Stop> {
    let relay = Relay::start(folder, clock)?;
    relay.link(clock.now()?)?;
    Ok(secrets.seen_in(&relay.stop()?))
}

type Buffer = Arc<Mutex<Vec<u8>>>;

fn log() -> &'static Buffer {
    static LOG: OnceLock<Buffer> = OnceLock::new();
    LOG.get_or_init(Buffer::default)
}

fn take_log() -> Vec<u8> {
    std::mem::take(&mut log().lock().unwrap_or_else(PoisonError::into_inner))
}

/// Keeps the relay's log, in as much detail as it has, instead of showing it.
fn listen_to_log() {
    let own = Targets::new().with_target("rapport_relay", LevelFilter::TRACE);
    let lines = tracing_subscriber::fmt::layer().with_writer(|| ToBuffer).with_ansi(false).with_filter(own);
    // The second relay of a run finds it set up.
    let _ = tracing_subscriber::registry().with(lines).try_init();
}

struct ToBuffer;

impl Write for ToBuffer {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        log().lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
