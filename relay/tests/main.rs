//! Every call of the relay, good and bad, over real sockets and real files.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what a test helper cannot do ends the test"
)]
#![allow(clippy::cast_possible_truncation, reason = "numbers in tests are small")]
#![allow(unreachable_pub, reason = "measuring uses the support too")]

mod support;

mod backup;
mod bad_bytes;
mod control;
mod door;
mod end;
mod former;
mod keys;
mod kill;
mod limits;
mod live;
mod logs;
mod mailbox;
mod metrics;
mod poll;
mod pull;
mod push;
mod settings;
mod simulated;
mod spaces;
mod stop;
mod terminal;
mod tls;
mod tokens;
mod watch;
