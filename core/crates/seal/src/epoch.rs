//! One symmetric key of a space, and everything that follows from it.

use crate::aead;
use crate::kdf;
use crate::random::Random;
use crate::secret::Secret;
use crate::signing::RelayAuthKey;
use rapport_ids::{EpochId, EpochTag, SpaceId};
use rapport_wire::frame::OlderKey;
use zeroize::Zeroizing;

/// Opens and seals everything of its time; the newest opens, over the links
/// to older ones, all of a space.
pub struct EpochKey(Secret);

/// What one nonce makes of an epoch's key.
pub struct RecordKey {
    /// Seals the body of the one frame that has this nonce.
    pub seal: Secret,
    /// Stands in the frame: binds it to one key.
    pub commitment: [u8; 32],
}

impl EpochKey {
    pub fn generate(random: &mut dyn Random) -> Self {
        Self(Secret::random(random))
    }

    /// Takes up a key from a box, a link or a keyring.
    pub const fn new(secret: Secret) -> Self {
        Self(secret)
    }

    /// The key itself: for a keyring or a box.
    pub const fn expose(&self) -> &Secret {
        &self.0
    }

    #[must_use]
    pub const fn duplicate(&self) -> Self {
        Self(self.0.duplicate())
    }

    /// Names the key without giving it away; stands in control ops.
    pub fn id(&self, space: &SpaceId) -> EpochId {
        EpochId::new(kdf::expand(space.as_ref(), self.0.expose(), &[b"rapport/v1/tag"]))
    }

    pub fn tag(&self, space: &SpaceId) -> EpochTag {
        self.id(space).tag()
    }

    /// Opens sessions at a relay.
    pub fn relay_auth(&self, space: &SpaceId) -> RelayAuthKey {
        RelayAuthKey::from_seed(&kdf::secret(space.as_ref(), &self.0, &[b"rapport/v1/relay-auth"]))
    }

    /// The keys of the frame with this nonce.
    pub fn record_key(&self, space: &SpaceId, nonce: &[u8; 24]) -> RecordKey {
        let both = Zeroizing::new(kdf::expand::<64>(space.as_ref(), self.0.expose(), &[b"rapport/v1/rec", nonce]));
        let (mut seal, mut commitment) = ([0; 32], [0; 32]);
        seal.copy_from_slice(&both[..32]);
        commitment.copy_from_slice(&both[32..]);
        RecordKey { seal: Secret::new(seal), commitment }
    }

    fn link_key(&self, space: &SpaceId, older: &EpochTag) -> Secret {
        kdf::secret(space.as_ref(), &self.0, &[b"rapport/v1/back", older.as_ref()])
    }

    fn link_data(&self, space: &SpaceId, older: &EpochTag) -> Vec<u8> {
        [space.as_ref(), older.as_ref(), self.tag(space).as_ref()].concat()
    }

    /// Seals an older key under this one, for a frame with this nonce.
    pub fn link(&self, space: &SpaceId, nonce: &[u8; 24], older: &Self) -> OlderKey {
        let tag = older.tag(space);
        let mut bytes = older.0.expose().to_vec();
        aead::seal(&self.link_key(space, &tag), nonce, &self.link_data(space, &tag), &mut bytes, 0);
        let mut sealed = [0; 48];
        sealed.copy_from_slice(&bytes);
        OlderKey { tag, sealed }
    }

    /// The older key behind a link. None when the link is not under this key,
    /// or leads to a key that has not the tag it says.
    pub fn follow(&self, space: &SpaceId, nonce: &[u8; 24], link: &OlderKey) -> Option<Self> {
        let bytes =
            aead::open(&self.link_key(space, &link.tag), nonce, &self.link_data(space, &link.tag), &link.sealed)?;
        let older = Self(Secret::new(bytes.try_into().ok()?));
        (older.tag(space) == link.tag).then_some(older)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Seeded;

    const SPACE: SpaceId = SpaceId::new([1; 16]);

    #[test]
    fn a_key_has_another_name_in_every_space() {
        let key = EpochKey::generate(&mut Seeded::new(1));
        assert_ne!(key.id(&SPACE), key.id(&SpaceId::new([2; 16])));
        assert_ne!(key.relay_auth(&SPACE).public(), key.relay_auth(&SpaceId::new([2; 16])).public());
        assert_eq!(key.tag(&SPACE).as_bytes()[..], key.id(&SPACE).as_bytes()[..16]);
    }

    #[test]
    fn the_newer_opens_the_older_and_not_the_other_way() {
        let mut random = Seeded::new(2);
        let (old, new) = (EpochKey::generate(&mut random), EpochKey::generate(&mut random));
        let link = new.link(&SPACE, &[3; 24], &old);
        assert!(new.follow(&SPACE, &[3; 24], &link).unwrap().expose().is(old.expose().expose()));
        assert!(old.follow(&SPACE, &[3; 24], &link).is_none());
        assert!(new.follow(&SPACE, &[4; 24], &link).is_none());
        assert!(new.follow(&SpaceId::new([2; 16]), &[3; 24], &link).is_none());
        let mut other = link;
        other.tag = new.tag(&SPACE);
        assert!(new.follow(&SPACE, &[3; 24], &other).is_none());
    }
}
