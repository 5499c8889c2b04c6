//! The 176 bytes in clear at the end of a control frame: all that a relay has
//! to know to keep the line of operations a line.

use crate::codec::{Malformed, Reader, Writer};
use rapport_ids::{EpochTag, RecordId};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trailer {
    /// The control frame before this one at the relay; zeros in the first.
    pub prev: RecordId,
    /// The key that frames must be sealed with from here on.
    pub tag_after: EpochTag,
    /// Who may open sessions from here on.
    pub auth_after: [u8; 32],
    /// Who signs the next control frame.
    pub control_after: [u8; 32],
    pub signature: [u8; 64],
}

impl Trailer {
    pub const LEN: usize = 176;

    pub fn read(r: &mut Reader<'_>) -> Result<Self, Malformed> {
        let trailer = Self {
            prev: RecordId::new(r.array("previous record")?),
            tag_after: EpochTag::new(r.array("tag after")?),
            auth_after: r.array("auth key after")?,
            control_after: r.array("control key after")?,
            signature: r.array("control signature")?,
        };
        r.end("trailer")?;
        Ok(trailer)
    }

    /// All but the signature, which is made over what is written so far.
    pub fn write_unsigned(&self, w: &mut Writer) {
        w.put(self.prev.as_ref()).put(self.tag_after.as_ref()).put(&self.auth_after).put(&self.control_after);
    }
}
