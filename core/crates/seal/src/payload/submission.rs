//! Answers to a programme that only its coordinators can open. A submission is
//! no record: it has no device, no chain and no place in the log.

use crate::device::{DeviceCard, DeviceKeys};
use crate::hpke::{HpkePublic, HpkeSecret};
use crate::kdf;
use crate::limits;
use crate::padme::entry_size;
use crate::random::Random;
use rapport_ids::{AccountId, DeviceId, SpaceId};
use rapport_wire::codec::Problem;
use rapport_wire::{Malformed, Reader, Writer};
use zeroize::Zeroizing;

const INFO: &[u8] = b"rapport/v1/submission";
const VERSION: u8 = 1;

/// What is handed in.
#[derive(Clone, PartialEq, Eq)]
pub struct Submission {
    /// Names what is answered: a survey wave, a concern form.
    pub topic: [u8; 32],
    pub body: Vec<u8>,
}

/// Who says so, as far as anybody can tell.
#[derive(Clone, PartialEq, Eq)]
pub enum Author {
    /// Confidential: signed by a device of a member.
    Device { account: AccountId, device: DeviceId, signature: [u8; 64] },
    /// Anonymous: a token that shows membership and nothing else.
    Token(Vec<u8>),
}

/// A submission after opening.
#[derive(Clone, PartialEq, Eq)]
pub struct OpenedSubmission {
    pub submission: Submission,
    pub author: Author,
    message: [u8; 32],
}

impl OpenedSubmission {
    /// Whether this device signed it. False for anonymous ones.
    pub fn is_by(&self, card: &DeviceCard, space: &SpaceId) -> bool {
        match &self.author {
            Author::Device { account, device, signature } => {
                card.id == *device
                    && card.account == *account
                    && card.signed(&signed_message(space, &self.message), signature)
            }
            Author::Token(_) => false,
        }
    }
}

fn signed_message(space: &SpaceId, hash: &[u8; 32]) -> Vec<u8> {
    [b"rapport/v1/submission-sig".as_slice(), space.as_ref(), hash].concat()
}

impl Submission {
    /// Inside: version u8 = 1 | mode u8 (1 confidential, 2 anonymous) | topic 32 |
    /// body (u32 length) | account 32, device 16, signature 64 or token (u32 length) |
    /// zeros up to the Padmé size, at least 512. Outside: version u8 = 1 | HPKE
    /// enc 32 | ciphertext.
    pub fn seal_confidential(
        &self,
        space: &SpaceId,
        to: &HpkePublic,
        keys: &DeviceKeys,
        random: &mut dyn Random,
    ) -> Result<Vec<u8>, Malformed> {
        let mut w = self.start(1)?;
        w.put(keys.account().as_ref()).put(keys.id().as_ref());
        let signature = keys.sign(&signed_message(space, &kdf::hash(&[w.as_slice()])));
        w.put(&signature);
        seal(w, space, to, random)
    }

    pub fn seal_anonymous(
        &self,
        space: &SpaceId,
        to: &HpkePublic,
        token: &[u8],
        random: &mut dyn Random,
    ) -> Result<Vec<u8>, Malformed> {
        if token.len() > limits::TOKEN {
            return Err(Malformed::new("token", Problem::TooLong));
        }
        let mut w = self.start(2)?;
        w.bytes("token", token)?;
        seal(w, space, to, random)
    }

    fn start(&self, mode: u8) -> Result<Writer, Malformed> {
        let mut w = Writer::new();
        w.u8(VERSION).u8(mode).put(&self.topic).bytes("body", &self.body)?;
        Ok(w)
    }

    /// Opens one. The author's signature or token is the next question.
    pub fn open(sealed: &[u8], space: &SpaceId, key: &HpkeSecret) -> Result<OpenedSubmission, Malformed> {
        if sealed.len() > rapport_wire::limits::SUBMISSION {
            return Err(Malformed::new("submission", Problem::TooLong));
        }
        let mut outside = Reader::new(sealed);
        if outside.u8("version")? != VERSION {
            return Err(Malformed::new("version", Problem::Value));
        }
        let enc = outside.array("enc")?;
        let inside = key
            .open(&enc, INFO, space.as_ref(), outside.rest())
            .map(Zeroizing::new)
            .ok_or(Malformed::new("submission", Problem::Signature))?;
        let mut r = Reader::new(&inside);
        if r.u8("version")? != VERSION {
            return Err(Malformed::new("version", Problem::Value));
        }
        let mode = r.u8("mode")?;
        let topic = r.array("topic")?;
        let body = r.bytes("body", rapport_wire::limits::SUBMISSION)?.to_vec();
        let author = match mode {
            1 => {
                let (account, device) = (AccountId::new(r.array("account")?), DeviceId::new(r.array("device")?));
                Author::Device { account, device, signature: r.array("author signature")? }
            }
            2 => Author::Token(r.bytes("token", limits::TOKEN)?.to_vec()),
            _ => return Err(Malformed::new("mode", Problem::Value)),
        };
        let len = inside.len() - r.rest().len();
        if inside.len() != entry_size(len) || r.rest().iter().any(|b| *b != 0) {
            return Err(Malformed::new("padding", Problem::Value));
        }
        let signed = if mode == 1 { len - 64 } else { len };
        let message = kdf::hash(&[inside.get(..signed).unwrap_or_default()]);
        Ok(OpenedSubmission { submission: Self { topic, body }, author, message })
    }
}

fn seal(w: Writer, space: &SpaceId, to: &HpkePublic, random: &mut dyn Random) -> Result<Vec<u8>, Malformed> {
    let mut inside = Zeroizing::new(w.finish());
    let padded = entry_size(inside.len());
    inside.resize(padded, 0);
    if padded + 49 > rapport_wire::limits::SUBMISSION {
        return Err(Malformed::new("body", Problem::TooLong));
    }
    let (enc, sealed) =
        to.seal(INFO, space.as_ref(), &inside, random).ok_or(Malformed::new("submission key", Problem::Value))?;
    let mut w = Writer::new();
    w.u8(VERSION).put(&enc).put(&sealed);
    Ok(w.finish())
}

impl std::fmt::Debug for Submission {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "submission of {} bytes", self.body.len())
    }
}

impl std::fmt::Debug for OpenedSubmission {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mode = if matches!(self.author, Author::Token(_)) { "anonymous" } else { "confidential" };
        write!(f, "{mode} {:?}", self.submission)
    }
}
