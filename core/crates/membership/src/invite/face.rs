//! Face to face and without a network: three QR codes. They are shown from
//! screen to screen, so there is no mailbox and no code to compare.

use super::{DisplayName, Mailbox, leads_to_root};
use crate::limits;
use crate::role::Role;
use crate::space::SpaceKind;
use data_encoding::BASE32_NOPAD;
use rapport_ids::{AccountId, SpaceId};
use rapport_seal::{Bundle, Random, Secret};
use rapport_wire::codec::Problem;
use rapport_wire::{Malformed, Reader, Writer, auth};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// What fits into one QR code in its alphanumeric mode. A longer welcome goes
/// over the local network or as a file.
pub const QR_CHARACTERS: usize = 4296;

/// First code, shown by the admin: secret 32 | space 16 | account 32 | space
/// kind u8 | role u8 | name.
pub struct FaceInvite {
    pub secret: Secret,
    pub space: SpaceId,
    /// The admin's account.
    pub inviter: AccountId,
    pub kind: SpaceKind,
    pub role: Role,
    pub name: DisplayName,
}

/// Second code, shown by whoever joins: name | certificates | signature 64 by
/// the invite key over "rapport/v1/face" || space || inviter || SHA-256(all before).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaceAnswer {
    pub name: DisplayName,
    pub certificates: Bundle,
    signature: [u8; 64],
}

/// Third code, shown by the admin: certificates | n u16 | n x frame (u32 length).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaceWelcome {
    /// The line of the inviting device.
    pub certificates: Bundle,
    pub frames: Vec<Vec<u8>>,
}

/// Why a code cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadCode {
    #[error("this is another code than the one that is due")]
    NotOurs,
    #[error("this code was made by a newer app")]
    Newer,
    #[error("this code is damaged")]
    Damaged,
    #[error("this answer is to another invite")]
    OtherInvite,
}

impl From<Malformed> for BadCode {
    fn from(_: Malformed) -> Self {
        Self::Damaged
    }
}

/// `RAPPORT:` letter version `.` base 32: all in the alphabet that QR codes
/// hold most of.
fn text(letter: char, bytes: &[u8]) -> Zeroizing<String> {
    let mut checked = Zeroizing::new(bytes.to_vec());
    checked.extend_from_slice(&check(bytes));
    Zeroizing::new(format!("RAPPORT:{letter}1.{}", BASE32_NOPAD.encode(&checked)))
}

fn check(bytes: &[u8]) -> [u8; 4] {
    let hash = Sha256::new().chain_update(b"rapport/v1/qr").chain_update(bytes).finalize();
    let mut sum = [0; 4];
    sum.copy_from_slice(&hash[..4]);
    sum
}

fn untext(letter: char, text: &str) -> Result<Zeroizing<Vec<u8>>, BadCode> {
    let rest = text.trim().strip_prefix("RAPPORT:").and_then(|rest| rest.strip_prefix(letter));
    let (version, payload) = rest.and_then(|rest| rest.split_once('.')).ok_or(BadCode::NotOurs)?;
    match version {
        "1" => {}
        v if !v.is_empty() && v.bytes().all(|b| b.is_ascii_digit()) => return Err(BadCode::Newer),
        _ => return Err(BadCode::NotOurs),
    }
    if payload.len() > QR_CHARACTERS {
        return Err(BadCode::Damaged);
    }
    let bytes = BASE32_NOPAD.decode(payload.as_bytes()).map(Zeroizing::new).map_err(|_| BadCode::Damaged)?;
    match bytes.split_last_chunk::<4>() {
        Some((body, sum)) if check(body) == *sum => Ok(Zeroizing::new(body.to_vec())),
        _ => Err(BadCode::Damaged),
    }
}

impl FaceInvite {
    pub fn new(
        (space, kind): (SpaceId, SpaceKind),
        inviter: AccountId,
        role: Role,
        name: DisplayName,
        random: &mut dyn Random,
    ) -> Self {
        Self { secret: Secret::random(random), space, inviter, kind, role, name }
    }

    pub fn code(&self) -> Result<Zeroizing<String>, Malformed> {
        let mut w = Writer::new();
        w.put(self.secret.expose()).put(self.space.as_ref()).put(self.inviter.as_ref());
        w.u8(self.kind.byte()).u8(self.role.byte());
        self.name.write(&mut w)?;
        Ok(text('A', &Zeroizing::new(w.finish())))
    }

    pub fn parse(code: &str) -> Result<Self, BadCode> {
        let bytes = untext('A', code)?;
        let mut r = Reader::new(&bytes);
        let invite = Self {
            secret: Secret::new(r.array("secret")?),
            space: SpaceId::new(r.array("space")?),
            inviter: AccountId::new(r.array("inviter")?),
            kind: SpaceKind::read(&mut r)?,
            role: Role::read(&mut r)?,
            name: DisplayName::read(&mut r)?,
        };
        r.end("invite")?;
        Ok(invite)
    }

    fn message(&self, before: &[u8]) -> Vec<u8> {
        let hash: [u8; 32] = Sha256::digest(before).into();
        [b"rapport/v1/face".as_slice(), self.space.as_ref(), self.inviter.as_ref(), &hash].concat()
    }
}

impl FaceAnswer {
    pub fn new(invite: &FaceInvite, name: DisplayName, certificates: Bundle) -> Result<Self, Malformed> {
        let mut answer = Self { name, certificates, signature: [0; 64] };
        let message = invite.message(&answer.unsigned()?);
        answer.signature = Mailbox::of(&invite.secret).invite_key().sign(&message);
        Ok(answer)
    }

    fn unsigned(&self) -> Result<Vec<u8>, Malformed> {
        let mut w = Writer::new();
        self.name.write(&mut w)?;
        self.certificates.write(&mut w)?;
        Ok(w.finish())
    }

    pub fn code(&self) -> Result<Zeroizing<String>, Malformed> {
        Ok(text('B', &[self.unsigned()?.as_slice(), &self.signature].concat()))
    }

    /// Reads an answer to this very invite; certificates are checked.
    pub fn parse(code: &str, invite: &FaceInvite) -> Result<Self, BadCode> {
        let bytes = untext('B', code)?;
        let mut r = Reader::new(&bytes);
        let answer = Self {
            name: DisplayName::read(&mut r)?,
            certificates: Bundle::read(&mut r)?,
            signature: r.array("signature")?,
        };
        r.end("answer")?;
        let key = Mailbox::of(&invite.secret).invite_key().public();
        if !auth::verify(&key, &invite.message(&answer.unsigned()?), &answer.signature) {
            return Err(BadCode::OtherInvite);
        }
        if leads_to_root(&answer.certificates) { Ok(answer) } else { Err(BadCode::Damaged) }
    }
}

impl FaceWelcome {
    pub fn code(&self) -> Result<Zeroizing<String>, Malformed> {
        let mut w = Writer::new();
        self.certificates.write(&mut w)?;
        w.count("frames", self.frames.len())?;
        for frame in &self.frames {
            w.bytes("frame", frame)?;
        }
        Ok(text('C', w.as_slice()))
    }

    /// Reads a welcome by the one who invited. What is in the frames is for
    /// the caller to open and check.
    pub fn parse(code: &str, invite: &FaceInvite) -> Result<Self, BadCode> {
        let bytes = untext('C', code)?;
        let mut r = Reader::new(&bytes);
        let certificates = Bundle::read(&mut r)?;
        let n = usize::from(r.u16("frames")?);
        if n > limits::WELCOME_FRAMES {
            return Err(Malformed::new("frames", Problem::TooLong).into());
        }
        let mut frames = Vec::new();
        for _ in 0..n {
            frames.push(r.bytes("frame", rapport_wire::limits::CONTROL_FRAME)?.to_vec());
        }
        r.end("welcome")?;
        if certificates.account() != Some(invite.inviter) {
            return Err(BadCode::OtherInvite);
        }
        if leads_to_root(&certificates) { Ok(Self { certificates, frames }) } else { Err(BadCode::Damaged) }
    }
}
