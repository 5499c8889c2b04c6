//! The 92 bytes that every frame begins with.

use super::{Class, FrameProblem};
use crate::codec::{Reader, Writer};
use rapport_ids::{EpochTag, SpaceId};

/// version | class | suite | flags | space | epoch tag | nonce | commitment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    pub class: Class,
    pub space: SpaceId,
    /// The key it is sealed with; in a share, the key it brings.
    pub tag: EpochTag,
    pub nonce: [u8; 24],
    /// Binds the frame to one key: opening checks it before it decrypts.
    pub commitment: [u8; 32],
}

impl Header {
    pub const LEN: usize = 92;
    pub const VERSION: u8 = 1;
    pub const SUITE: u8 = 1;

    pub fn read(r: &mut Reader<'_>) -> Result<Self, FrameProblem> {
        if r.u8("version")? != Self::VERSION {
            return Err(FrameProblem::Newer("version"));
        }
        let class = Class::from_byte(r.u8("class")?).ok_or(FrameProblem::Newer("class"))?;
        if r.u8("suite")? != Self::SUITE {
            return Err(FrameProblem::Newer("suite"));
        }
        if r.u8("flags")? != 0 {
            return Err(FrameProblem::Newer("flags"));
        }
        Ok(Self {
            class,
            space: SpaceId::new(r.array("space")?),
            tag: EpochTag::new(r.array("epoch tag")?),
            nonce: r.array("nonce")?,
            commitment: r.array("commitment")?,
        })
    }

    pub fn write(&self, w: &mut Writer) {
        w.u8(Self::VERSION).u8(self.class.byte()).u8(Self::SUITE).u8(0);
        w.put(self.space.as_ref()).put(self.tag.as_ref()).put(&self.nonce).put(&self.commitment);
    }
}
