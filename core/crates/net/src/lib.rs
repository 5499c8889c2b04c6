//! Carries calls to a relay over HTTPS and brings its news.
//!
//! It knows no keys and decides nothing: what to ask is the node's business,
//! when to ask again the caller's. It never follows a redirect, never reads
//! more than an answer can be, and never trusts a certificate it was not told to.

mod client;
mod sse;
mod trust;
mod watch;

pub use client::RelayClient;
pub use sse::{SseEvent, SseParser};
pub use trust::{NotAllowed, Trust};
pub use watch::Watch;
