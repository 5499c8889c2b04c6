//! `serve`: from the first line of the log to the last.

use super::{Answers, RunError, link, there};
use crate::config::{ServerConfig, Tls};
use crate::ports::{Clock, SystemClock};
use crate::server::{RunningRelay, serve};
use crate::settings::{LogLevel, Settings, Span};
use serde_json::json;
use std::io::IsTerminal;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// What the link at the start is worth.
const SPACES: u32 = 100;
const EXPIRES: Span = Span::days(30);
/// Threads that read the storage; more would wait for the same disk.
const READERS: usize = 8;
const STACK: usize = 1024 * 1024;

pub(super) fn run(settings: Settings, out: &mut Answers<'_>) -> Result<(), RunError> {
    let settings = settings.with_file()?;
    let config = settings.resolve()?;
    if let Tls::Files { cert, key } = &config.tls {
        [cert, key].into_iter().try_for_each(|file| there(file))?;
    }
    log(settings.log.unwrap_or_default());
    more_files();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_name("relay")
        .thread_stack_size(STACK)
        .max_blocking_threads(READERS)
        .build()
        .map_err(RunError::Runtime)?;
    runtime.block_on(until_stopped(config, out))
}

async fn until_stopped(config: ServerConfig, out: &mut Answers<'_>) -> Result<(), RunError> {
    let show_link = config.public.is_some() && std::io::stdout().is_terminal();
    let public = config.public.is_some();
    let signals = Signals::new().map_err(RunError::Runtime)?;
    let relay = serve(config).await?;
    if show_link {
        let expires = SystemClock.now_ms().saturating_add(EXPIRES.ms());
        link::print(&relay.link(SPACES, expires)?, out);
    } else if public {
        tracing::info!("`rapport-relay link` prints the link for people");
    }
    // A line that scripts wait for; everything else goes to stderr.
    let (origin, address) = (relay.origin().to_string(), relay.address().to_string());
    out.say(
        &format!("rapport-relay serves at {origin} on {address}\n"),
        &json!({ "serves_at": origin, "address": address }),
    );
    signals.until_stop(&relay).await;
    relay.stop().await;
    Ok(())
}

/// What the system may tell a relay.
#[cfg(unix)]
struct Signals {
    hangup: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    /// Listens from here on: made before anybody is told that the relay serves.
    fn new() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            hangup: signal(SignalKind::hangup())?,
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    /// Returns when the relay is to stop; reads the certificate again on SIGHUP.
    async fn until_stop(mut self, relay: &RunningRelay) {
        loop {
            tokio::select! {
                _ = self.terminate.recv() => return,
                _ = self.interrupt.recv() => return,
                _ = self.hangup.recv() => match relay.reload_certificate() {
                    Ok(()) => tracing::info!("certificate read again"),
                    Err(error) => tracing::error!(%error, "the certificate stays as it was"),
                },
            }
        }
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn new() -> std::io::Result<Self> {
        Ok(Self)
    }

    async fn until_stop(self, _relay: &RunningRelay) {
        let _ = tokio::signal::ctrl_c().await;
    }
}

fn log(level: LogLevel) {
    let filter = match level {
        LogLevel::Off => LevelFilter::OFF,
        LogLevel::Error => LevelFilter::ERROR,
        LogLevel::Warn => LevelFilter::WARN,
        LogLevel::Info => LevelFilter::INFO,
        LogLevel::Debug => LevelFilter::DEBUG,
        LogLevel::Trace => LevelFilter::TRACE,
    };
    // Only the relay's own words: what libraries log may name addresses or show headers.
    let own = Targets::new().with_target("rapport_relay", filter);
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_ansi(false).with_filter(own);
    // Whoever carries this command may have set a log up already.
    let _ = tracing_subscriber::registry().with(lines).try_init();
}

/// Every connection is a file; takes as many as the system gives.
#[cfg(unix)]
fn more_files() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    if current != maximum {
        let _ = setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum });
    }
}

#[cfg(not(unix))]
fn more_files() {}
