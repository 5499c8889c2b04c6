//! The mailbox of an invite: its name, its keys, and how slots are sealed.

use super::JoinFailure;
use crate::limits;
use rapport_ids::BoxId;
use rapport_seal::padme::entry_size;
use rapport_seal::random::array;
use rapport_seal::{MailboxKey, Random, Secret, aead};
use rapport_wire::codec::Problem;
use rapport_wire::relay::{BoxPut, BoxSlots};
use rapport_wire::{Malformed, Reader, Writer, auth};

const VERSION: u8 = 1;

/// Everything that follows from an invite's secret.
pub struct Mailbox {
    id: BoxId,
    key: MailboxKey,
    seal: Secret,
    invite: MailboxKey,
}

impl Mailbox {
    /// HKDF-SHA256 over the secret without salt: "rapport/v1/mailbox/sign",
    /// "rapport/v1/mailbox/seal" and "rapport/v1/invite-key".
    pub fn of(secret: &Secret) -> Self {
        let key = MailboxKey::from_seed(&secret.derive(&[b"rapport/v1/mailbox/sign"]));
        let seal = secret.derive(&[b"rapport/v1/mailbox/seal"]);
        let invite = MailboxKey::from_seed(&secret.derive(&[b"rapport/v1/invite-key"]));
        Self { id: auth::box_id(&key.public()), key, seal, invite }
    }

    pub const fn id(&self) -> BoxId {
        self.id
    }

    /// Signs for whoever holds the invite, where there is no mailbox.
    pub const fn invite_key(&self) -> &MailboxKey {
        &self.invite
    }

    /// The signature that closes the mailbox: the invite is revoked or done with.
    pub fn close(&self) -> [u8; 64] {
        self.key.sign(&auth::box_delete_message(&self.id))
    }

    /// The public key that the mailbox is named after.
    pub fn public(&self) -> [u8; 32] {
        self.key.public()
    }

    fn associated(&self, slot: u8) -> Vec<u8> {
        [b"rapport/v1/slot".as_slice(), self.id.as_ref(), &[slot]].concat()
    }

    /// Seals a message for one slot: version u8 = 1 | nonce 24 | XChaCha20-Poly1305
    /// of (u32 length | message | zeros up to the Padmé size, at least 512).
    pub fn put(&self, slot: u8, message: &[u8], random: &mut dyn Random) -> Result<BoxPut, JoinFailure> {
        if message.len() > limits::SLOT_CONTENT {
            return Err(Malformed::new("slot", Problem::TooLong).into());
        }
        let mut inside = Writer::new();
        inside.bytes("message", message)?;
        let mut inside = inside.finish();
        inside.resize(entry_size(inside.len()), 0);
        let nonce = array::<24>(random);
        let mut content = [[VERSION].as_slice(), &nonce, &inside].concat();
        if !aead::seal(&self.seal, &nonce, &self.associated(slot), &mut content, 25) {
            return Err(Malformed::new("slot", Problem::TooLong).into());
        }
        let signature = self.key.sign(&auth::box_put_message(&self.id, slot, &content));
        Ok(BoxPut { slot, key: self.key.public(), signature, content })
    }

    /// The message in a slot; none when nobody has written there yet.
    pub fn message(&self, slots: &BoxSlots, slot: u8) -> Result<Option<Vec<u8>>, JoinFailure> {
        let Some(content) = slots.get(slot) else { return Ok(None) };
        let damaged = || JoinFailure::Damaged(slot);
        let mut r = Reader::new(content);
        match r.u8("version").map_err(|_| damaged())? {
            VERSION => {}
            _ => return Err(JoinFailure::Newer),
        }
        let nonce = r.array("nonce").map_err(|_| damaged())?;
        let inside = aead::open(&self.seal, &nonce, &self.associated(slot), r.rest()).ok_or_else(damaged)?;
        let mut r = Reader::new(&inside);
        let message = r.bytes("message", limits::SLOT_CONTENT).map_err(|_| damaged())?.to_vec();
        let padded = inside.len() == entry_size(4 + message.len()) && r.rest().iter().all(|b| *b == 0);
        if padded { Ok(Some(message)) } else { Err(damaged()) }
    }
}
