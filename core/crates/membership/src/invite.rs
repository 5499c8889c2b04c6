//! Inviting somebody into a space, or a device into an account: the link, the
//! mailbox through which two strangers who share a secret meet, the messages
//! they exchange there, and the two machines that exchange them.
//!
//! The secret of an invite opens a mailbox and nothing else. It must never
//! carry or lead to a key of a space.

pub mod face;
mod inviting;
mod joining;
mod link;
mod mailbox;
mod message;
mod name;

pub use inviting::{Candidate, Inviting, InvitingStep, Offer};
pub use joining::{Joined, Joining, JoiningStep, Request};
pub use link::{BadLink, Invite};
pub use mailbox::Mailbox;
#[cfg(test)]
pub(crate) use message::transcript;
pub use message::{Applicant, Commitment, Hello, Keys, Purpose, Reveal, Welcome, slot};
pub use name::{BadName, DisplayName};

use rapport_ids::SpaceId;
use rapport_seal::{Bundle, Devices, SealProblem};
use rapport_wire::Malformed;

/// Why a join ends without anybody having come in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JoinFailure {
    #[error("the invite has expired")]
    Expired,
    /// Closed by whoever made it, or used up.
    #[error("the invite is no longer open")]
    Closed,
    /// The mailbox holds another one's answer in a slot that is ours.
    #[error("somebody else has used this invite")]
    SecondJoiner,
    /// The mailbox holds, in a slot of the inviting side, what it did not write.
    #[error("somebody else answers for the inviting side")]
    SecondInviter,
    /// What was revealed is not what was committed to.
    #[error("the other side has changed its keys in the middle")]
    WrongReveal,
    /// Not damage: made by a newer version.
    #[error("the other side needs this app to be newer")]
    Newer,
    #[error("slot {0} cannot be read")]
    Damaged(u8),
    #[error("the certificates do not lead to the account")]
    Certificates,
    #[error("one cannot join oneself")]
    Oneself,
    /// A link for a device of the same person, taken as an invite into a pair,
    /// or the other way round.
    #[error("the link is for something else")]
    OtherPurpose,
    /// What came in the end is not what was agreed on.
    #[error("the welcome does not fit what was agreed: {0}")]
    Welcome(&'static str),
    #[error(transparent)]
    Malformed(#[from] Malformed),
    #[error(transparent)]
    Seal(#[from] SealProblem),
}

/// Whether certificates hold and show at least one device that stands.
fn leads_to_root(bundle: &Bundle) -> bool {
    let Some(account) = bundle.account() else { return false };
    let mut devices = Devices::new(SpaceId::new([0; 16]));
    bundle.check().is_ok() && devices.add(bundle) && devices.current(&account).next().is_some()
}

#[cfg(test)]
mod tests;
