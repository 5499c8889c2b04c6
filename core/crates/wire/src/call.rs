//! One request to a relay and its answer, as values. The synchronous core asks
//! with a [`Call`]; whoever has sockets carries it out; a simulation hands it
//! to a relay without any.

use crate::Classes;
use crate::relay::{
    BoxDelete, BoxPut, BoxSlots, Challenge, ChallengeRequest, ControlConflict, ControlStored, CreateSpace, IdPage,
    Info, KeysOverride, KeysStored, LiveAnswer, OwnersCall, PollAnswer, PushResult, RecordPage, RelayProblem, Session,
    SessionRequest, SpaceCreated,
};
use rapport_ids::{BoxId, SpaceId};

/// What is asked of a relay.
#[derive(Clone, PartialEq, Eq)]
pub enum Call {
    Info,
    Challenge(ChallengeRequest),
    Session(SessionRequest),
    CreateSpace {
        token: Option<String>,
        space: CreateSpace,
    },
    Push {
        session: String,
        space: SpaceId,
        /// The frames come from a relay or another device, not from their author.
        again: bool,
        frames: Vec<Vec<u8>>,
    },
    /// Needs no session: the frame proves itself.
    Control {
        space: SpaceId,
        frame: Vec<u8>,
    },
    Pull {
        session: String,
        space: SpaceId,
        after: u64,
        /// Only frames of these classes; a former key must say which.
        classes: Option<Classes>,
        limit: u16,
    },
    Ids {
        session: String,
        space: SpaceId,
        after: u64,
    },
    PutKeys {
        space: SpaceId,
        keys: KeysOverride,
    },
    Live {
        session: String,
        space: SpaceId,
        frame: Vec<u8>,
    },
    /// News by long poll, where a stream cannot be held open.
    Poll {
        session: String,
        wait_s: u64,
        /// From the answer before; none at first.
        mark: Option<String>,
    },
    PutBox {
        mailbox: BoxId,
        put: BoxPut,
        /// The first write of a mailbox needs a session or a creation token.
        session: Option<String>,
        token: Option<String>,
    },
    GetBox {
        mailbox: BoxId,
        /// Answer only when a slot past these many is there, or after this long.
        have: u8,
        wait_s: u64,
    },
    DeleteBox {
        mailbox: BoxId,
        delete: BoxDelete,
    },
    DeleteSpace {
        space: SpaceId,
        call: OwnersCall,
    },
}

/// What a relay said, checked for form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    Info(Info),
    Challenge(Challenge),
    Session(Session),
    SpaceCreated(SpaceCreated),
    Pushed(PushResult),
    ControlStored(ControlStored),
    ControlConflict(ControlConflict),
    Page(RecordPage),
    Ids(IdPage),
    Slots(BoxSlots),
    Poll(PollAnswer),
    KeysStored(KeysStored),
    Live(LiveAnswer),
    /// There is nothing to say beyond that it was done.
    Done,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CallFailed {
    /// No connection, or one that broke: try again later.
    #[error("the relay cannot be reached")]
    Unreachable,
    /// The certificate is neither trusted nor the pinned one.
    #[error("the relay's certificate is not the expected one")]
    NotTrusted,
    /// The relay said no.
    #[error(transparent)]
    Refused(#[from] RelayProblem),
    /// What came is not an answer of this protocol.
    #[error("not a relay's answer: {0}")]
    Garbage(&'static str),
}

impl Call {
    /// A name for logs: what is asked, and of nobody in particular.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Challenge(_) => "challenge",
            Self::Session(_) => "session",
            Self::CreateSpace { .. } => "create-space",
            Self::Push { .. } => "push",
            Self::Control { .. } => "control",
            Self::Pull { .. } => "pull",
            Self::Ids { .. } => "ids",
            Self::PutKeys { .. } => "put-keys",
            Self::Live { .. } => "live",
            Self::Poll { .. } => "poll",
            Self::PutBox { .. } => "put-box",
            Self::GetBox { .. } => "get-box",
            Self::DeleteBox { .. } => "delete-box",
            Self::DeleteSpace { .. } => "delete-space",
        }
    }
}

/// Tokens and frames stay out of logs.
impl std::fmt::Debug for Call {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
