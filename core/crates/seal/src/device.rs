//! One install of the software: two keys and an id that is their hash.

use crate::hpke::{HpkePublic, HpkeSecret};
use crate::kdf;
use crate::random::Random;
use crate::secret::Secret;
use ed25519_dalek::{Signer, SigningKey};
use rapport_ids::{AccountId, DeviceId};

/// The half of a device that others know. The id is computed, so a card with
/// the right id has the right keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct DeviceCard {
    pub account: AccountId,
    pub id: DeviceId,
    pub sign: [u8; 32],
    pub hpke: HpkePublic,
}

impl DeviceCard {
    pub fn new(account: AccountId, sign: [u8; 32], hpke: HpkePublic) -> Self {
        let id = kdf::hash_prefix(&[b"rapport/v1/device", account.as_ref(), &sign, hpke.as_bytes()]);
        Self { account, id: DeviceId::new(id), sign, hpke }
    }

    /// Whether this device signed the message. Strict.
    pub fn signed(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        rapport_wire::auth::verify(&self.sign, message, signature)
    }
}

/// A device's own keys. They never leave it.
pub struct DeviceKeys {
    sign: SigningKey,
    hpke: HpkeSecret,
    card: DeviceCard,
}

impl DeviceKeys {
    pub fn generate(account: AccountId, random: &mut dyn Random) -> Self {
        Self::new(account, &Secret::random(random), HpkeSecret::generate(random))
    }

    pub fn new(account: AccountId, sign_seed: &Secret, hpke: HpkeSecret) -> Self {
        let sign = SigningKey::from_bytes(sign_seed.expose());
        let card = DeviceCard::new(account, sign.verifying_key().to_bytes(), hpke.public());
        Self { sign, hpke, card }
    }

    /// The same keys under another account: only for a device that has been
    /// generated before its account was known, as when it is being linked.
    #[must_use]
    pub fn for_account(&self, account: AccountId) -> Self {
        let card = DeviceCard::new(account, self.card.sign, self.card.hpke);
        Self { sign: self.sign.clone(), hpke: self.hpke.duplicate(), card }
    }

    pub const fn card(&self) -> &DeviceCard {
        &self.card
    }

    pub const fn id(&self) -> DeviceId {
        self.card.id
    }

    pub const fn account(&self) -> AccountId {
        self.card.account
    }

    pub const fn hpke(&self) -> &HpkeSecret {
        &self.hpke
    }

    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.sign.sign(message).to_bytes()
    }

    /// The signing key's seed, for the vault.
    pub fn sign_seed(&self) -> Secret {
        Secret::new(self.sign.to_bytes())
    }

    /// A value that only this device can compute, the same each time: it need
    /// not be stored to be found again after a crash.
    pub fn derive(&self, info: &[&[u8]]) -> Secret {
        kdf::secret(b"rapport/v1/derive", &self.sign_seed(), info)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Seeded;

    #[test]
    fn a_vault_can_keep_and_return_it() {
        let keys = DeviceKeys::generate(AccountId::new([1; 32]), &mut Seeded::new(1));
        let hpke = HpkeSecret::from_bytes(&keys.hpke().expose()).unwrap();
        let again = DeviceKeys::new(AccountId::new([1; 32]), &keys.sign_seed(), hpke);
        assert_eq!(keys.card(), again.card());
        assert!(again.card().signed(b"x", &keys.sign(b"x")));
        assert!(!again.card().signed(b"y", &keys.sign(b"x")));
        assert!(keys.derive(&[b"a"]).is(again.derive(&[b"a"]).expose()));
        assert!(!keys.derive(&[b"a"]).is(again.derive(&[b"b"]).expose()));
    }

    #[test]
    fn the_same_keys_are_another_device_of_another_account() {
        let keys = DeviceKeys::generate(AccountId::new([1; 32]), &mut Seeded::new(1));
        let moved = keys.for_account(AccountId::new([2; 32]));
        assert_ne!(keys.id(), moved.id());
        assert_eq!(keys.card().sign, moved.card().sign);
        assert_eq!(keys.hpke().public(), moved.hpke().public());
    }
}
