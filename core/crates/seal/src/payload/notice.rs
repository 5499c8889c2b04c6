//! Notices: small things that a relay never refuses as stale and never prunes.

use crate::certificate::Bundle;
use crate::frontier::Frontier;
use rapport_ids::{AccountId, EpochTag};
use rapport_wire::{Malformed, Reader, Writer};

/// A device has become one of an account: the certificates that show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certified(pub Bundle);

impl Certified {
    pub fn write(&self) -> Result<Vec<u8>, Malformed> {
        let mut w = Writer::new();
        self.0.write(&mut w)?;
        Ok(w.finish())
    }

    /// Reads it; the certificates have yet to be checked.
    pub fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(bytes);
        let bundle = Bundle::read(&mut r)?;
        r.end("certificates")?;
        Ok(Self(bundle))
    }
}

/// account 32 | frontier: how far each of its devices had come.
/// Who has posted it stops and forgets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeaveRequest {
    pub account: AccountId,
    pub frontier: Frontier,
}

impl LeaveRequest {
    pub fn write(&self) -> Result<Vec<u8>, Malformed> {
        let mut w = Writer::new();
        w.put(self.account.as_ref());
        self.frontier.write(&mut w)?;
        Ok(w.finish())
    }

    pub fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(bytes);
        let account = AccountId::new(r.array("account")?);
        let frontier = Frontier::read(&mut r)?;
        r.end("leave request")?;
        Ok(Self { account, frontier })
    }
}

/// epoch tag 16 | certificates: a current device that lacks a key asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRequest {
    /// The key that it has seen in use and cannot open.
    pub wanted: EpochTag,
    pub certificates: Bundle,
}

impl KeyRequest {
    pub fn write(&self) -> Result<Vec<u8>, Malformed> {
        let mut w = Writer::new();
        w.put(self.wanted.as_ref());
        self.certificates.write(&mut w)?;
        Ok(w.finish())
    }

    /// Reads it; the certificates have yet to be checked.
    pub fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(bytes);
        let wanted = EpochTag::new(r.array("epoch tag")?);
        let certificates = Bundle::read(&mut r)?;
        r.end("key request")?;
        Ok(Self { wanted, certificates })
    }
}
