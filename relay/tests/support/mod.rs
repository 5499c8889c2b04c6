//! What the tests share: a relay, a client, and spaces to talk about.

pub mod client;
pub mod clock;
pub mod events;
pub mod fixture;
pub mod program;
pub mod space;

pub use client::{Client, Reply};
pub use clock::ManualClock;
pub use events::Events;
pub use fixture::Relay;
pub use program::Program;
pub use space::Space;
