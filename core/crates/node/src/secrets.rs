//! Secrets in the database, sealed under the key of the platform's vault.

use crate::error::{NodeError, NodeResult};
use rapport_ids::{EpochId, EpochTag, SpaceId};
use rapport_seal::{ControlKey, EpochKey, OwnerKey, Random, Secret, vault};
use rapport_store::tables::{epochs, secrets};
use rapport_store::{Connection, Transaction};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// Opens and seals secrets. Never printed, wiped when dropped.
pub(crate) struct Secrets {
    key: Secret,
}

impl Secrets {
    pub(crate) const fn new(key: Secret) -> Self {
        Self { key }
    }

    pub(crate) const fn key(&self) -> Secret {
        self.key.duplicate()
    }

    pub(crate) fn seal(&self, name: &str, secret: &[u8], random: &mut dyn Random) -> NodeResult<Vec<u8>> {
        vault::seal(&self.key, name, secret, random).ok_or(NodeError::TooLarge("secret"))
    }

    /// The same, with a nonce that follows from key, name and content: equal
    /// contents look equal, and nothing else is told.
    pub(crate) fn seal_alike(&self, name: &str, secret: &[u8]) -> NodeResult<Vec<u8>> {
        let digest = Sha256::digest(secret);
        let nonce = self.key.derive(&[b"rapport/hidden", name.as_bytes(), &digest]);
        vault::seal(&self.key, name, secret, &mut Fixed(nonce)).ok_or(NodeError::TooLarge("secret"))
    }

    pub(crate) fn open(&self, name: &str, sealed: &[u8]) -> NodeResult<Zeroizing<Vec<u8>>> {
        vault::open(&self.key, name, sealed).ok_or(NodeError::Locked)
    }

    pub(crate) fn put(
        &self,
        tx: &Transaction<'_>,
        name: &str,
        secret: &[u8],
        random: &mut dyn Random,
    ) -> NodeResult<()> {
        Ok(secrets::put(tx, name, &self.seal(name, secret, random)?)?)
    }

    pub(crate) fn get(&self, conn: &Connection, name: &str) -> NodeResult<Option<Secret>> {
        let Some(sealed) = secrets::get(conn, name)? else { return Ok(None) };
        let opened = self.open(name, &sealed)?;
        let bytes: [u8; 32] = opened.as_slice().try_into().map_err(|_| NodeError::Locked)?;
        Ok(Some(Secret::new(bytes)))
    }

    pub(crate) fn put_epoch(
        &self,
        tx: &Transaction<'_>,
        space: &SpaceId,
        key: &EpochKey,
        random: &mut dyn Random,
    ) -> NodeResult<()> {
        let id = key.id(space);
        let sealed = self.seal(&epoch_name(space, &id.tag()), key.expose().expose(), random)?;
        Ok(epochs::put(tx, space, &id, &sealed)?)
    }

    pub(crate) fn epoch(&self, conn: &Connection, space: &SpaceId, tag: &EpochTag) -> NodeResult<Option<EpochKey>> {
        match epochs::get(conn, space, tag)? {
            Some(sealed) => self.open_epoch(space, tag, &sealed).map(Some),
            None => Ok(None),
        }
    }

    fn open_epoch(&self, space: &SpaceId, tag: &EpochTag, sealed: &[u8]) -> NodeResult<EpochKey> {
        let opened = self.open(&epoch_name(space, tag), sealed)?;
        let bytes: [u8; 32] = opened.as_slice().try_into().map_err(|_| NodeError::Locked)?;
        Ok(EpochKey::new(Secret::new(bytes)))
    }

    /// Those of `wanted` that are here.
    pub(crate) fn epochs(&self, conn: &Connection, space: &SpaceId, wanted: &[EpochId]) -> NodeResult<Vec<EpochKey>> {
        let mut keys = Vec::new();
        for id in wanted {
            keys.extend(self.epoch(conn, space, &id.tag())?);
        }
        Ok(keys)
    }

    pub(crate) fn put_control(
        &self,
        tx: &Transaction<'_>,
        space: &SpaceId,
        key: &ControlKey,
        random: &mut dyn Random,
    ) -> NodeResult<()> {
        self.put(tx, &format!("control/{space}"), key.seed().expose(), random)
    }

    pub(crate) fn control(&self, conn: &Connection, space: &SpaceId) -> NodeResult<Option<ControlKey>> {
        Ok(self.get(conn, &format!("control/{space}"))?.map(|seed| ControlKey::from_seed(&seed)))
    }

    pub(crate) fn owner(&self, conn: &Connection, space: &SpaceId) -> NodeResult<Option<OwnerKey>> {
        Ok(self.get(conn, &format!("owner/{space}"))?.map(|seed| OwnerKey::from_seed(&seed)))
    }

    pub(crate) fn put_owner(
        &self,
        tx: &Transaction<'_>,
        space: &SpaceId,
        key: &OwnerKey,
        random: &mut dyn Random,
    ) -> NodeResult<()> {
        self.put(tx, &format!("owner/{space}"), key.seed().expose(), random)
    }
}

/// Lets go of the secrets of a space that are stored by name.
pub(crate) fn forget(tx: &Transaction<'_>, space: &SpaceId) -> NodeResult<()> {
    secrets::delete(tx, &format!("control/{space}"))?;
    Ok(secrets::delete(tx, &format!("owner/{space}"))?)
}

/// Chance that is none: the bytes of a secret.
struct Fixed(Secret);

impl Random for Fixed {
    fn fill(&mut self, bytes: &mut [u8]) {
        for (to, from) in bytes.iter_mut().zip(self.0.expose().iter().cycle()) {
            *to = *from;
        }
    }
}

fn epoch_name(space: &SpaceId, tag: &EpochTag) -> String {
    format!("epoch/{space}/{tag}")
}
