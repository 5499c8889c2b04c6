//! The devices of this person. Which ones there are stands in the personal
//! space; every other space is told of what it lacks: a new one before it
//! writes there, one that was removed before anybody gives it a key.

use crate::Node;
use crate::error::{NodeError, NodeResult};
use crate::me;
use crate::topics::Topics;
use rapport_documents::read::Setting;
use rapport_domain::device::DeviceAct;
use rapport_domain::{Field, Rule, RuleBroken, Thing};
use rapport_engine::Incoming;
use rapport_ids::{DeviceId, SpaceId};
use rapport_seal::payload::Certified;
use rapport_seal::revocation::Revoke;
use rapport_seal::{Bundle, Kind, Mark, Revocation, frame};
use rapport_store::tables::entries;
use rapport_store::tables::spaces::{self, SpaceState};

/// Where the name of a device stands among the choices of its person.
pub(crate) const NAME: &str = "devices.name.";

impl Node {
    /// Gives one of this person's devices a name, for their eyes only.
    ///
    /// # Errors
    /// The name cannot be taken, or it is not one of this person's.
    pub fn name_device(&mut self, device: DeviceId, name: &str) -> NodeResult<()> {
        let act = DeviceAct::Rename { id: device, name: name.to_owned() }.tidy()?;
        let (me, personal) = (self.me.person(), self.me.personal);
        let devices = Self::space_in(&mut self.spaces, self.store.read(), &personal)?.membership.devices();
        if devices.get(&device).is_none_or(|kin| kin.card.account != me || kin.revoked.is_some()) {
            return Err(RuleBroken::not_found(Field::Device, Thing::Device).into());
        }
        let DeviceAct::Rename { name, .. } = act else { return Ok(()) };
        self.set(&format!("{NAME}{device}"), Some(&Setting::Text(name)))?;
        self.changed.add(Topics::DEVICES);
        Ok(())
    }

    /// Removes another device of this person: it reads nothing that is written
    /// from then on, and what it writes counts for nobody. For one that was
    /// lost, or is given away.
    ///
    /// # Errors
    /// It is this very device, not one of this person's, or one that took this
    /// one in, while the recovery words are no longer here.
    pub fn remove_device(&mut self, device: DeviceId) -> NodeResult<()> {
        self.refuse_guests()?;
        self.revoke(device)
    }

    pub(crate) fn revoke(&mut self, device: DeviceId) -> NodeResult<()> {
        let (me, personal, here) = (self.me.person(), self.me.personal, self.me.keys.id());
        let known = Self::space_in(&mut self.spaces, self.store.read(), &personal)?;
        let devices = known.membership.devices();
        let refuse = |rule| RuleBroken::not_allowed(Field::Device, rule);
        let kin = devices.get(&device).filter(|kin| kin.card.account == me);
        let kin = kin.ok_or(RuleBroken::not_found(Field::Device, Thing::Device))?;
        if device == here {
            return Err(refuse(Rule::ThisDevice).into());
        }
        if kin.revoked.is_some() {
            return Ok(());
        }
        let senior = devices.get(&here).is_some_and(|own| own.path < kin.path);
        if !senior && me::kept_words(self.store.read(), &self.secrets)?.is_none() {
            return Err(refuse(Rule::SeniorDevice).into());
        }
        self.revoke_in(personal, device)?;
        self.devices_are_due();
        self.keep_devices()
    }

    /// A space may lack something about the devices of this person.
    pub(crate) const fn devices_are_due(&mut self) {
        self.devices_due = true;
    }

    /// Tells every space what it lacks.
    pub(crate) fn keep_devices(&mut self) -> NodeResult<()> {
        if !std::mem::take(&mut self.devices_due) {
            return Ok(());
        }
        let kept = self.show_own_line().and_then(|()| self.say_how_it_is_called()).and_then(|()| self.tell_spaces());
        // What could not be done now is done with the next turn.
        self.devices_due = kept.is_err();
        kept
    }

    fn tell_spaces(&mut self) -> NodeResult<()> {
        let (me, personal) = (self.me.person(), self.me.personal);
        let devices = Self::space_in(&mut self.spaces, self.store.read(), &personal)?.membership.devices();
        let all: Vec<_> = devices.all(&me).map(|kin| (kin.card.id, kin.revoked.is_none())).collect();
        if all.len() < 2 {
            return Ok(());
        }
        let lines: Vec<_> = all.iter().map(|(id, _)| devices.line(id)).collect();
        for row in spaces::all(self.store.read())? {
            if row.space == personal || row.state == SpaceState::Left {
                continue;
            }
            let conn = self.store.read();
            let known = Self::space_in(&mut self.spaces, conn, &row.space)?;
            let takes_part = known.membership.standing().is_some_and(|standing| standing.role(&me).is_some());
            if !takes_part || known.current_key(conn, &self.secrets)?.is_none() {
                // As soon as it can be read here, this is looked at again.
                continue;
            }
            let there = known.membership.devices();
            let lacks = |id: &DeviceId| there.get(id).is_none();
            let stands = |id: &DeviceId| there.get(id).is_some_and(|kin| kin.revoked.is_none());
            let to_show: Vec<_> = all
                .iter()
                .zip(&lines)
                .filter(|((id, counts), _)| *counts && lacks(id))
                .filter_map(|(_, line)| line.clone())
                .collect();
            let to_revoke: Vec<_> =
                all.iter().filter(|(id, counts)| !counts && stands(id)).map(|(id, _)| *id).collect();
            for line in to_show {
                self.show_line(row.space, line)?;
            }
            for device in to_revoke {
                self.revoke_in(row.space, device)?;
            }
        }
        Ok(())
    }

    /// Shows the others in a space that a device is one of this person's.
    pub(crate) fn show_line(&mut self, space: SpaceId, line: Bundle) -> NodeResult<()> {
        self.post_notice(space, Kind::CERTIFICATE, Certified(line).write()?)
    }

    /// Says in one space that a device counts no more, and asks for a new key:
    /// what it wrote up to here stands, and so do the devices it had taken in.
    fn revoke_in(&mut self, space: SpaceId, device: DeviceId) -> NodeResult<()> {
        let conn = self.store.read();
        let membership = &Self::space_in(&mut self.spaces, conn, &space)?.membership;
        let last_op = membership.standing().ok_or(NodeError::NotFound("space"))?.tip();
        let standing = membership.devices().certified_by(&device);
        let last = entries::head(conn, &space, &device)?.map_or(Mark::START, |(dseq, entry)| Mark { dseq, entry });
        let what = Revoke { device, last_op, last, standing };
        let revocation = match me::kept_words(conn, &self.secrets)? {
            Some(words) => Revocation::by_root(&words.account().root, &space, what)?,
            None => Revocation::by_device(&self.me.keys, &space, what)?,
        };
        self.post_notice(space, Kind::REVOCATION, revocation.write()?)?;
        match self.rotate_key(space) {
            // Whoever may not renew the key leaves that to those who do.
            Ok(()) | Err(NodeError::Rule(_)) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// A notice by this device goes the way of all others: what is in force is
    /// what everybody makes of it.
    fn post_notice(&mut self, space: SpaceId, kind: Kind, payload: Vec<u8>) -> NodeResult<()> {
        let (created_ms, now_ms) = (self.ports.created_ms(), self.ports.now_ms());
        let conn = self.store.read();
        let known = Self::space_in(&mut self.spaces, conn, &space)?;
        let key = known.current_key(conn, &self.secrets)?.ok_or(NodeError::NotFound("key"))?;
        let signed = known.membership.notice(&self.me.keys, kind, payload, created_ms)?;
        let bytes = frame::seal(&signed, &key, &mut *self.ports.random)?;
        self.receive(space, vec![Incoming { bytes, seq: None, held: false }], None)?;
        self.unsynced_since_ms.get_or_insert(now_ms);
        self.wants_push(&space);
        self.changed.add(Topics::DEVICES.and(Topics::SYNC));
        Ok(())
    }
}
