//! What can be set, already checked and with every default filled in.

use crate::state::rates::Allowance;
use rapport_wire::Origin;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

/// What the service itself has to know.
#[derive(Debug, Clone)]
pub struct Config {
    /// What sessions are signed over. [`crate::serve`] fills in the port it got.
    pub origin: Origin,
    pub quotas: Quotas,
    pub rates: Rates,
}

impl Config {
    /// Everything as it is by default.
    pub const fn new(origin: Origin) -> Self {
        Self { origin, quotas: Quotas::DEFAULT, rates: Rates::DEFAULT }
    }
}

/// How much there may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quotas {
    /// Bytes of frames a space.
    pub space_bytes: u64,
    pub space_records: u64,
    /// Mailboxes open at once for one token or session.
    pub mailboxes: u64,
    /// Sessions at once; the oldest go first.
    pub sessions: usize,
    /// Spaces over all sessions.
    pub session_spaces: usize,
    /// Challenges waiting for an answer.
    pub challenges: usize,
    /// Watches at once for one session.
    pub watches: usize,
}

impl Quotas {
    pub const DEFAULT: Self = Self {
        space_bytes: 1 << 30,
        space_records: 1_000_000,
        mailboxes: 64,
        sessions: 100_000,
        session_spaces: 2_000_000,
        challenges: 65_536,
        watches: 8,
    };
}

/// How often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rates {
    /// Calls without a session, an address: generous, for a school has one.
    pub address: Allowance,
    /// Calls of one session.
    pub session: Allowance,
}

impl Rates {
    pub const DEFAULT: Self =
        Self { address: Allowance { per_second: 20, burst: 600 }, session: Allowance { per_second: 50, burst: 600 } };
    /// For measuring, and for relays that only one's own machine reaches.
    pub const UNBOUNDED: Self = Self { address: Allowance::UNBOUNDED, session: Allowance::UNBOUNDED };
}

/// What [`crate::serve`] has to know.
#[derive(Debug, Clone)]
pub struct ServerConfig {
    /// Where the database, its lock and a self-signed certificate are kept.
    pub data: PathBuf,
    /// Port 0 takes a free one.
    pub listen: SocketAddr,
    /// The address that people use, when it is another than `listen`.
    pub public: Option<Origin>,
    pub tls: Tls,
    /// Plain HTTP on an address that others can reach.
    pub insecure_http: bool,
    pub quotas: Quotas,
    pub rates: Rates,
    pub timeouts: Timeouts,
    /// Bytes of the database; 0 without bound.
    pub relay_bytes: u64,
    /// Connections at once, in all and from one address.
    pub connections: usize,
    pub connections_per_address: usize,
    /// Take the caller's address from the last entry of `X-Forwarded-For`.
    pub behind_proxy: bool,
    pub log_addresses: bool,
    pub metering: Metering,
}

impl ServerConfig {
    /// A relay on this machine only, in plain HTTP.
    pub fn local(data: PathBuf) -> Self {
        Self {
            data,
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            public: None,
            tls: Tls::None,
            insecure_http: false,
            quotas: Quotas::DEFAULT,
            rates: Rates::DEFAULT,
            timeouts: Timeouts::DEFAULT,
            relay_bytes: 0,
            connections: 10_000,
            connections_per_address: 1024,
            behind_proxy: false,
            log_addresses: false,
            metering: Metering::Loopback,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tls {
    /// Plain: on this machine, behind a proxy, or because somebody said so.
    None,
    /// Certificate chain and key in PEM; read again on SIGHUP.
    Files { cert: PathBuf, key: PathBuf },
    /// Made at the first start and kept in the data folder.
    SelfSigned,
}

/// Who may read `/metrics`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Metering {
    /// Callers on this machine that no proxy speaks for.
    Loopback,
    /// Everybody who reaches the relay.
    Open,
    Off,
}

/// How long the relay waits for others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// From the first byte of a connection to the end of its first headers.
    pub headers: Duration,
    /// For a whole body, and for the next piece of it.
    pub body: Duration,
    pub piece: Duration,
    /// For a peer that neither reads nor writes.
    pub idle: Duration,
    /// Between heartbeats of a watch.
    pub heartbeat: Duration,
    /// For requests under way when the relay stops.
    pub stop: Duration,
}

impl Timeouts {
    pub const DEFAULT: Self = Self {
        headers: Duration::from_secs(15),
        body: Duration::from_secs(60),
        piece: Duration::from_secs(15),
        idle: Duration::from_secs(90),
        heartbeat: Duration::from_secs(rapport_wire::limits::HEARTBEAT_S),
        stop: Duration::from_secs(10),
    };
}
