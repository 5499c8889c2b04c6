//! The relay's messages. Frames travel as bytes; small answers as JSON.

mod binary;
mod control;
mod info;
mod keys;
mod mailbox;
mod page;
mod problem;
mod prune;
mod push;
mod session;
mod space;
mod submission;
mod watch;

/// The header that carries a creation token.
pub const TOKEN_HEADER: &str = "rapport-token";
/// The media type of everything binary.
pub const BINARY: &str = "application/vnd.rapport.v1";

pub use control::{ControlConflict, ControlStored};
pub use info::Info;
pub use info::Limits;
pub use keys::{KeysOverride, KeysStored};
pub use mailbox::{BoxDelete, BoxPut, BoxSlots, Slot};
pub use page::{IdPage, LogPlace, RecordPage, Stored};
pub use problem::{Code, RelayProblem};
pub use prune::PruneCall;
pub use push::{PushResult, Pushed, read_batch, write_batch};
pub use session::{
    Challenge, ChallengeRequest, ChallengedSpace, Grant, GrantedSpace, Session, SessionRequest, SessionSpace,
};
pub use space::{CreateSpace, OwnersCall, SpaceCreated};
pub use submission::{Acknowledge, SubmissionPage, SubmissionStored};
pub use watch::Bytes;
pub use watch::{HeadNews, LiveAnswer, LiveNews, News, PollAnswer};

#[cfg(test)]
mod tests;
