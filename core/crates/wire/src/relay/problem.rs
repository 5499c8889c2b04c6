//! How a relay refuses.

use serde::{Deserialize, Serialize};

/// Why, in one word that programs read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// The request is not of the form that this call takes.
    Malformed,
    /// Larger than this call takes.
    TooLarge,
    /// No session, or one that has ended.
    SessionNeeded,
    /// The session does not cover this space or this act.
    NotAllowed,
    /// No such space, mailbox or address.
    NotFound,
    /// The call needs a creation token that is good.
    TokenNeeded,
    /// A signature does not fit.
    BadSignature,
    /// Another control frame stands at the head.
    ControlConflict,
    /// The slot, space or version holds something else already.
    Conflict,
    /// It was here and has been closed or deleted by whoever may do so. Not a
    /// relay that lost something: nothing is to be uploaded again.
    Gone,
    /// Too many requests; wait as told.
    TooMany,
    /// The space or the relay has no room left.
    OverQuota,
    /// Something only a newer relay knows.
    NeedsNewerRelay,
    /// The relay is stopping or cannot reach its storage.
    Unavailable,
    /// A code of a newer relay.
    #[serde(other)]
    Other,
}

impl Code {
    /// The HTTP status that carries it.
    pub const fn status(self) -> u16 {
        match self {
            Self::Malformed | Self::NeedsNewerRelay => 400,
            Self::SessionNeeded => 401,
            Self::NotAllowed | Self::TokenNeeded | Self::BadSignature => 403,
            Self::NotFound => 404,
            Self::ControlConflict | Self::Conflict => 409,
            Self::Gone => 410,
            Self::TooLarge => 413,
            Self::TooMany => 429,
            Self::Unavailable | Self::Other => 503,
            Self::OverQuota => 507,
        }
    }
}

/// The body of every refusal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{code:?}: {detail}")]
pub struct RelayProblem {
    pub code: Code,
    /// For the people who run clients and relays; never shown as it is.
    pub detail: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_s: Option<u64>,
}

impl RelayProblem {
    pub fn new(code: Code, detail: impl Into<String>) -> Self {
        Self { code, detail: detail.into(), retry_after_s: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newer_relay_is_understood_in_part() {
        let problem: RelayProblem =
            serde_json::from_str(r#"{"code":"from_the_future","detail":"x","more":1}"#).unwrap();
        assert_eq!(problem.code, Code::Other);
    }
}
