//! The relay: a server that numbers, keeps and hands out sealed records. It
//! links nothing that could open one; see `docs/operations.md` for running it.
//!
//! [`Service`] is its heart, synchronous, over a [`store::Store`], with clock
//! and randomness passed in: a simulation calls it without sockets. [`serve`]
//! puts it behind HTTP. The command line ([`RelayCommand`], [`run`]) is here
//! too, so that another program can carry it.

mod cli;
mod config;
mod files;
mod metrics;
mod ports;
mod refusal;
mod routes;
mod server;
mod service;
mod settings;
mod state;
pub mod store;
mod tokens;

pub use cli::{Answers, RelayCommand, RunError, run};
pub use config::{Config, Metering, Quotas, Rates, ServerConfig, Timeouts, Tls};
pub use metrics::Metrics;
pub use ports::{Clock, NoRandom, Random, SystemClock, SystemRandom};
pub use refusal::{Answer, Refusal};
pub use server::{RunningRelay, ServeError, serve, serve_with};
pub use service::{Caller, PullQuery, Service};
pub use settings::{BadUnit, ByteSize, LogLevel, Settings, SettingsError};
pub use state::hub::{End, Watcher};
pub use state::rates::Allowance;
pub use tokens::{TokenId, TokenState, TokenStatus};
