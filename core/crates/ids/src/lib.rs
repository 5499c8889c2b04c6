//! Typed identifiers and their text forms. One type a thing, so that a goal
//! can never be passed where a meeting is meant.
//!
//! An identifier is a fixed number of bytes. As text it is a prefix that names
//! its kind, a dash, and the bytes in lower-case base 32 (RFC 4648 section 7,
//! whose alphabet keeps the order of the bytes): `goal-0f2k…`.

mod macros;
mod text;

pub mod item;
pub mod protocol;

pub use item::{
    AgendaItemId, CauseId, CheckInId, CommentId, EventId, GoalId, MeetingId, MilestoneId, NoteId, PairingId,
    ProgressId, RevisionId, SectionId, SeriesId, StepId,
};
pub use protocol::{AccountId, BoxId, DeviceId, DocId, EntryId, EpochId, EpochTag, LogId, RecordId, SpaceId};
pub use text::{BadId, BadIdProblem, SHORT};

/// A person is named by their account: one root key, one person.
pub type PersonId = AccountId;
