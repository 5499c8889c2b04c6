//! Keys in a control or share frame, each sealed to one device, and the links
//! from a newer key to older ones.

use crate::codec::{Malformed, Problem, Reader, Writer};
use crate::limits;
use rapport_ids::{EpochTag, SpaceId};
use sha2::{Digest, Sha256};

/// Bytes of one box.
pub const BOX_LEN: usize = 88;

/// `hint [8] | HPKE enc [32] | ciphertext [48]`; a dummy is random bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeyBox {
    pub hint: [u8; 8],
    pub enc: [u8; 32],
    pub sealed: [u8; 48],
}

/// An older key, sealed with the newer one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct OlderKey {
    pub tag: EpochTag,
    pub sealed: [u8; 48],
}

/// All keys that a frame carries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Boxes {
    /// For every device: the key in force after the frame.
    pub epoch: Vec<KeyBox>,
    /// For the devices of owner and admins: the control key.
    pub control: Vec<KeyBox>,
    pub older: Vec<OlderKey>,
}

impl Boxes {
    pub fn read(r: &mut Reader<'_>) -> Result<Self, Malformed> {
        let epoch = read_list(r, "boxes")?;
        let control = read_list(r, "control boxes")?;
        let older = r.ascending("older keys", |r| {
            Ok(OlderKey { tag: EpochTag::new(r.array("older tag")?), sealed: r.array("older key")? })
        })?;
        if older.len() > limits::OLDER_KEYS {
            return Err(Malformed::new("older keys", Problem::TooLong));
        }
        Ok(Self { epoch, control, older })
    }

    pub fn write(&self, w: &mut Writer) -> Result<(), Malformed> {
        for (field, list) in [("boxes", &self.epoch), ("control boxes", &self.control)] {
            w.count(field, list.len())?;
            for item in list {
                w.put(&item.hint).put(&item.enc).put(&item.sealed);
            }
        }
        w.count("older keys", self.older.len())?;
        for item in &self.older {
            w.put(item.tag.as_ref()).put(&item.sealed);
        }
        Ok(())
    }

    /// What a control op says of the boxes that travel with it.
    pub fn hash(&self, space: &SpaceId, nonce: &[u8; 24]) -> Result<[u8; 32], Malformed> {
        let mut w = Writer::new();
        self.write(&mut w)?;
        let hash = Sha256::new().chain_update(b"rapport/v1/boxes").chain_update(space).chain_update(nonce);
        Ok(hash.chain_update(w.as_slice()).finalize().into())
    }
}

/// Sorted by their bytes; two may share a hint.
fn read_list(r: &mut Reader<'_>, field: &'static str) -> Result<Vec<KeyBox>, Malformed> {
    let n = r.u16(field)?;
    if usize::from(n) > limits::BOXES {
        return Err(Malformed::new(field, Problem::TooLong));
    }
    let mut list: Vec<KeyBox> = Vec::new();
    for _ in 0..n {
        let next = KeyBox { hint: r.array("hint")?, enc: r.array("enc")?, sealed: r.array("sealed key")? };
        if list.last().is_some_and(|last| *last > next) {
            return Err(Malformed::new(field, Problem::Order));
        }
        list.push(next);
    }
    Ok(list)
}

impl std::fmt::Debug for KeyBox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "box {:02x?}", self.hint)
    }
}

impl std::fmt::Debug for OlderKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "link to {:?}", self.tag)
    }
}
