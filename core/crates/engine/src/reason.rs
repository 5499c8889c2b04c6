//! Why a record is not used, in codes that are stored and shown with words of
//! the shells.

use rapport_membership::Why;

/// A record is kept aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hold {
    /// Something is missing that may still come.
    Wait(Wait),
    /// Made by a newer version; names what is not known.
    NeedsUpdate(&'static str),
    /// Not to be used; shown to people.
    Fault(Fault),
}

/// What would help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wait {
    /// The key with this tag.
    Key([u8; 16]),
    /// The control operation that its author knew.
    Tip([u8; 32]),
    /// The certificate of this device.
    Device([u8; 16]),
    /// The opening of its document.
    Document([u8; 16]),
    /// A chunk that its manifest names.
    Chunk([u8; 32]),
    /// A change on which it builds.
    Change([u8; 32]),
}

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fault {
    /// Not a frame, or one of another space.
    Form,
    /// It was altered, or made to open with two keys.
    Seal,
    /// The device named in it did not sign it.
    Signature,
    /// No operation that this space can have.
    Operation,
    /// Two different entries for one place: a copied phone.
    Copied,
    /// Its author could not write that there.
    Inadmissible(Why),
    /// A payload that is not what its kind holds.
    Payload,
    /// A change that does not fit into its document, or breaks it.
    Change,
    /// It waited too long.
    Stale,
}

impl Hold {
    /// The code under which it is stored.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Wait(wait) => wait.code(),
            Self::NeedsUpdate(_) => "update",
            Self::Fault(fault) => fault.code(),
        }
    }

    /// What it waits for, as bytes.
    pub fn about(&self) -> Option<Vec<u8>> {
        match self {
            Self::Wait(wait) => Some(wait.about().to_vec()),
            Self::NeedsUpdate(what) => Some(what.as_bytes().to_vec()),
            Self::Fault(_) => None,
        }
    }
}

impl Wait {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Key(_) => "wait.key",
            Self::Tip(_) => "wait.operation",
            Self::Device(_) => "wait.device",
            Self::Document(_) => "wait.document",
            Self::Chunk(_) => "wait.chunk",
            Self::Change(_) => "wait.change",
        }
    }

    const fn about(&self) -> &[u8] {
        match self {
            Self::Key(id) | Self::Device(id) | Self::Document(id) => id,
            Self::Tip(id) | Self::Chunk(id) | Self::Change(id) => id,
        }
    }
}

impl Fault {
    /// The codes of what its author could not write when it was made, or may
    /// write no more: kept, and shown to whoever can decide about it.
    pub const TO_DECIDE: [&str; 5] = [
        Self::Inadmissible(Why::NotMember).code(),
        Self::Inadmissible(Why::Role).code(),
        Self::Inadmissible(Why::DeviceRemoved).code(),
        Self::Inadmissible(Why::DeviceRevoked).code(),
        Self::Inadmissible(Why::BeyondFrontier).code(),
    ];

    pub const fn code(&self) -> &'static str {
        match self {
            Self::Form => "fault.form",
            Self::Seal => "fault.seal",
            Self::Signature => "fault.signature",
            Self::Operation => "fault.operation",
            Self::Copied => "fault.copied",
            Self::Inadmissible(Why::NotMember) => "fault.not_member",
            Self::Inadmissible(Why::Role) => "fault.role",
            Self::Inadmissible(Why::DeviceRemoved) => "fault.device_removed",
            Self::Inadmissible(Why::DeviceRevoked) => "fault.device_revoked",
            Self::Inadmissible(Why::BeyondFrontier) => "fault.beyond_frontier",
            Self::Inadmissible(Why::Opening) => "fault.opening",
            Self::Payload => "fault.payload",
            Self::Change => "fault.change",
            Self::Stale => "fault.stale",
        }
    }
}
