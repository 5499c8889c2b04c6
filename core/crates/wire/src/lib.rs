//! What relay and client share: the outside of frames, limits, the relay's
//! messages and the signatures it checks. A relay that links this crate can
//! number and hand out frames; it has nothing to open one with.
//!
//! Every byte form here stands in `docs/protocol.md`.

pub mod auth;
pub mod call;
pub mod chain;
pub mod codec;
pub mod frame;
pub mod http;
pub mod limits;
pub mod operator;
pub mod origin;
pub mod relay;

pub use call::{Answer, Call, CallFailed};
pub use chain::Chain;
pub use codec::{Malformed, Reader, Writer};
pub use frame::{Class, Classes, Frame, FrameProblem, Header, Trailer};
pub use origin::{BadOrigin, Origin};
