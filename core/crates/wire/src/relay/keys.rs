//! `PUT /v1/spaces/{id}/keys`: the owner's last word on who signs control frames.

use super::page::LogPlace;
use crate::auth;
use crate::codec::{Malformed, Reader, Writer};
use rapport_ids::SpaceId;
use serde::{Deserialize, Serialize};

/// version u64 | control key 32 | owner key 32 | signature 64 by the owner key in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeysOverride {
    /// One more than the version before.
    pub version: u64,
    pub control: [u8; 32],
    pub owner: [u8; 32],
    pub signature: [u8; 64],
}

impl KeysOverride {
    pub fn write(&self) -> Vec<u8> {
        let mut w = Writer::new();
        self.write_into(&mut w);
        w.finish()
    }

    pub(super) fn write_into(&self, w: &mut Writer) {
        w.u64(self.version).put(&self.control).put(&self.owner).put(&self.signature);
    }

    pub fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(bytes);
        let keys = Self::read_from(&mut r)?;
        r.end("keys")?;
        Ok(keys)
    }

    pub(super) fn read_from(r: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(Self {
            version: r.u64("version")?,
            control: r.array("control key")?,
            owner: r.array("owner key")?,
            signature: r.array("owner signature")?,
        })
    }

    /// Whether the owner in force signed it.
    pub fn is_by(&self, owner: &[u8; 32], space: &SpaceId) -> bool {
        auth::verify(owner, &auth::keys_message(space, self.version, &self.control, &self.owner), &self.signature)
    }
}

/// The override is in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeysStored {
    pub version: u64,
    #[serde(flatten)]
    pub place: LogPlace,
}
