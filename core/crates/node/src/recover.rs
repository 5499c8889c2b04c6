//! Coming back with the 24 words, from nothing but them and the address of a
//! relay. They find the personal space, open a session that reads its
//! operations, and open what those carry for them: its key. This device is then
//! certified by the account itself and moves in as one that was linked does;
//! all else stands in the keyring.

use crate::Node;
use crate::error::{NodeError, NodeResult};
use crate::guest::{CALLED, GUEST};
use crate::me::{Me, forget_words, keep_words};
use crate::secrets::Secrets;
use crate::topics::Topics;
use rapport_domain::{Field, Problem};
use rapport_ids::SpaceId;
use rapport_membership::space::{SpaceKind, genesis_hash};
use rapport_seal::{Account, Bundle, Certificate, DeviceKeys, RecoveryWords};
use rapport_store::tables::spaces::{self, SpaceRow, SpaceState};
use rapport_store::tables::{forget, meta, relays};
use rapport_store::{Connection, Transaction};
use rapport_wire::relay::{Grant, SessionSpace};
use rapport_wire::{Origin, auth};

/// The words that were entered, until they have led back.
const ASKED: &str = "recovery.words";
/// How far that is: a byte for the stage, then the space that is looked for.
const STATE: &str = "recovery";
/// The certificate of this device has to be shown yet.
const SHOW: &str = "recovery.show";

/// How far coming back with the words is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RecoveryStage {
    /// The relay has not answered yet.
    Looking,
    /// The relay knows nothing that these words open.
    NotThere,
    /// It is there, and is being read.
    Reading,
}

impl RecoveryStage {
    const fn byte(self) -> u8 {
        match self {
            Self::Looking => 0,
            Self::NotThere => 1,
            Self::Reading => 2,
        }
    }

    const fn of(byte: u8) -> Self {
        match byte {
            1 => Self::NotThere,
            2 => Self::Reading,
            _ => Self::Looking,
        }
    }
}

/// Words that are on their way back to what they open.
pub(crate) struct Recovering {
    space: SpaceId,
    words: RecoveryWords,
}

/// The personal space of an account: the words alone find it.
pub(crate) fn personal_space(account: &Account) -> SpaceId {
    let g = genesis_hash(SpaceKind::Personal, &account.id, account.personal_random.expose());
    auth::space_id(&account.personal_owner.public(), &g)
}

/// How far it is, and where it is looked for; nothing when nobody is coming back here.
pub(crate) fn state(conn: &Connection) -> NodeResult<Option<(RecoveryStage, SpaceId)>> {
    let Some(kept) = meta::get(conn, STATE)? else { return Ok(None) };
    let Some((stage, space)) = kept.split_first() else { return Ok(None) };
    Ok(SpaceId::from_slice(space).map(|space| (RecoveryStage::of(*stage), space)))
}

fn put_state(tx: &Transaction<'_>, stage: RecoveryStage, space: &SpaceId) -> NodeResult<()> {
    let mut kept = vec![stage.byte()];
    kept.extend_from_slice(space.as_ref());
    Ok(meta::put(tx, STATE, &kept)?)
}

fn forget_state(tx: &Transaction<'_>) -> NodeResult<()> {
    meta::delete(tx, STATE)?;
    Ok(rapport_store::tables::secrets::delete(tx, ASKED)?)
}

/// Takes up what the last run began.
pub(crate) fn load(conn: &Connection, secrets: &Secrets) -> NodeResult<Option<Recovering>> {
    let Some((_, space)) = state(conn)? else { return Ok(None) };
    Ok(secrets.get(conn, ASKED)?.map(|entropy| Recovering { space, words: RecoveryWords::from_entropy(entropy) }))
}

impl Node {
    /// Comes back as the person whose words these are, on a device that waits to
    /// be linked. Goes on by itself with sync; other words take the place of
    /// those that were entered before.
    ///
    /// # Errors
    /// The relay was not agreed to, or this device is somebody's already.
    pub fn recover(&mut self, words: RecoveryWords, relay: &Origin) -> NodeResult<()> {
        if !self.guest {
            return Err(NodeError::Exists);
        }
        let agreed = relays::get(self.store.read(), relay.as_str())?.ok_or(NodeError::NotFound("relay"))?;
        self.stop_recovery()?;
        self.give_up_links()?;
        let space = personal_space(&words.account());
        let row = SpaceRow {
            space,
            kind: SpaceKind::Personal.byte(),
            creation: None,
            relay: Some(agreed.origin),
            state: SpaceState::AtRelay,
            added_ms: self.ports.now_ms(),
            synced_ms: 0,
        };
        let (secrets, random) = (&self.secrets, &mut *self.ports.random);
        self.store.write(|tx| {
            spaces::insert(tx, &row)?;
            secrets.put(tx, ASKED, words.entropy().expose(), random)?;
            put_state(tx, RecoveryStage::Looking, &space)
        })?;
        self.recovering = Some(Recovering { space, words });
        self.start_space(&row)?;
        self.changed.add(Topics::DEVICES.and(Topics::SYNC));
        Ok(())
    }

    /// Gives that up: this device waits to be linked again, or for other words.
    ///
    /// # Errors
    /// The storage failed.
    pub fn stop_recovery(&mut self) -> NodeResult<()> {
        let Some(space) = self.recovering.as_ref().map(|recovering| recovering.space) else { return Ok(()) };
        self.store.write(|tx| {
            forget::rest(tx, &space)?;
            crate::secrets::forget(tx, &space)?;
            forget_state(tx)
        })?;
        self.recovering = None;
        self.spaces.remove(&space);
        for relay in self.sync.relays.values_mut() {
            relay.errands.forget(&space);
        }
        self.changed.add(Topics::DEVICES.and(Topics::SYNC));
        Ok(())
    }

    /// Takes the words up again on a device of their person, until it is
    /// confirmed once more that they are written down: with them any other
    /// device can be removed.
    ///
    /// # Errors
    /// They are not the words of this person.
    pub fn enter_words(&mut self, words: &RecoveryWords) -> NodeResult<()> {
        self.refuse_guests()?;
        if words.account().id != self.me.person() {
            return Err(Problem::OtherWords.of(Field::RecoveryWords).into());
        }
        let (secrets, random) = (&self.secrets, &mut *self.ports.random);
        self.store.write(|tx| keep_words(tx, secrets, words, random))?;
        self.changed.add(Topics::DEVICES);
        Ok(())
    }

    /// Whether a space is looked for with the words: of it only what needs no
    /// member is read, until this device is one's own.
    pub(crate) fn is_recovering(&self, space: &SpaceId) -> bool {
        self.recovering.as_ref().is_some_and(|recovering| recovering.space == *space)
    }

    /// What opens the operations of a space that is looked for.
    pub(crate) fn opener(&self, space: &SpaceId) -> Option<DeviceKeys> {
        let recovering = self.recovering.as_ref().filter(|recovering| recovering.space == *space)?;
        let account = recovering.words.account();
        Some(DeviceKeys::new(account.id, &self.me.keys.sign_seed(), account.recovery_hpke))
    }

    /// The signature of the words: it reads the operations of their space.
    pub(crate) fn sign_with_words(&self, relay: &Origin, space: SpaceId, challenge: &[u8; 32]) -> Option<SessionSpace> {
        let recovering = self.recovering.as_ref().filter(|recovering| recovering.space == space)?;
        let key = recovering.words.account().recovery_relay;
        let signature = key.sign(&auth::session_message(relay, challenge, &space));
        Some(SessionSpace { id: space, epoch_tag: None, signature })
    }

    /// The relay has said whether it knows the space that is looked for.
    pub(crate) fn recovery_is(&mut self, space: &SpaceId, there: bool) -> NodeResult<()> {
        if !self.is_recovering(space) {
            return Ok(());
        }
        let stage = if there { RecoveryStage::Reading } else { RecoveryStage::NotThere };
        if state(self.store.read())?.is_some_and(|(before, _)| before == stage) {
            return Ok(());
        }
        self.store.write(|tx| put_state(tx, stage, space))?;
        self.changed.add(Topics::DEVICES);
        Ok(())
    }

    /// As soon as the space is read to its end under the key in force, this
    /// device moves in.
    pub(crate) fn keep_recovery(&mut self) -> NodeResult<()> {
        let Some(recovering) = &self.recovering else { return Ok(()) };
        let space = recovering.space;
        let errands = self.sync.relays.values().map(|relay| &relay.errands).find(|errands| errands.has(&space));
        let whole = errands.is_some_and(|errands| {
            let read = errands.spaces().any(|(id, errand)| *id == space && !errand.is_behind() && !errand.is_busy());
            read && errands.grant(&space) == Some(Grant::Current)
        });
        let conn = self.store.read();
        if !whole || Self::space_in(&mut self.spaces, conn, &space)?.current_key(conn, &self.secrets)?.is_none() {
            return Ok(());
        }
        self.come_back(space)
    }

    fn come_back(&mut self, space: SpaceId) -> NodeResult<()> {
        let Some(recovering) = &self.recovering else { return Ok(()) };
        let (words, account) = (&recovering.words, recovering.words.account());
        let known = Self::space_in(&mut self.spaces, self.store.read(), &space)?;
        let n = known.membership.devices().next_n(&account.id, None);
        let owns = known.membership.standing().is_some_and(|s| *s.owner_key() == account.personal_owner.public());
        let keys = self.me.keys.for_account(account.id);
        let certificate = Certificate::by_root(&account.root, *keys.card(), n);
        let bundle = Bundle::new([certificate]).map_err(|_| NodeError::Bug("an own certificate that does not fit"))?;
        let name = self.own_name()?.as_str().to_owned();
        let before = self.me.personal;
        let me = Me { keys, bundle, personal: space };
        let (secrets, random) = (&self.secrets, &mut *self.ports.random);
        self.store.write(|tx| {
            forget::rest(tx, &before)?;
            crate::secrets::forget(tx, &before)?;
            forget_words(tx)?;
            forget_state(tx)?;
            keep_words(tx, secrets, words, random)?;
            if owns {
                secrets.put_owner(tx, &space, &account.personal_owner, random)?;
            }
            me.save(tx, secrets, random)?;
            meta::delete(tx, GUEST)?;
            meta::put(tx, CALLED, name.as_bytes())?;
            Ok::<_, NodeError>(meta::put(tx, SHOW, &[])?)
        })?;
        self.me = me;
        self.guest = false;
        self.recovering = None;
        self.spaces.clear();
        self.docs = crate::docs::Docs::default();
        for relay in self.sync.relays.values_mut().filter(|relay| relay.errands.has(&space)) {
            relay.errands.space(space).all_of_it();
        }
        self.unsynced_since_ms.get_or_insert(self.ports.now_ms());
        self.keyring_is_due();
        self.devices_are_due();
        self.changed.add(Topics::ALL);
        Ok(())
    }

    /// A device that came back shows its certificate itself: nobody else has it.
    pub(crate) fn show_own_line(&mut self) -> NodeResult<()> {
        if meta::get(self.store.read(), SHOW)?.is_none() {
            return Ok(());
        }
        let (personal, here) = (self.me.personal, self.me.keys.id());
        let known = Self::space_in(&mut self.spaces, self.store.read(), &personal)?;
        if known.membership.devices().get(&here).is_none() {
            self.show_line(personal, self.me.bundle.clone())?;
        }
        Ok(self.store.write(|tx| meta::delete(tx, SHOW))?)
    }

    /// Links that wait on a device that comes back with the words instead.
    fn give_up_links(&mut self) -> NodeResult<()> {
        for view in self.invites()? {
            if !matches!(view.stage, crate::InviteStage::Done | crate::InviteStage::Failed { .. }) {
                self.cancel_invite(&view.id)?;
            }
        }
        Ok(())
    }
}
