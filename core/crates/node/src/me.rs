//! Whose device this is, and which of theirs.

use crate::error::{NodeError, NodeResult};
use crate::secrets::Secrets;
use rapport_ids::{AccountId, SpaceId};
use rapport_seal::{Account, Bundle, Certificate, DeviceKeys, HpkeSecret, Random, RecoveryWords};
use rapport_store::tables::meta;
use rapport_store::{Connection, Transaction};
use rapport_wire::{Reader, Writer};

/// The person and the device of this profile.
pub(crate) struct Me {
    pub(crate) keys: DeviceKeys,
    /// The certificates that lead from the account's root to this device.
    pub(crate) bundle: Bundle,
    pub(crate) personal: SpaceId,
}

const SIGN: &str = "device.sign";
const HPKE: &str = "device.hpke";
pub(crate) const WORDS: &str = "account.words";

impl Me {
    pub(crate) const fn person(&self) -> AccountId {
        self.keys.account()
    }

    /// Makes the first device of a new person.
    pub(crate) fn first(account: &Account, personal: SpaceId, random: &mut dyn Random) -> NodeResult<Self> {
        let keys = DeviceKeys::generate(account.id, random);
        let certificate = Certificate::by_root(&account.root, *keys.card(), 1);
        let bundle = Bundle::new([certificate]).map_err(|_| NodeError::Bug("an own certificate that does not fit"))?;
        Ok(Self { keys, bundle, personal })
    }

    /// A device that was taken in by another one of `account`.
    pub(crate) fn linked(keys: &DeviceKeys, account: AccountId, line: Bundle, personal: SpaceId) -> Self {
        Self { keys: keys.for_account(account), bundle: line, personal }
    }

    pub(crate) fn save(&self, tx: &Transaction<'_>, secrets: &Secrets, random: &mut dyn Random) -> NodeResult<()> {
        secrets.put(tx, SIGN, self.keys.sign_seed().expose(), random)?;
        secrets.put(tx, HPKE, self.keys.hpke().expose().expose(), random)?;
        let mut w = Writer::new();
        self.bundle.write(&mut w)?;
        meta::put(tx, "account", self.person().as_ref())?;
        meta::put(tx, "device.certificates", w.as_slice())?;
        meta::put(tx, "personal", self.personal.as_ref())?;
        Ok(())
    }

    /// Takes up what [`save`](Self::save) wrote.
    pub(crate) fn load(conn: &Connection, secrets: &Secrets) -> NodeResult<Self> {
        let missing = NodeError::NotFound("profile");
        let id = |key| -> NodeResult<Vec<u8>> { meta::get(conn, key)?.ok_or(missing.clone()) };
        let account = AccountId::from_slice(&id("account")?).ok_or(missing.clone())?;
        let personal = SpaceId::from_slice(&id("personal")?).ok_or(missing.clone())?;
        let certificates = id("device.certificates")?;
        let mut r = Reader::new(&certificates);
        let bundle = Bundle::read(&mut r)?;
        let sign = secrets.get(conn, SIGN)?.ok_or(NodeError::Locked)?;
        let hpke = secrets.get(conn, HPKE)?.ok_or(NodeError::Locked)?;
        let hpke = HpkeSecret::from_bytes(&hpke).ok_or(NodeError::Locked)?;
        Ok(Self { keys: DeviceKeys::new(account, &sign, hpke), bundle, personal })
    }
}

/// Keeps the words until the person has confirmed that they are written down.
pub(crate) fn keep_words(
    tx: &Transaction<'_>,
    secrets: &Secrets,
    words: &RecoveryWords,
    random: &mut dyn Random,
) -> NodeResult<()> {
    secrets.put(tx, WORDS, words.entropy().expose(), random)
}

/// The words, as long as they are kept.
pub(crate) fn kept_words(conn: &Connection, secrets: &Secrets) -> NodeResult<Option<RecoveryWords>> {
    Ok(secrets.get(conn, WORDS)?.map(RecoveryWords::from_entropy))
}

/// The person has written the words down: from now on only they have them.
pub(crate) fn forget_words(tx: &Transaction<'_>) -> NodeResult<()> {
    Ok(rapport_store::tables::secrets::delete(tx, WORDS)?)
}
