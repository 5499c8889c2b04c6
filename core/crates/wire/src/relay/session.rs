//! `POST /v1/challenge` and `POST /v1/session`: showing, space by space, that
//! one holds a key, without a clock and without saying who one is.

use super::binary;
use rapport_ids::{EpochTag, SpaceId};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChallengeRequest {
    pub spaces: Vec<SpaceId>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Challenge {
    #[serde(with = "binary")]
    pub challenge: [u8; 32],
    /// Seconds within which it can be answered.
    pub expires_s: u64,
    /// In the order asked for.
    pub spaces: Vec<ChallengedSpace>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChallengedSpace {
    pub id: SpaceId,
    /// The key in force there; none when the relay has no such space.
    pub epoch_tag: Option<EpochTag>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionRequest {
    #[serde(with = "binary")]
    pub challenge: [u8; 32],
    pub spaces: Vec<SessionSpace>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionSpace {
    pub id: SpaceId,
    /// The key that signs; none when it is the recovery key of a personal space.
    pub epoch_tag: Option<EpochTag>,
    #[serde(with = "binary")]
    pub signature: [u8; 64],
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Bearer token.
    pub token: String,
    pub expires_s: u64,
    /// In the order asked for.
    pub spaces: Vec<GrantedSpace>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantedSpace {
    pub id: SpaceId,
    pub grant: Grant,
}

/// What a session may do in one space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grant {
    /// The key in force: everything.
    Current,
    /// A key of earlier: read control, share and notice frames, post notices.
    Former,
    /// The words of a personal space: read its control frames.
    Recovery,
    /// The signature does not fit, or no such space.
    Refused,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "session over {} spaces", self.spaces.len())
    }
}
