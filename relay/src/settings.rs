//! What people can set: by flag, by environment variable `RAPPORT_RELAY_…`, by
//! TOML file, in that order of strength, under the same names.

mod units;

pub(crate) use units::Span;
pub use units::{BadUnit, ByteSize};

use crate::config::{Metering, Quotas, Rates, ServerConfig, Timeouts, Tls};
use crate::state::rates::Allowance;
use rapport_wire::{BadOrigin, Origin};
use serde::Deserialize;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// Without TLS of its own the relay listens here, on this machine only.
const LOCAL: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 8787);

/// Why settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    #[error("{0} cannot be read: {1}")]
    File(PathBuf, #[source] std::io::Error),
    #[error("{0} is not what it should be: {1}")]
    Toml(PathBuf, String),
    #[error("no data folder: say --data FOLDER")]
    NoData,
    #[error("--public: {0}")]
    Public(#[from] BadOrigin),
    #[error("--cert and --key go together, and without --self-signed")]
    CertAndKey,
    #[error("--self-signed, --cert and --key serve TLS and need --public https://HOST:PORT")]
    TlsWithoutPublic,
}

macro_rules! settings {
    ($($(#[$meta:meta])* $name:ident: $type:ty,)*) => {
        /// How a relay serves. Every value may be missing; what is set in no
        /// place takes its default in [`Settings::resolve`].
        #[derive(Debug, Clone, Default, PartialEq, clap::Args, Deserialize)]
        #[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
        pub struct Settings {
            $($(#[$meta])* pub $name: Option<$type>,)*
        }

        impl Settings {
            /// Takes from `weaker` what is not set here.
            #[must_use]
            pub fn or(self, weaker: Self) -> Self {
                Self { $($name: self.$name.or(weaker.$name),)* }
            }
        }
    };
}

settings! {
    /// TOML file with the same names as these flags, without the dashes in front
    #[arg(long, value_name = "FILE", env = "RAPPORT_RELAY_CONFIG")]
    #[serde(skip)]
    config: PathBuf,
    /// Folder for the database and a self-signed certificate
    #[arg(long, value_name = "FOLDER", env = "RAPPORT_RELAY_DATA")]
    data: PathBuf,
    /// Address to listen on [default: 127.0.0.1:8787; with TLS, the port of --public on all addresses]
    #[arg(long, value_name = "ADDRESS:PORT", env = "RAPPORT_RELAY_LISTEN")]
    listen: SocketAddr,
    /// The address that people use
    #[arg(long, value_name = "https://HOST[:PORT]", env = "RAPPORT_RELAY_PUBLIC")]
    public: String,
    /// Certificate chain in PEM, read again on SIGHUP
    #[arg(long, value_name = "FILE", env = "RAPPORT_RELAY_CERT")]
    cert: PathBuf,
    /// Its private key in PEM
    #[arg(long, value_name = "FILE", env = "RAPPORT_RELAY_KEY")]
    key: PathBuf,
    /// Make a certificate and keep it; apps check it by the pin in the link
    #[arg(long, value_name = "BOOL", env = "RAPPORT_RELAY_SELF_SIGNED", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    self_signed: bool,
    /// Plain HTTP on an address that others can reach, for example behind a proxy on another machine
    #[arg(long, value_name = "BOOL", env = "RAPPORT_RELAY_INSECURE_HTTP", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    insecure_http: bool,
    /// Believe the last address in X-Forwarded-For, when a proxy writes it
    #[arg(long, value_name = "BOOL", env = "RAPPORT_RELAY_BEHIND_PROXY", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    behind_proxy: bool,
    /// Bytes of records a space may have [default: 1GiB]
    #[arg(long, value_name = "SIZE", env = "RAPPORT_RELAY_SPACE_BYTES")]
    space_bytes: ByteSize,
    /// Records a space may have [default: 1000000]
    #[arg(long, value_name = "N", env = "RAPPORT_RELAY_SPACE_RECORDS")]
    space_records: u64,
    /// Bytes the whole database may have, 0 for no bound [default: 0]
    #[arg(long, value_name = "SIZE", env = "RAPPORT_RELAY_RELAY_BYTES")]
    relay_bytes: ByteSize,
    /// Mailboxes open at once for one creation token or session [default: 64]
    #[arg(long, value_name = "N", env = "RAPPORT_RELAY_MAILBOXES")]
    mailboxes: u64,
    /// Calls a second from one address without a session, 0 for no bound [default: 20]
    #[arg(long, value_name = "N", env = "RAPPORT_RELAY_ADDRESS_RATE")]
    address_rate: u32,
    /// How many of them at once [default: 600]
    #[arg(long, value_name = "N", env = "RAPPORT_RELAY_ADDRESS_BURST")]
    address_burst: u32,
    /// Calls a second of one session, 0 for no bound [default: 50]
    #[arg(long, value_name = "N", env = "RAPPORT_RELAY_SESSION_RATE")]
    session_rate: u32,
    /// How many of them at once [default: 600]
    #[arg(long, value_name = "N", env = "RAPPORT_RELAY_SESSION_BURST")]
    session_burst: u32,
    /// Connections at once [default: 10000]
    #[arg(long, value_name = "N", env = "RAPPORT_RELAY_CONNECTIONS")]
    connections: usize,
    /// Connections at once from one address [default: 1024]
    #[arg(long, value_name = "N", env = "RAPPORT_RELAY_CONNECTIONS_PER_ADDRESS")]
    connections_per_address: usize,
    /// Who may read /metrics [default: loopback]
    #[arg(long, value_name = "WHO", env = "RAPPORT_RELAY_METRICS")]
    metrics: Metering,
    /// What to log on stderr: off, error, warn, info, debug or trace [default: info]
    #[arg(long, value_name = "LEVEL", env = "RAPPORT_RELAY_LOG")]
    log: LogLevel,
    /// Also log each request with the address it came from
    #[arg(long, value_name = "BOOL", env = "RAPPORT_RELAY_LOG_ADDRESSES", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    log_addresses: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum LogLevel {
    Off,
    Error,
    Warn,
    #[default]
    Info,
    Debug,
    Trace,
}

impl Settings {
    /// Adds what the TOML file says, if one is named.
    pub fn with_file(self) -> Result<Self, SettingsError> {
        let Some(path) = self.config.clone() else { return Ok(self) };
        let text = std::fs::read_to_string(&path).map_err(|error| SettingsError::File(path.clone(), error))?;
        let file: Self = toml::from_str(&text).map_err(|error| {
            let line = error.span().map_or(1, |span| text.bytes().take(span.start).filter(|b| *b == b'\n').count() + 1);
            SettingsError::Toml(path, format!("line {line}: {}", error.message()))
        })?;
        Ok(self.or(file))
    }

    /// The data folder, or the platform's place for one.
    pub fn data_folder(&self) -> Result<PathBuf, SettingsError> {
        let set = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        let home = || set("XDG_DATA_HOME").or_else(|| set("HOME").map(|home| home.join(".local/share")));
        self.data.clone().or_else(|| home().map(|folder| folder.join("rapport-relay"))).ok_or(SettingsError::NoData)
    }

    /// Checks what is set and fills in the rest.
    pub fn resolve(&self) -> Result<ServerConfig, SettingsError> {
        let public = self.public.as_deref().map(Origin::parse).transpose()?;
        let tls = self.tls(public.as_ref())?;
        let listen = match (self.listen, &public, &tls) {
            (Some(listen), ..) => listen,
            (None, Some(public), Tls::Files { .. } | Tls::SelfSigned) => every_address(port(public)),
            _ => LOCAL,
        };
        let (quotas, rates) = (Quotas::DEFAULT, Rates::DEFAULT);
        let allowance = |rate: Option<u32>, burst: Option<u32>, usual: Allowance| Allowance {
            per_second: rate.unwrap_or(usual.per_second),
            burst: burst.unwrap_or(usual.burst),
        };
        let local = ServerConfig::local(self.data_folder()?);
        Ok(ServerConfig {
            listen,
            public,
            tls,
            insecure_http: self.insecure_http.unwrap_or(false),
            quotas: Quotas {
                space_bytes: self.space_bytes.map_or(quotas.space_bytes, ByteSize::bytes),
                space_records: self.space_records.unwrap_or(quotas.space_records),
                mailboxes: self.mailboxes.unwrap_or(quotas.mailboxes),
                ..quotas
            },
            rates: Rates {
                address: allowance(self.address_rate, self.address_burst, rates.address),
                session: allowance(self.session_rate, self.session_burst, rates.session),
            },
            timeouts: Timeouts::DEFAULT,
            relay_bytes: self.relay_bytes.map_or(0, ByteSize::bytes),
            connections: self.connections.unwrap_or(local.connections),
            connections_per_address: self.connections_per_address.unwrap_or(local.connections_per_address),
            behind_proxy: self.behind_proxy.unwrap_or(false),
            log_addresses: self.log_addresses.unwrap_or(false),
            metering: self.metrics.unwrap_or(local.metering),
            data: local.data,
        })
    }

    fn tls(&self, public: Option<&Origin>) -> Result<Tls, SettingsError> {
        let tls = match (&self.cert, &self.key, self.self_signed.unwrap_or(false)) {
            (None, None, false) => return Ok(Tls::None),
            (None, None, true) => Tls::SelfSigned,
            (Some(cert), Some(key), false) => Tls::Files { cert: cert.clone(), key: key.clone() },
            _ => return Err(SettingsError::CertAndKey),
        };
        if public.is_some_and(Origin::is_secure) { Ok(tls) } else { Err(SettingsError::TlsWithoutPublic) }
    }

    /// The same with a data folder that is known.
    #[must_use]
    pub fn at(data: Option<&Path>) -> Self {
        Self { data: data.map(Path::to_path_buf), ..Self::default() }
    }
}

fn port(origin: &Origin) -> u16 {
    origin.as_str().rsplit_once(':').and_then(|(_, port)| port.parse().ok()).unwrap_or(443)
}

/// IPv6 and, where the system has it so, IPv4 as well.
fn every_address(port: u16) -> SocketAddr {
    let v6 = SocketAddr::from((std::net::Ipv6Addr::UNSPECIFIED, port));
    match std::net::UdpSocket::bind(SocketAddr::from((std::net::Ipv6Addr::UNSPECIFIED, 0))) {
        Ok(_) => v6,
        Err(_) => SocketAddr::from((std::net::Ipv4Addr::UNSPECIFIED, port)),
    }
}

#[cfg(test)]
mod tests;
