//! A space as its members hold it: keys, and frames whose bodies mean nothing.

use super::clock::{fill, fresh};
use ed25519_dalek::{Signer, SigningKey};
use rapport_ids::{EpochTag, LogId, RecordId, SpaceId};
use rapport_wire::frame::{BODY_MIN, Boxes};
use rapport_wire::relay::{CreateSpace, KeysOverride, OwnersCall};
use rapport_wire::{Class, Header, Origin, Trailer, Writer, auth};

/// The keys of one epoch.
#[derive(Clone)]
pub struct Epoch {
    pub tag: EpochTag,
    pub auth: SigningKey,
    pub control: SigningKey,
}

#[derive(Clone)]
pub struct Space {
    pub id: SpaceId,
    pub owner: SigningKey,
    pub recovery: Option<SigningKey>,
    /// The newest last.
    pub epochs: Vec<Epoch>,
    pub control_head: RecordId,
    pub opening: CreateSpace,
}

pub fn key() -> SigningKey {
    let mut seed = [0; 32];
    fill(&mut fresh().wrapping_mul(0x1234_5678_9abc_def1), &mut seed);
    SigningKey::from_bytes(&seed)
}

pub fn public(key: &SigningKey) -> [u8; 32] {
    key.verifying_key().to_bytes()
}

fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    fill(&mut fresh().wrapping_mul(0xfedc_ba98_7654_3211), &mut bytes);
    bytes
}

impl Epoch {
    pub fn fresh() -> Self {
        Self { tag: EpochTag::new(bytes()), auth: key(), control: key() }
    }
}

impl Space {
    pub fn new() -> Self {
        Self::made(None)
    }

    pub fn personal() -> Self {
        Self::made(Some(key()))
    }

    fn made(recovery: Option<SigningKey>) -> Self {
        let (owner, g, first) = (key(), bytes(), Epoch::fresh());
        let id = auth::space_id(&public(&owner), &g);
        let genesis = control_frame(id, first.tag, RecordId::NONE, &first, &first.control);
        let record = rapport_wire::Frame::parse(genesis.clone()).unwrap().record_id();
        let recovery_key = recovery.as_ref().map(public);
        let signature = owner.sign(&auth::create_message(&id, recovery_key.as_ref(), &record)).to_bytes();
        let opening = CreateSpace { owner: public(&owner), g, recovery: recovery_key, signature, genesis };
        Self { id, owner, recovery, epochs: vec![first], control_head: record, opening }
    }

    pub fn epoch(&self) -> &Epoch {
        self.epochs.last().unwrap()
    }

    /// A frame of `len` bytes, or the smallest, sealed under the newest key.
    pub fn frame(&self, class: Class, len: usize) -> Vec<u8> {
        self.frame_under(self.epoch().tag, class, len)
    }

    pub fn frame_under(&self, tag: EpochTag, class: Class, len: usize) -> Vec<u8> {
        let mut w = header(self.id, class, tag);
        if class == Class::Share {
            Boxes::default().write(&mut w).unwrap();
            return w.finish();
        }
        let mut body = vec![0; len.saturating_sub(w.len()).max(BODY_MIN)];
        fill(&mut fresh().wrapping_mul(31), &mut body);
        w.put(&body);
        w.finish()
    }

    pub fn log(&self) -> Vec<u8> {
        self.frame(Class::Log, 700)
    }

    /// A control frame on the head that brings these keys; not yet taken over.
    pub fn control(&self, next: &Epoch) -> Vec<u8> {
        control_frame(self.id, self.epoch().tag, self.control_head, next, &self.epoch().control)
    }

    /// Takes over what a control frame brought.
    pub fn follow(&mut self, frame: &[u8], next: Epoch) {
        self.control_head = rapport_wire::Frame::parse(frame.to_vec()).unwrap().record_id();
        self.epochs.push(next);
    }

    pub fn sign_session(&self, origin: &Origin, challenge: &[u8; 32], key: &SigningKey) -> [u8; 64] {
        key.sign(&auth::session_message(origin, challenge, &self.id)).to_bytes()
    }

    pub fn keys(&self, version: u64, control: &SigningKey, owner: &SigningKey) -> KeysOverride {
        let (control, new_owner) = (public(control), public(owner));
        let message = auth::keys_message(&self.id, version, &control, &new_owner);
        KeysOverride { version, control, owner: new_owner, signature: self.owner.sign(&message).to_bytes() }
    }

    pub fn deletion(&self, log_id: LogId) -> OwnersCall {
        let signature = self.owner.sign(&auth::delete_space_message(&self.id, &log_id)).to_bytes();
        OwnersCall { log_id, signature }
    }

    pub fn revival(&self, log_id: LogId) -> OwnersCall {
        let signature = self.owner.sign(&auth::revive_space_message(&self.id, &log_id)).to_bytes();
        OwnersCall { log_id, signature }
    }

    pub fn path(&self, rest: &str) -> String {
        format!("/v1/spaces/{}{rest}", self.id)
    }
}

fn header(space: SpaceId, class: Class, tag: EpochTag) -> Writer {
    let mut w = Writer::new();
    Header { class, space, tag, nonce: bytes(), commitment: bytes() }.write(&mut w);
    w
}

pub fn control_frame(space: SpaceId, tag: EpochTag, prev: RecordId, next: &Epoch, by: &SigningKey) -> Vec<u8> {
    let mut w = header(space, Class::Control, tag);
    Boxes::default().write(&mut w).unwrap();
    let mut body = vec![0; BODY_MIN];
    fill(&mut fresh().wrapping_mul(77), &mut body);
    w.put(&body);
    let trailer = Trailer {
        prev,
        tag_after: next.tag,
        auth_after: public(&next.auth),
        control_after: public(&next.control),
        signature: [0; 64],
    };
    trailer.write_unsigned(&mut w);
    let signature = by.sign(&auth::control_message(&space, w.as_slice())).to_bytes();
    w.put(&signature);
    w.finish()
}
