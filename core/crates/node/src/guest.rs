//! A device that is to be linked: a profile of its own making that belongs to
//! nobody, until another device takes it in. Nothing can be written in it, so
//! nothing is lost when it gives way to the person it becomes a device of.

use crate::Node;
use crate::error::{NodeError, NodeResult};
use crate::invites::Linked;
use crate::me::{Me, forget_words};
use crate::topics::Topics;
use rapport_domain::{Field, Rule, RuleBroken};
use rapport_engine::Incoming;
use rapport_membership::invite::Joined;
use rapport_store::tables::spaces::{self, SpaceRow, SpaceState};
use rapport_store::tables::{forget, invites, meta};

/// Whether this profile is one that waits to be linked.
pub(crate) const GUEST: &str = "guest";

/// What this device was called while it waited, until all its siblings can know.
pub(crate) const CALLED: &str = "guest.called";

impl Node {
    /// Whether this device waits to be linked: nobody's yet.
    pub const fn is_guest(&self) -> bool {
        self.guest
    }

    /// What people do takes a person.
    pub(crate) fn refuse_guests(&self) -> NodeResult<()> {
        match self.guest {
            true => Err(RuleBroken::not_allowed(Field::Device, Rule::NotLinkedYet).into()),
            false => Ok(()),
        }
    }

    /// Taken in: from here on this is a device of the one who took it in. What
    /// it was before goes; everything else comes with the next sync.
    pub(crate) fn move_in(&mut self, linked: Linked, joined: Joined) -> NodeResult<()> {
        let line = joined.certificates.ok_or(NodeError::Bug("linked without certificates"))?;
        let name = self.own_name()?.as_str().to_owned();
        let (before, now_ms) = (self.me.personal, self.ports.now_ms());
        let me = Me::linked(&self.me.keys, joined.inviter, line, joined.space);
        let row = SpaceRow {
            space: joined.space,
            kind: joined.hello.kind.byte(),
            creation: None,
            relay: Some(linked.relay()),
            state: SpaceState::AtRelay,
            added_ms: now_ms,
            synced_ms: 0,
        };
        let (secrets, random) = (&self.secrets, &mut *self.ports.random);
        self.store.write(|tx| {
            forget::rest(tx, &before)?;
            crate::secrets::forget(tx, &before)?;
            forget_words(tx)?;
            me.save(tx, secrets, random)?;
            meta::delete(tx, GUEST)?;
            meta::put(tx, CALLED, name.as_bytes())?;
            spaces::insert(tx, &row)?;
            secrets.put_epoch(tx, &joined.space, &joined.epoch, random)?;
            if let Some(control) = &joined.control {
                secrets.put_control(tx, &joined.space, control, random)?;
            }
            Ok::<_, NodeError>(invites::put(tx, &linked.done(joined.space))?)
        })?;
        self.me = me;
        self.guest = false;
        self.spaces.clear();
        self.docs = crate::docs::Docs::default();
        self.unsynced_since_ms.get_or_insert(now_ms);
        self.start_space(&row)?;
        let frames = joined.frames.into_iter().map(|bytes| Incoming { bytes, seq: None, held: false });
        self.receive(joined.space, frames.collect(), None)?;
        self.keyring_is_due();
        self.changed.add(Topics::ALL);
        Ok(())
    }

    /// The first thing that a new device writes: so the one that took it in sees
    /// that it is there. Done as soon as its own certificate has come.
    pub(crate) fn say_how_it_is_called(&mut self) -> NodeResult<()> {
        let Some(name) = meta::get(self.store.read(), CALLED)? else { return Ok(()) };
        let (personal, here) = (self.me.personal, self.me.keys.id());
        if Self::space_in(&mut self.spaces, self.store.read(), &personal)?.membership.member_of(&here).is_none() {
            return Ok(());
        }
        if let Ok(name) = std::str::from_utf8(&name) {
            self.name_device(here, name)?;
        }
        Ok(self.store.write(|tx| meta::delete(tx, CALLED))?)
    }
}
