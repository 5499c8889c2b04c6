//! `/v1/box/{id}`: slots through which two strangers who share a secret meet.
//! A slot is written once; `PUT` answers `Conflict` to other content.

use crate::auth;
use crate::codec::{Malformed, Problem, Reader, Writer};
use crate::limits;
use rapport_ids::BoxId;
use serde::{Deserialize, Serialize};

/// slot u8 | key 32 | signature 64 | content (u32 length).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoxPut {
    pub slot: u8,
    /// The key that the mailbox is named after.
    pub key: [u8; 32],
    pub signature: [u8; 64],
    pub content: Vec<u8>,
}

impl BoxPut {
    pub fn write(&self) -> Result<Vec<u8>, Malformed> {
        let mut w = Writer::new();
        w.u8(self.slot).put(&self.key).put(&self.signature).bytes("content", &self.content)?;
        Ok(w.finish())
    }

    pub fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(bytes);
        let put = Self {
            slot: r.u8("slot")?,
            key: r.array("key")?,
            signature: r.array("signature")?,
            content: r.bytes("content", limits::BOX_SLOT)?.to_vec(),
        };
        r.end("put")?;
        if put.slot >= limits::BOX_SLOTS {
            return Err(Malformed::new("slot", Problem::Value));
        }
        Ok(put)
    }

    /// Whether the key names this mailbox and signed this slot.
    pub fn fits(&self, mailbox: &BoxId) -> bool {
        auth::box_id(&self.key) == *mailbox
            && auth::verify(&self.key, &auth::box_put_message(mailbox, self.slot, &self.content), &self.signature)
    }
}

/// Closes a mailbox for good: what is in it goes, nothing can be put in again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoxDelete {
    /// The key that the mailbox is named after.
    #[serde(with = "super::binary")]
    pub key: [u8; 32],
    #[serde(with = "super::binary")]
    pub signature: [u8; 64],
}

impl BoxDelete {
    /// Whether the key names this mailbox and signed its end.
    pub fn fits(&self, mailbox: &BoxId) -> bool {
        auth::box_id(&self.key) == *mailbox
            && auth::verify(&self.key, &auth::box_delete_message(mailbox), &self.signature)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    pub slot: u8,
    pub content: Vec<u8>,
}

/// n u16 | n x (slot u8 | u32 length | content), ascending.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BoxSlots {
    pub slots: Vec<Slot>,
}

impl BoxSlots {
    pub fn write(&self) -> Result<Vec<u8>, Malformed> {
        let mut w = Writer::new();
        w.count("slots", self.slots.len())?;
        for slot in &self.slots {
            w.u8(slot.slot).bytes("content", &slot.content)?;
        }
        Ok(w.finish())
    }

    pub fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(bytes);
        let slots = r.ascending("slots", |r| Ok((r.u8("slot")?, r.bytes("content", limits::BOX_SLOT)?.to_vec())))?;
        r.end("slots")?;
        Ok(Self { slots: slots.into_iter().map(|(slot, content)| Slot { slot, content }).collect() })
    }

    pub fn get(&self, slot: u8) -> Option<&[u8]> {
        self.slots.iter().find(|s| s.slot == slot).map(|s| s.content.as_slice())
    }
}
