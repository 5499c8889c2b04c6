//! The keyring: what this person's devices need to open every space, in a
//! document of the personal space. Written when something new is here, read
//! when another device wrote, and compared again at each start.
//!
//! A key from it counts only if the space's own chain names it.

use crate::Node;
use crate::error::{NodeError, NodeResult};
use crate::invites::KeptInvite;
use rapport_documents::intent::KeyringEdit;
use rapport_documents::read::{self, Keyring, SpaceKeys};
use rapport_documents::{DocKind, intent};
use rapport_ids::SpaceId;
use rapport_membership::space::SpaceKind;
use rapport_membership::{Role, Writers};
use rapport_seal::{ControlKey, EpochKey, OwnerKey, Secret};
use rapport_store::tables::left_pairs;
use rapport_store::tables::relays::{self, RelayRow};
use rapport_store::tables::spaces::{self, SpaceRow, SpaceState};
use rapport_store::tables::{ops, records};
use rapport_wire::Origin;

const KEY: &[u8] = b"keyring";

impl Node {
    /// Something changed that belongs into the keyring, or stands there anew.
    pub(crate) const fn keyring_is_due(&mut self) {
        self.keyring_due = true;
    }

    /// Takes what other devices have put there, then puts there what they lack.
    pub(crate) fn keep_keyring(&mut self) -> NodeResult<()> {
        // Whoever is nobody yet has none, and takes it up as soon as they are somebody.
        if self.guest || !std::mem::take(&mut self.keyring_due) {
            return Ok(());
        }
        let kept = self.take_keyring().and_then(|()| self.put_keyring());
        // What could not be done now is done with the next turn.
        self.keyring_due = kept.is_err();
        kept
    }

    /// The keyring as it stands.
    ///
    /// # Errors
    /// The storage failed.
    pub fn keyring(&mut self) -> NodeResult<Keyring> {
        let work = self.keyring_work()?;
        Ok(read::keyring(&work.doc, &work.people.around()).ok_or(NodeError::NotFound("document"))?.value)
    }

    fn keyring_work(&mut self) -> NodeResult<crate::command::Work> {
        let personal = self.me.personal;
        self.work_on_named(personal, DocKind::Keyring, KEY, Writers::AtLeast(Role::Writer))
    }

    fn take_keyring(&mut self) -> NodeResult<()> {
        let personal = self.me.personal;
        for kept in self.keyring()?.spaces.into_iter().filter(|kept| kept.space != personal) {
            let row = spaces::get(self.store.read(), &kept.space)?;
            match row {
                Some(row) if row.state == SpaceState::Left => {}
                Some(row) if kept.left => self.leaving.heard_of(row.space),
                Some(_) => self.take_keys(&kept)?,
                None if kept.left || left_pairs::known(self.store.read(), &kept.space)? => {}
                None => self.take_space(&kept)?,
            }
        }
        Ok(())
    }

    /// Keys that this device lacks, as far as the space's chain names them.
    fn take_keys(&mut self, kept: &SpaceKeys) -> NodeResult<()> {
        let space = kept.space;
        let known = Self::space_in(&mut self.spaces, self.store.read(), &space)?;
        let Some(standing) = known.membership.standing() else { return Ok(()) };
        let (control_key, owner_key) = (*standing.control_key(), *standing.owner_key());
        let named = |key: &EpochKey| known.membership.knows_epoch(&key.id(&space));
        let all = kept.epoch_keys.iter().map(|secret| EpochKey::new(Secret::new(*secret.bytes())));
        let mut epochs = Vec::new();
        for key in all.filter(named) {
            if self.secrets.epoch(self.store.read(), &space, &key.tag(&space))?.is_none() {
                epochs.push(key);
            }
        }
        let control = kept.control_keys.iter().map(|secret| ControlKey::from_seed(&Secret::new(*secret.bytes())));
        let control = control.into_iter().find(|key| key.public() == control_key);
        let has_control = self.secrets.control(self.store.read(), &space)?;
        let control = control.filter(|_| has_control.is_none_or(|has| has.public() != control_key));
        let owner = kept.owner_key.as_ref().map(|secret| OwnerKey::from_seed(&Secret::new(*secret.bytes())));
        let has_owner = self.secrets.owner(self.store.read(), &space)?.is_some();
        let owner = owner.filter(|key| !has_owner && key.public() == owner_key);
        if epochs.is_empty() && control.is_none() && owner.is_none() {
            return Ok(());
        }
        let (secrets, random) = (&self.secrets, &mut *self.ports.random);
        self.store.write(|tx| {
            for key in &epochs {
                secrets.put_epoch(tx, &space, key, random)?;
            }
            if let Some(key) = &control {
                secrets.put_control(tx, &space, key, random)?;
            }
            owner.as_ref().map_or(Ok(()), |key| secrets.put_owner(tx, &space, key, random))
        })?;
        if !epochs.is_empty() {
            // What came without its key can be opened now.
            self.look_at_held(&space)?;
            self.sync_space_anew(&space);
        }
        Ok(())
    }

    /// A space that another device of this person is in: fetched as a whole
    /// with the newest key, which opens all of it.
    fn take_space(&mut self, kept: &SpaceKeys) -> NodeResult<()> {
        let Ok(origin) = Origin::parse(&kept.relay) else { return Ok(()) };
        let keys: Vec<EpochKey> =
            kept.epoch_keys.iter().map(|secret| EpochKey::new(Secret::new(*secret.bytes()))).collect();
        if keys.is_empty() {
            return Ok(());
        }
        let now_ms = self.ports.now_ms();
        let row = SpaceRow {
            space: kept.space,
            kind: SpaceKind::Pair.byte(),
            creation: None,
            relay: Some(origin.as_str().to_owned()),
            state: SpaceState::AtRelay,
            added_ms: now_ms,
            synced_ms: 0,
        };
        let relay = RelayRow {
            origin: origin.as_str().to_owned(),
            pin: kept.pin,
            plain_http: false,
            token: None,
            added_ms: now_ms,
        };
        let (secrets, random) = (&self.secrets, &mut *self.ports.random);
        self.store.write(|tx| {
            if relays::get(tx, origin.as_str())?.is_none() {
                relays::put(tx, &relay)?;
            }
            spaces::insert(tx, &row)?;
            keys.iter().try_for_each(|key| secrets.put_epoch(tx, &kept.space, key, random))
        })?;
        self.start_space(&row)
    }

    fn put_keyring(&mut self) -> NodeResult<()> {
        let keyring = self.keyring()?;
        let mut edits = Vec::new();
        for row in spaces::all(self.store.read())? {
            if row.space != self.me.personal {
                let there = keyring.spaces.iter().find(|kept| kept.space == row.space);
                edits.extend(self.edits_for(&row, there)?);
            }
        }
        for left in left_pairs::all(self.store.read())?.into_iter().map(|row| row.pairing.space) {
            let kept = keyring.spaces.iter().any(|kept| kept.space == left && !kept.left);
            if kept && spaces::get(self.store.read(), &left)?.is_none() {
                edits.push(KeyringEdit::Left { space: left });
            }
        }
        for invite in self.given_invites()? {
            let there = keyring.invites.iter().find(|kept| kept.id == invite.id);
            let KeptInvite { id, space, secret, expires, used, revoked } = invite;
            if there.is_none() && !used && !revoked {
                edits.push(KeyringEdit::Invite { id, space, secret: read::Secret::new(*secret.expose()), expires });
            }
            if used && there.is_some_and(|kept| !kept.used) {
                edits.push(KeyringEdit::InviteUsed { id });
            }
            if revoked && there.is_some_and(|kept| !kept.revoked) {
                edits.push(KeyringEdit::InviteRevoked { id });
            }
        }
        if edits.is_empty() {
            return Ok(());
        }
        let mut work = self.keyring_work()?;
        let written = intent::keyring(&work.doc, &edits, self.ctx().now)?;
        work.take(written);
        self.finish(work)
    }

    /// What the keyring lacks of one space.
    fn edits_for(&mut self, row: &SpaceRow, there: Option<&SpaceKeys>) -> NodeResult<Vec<KeyringEdit>> {
        let space = row.space;
        let mut edits = Vec::new();
        if row.state == SpaceState::Left {
            if there.is_some_and(|kept| !kept.left) {
                edits.push(KeyringEdit::Left { space });
            }
            return Ok(edits);
        }
        let conn = self.store.read();
        let known = Self::space_in(&mut self.spaces, conn, &space)?;
        let Some(standing) = known.membership.standing() else { return Ok(edits) };
        let (genesis, control_key) = (standing.genesis(), *standing.control_key());
        let Some(current) = known.current_key(conn, &self.secrets)? else { return Ok(edits) };
        if there.is_none_or(|kept| kept.genesis.is_empty()) {
            let op = ops::of_space(conn, &space)?.into_iter().find(|op| op.entry == genesis);
            let frame = op.map(|op| records::frame(conn, &space, &op.record)).transpose()?.flatten();
            edits.push(KeyringEdit::Space { space, genesis: frame.unwrap_or_default() });
        }
        if let Some(origin) = row.relay.clone()
            && there.is_none_or(|kept| kept.relay != origin)
        {
            let pin = relays::get(conn, &origin)?.and_then(|relay| relay.pin);
            edits.push(KeyringEdit::Relay { space, origin, pin });
        }
        if self.is_news(&space, &current, there)? {
            edits.push(KeyringEdit::EpochKey { space, key: read::Secret::new(*current.expose().expose()) });
        }
        if let Some(control) = self.secrets.control(conn, &space)?.filter(|key| key.public() == control_key)
            && there.is_none_or(|kept| !kept.control_keys.iter().any(|key| key.bytes() == control.seed().expose()))
        {
            edits.push(KeyringEdit::ControlKey { space, key: read::Secret::new(*control.seed().expose()) });
        }
        if let Some(owner) = self.secrets.owner(conn, &space)?
            && there.is_none_or(|kept| kept.owner_key.is_none())
        {
            edits.push(KeyringEdit::OwnerKey { space, key: read::Secret::new(*owner.seed().expose()) });
        }
        Ok(edits)
    }

    /// Whether the key in force here is newer than what stands there. A key that
    /// is not known here may be newer still: this device has to learn of it first.
    fn is_news(&self, space: &SpaceId, current: &EpochKey, there: Option<&SpaceKeys>) -> NodeResult<bool> {
        for secret in there.map(|kept| kept.epoch_keys.as_slice()).unwrap_or_default() {
            let key = EpochKey::new(Secret::new(*secret.bytes()));
            let here = self.secrets.epoch(self.store.read(), space, &key.tag(space))?.is_some();
            if !here || key.tag(space) == current.tag(space) {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
