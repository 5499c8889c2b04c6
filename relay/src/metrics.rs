//! Numbers for the people who run the relay, in Prometheus' text form. A few
//! atomics and a page; what each means stands in `docs/operations.md`.

mod histogram;
mod route;

use crate::service::Counts;
use crate::store::Totals;
use histogram::Histogram;
pub(crate) use route::Route;
use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

/// All that is counted while the relay runs.
#[derive(Default)]
pub struct Metrics {
    /// By route and first digit of the status.
    requests: [[AtomicU64; 6]; Route::ALL.len()],
    request_time: [Histogram; Route::ALL.len()],
    records: AtomicU64,
    bytes: AtomicU64,
    duplicates: AtomicU64,
    stale: AtomicU64,
    refused: AtomicU64,
    over_quota: AtomicU64,
    live_delivered: AtomicU64,
    live_dropped: AtomicU64,
    commits: Histogram,
    acts: AtomicU64,
    connections: AtomicU64,
    connections_total: AtomicU64,
    connections_refused: AtomicU64,
    tls_failed: AtomicU64,
}

/// What is counted at the moment somebody asks.
pub(crate) struct Now {
    pub(crate) totals: Totals,
    pub(crate) size: u64,
    pub(crate) watchers: usize,
    pub(crate) slow: u64,
    pub(crate) sessions: usize,
    pub(crate) challenges: usize,
}

impl Metrics {
    pub(crate) fn count(&self, counts: &Counts) {
        self.records.fetch_add(counts.stored, Relaxed);
        self.bytes.fetch_add(counts.bytes, Relaxed);
        self.duplicates.fetch_add(counts.duplicates, Relaxed);
        self.stale.fetch_add(counts.stale, Relaxed);
        self.refused.fetch_add(counts.refused, Relaxed);
        self.over_quota.fetch_add(counts.over_quota, Relaxed);
    }

    pub(crate) fn committed(&self, acts: usize, took: Duration) {
        self.commits.observe(took);
        self.acts.fetch_add(acts as u64, Relaxed);
    }

    pub(crate) fn live(&self, delivered: bool) {
        if delivered { &self.live_delivered } else { &self.live_dropped }.fetch_add(1, Relaxed);
    }

    pub(crate) fn request(&self, route: Route, status: u16, took: Duration) {
        let class = usize::from(status / 100).min(5);
        if let Some(counter) = self.requests.get(route.index()).and_then(|row| row.get(class)) {
            counter.fetch_add(1, Relaxed);
        }
        if let Some(histogram) = self.request_time.get(route.index()) {
            histogram.observe(took);
        }
    }

    pub(crate) fn connected(&self) {
        self.connections.fetch_add(1, Relaxed);
        self.connections_total.fetch_add(1, Relaxed);
    }

    pub(crate) fn disconnected(&self) {
        self.connections.fetch_sub(1, Relaxed);
    }

    pub(crate) fn connection_refused(&self) {
        self.connections_refused.fetch_add(1, Relaxed);
    }

    pub(crate) fn tls_failed(&self) {
        self.tls_failed.fetch_add(1, Relaxed);
    }

    /// How many records have been stored since the start.
    pub fn records_stored(&self) -> u64 {
        self.records.load(Relaxed)
    }

    /// How many bytes those were, sealed as they came.
    pub fn bytes_stored(&self) -> u64 {
        self.bytes.load(Relaxed)
    }

    pub(crate) fn text(&self, now: &Now) -> String {
        let mut page = Page(String::with_capacity(16 * 1024));
        let get = |counter: &AtomicU64| counter.load(Relaxed);
        page.head("rapport_relay_info", "gauge", "The version that runs.");
        page.line("rapport_relay_info", concat!("version=\"", env!("CARGO_PKG_VERSION"), "\""), 1);
        self.requests_text(&mut page);

        page.one("rapport_relay_records_stored_total", "counter", "Records stored.", get(&self.records));
        page.one("rapport_relay_record_bytes_stored_total", "counter", "Bytes of them.", get(&self.bytes));
        page.head("rapport_relay_records_not_stored_total", "counter", "Records pushed and not stored, by reason.");
        for (reason, counter) in [
            ("duplicate", &self.duplicates),
            ("stale", &self.stale),
            ("refused", &self.refused),
            ("over_quota", &self.over_quota),
        ] {
            page.line("rapport_relay_records_not_stored_total", &format!("reason=\"{reason}\""), get(counter));
        }
        page.head("rapport_relay_live_total", "counter", "Live frames, handed on or dropped as too many.");
        page.line("rapport_relay_live_total", "fate=\"delivered\"", get(&self.live_delivered));
        page.line("rapport_relay_live_total", "fate=\"dropped\"", get(&self.live_dropped));

        page.head("rapport_relay_commit_seconds", "histogram", "Time of one commit, with the wait for the disk.");
        self.commits.write(&mut page.0, "rapport_relay_commit_seconds", "");
        let help = "Calls that were committed; over the number of commits: how many shared one.";
        page.one("rapport_relay_committed_calls_total", "counter", help, get(&self.acts));

        page.one("rapport_relay_connections", "gauge", "Connections open.", get(&self.connections));
        page.one("rapport_relay_connections_total", "counter", "Connections accepted.", get(&self.connections_total));
        let help = "Connections turned away because there were too many.";
        page.one("rapport_relay_connections_refused_total", "counter", help, get(&self.connections_refused));
        let help = "TLS handshakes that failed.";
        page.one("rapport_relay_tls_failed_total", "counter", help, get(&self.tls_failed));
        page.one("rapport_relay_watchers", "gauge", "Watches and waits open.", now.watchers as u64);
        let help = "Watches ended because nobody read them.";
        page.one("rapport_relay_watchers_dropped_total", "counter", help, now.slow);
        page.one("rapport_relay_sessions", "gauge", "Sessions in memory.", now.sessions as u64);
        page.one("rapport_relay_challenges", "gauge", "Challenges not answered yet.", now.challenges as u64);

        page.one("rapport_relay_spaces", "gauge", "Spaces, without deleted ones.", now.totals.spaces);
        page.one("rapport_relay_records", "gauge", "Records kept.", now.totals.records);
        page.one("rapport_relay_record_bytes", "gauge", "Bytes of them.", now.totals.bytes);
        page.one("rapport_relay_database_bytes", "gauge", "Size of the database file.", now.size);
        page.0
    }

    fn requests_text(&self, page: &mut Page) {
        page.head("rapport_relay_requests_total", "counter", "Requests answered, by call and class of status.");
        for (route, row) in Route::ALL.iter().zip(&self.requests) {
            for (class, counter) in row.iter().enumerate() {
                let n = counter.load(Relaxed);
                if n > 0 {
                    let labels = format!("call=\"{}\",status=\"{class}xx\"", route.name());
                    page.line("rapport_relay_requests_total", &labels, n);
                }
            }
        }
        let help = "Time to the head of an answer; includes the wait of calls that wait.";
        page.head("rapport_relay_request_seconds", "histogram", help);
        for (route, histogram) in Route::ALL.iter().zip(&self.request_time) {
            if !histogram.is_empty() {
                let label = format!("call=\"{}\"", route.name());
                histogram.write(&mut page.0, "rapport_relay_request_seconds", &label);
            }
        }
    }
}

struct Page(String);

impl Page {
    fn head(&mut self, name: &str, kind: &str, help: &str) {
        let _ = writeln!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}");
    }

    fn line(&mut self, name: &str, labels: &str, value: u64) {
        let _ = writeln!(self.0, "{name}{{{labels}}} {value}");
    }

    fn one(&mut self, name: &str, kind: &str, help: &str, value: u64) {
        self.head(name, kind, help);
        let _ = writeln!(self.0, "{name} {value}");
    }
}
