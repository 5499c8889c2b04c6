//! What makes a device a device of an account: a line of certificates that
//! leads to the account's root.

use crate::device::{DeviceCard, DeviceKeys};
use crate::hpke::HpkePublic;
use crate::limits;
use crate::signing::RootKey;
use rapport_ids::{AccountId, DeviceId};
use rapport_wire::codec::Problem;
use rapport_wire::{Malformed, Reader, Writer, auth};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// account 32 | device id 16 | signing key 32 | HPKE key 32 | certifier 16
/// (zeros = root) | n u32 | signature 64.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Certificate {
    pub card: DeviceCard,
    /// None: the root itself.
    pub certifier: Option<DeviceId>,
    /// How many its certifier had certified before: lower is senior.
    pub n: u32,
    pub signature: [u8; 64],
}

const ROOT: [u8; 16] = [0; 16];

impl Certificate {
    pub const LEN: usize = 196;

    pub fn by_root(root: &RootKey, card: DeviceCard, n: u32) -> Self {
        let mut certificate = Self { card, certifier: None, n, signature: [0; 64] };
        certificate.signature = root.sign(&certificate.message());
        certificate
    }

    pub fn by_device(certifier: &DeviceKeys, card: DeviceCard, n: u32) -> Self {
        let mut certificate = Self { card, certifier: Some(certifier.id()), n, signature: [0; 64] };
        certificate.signature = certifier.sign(&certificate.message());
        certificate
    }

    fn message(&self) -> Vec<u8> {
        let mut w = Writer::new();
        w.put(b"rapport/v1/cert");
        self.write_unsigned(&mut w);
        w.finish()
    }

    fn write_unsigned(&self, w: &mut Writer) {
        w.put(self.card.account.as_ref()).put(self.card.id.as_ref()).put(&self.card.sign);
        w.put(self.card.hpke.as_bytes());
        w.put(self.certifier.unwrap_or(DeviceId::new(ROOT)).as_ref()).u32(self.n);
    }

    pub fn write(&self, w: &mut Writer) {
        self.write_unsigned(w);
        w.put(&self.signature);
    }

    pub fn to_bytes(&self) -> [u8; Self::LEN] {
        let mut w = Writer::new();
        self.write(&mut w);
        let mut bytes = [0; Self::LEN];
        bytes.copy_from_slice(w.as_slice());
        bytes
    }

    /// Reads one; the device id must be the hash of the keys beside it.
    pub fn read(r: &mut Reader<'_>) -> Result<Self, Malformed> {
        let account = AccountId::new(r.array("account")?);
        let id = DeviceId::new(r.array("device")?);
        let card = DeviceCard::new(account, r.array("signing key")?, HpkePublic::new(r.array("hpke key")?));
        if card.id != id {
            return Err(Malformed::new("device", Problem::Value));
        }
        let certifier = DeviceId::new(r.array("certifier")?);
        let certifier = (*certifier.as_bytes() != ROOT).then_some(certifier);
        Ok(Self { card, certifier, n: r.u32("n")?, signature: r.array("certificate signature")? })
    }

    /// Names this very certificate; part of what seniority compares.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.to_bytes()).into()
    }

    /// Whether the signature is the certifier's. `certifier` is its signing
    /// key, or the account for a certificate by the root.
    pub fn is_by(&self, certifier: &[u8; 32]) -> bool {
        auth::verify(certifier, &self.message(), &self.signature)
    }
}

/// Certificates of one account that need nothing beside them: each certifier
/// is the root or in the list. n u16 | n x 196, strictly ascending by bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle(Vec<Certificate>);

/// Why certificates show nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadCertificates {
    #[error("no certificate")]
    Empty,
    #[error("more certificates than an account has")]
    TooMany,
    #[error("certificates of more than one account")]
    Mixed,
    #[error("a certificate whose certifier is missing")]
    Open,
    #[error("a certificate that its certifier did not sign")]
    Signature,
}

impl Bundle {
    /// Sorts and checks them, signatures included.
    pub fn new(certificates: impl IntoIterator<Item = Certificate>) -> Result<Self, BadCertificates> {
        let sorted: BTreeMap<_, _> = certificates.into_iter().map(|c| (c.to_bytes(), c)).collect();
        let bundle = Self(sorted.into_values().collect());
        bundle.check()?;
        Ok(bundle)
    }

    /// Reads a list; all but the signatures is checked. [`check`](Self::check)
    /// comes before anything is believed that has not been checked before.
    pub fn read(r: &mut Reader<'_>) -> Result<Self, Malformed> {
        let n = usize::from(r.u16("certificates")?);
        if n > limits::CERTIFICATES {
            return Err(Malformed::new("certificates", Problem::TooLong));
        }
        let (mut list, mut last): (Vec<Certificate>, _) = (Vec::new(), [0; Certificate::LEN]);
        for at in 0..n {
            let bytes = r.array::<{ Certificate::LEN }>("certificates")?;
            if at > 0 && last >= bytes {
                return Err(Malformed::new("certificates", Problem::Order));
            }
            list.push(Certificate::read(&mut Reader::new(&bytes))?);
            last = bytes;
        }
        let bundle = Self(list);
        bundle.check_form().map_err(|_| Malformed::new("certificates", Problem::Value))?;
        Ok(bundle)
    }

    pub fn write(&self, w: &mut Writer) -> Result<(), Malformed> {
        w.count("certificates", self.0.len())?;
        for certificate in &self.0 {
            certificate.write(w);
        }
        Ok(())
    }

    fn check_form(&self) -> Result<AccountId, BadCertificates> {
        let account = self.0.first().ok_or(BadCertificates::Empty)?.card.account;
        if self.0.len() > limits::CERTIFICATES {
            return Err(BadCertificates::TooMany);
        }
        if self.0.iter().any(|c| c.card.account != account) {
            return Err(BadCertificates::Mixed);
        }
        if self.0.iter().any(|c| c.certifier.is_some_and(|by| self.card(&by).is_none())) {
            return Err(BadCertificates::Open);
        }
        Ok(account)
    }

    /// Checks form and every signature.
    pub fn check(&self) -> Result<(), BadCertificates> {
        let account = self.check_form()?;
        for certificate in &self.0 {
            let by = match certificate.certifier {
                None => *account.as_bytes(),
                Some(by) => self.card(&by).ok_or(BadCertificates::Open)?.sign,
            };
            if !certificate.is_by(&by) {
                return Err(BadCertificates::Signature);
            }
        }
        Ok(())
    }

    pub fn account(&self) -> Option<AccountId> {
        self.0.first().map(|c| c.card.account)
    }

    /// The device of this id, if it is in the list.
    pub fn card(&self, device: &DeviceId) -> Option<&DeviceCard> {
        self.0.iter().map(|c| &c.card).find(|card| card.id == *device)
    }

    pub fn certificates(&self) -> &[Certificate] {
        &self.0
    }

    /// Every device in it, once.
    pub fn cards(&self) -> impl Iterator<Item = &DeviceCard> {
        self.0.iter().map(|c| (c.card.id, &c.card)).collect::<BTreeMap<_, _>>().into_values()
    }
}

#[cfg(test)]
mod tests;
