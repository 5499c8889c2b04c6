//! `POST /v1/spaces`: opening a space at a relay with its genesis frame.

use super::binary;
use crate::auth;
use crate::codec::{Malformed, Problem, Reader, Writer};
use crate::{Chain, Class, Frame, limits};
use rapport_ids::{LogId, SpaceId};
use serde::{Deserialize, Serialize};

/// version u8 = 1 | owner key | g | recovery key (option) | signature by the owner key | genesis frame (u32 length).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateSpace {
    pub owner: [u8; 32],
    pub g: [u8; 32],
    pub recovery: Option<[u8; 32]>,
    pub signature: [u8; 64],
    pub genesis: Vec<u8>,
}

impl CreateSpace {
    pub fn space(&self) -> SpaceId {
        auth::space_id(&self.owner, &self.g)
    }

    pub fn write(&self) -> Result<Vec<u8>, Malformed> {
        let mut w = Writer::new();
        w.u8(1).put(&self.owner).put(&self.g).flag(self.recovery.is_some());
        if let Some(key) = &self.recovery {
            w.put(key);
        }
        w.put(&self.signature).bytes("genesis", &self.genesis)?;
        Ok(w.finish())
    }

    pub fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(bytes);
        if r.u8("version")? != 1 {
            return Err(Malformed::new("version", Problem::Value));
        }
        let (owner, g) = (r.array("owner key")?, r.array("g")?);
        let recovery = if r.flag("recovery")? { Some(r.array("recovery key")?) } else { None };
        let signature = r.array("signature")?;
        let genesis = r.bytes("genesis", limits::CONTROL_FRAME)?.to_vec();
        r.end("space")?;
        Ok(Self { owner, g, recovery, signature, genesis })
    }

    /// Checks that the owner opens this very space with this very genesis, and
    /// that the genesis signs itself with the control key it brings.
    pub fn check(&self) -> Result<Frame, Malformed> {
        let bad = |field, problem| Malformed::new(field, problem);
        let frame = Frame::parse(self.genesis.clone()).map_err(|_| bad("genesis", Problem::Value))?;
        let trailer = frame.trailer().ok_or(bad("genesis", Problem::Value))?;
        if frame.class() != Class::Control || frame.header().space != self.space() {
            return Err(bad("genesis", Problem::Value));
        }
        if trailer.prev != rapport_ids::RecordId::NONE || trailer.tag_after != frame.header().tag {
            return Err(bad("trailer", Problem::Value));
        }
        if !frame.control_signature_fits(&trailer.control_after) {
            return Err(bad("control signature", Problem::Signature));
        }
        let message = auth::create_message(&self.space(), self.recovery.as_ref(), &frame.record_id());
        if !auth::verify(&self.owner, &message, &self.signature) {
            return Err(bad("owner signature", Problem::Signature));
        }
        Ok(frame)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpaceCreated {
    pub space: SpaceId,
    pub log_id: LogId,
    pub head: u64,
    #[serde(with = "super::page::chain_text")]
    pub chain: Chain,
}

/// `DELETE /v1/spaces/{id}` and, within the days of grace, `POST
/// /v1/spaces/{id}/revive`: signed by the owner key in force, each with its own message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnersCall {
    /// The life of the log that is meant, so that the call cannot be repeated
    /// against a later one.
    pub log_id: LogId,
    #[serde(with = "binary")]
    pub signature: [u8; 64],
}

impl OwnersCall {
    pub fn deletes(&self, owner: &[u8; 32], space: &SpaceId) -> bool {
        auth::verify(owner, &auth::delete_space_message(space, &self.log_id), &self.signature)
    }

    pub fn revives(&self, owner: &[u8; 32], space: &SpaceId) -> bool {
        auth::verify(owner, &auth::revive_space_message(space, &self.log_id), &self.signature)
    }
}
