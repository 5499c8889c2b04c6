//! The relay as a process of its own, over loopback: what it costs and how
//! fast it is.

mod program;
mod push;
mod watch;

pub use program::{CHILD, child};
pub use push::rows as push;
pub use watch::rows as watchers;

// The client that the relay's own tests talk to it with.
#[allow(dead_code)]
#[path = "../../../relay/tests/support"]
mod support {
    pub(super) mod client;
    pub(super) mod clock;
    pub(super) mod space;
}
