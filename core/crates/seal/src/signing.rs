//! Ed25519 keys, one type a purpose, so that no key can be used for another.

use crate::random::Random;
use crate::secret::Secret;
use ed25519_dalek::{Signer, SigningKey};

macro_rules! signing_key {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        pub struct $name(SigningKey);

        impl $name {
            pub fn from_seed(seed: &Secret) -> Self {
                Self(SigningKey::from_bytes(seed.expose()))
            }

            pub fn generate(random: &mut dyn Random) -> Self {
                Self::from_seed(&Secret::random(random))
            }

            /// The half that others may know.
            pub fn public(&self) -> [u8; 32] {
                self.0.verifying_key().to_bytes()
            }

            pub fn sign(&self, message: &[u8]) -> [u8; 64] {
                self.0.sign(message).to_bytes()
            }

            /// The secret half, for a vault or a keyring.
            pub fn seed(&self) -> Secret {
                Secret::new(self.0.to_bytes())
            }

            #[must_use]
            pub fn duplicate(&self) -> Self {
                Self(self.0.clone())
            }
        }
    };
}

signing_key!(
    /// A person's root: certifies devices, is used from the words only.
    RootKey
);
signing_key!(
    /// Opens a space at a relay, overrides its keys, deletes it.
    OwnerKey
);
signing_key!(
    /// Held by the devices of owner and admins: signs control frames for the relay.
    ControlKey
);
signing_key!(
    /// Opens sessions at a relay: everyone who has the epoch's key has it.
    RelayAuthKey
);
signing_key!(
    /// From the words: reads the control frames of the personal space for ever.
    RecoveryRelayKey
);
signing_key!(
    /// Writes to a mailbox, and signs for somebody who holds an invite.
    MailboxKey
);
