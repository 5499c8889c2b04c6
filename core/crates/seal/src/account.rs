//! A person's account, made from 24 words.

use crate::hpke::HpkeSecret;
use crate::kdf;
use crate::random::Random;
use crate::secret::Secret;
use crate::signing::{OwnerKey, RecoveryRelayKey, RootKey};
use bip39::{Language, Mnemonic};
use rapport_ids::AccountId;
use zeroize::{Zeroize, Zeroizing};

/// The words a person writes down: BIP-39, English, 24 of them. What counts
/// are their 32 bytes of entropy; the seed that wallets derive is not used.
pub struct RecoveryWords(Secret);

/// Why words are not recovery words. Never holds a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadWords {
    #[error("{0} words, there must be 24")]
    Count(usize),
    /// Counted from 1.
    #[error("word {0} is not in the list")]
    Unknown(usize),
    #[error("the words do not belong together: one is wrong or two are swapped")]
    Checksum,
}

impl RecoveryWords {
    pub const COUNT: usize = 24;

    pub fn generate(random: &mut dyn Random) -> Self {
        Self(Secret::random(random))
    }

    /// Takes up the entropy that a vault kept.
    pub const fn from_entropy(entropy: Secret) -> Self {
        Self(entropy)
    }

    pub const fn entropy(&self) -> &Secret {
        &self.0
    }

    /// Reads words as people type them: any case, any white space.
    pub fn parse(text: &str) -> Result<Self, BadWords> {
        let text = Zeroizing::new(text.to_lowercase());
        let count = text.split_whitespace().count();
        if count != Self::COUNT {
            return Err(BadWords::Count(count));
        }
        let words = Mnemonic::parse_in_normalized(Language::English, &text).map_err(|e| match e {
            bip39::Error::UnknownWord(at) => BadWords::Unknown(at + 1),
            _ => BadWords::Checksum,
        })?;
        let (mut entropy, _) = words.to_entropy_array();
        let mut bytes = [0; 32];
        bytes.copy_from_slice(&entropy[..32]);
        entropy.zeroize();
        Ok(Self(Secret::new(bytes)))
    }

    /// The words, with single spaces.
    pub fn phrase(&self) -> Zeroizing<String> {
        // 32 bytes are always 24 words; the length is the only thing that can be wrong.
        let words = Mnemonic::from_entropy_in(Language::English, self.0.expose());
        let mut text = Zeroizing::new(String::with_capacity(24 * 9));
        for word in words.iter().flat_map(Mnemonic::words) {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(word);
        }
        text
    }

    pub fn account(&self) -> Account {
        let derive = |name: &str| kdf::secret(&[], &self.0, &[b"rapport/v1/", name.as_bytes()]);
        let root = RootKey::from_seed(&derive("root"));
        Account {
            id: AccountId::new(root.public()),
            root,
            recovery_hpke: HpkeSecret::derive(&derive("recovery-hpke")),
            recovery_relay: RecoveryRelayKey::from_seed(&derive("recovery-relay")),
            personal_owner: OwnerKey::from_seed(&derive("personal-owner")),
            personal_random: derive("personal-random"),
        }
    }
}

/// All that the words give. Held only while they are being used.
pub struct Account {
    pub id: AccountId,
    pub root: RootKey,
    /// Opens the boxes of the personal space.
    pub recovery_hpke: HpkeSecret,
    /// Opens a session that reads the personal space's control frames.
    pub recovery_relay: RecoveryRelayKey,
    /// The owner key of the personal space.
    pub personal_owner: OwnerKey,
    /// The random part of the personal space's genesis, so that the words alone find it.
    pub personal_random: Secret,
}

#[cfg(test)]
mod tests;
