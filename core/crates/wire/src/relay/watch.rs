//! `GET /v1/watch`: news of many spaces over one connection.

use super::binary;
use super::page::LogPlace;
use rapport_ids::SpaceId;
use serde::{Deserialize, Serialize};

/// One event. As a server-sent event its name is `head`, `live` or `reauth`
/// and its data the JSON of what is inside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    Head(HeadNews),
    Live(LiveNews),
    /// The key in force has changed: open a new session.
    Reauth {
        space: SpaceId,
    },
}

/// A space has a new record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadNews {
    pub space: SpaceId,
    #[serde(flatten)]
    pub place: LogPlace,
    /// The record itself when it is small: the one with number `head`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frame: Option<Bytes>,
}

/// A live frame from somebody in the space.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiveNews {
    pub space: SpaceId,
    pub frame: Bytes,
}

/// Bytes in JSON.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Bytes(#[serde(with = "binary")] pub Vec<u8>);

impl std::fmt::Debug for Bytes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} bytes", self.0.len())
    }
}

/// The answer to `GET /v1/watch?wait=&mark=`: without a mark every space of the
/// session at once; with one the spaces that have changed since, as soon as
/// there are any, else nothing after the wait.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PollAnswer {
    pub heads: Vec<HeadNews>,
    /// Spaces whose key in force has changed.
    pub reauth: Vec<SpaceId>,
    /// Handed back as `?mark=` with the next poll, which then answers with
    /// what has changed since this one. Means nothing to anybody but the relay.
    #[serde(default)]
    pub mark: String,
}

/// What became of a live frame. Losing one is harmless, so an excess is no refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum LiveAnswer {
    /// Handed to whoever watches the space now.
    Delivered,
    /// More than five a second of this session or fifty of this space.
    Dropped,
    /// Sealed under a key that is no longer in force.
    Stale,
}

impl News {
    pub const fn event(&self) -> &'static str {
        match self {
            Self::Head(_) => "head",
            Self::Live(_) => "live",
            Self::Reauth { .. } => "reauth",
        }
    }

    /// The data of the event.
    pub fn data(&self) -> Result<String, serde_json::Error> {
        match self {
            Self::Head(news) => serde_json::to_string(news),
            Self::Live(news) => serde_json::to_string(news),
            Self::Reauth { space } => serde_json::to_string(&Reauth { space: *space }),
        }
    }

    /// Reads an event; none for events of a newer relay.
    pub fn read(event: &str, data: &str) -> Result<Option<Self>, serde_json::Error> {
        Ok(match event {
            "head" => Some(Self::Head(serde_json::from_str(data)?)),
            "live" => Some(Self::Live(serde_json::from_str(data)?)),
            "reauth" => Some(Self::Reauth { space: serde_json::from_str::<Reauth>(data)?.space }),
            _ => None,
        })
    }
}

#[derive(Serialize, Deserialize)]
struct Reauth {
    space: SpaceId,
}
