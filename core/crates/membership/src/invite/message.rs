//! What the two sides say to each other, slot by slot.

use super::DisplayName;
use crate::limits;
use crate::role::Role;
use crate::space::SpaceKind;
use rapport_ids::{AccountId, BoxId, SpaceId};
use rapport_seal::{Bundle, HpkePublic, ShortCode};
use rapport_wire::codec::Problem;
use rapport_wire::{Malformed, Reader, Writer};
use sha2::{Digest, Sha256};

/// Which slot holds what.
pub mod slot {
    pub const HELLO: u8 = 0;
    pub const COMMITMENT: u8 = 1;
    pub const KEYS: u8 = 2;
    pub const REVEAL: u8 = 3;
    /// The first part of the welcome; further parts follow.
    pub const WELCOME: u8 = 4;
}

/// What the invite is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Purpose {
    /// A person comes into a space.
    Join = 1,
    /// A device comes into an account.
    Link = 2,
}

impl Purpose {
    fn read(r: &mut Reader<'_>) -> Result<Self, Malformed> {
        match r.u8("purpose")? {
            1 => Ok(Self::Join),
            2 => Ok(Self::Link),
            _ => Err(Malformed::new("purpose", Problem::Value)),
        }
    }
}

/// Slot 0, by the inviting side: purpose u8 | space kind u8 | name | expires u64 (ms).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hello {
    pub purpose: Purpose,
    pub kind: SpaceKind,
    /// Who invites.
    pub name: DisplayName,
    /// By the inviting side's clock, milliseconds since 1970.
    pub expires_ms: u64,
}

impl Hello {
    pub fn write(&self) -> Result<Vec<u8>, Malformed> {
        let mut w = Writer::new();
        w.u8(self.purpose as u8).u8(self.kind.byte());
        self.name.write(&mut w)?;
        w.u64(self.expires_ms);
        Ok(w.finish())
    }

    pub fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(bytes);
        let (purpose, kind) = (Purpose::read(&mut r)?, SpaceKind::read(&mut r)?);
        let (name, expires_ms) = (DisplayName::read(&mut r)?, r.u64("expires")?);
        r.end("hello")?;
        Ok(Self { purpose, kind, name, expires_ms })
    }
}

/// Slot 1, by the joining side: SHA-256("rapport/v1/join/commit" || box id || the reveal).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Commitment(pub [u8; 32]);

impl Commitment {
    pub fn to(mailbox: &BoxId, reveal: &[u8]) -> Self {
        let hash = Sha256::new().chain_update(b"rapport/v1/join/commit").chain_update(mailbox);
        Self(hash.chain_update(reveal).finalize().into())
    }

    pub fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(bytes);
        let commitment = Self(r.array("commitment")?);
        r.end("commitment")?;
        Ok(commitment)
    }
}

/// Slot 2, by the inviting side: nonce 32 | space 16 | role u8 | certificates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keys {
    pub nonce: [u8; 32],
    pub space: SpaceId,
    /// What whoever joins will be.
    pub role: Role,
    /// The line of the inviting device.
    pub certificates: Bundle,
}

impl Keys {
    pub fn write(&self) -> Result<Vec<u8>, Malformed> {
        let mut w = Writer::new();
        w.put(&self.nonce).put(self.space.as_ref()).u8(self.role.byte());
        self.certificates.write(&mut w)?;
        Ok(w.finish())
    }

    pub fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(bytes);
        let (nonce, space) = (r.array("nonce")?, SpaceId::new(r.array("space")?));
        let (role, certificates) = (Role::read(&mut r)?, Bundle::read(&mut r)?);
        r.end("keys")?;
        Ok(Self { nonce, space, role, certificates })
    }
}

/// Who wants to come in. u8 1 | certificates, or u8 2 | signing key 32 | HPKE key 32.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Applicant {
    Person(Bundle),
    Device { sign: [u8; 32], hpke: HpkePublic },
}

impl Applicant {
    /// The account that applies; none for a device, which has none yet.
    pub fn account(&self) -> Option<AccountId> {
        match self {
            Self::Person(bundle) => bundle.account(),
            Self::Device { .. } => None,
        }
    }
}

/// Slot 3, by the joining side: nonce 32 | name | applicant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reveal {
    pub nonce: [u8; 32],
    pub name: DisplayName,
    pub applicant: Applicant,
}

impl Reveal {
    pub fn write(&self) -> Result<Vec<u8>, Malformed> {
        let mut w = Writer::new();
        w.put(&self.nonce);
        self.name.write(&mut w)?;
        match &self.applicant {
            Applicant::Person(bundle) => bundle.write(w.u8(1))?,
            Applicant::Device { sign, hpke } => {
                w.u8(2).put(sign).put(hpke.as_bytes());
            }
        }
        Ok(w.finish())
    }

    pub fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(bytes);
        let (nonce, name) = (r.array("nonce")?, DisplayName::read(&mut r)?);
        let applicant = match r.u8("applicant")? {
            1 => Applicant::Person(Bundle::read(&mut r)?),
            2 => Applicant::Device { sign: r.array("signing key")?, hpke: HpkePublic::new(r.array("hpke key")?) },
            _ => return Err(Malformed::new("applicant", Problem::Value)),
        };
        r.end("reveal")?;
        Ok(Self { nonce, name, applicant })
    }
}

/// Slot 4 and on, by the inviting side: certificates (option) | n u16 | n x
/// frame (u32 length). Each slot holds: parts u8 | index u8 | bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct Welcome {
    /// The line of the new device, when one is linked.
    pub certificates: Option<Bundle>,
    /// Frames in the order of their making: the genesis, the add-member that
    /// boxes the key, or the share that does.
    pub frames: Vec<Vec<u8>>,
}

impl Welcome {
    pub fn write(&self) -> Result<Vec<u8>, Malformed> {
        let mut w = Writer::new();
        w.flag(self.certificates.is_some());
        if let Some(certificates) = &self.certificates {
            certificates.write(&mut w)?;
        }
        w.count("frames", self.frames.len())?;
        for frame in &self.frames {
            w.bytes("frame", frame)?;
        }
        Ok(w.finish())
    }

    pub fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(bytes);
        let certificates = if r.flag("certificates")? { Some(Bundle::read(&mut r)?) } else { None };
        let n = usize::from(r.u16("frames")?);
        if n > limits::WELCOME_FRAMES {
            return Err(Malformed::new("frames", Problem::TooLong));
        }
        let mut frames = Vec::new();
        for _ in 0..n {
            frames.push(r.bytes("frame", rapport_wire::limits::CONTROL_FRAME)?.to_vec());
        }
        r.end("welcome")?;
        Ok(Self { certificates, frames })
    }

    /// Cut into messages for slots 4 and on. Fails when it needs more slots
    /// than a mailbox has.
    pub fn parts(&self) -> Result<Vec<(u8, Vec<u8>)>, Malformed> {
        let bytes = self.write()?;
        let pieces: Vec<&[u8]> = bytes.chunks(limits::SLOT_CONTENT - 2).collect();
        let most = rapport_wire::limits::BOX_SLOTS - slot::WELCOME;
        let n = u8::try_from(pieces.len()).ok().filter(|n| *n <= most);
        let n = n.ok_or(Malformed::new("welcome", Problem::TooLong))?;
        Ok((0..n).zip(pieces).map(|(i, piece)| (slot::WELCOME + i, [&[n, i], piece].concat())).collect())
    }

    /// Puts parts together; none while some are missing.
    pub fn join(parts: &[Option<Vec<u8>>]) -> Result<Option<Self>, Malformed> {
        let bad = || Malformed::new("welcome", Problem::Value);
        let Some(Some(first)) = parts.first() else { return Ok(None) };
        let n = usize::from(*first.first().ok_or_else(bad)?);
        if n == 0 || n > parts.len() {
            return Err(bad());
        }
        let mut bytes = Vec::new();
        for (i, part) in parts.iter().take(n).enumerate() {
            let Some(part) = part else { return Ok(None) };
            match part.split_at_checked(2) {
                Some(([parts, index], piece)) if usize::from(*parts) == n && usize::from(*index) == i => {
                    bytes.extend_from_slice(piece);
                }
                _ => return Err(bad()),
            }
        }
        Self::read(&bytes).map(Some)
    }
}

impl std::fmt::Debug for Welcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "welcome with {} frames", self.frames.len())
    }
}

/// The code over everything that was said: SHA-256("rapport/v1/join/transcript"
/// || box id || hello || commitment || keys || reveal), each behind a u32 length.
pub(super) fn short_code(mailbox: &BoxId, messages: [&[u8]; 4]) -> ShortCode {
    ShortCode::from_hash(&transcript(mailbox, messages))
}

/// What the code is taken from.
pub(crate) fn transcript(mailbox: &BoxId, messages: [&[u8]; 4]) -> [u8; 32] {
    let mut hash = Sha256::new().chain_update(b"rapport/v1/join/transcript").chain_update(mailbox);
    for message in messages {
        // Messages have at most 60,000 bytes.
        hash.update(u32::try_from(message.len()).unwrap_or(u32::MAX).to_be_bytes());
        hash.update(message);
    }
    hash.finalize().into()
}
