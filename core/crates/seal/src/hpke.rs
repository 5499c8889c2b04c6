//! HPKE (RFC 9180): base mode, single shot, X25519, HKDF-SHA256, ChaCha20-Poly1305.

use crate::random::{Chance, Random};
use crate::secret::Secret;
use ::hpke::aead::ChaCha20Poly1305;
use ::hpke::kdf::HkdfSha256;
use ::hpke::kem::X25519HkdfSha256;
use ::hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};

/// The half of a key to which others seal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HpkePublic([u8; 32]);

impl HpkePublic {
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Seals `plaintext` to this key: (enc, ciphertext). None for keys that
    /// nobody can have (small order).
    pub(crate) fn seal(
        &self,
        info: &[u8],
        associated: &[u8],
        plaintext: &[u8],
        random: &mut dyn Random,
    ) -> Option<([u8; 32], Vec<u8>)> {
        let to = <X25519HkdfSha256 as Kem>::PublicKey::from_bytes(&self.0).ok()?;
        let mut chance = Chance(random);
        let (enc, sealed) = ::hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
            &OpModeS::Base,
            &to,
            info,
            plaintext,
            associated,
            &mut chance,
        )
        .ok()?;
        Some((enc.to_bytes().into(), sealed))
    }
}

impl std::fmt::Debug for HpkePublic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [a, b, c, d, ..] = self.0;
        write!(f, "hpke-{a:02x}{b:02x}{c:02x}{d:02x}")
    }
}

/// A key that opens what others seal to its public half.
pub struct HpkeSecret {
    secret: <X25519HkdfSha256 as Kem>::PrivateKey,
    public: HpkePublic,
}

impl HpkeSecret {
    /// RFC 9180 DeriveKeyPair.
    pub fn derive(ikm: &Secret) -> Self {
        let (secret, public) = X25519HkdfSha256::derive_keypair(ikm.expose());
        Self { secret, public: HpkePublic(public.to_bytes().into()) }
    }

    pub fn generate(random: &mut dyn Random) -> Self {
        Self::derive(&Secret::random(random))
    }

    #[must_use]
    pub fn duplicate(&self) -> Self {
        Self { secret: self.secret.clone(), public: self.public }
    }

    /// Takes up a key that [`expose`](Self::expose) gave out.
    pub fn from_bytes(bytes: &Secret) -> Option<Self> {
        let secret = <X25519HkdfSha256 as Kem>::PrivateKey::from_bytes(bytes.expose()).ok()?;
        let public = HpkePublic(X25519HkdfSha256::sk_to_pk(&secret).to_bytes().into());
        Some(Self { secret, public })
    }

    pub const fn public(&self) -> HpkePublic {
        self.public
    }

    /// The private key in its serialised form, for a vault.
    pub fn expose(&self) -> Secret {
        Secret::new(self.secret.to_bytes().into())
    }

    /// What was sealed to this key; none when it was another or anything was changed.
    pub(crate) fn open(&self, enc: &[u8; 32], info: &[u8], associated: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        let enc = <X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(enc).ok()?;
        ::hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
            &OpModeR::Base,
            &self.secret,
            &enc,
            info,
            sealed,
            associated,
        )
        .ok()
    }
}
