//! What is kept of an invite, sealed.

use crate::error::{NodeError, NodeResult};
use rapport_domain::Millis;
use rapport_ids::{BoxId, DeviceId, SpaceId};
use rapport_membership::Role;
use rapport_membership::invite::{DisplayName, Purpose};
use rapport_seal::{Bundle, Secret};
use rapport_wire::codec::Problem;
use rapport_wire::{Malformed, Reader, Writer};
use zeroize::Zeroizing;

/// As what somebody takes part in a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seat {
    Mentor,
    Mentee,
}

impl Seat {
    /// The other seat of the pair.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Mentor => Self::Mentee,
            Self::Mentee => Self::Mentor,
        }
    }
}

/// One invite: given with a space, or taken without.
pub(super) struct Kept {
    pub(super) secret: Secret,
    pub(super) name: DisplayName,
    pub(super) side: Side,
}

pub(super) enum Side {
    Given {
        purpose: Purpose,
        space: SpaceId,
        /// As what the one who invites takes part.
        seat: Seat,
        expires_ms: u64,
        /// The line of the inviting device as it was offered.
        certificates: Bundle,
    },
    Taken {
        certificates: Bundle,
        confirmed: bool,
    },
    /// Given to another device of this person.
    Link(Linking),
    /// Taken by a device that belongs to nobody yet.
    Guest {
        confirmed: bool,
    },
}

/// What is kept while another device is taken in.
pub(super) struct Linking {
    pub(super) expires_ms: u64,
    /// The line of this device as it was offered.
    pub(super) certificates: Bundle,
    /// The device and the frame that brings it the key, once it was taken in:
    /// what stands in a mailbox has to be written alike after a crash.
    pub(super) taken: Option<(DeviceId, Vec<u8>)>,
}

/// The role of whoever joins a pair.
pub(super) const JOINER: Role = Role::Admin;

pub(super) fn name(mailbox: &BoxId) -> String {
    format!("invite/{mailbox}")
}

/// An invite that was given, as one's other devices need it.
pub(crate) struct KeptInvite {
    pub(crate) id: BoxId,
    pub(crate) space: SpaceId,
    pub(crate) secret: Secret,
    pub(crate) expires: Millis,
    pub(crate) used: bool,
    pub(crate) revoked: bool,
}

impl Kept {
    pub(super) fn write(&self) -> NodeResult<Zeroizing<Vec<u8>>> {
        let mut w = Writer::new();
        w.put(self.secret.expose()).bytes("name", self.name.as_str().as_bytes())?;
        match &self.side {
            Side::Given { purpose, space, seat, expires_ms, certificates } => {
                w.u8(1).u8(*purpose as u8).put(space.as_ref()).flag(*seat == Seat::Mentor).u64(*expires_ms);
                certificates.write(&mut w)?;
            }
            Side::Taken { certificates, confirmed } => {
                w.u8(2).flag(*confirmed);
                certificates.write(&mut w)?;
            }
            Side::Link(Linking { expires_ms, certificates, taken }) => {
                w.u8(3).u64(*expires_ms);
                certificates.write(&mut w)?;
                w.flag(taken.is_some());
                if let Some((device, share)) = taken {
                    w.put(device.as_ref()).bytes("share", share)?;
                }
            }
            Side::Guest { confirmed } => {
                w.u8(4).flag(*confirmed);
            }
        }
        Ok(Zeroizing::new(w.finish()))
    }

    pub(super) fn read(bytes: &[u8]) -> NodeResult<Self> {
        let bad = |field| NodeError::from(Malformed::new(field, Problem::Value));
        let mut r = Reader::new(bytes);
        let secret = Secret::new(r.array("secret")?);
        let name = DisplayName::parse(r.text("name", 256)?).map_err(|_| bad("name"))?;
        let side = match r.u8("side")? {
            1 => {
                let purpose = match r.u8("purpose")? {
                    1 => Purpose::Join,
                    2 => Purpose::Link,
                    _ => return Err(bad("purpose")),
                };
                let space = SpaceId::new(r.array("space")?);
                let seat = if r.flag("seat")? { Seat::Mentor } else { Seat::Mentee };
                Side::Given { purpose, space, seat, expires_ms: r.u64("expires")?, certificates: Bundle::read(&mut r)? }
            }
            2 => Side::Taken { confirmed: r.flag("confirmed")?, certificates: Bundle::read(&mut r)? },
            3 => {
                let (expires_ms, certificates) = (r.u64("expires")?, Bundle::read(&mut r)?);
                let taken = if r.flag("taken")? {
                    let device = DeviceId::new(r.array("device")?);
                    Some((device, r.bytes("share", rapport_wire::limits::CONTROL_FRAME)?.to_vec()))
                } else {
                    None
                };
                Side::Link(Linking { expires_ms, certificates, taken })
            }
            4 => Side::Guest { confirmed: r.flag("confirmed")? },
            _ => return Err(bad("side")),
        };
        r.end("invite")?;
        Ok(Self { secret, name, side })
    }
}
