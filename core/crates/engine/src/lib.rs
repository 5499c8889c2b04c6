//! Sync without sockets or files: what to ask a relay next, and what to make
//! of what came.
//!
//! Nothing in here changes anything. It looks at what is known through a port,
//! and says what ought to be done; whoever holds the storage does it, whole or
//! not at all.

pub mod backoff;
pub mod errand;
pub mod known;
pub mod live;
pub mod reason;
pub mod receive;

pub use backoff::Backoff;
pub use known::Known;
pub use reason::{Fault, Hold, Wait};
pub use receive::{Hands, Incoming, Item, Link, LinkState, OneHand, Plan, Verdict, Work, receive};

#[cfg(test)]
mod testing;
