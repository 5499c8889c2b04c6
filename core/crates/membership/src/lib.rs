//! Who is in a space, who may do what in it, and which key it uses: the control
//! chain and everything that follows from it; invites and joining.
//!
//! Pure: the answer follows from a set of signed operations, certificates and
//! revocations, whatever the order in which they came. It must never ask a
//! clock who is right.

pub mod document;
pub mod draft;
pub mod invite;
pub mod ledger;
pub mod limits;
pub mod op;
pub mod relay;
pub mod role;
pub mod space;
pub mod standing;

pub use document::{DocGenesis, Part, Writers};
pub use draft::{Draft, DraftProblem, MadeOp, MadeSpace, NewSpace, SealWith};
pub use ledger::{Inserted, Membership, OpProblem, Trust};
pub use op::{Act, After, Op};
pub use relay::Relay;
pub use role::{Rank, Role};
pub use space::{Recovery, SpaceKind};
pub use standing::{Admission, Alarm, Member, Standing, Void, Why};

#[cfg(test)]
mod testing;
#[cfg(test)]
mod vectors;
