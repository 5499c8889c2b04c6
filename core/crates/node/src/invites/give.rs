//! Giving an invite: a space for two is opened, and a link made that leads to it.

use super::kept::{Kept, Seat, Side};
use super::{Run, stage};
use crate::Node;
use crate::error::{NodeError, NodeResult};
use crate::space::save_made;
use rapport_ids::BoxId;
use rapport_membership::invite::{DisplayName, Invite, Mailbox, Purpose};
use rapport_membership::space::SpaceKind;
use rapport_membership::{NewSpace, Relay, limits};
use rapport_seal::Secret;
use rapport_store::tables::invites::{self, InviteRow};
use rapport_store::tables::relays;
use rapport_wire::Origin;
use zeroize::Zeroizing;

impl Node {
    /// Invites somebody to be the other one of a pair, at a relay that was
    /// agreed to before. Gives the name of the invite.
    ///
    /// # Errors
    /// The relay was not agreed to, or this person has no name yet.
    pub fn invite(&mut self, relay: &Origin, seat: Seat) -> NodeResult<BoxId> {
        self.refuse_guests()?;
        let agreed = relays::get(self.store.read(), relay.as_str())?.ok_or(NodeError::NotFound("relay"))?;
        let name = self.own_name()?;
        let (now, created) = (self.ports.now_ms(), self.ports.created_ms());
        let certificates = self.own_line()?;
        let new = NewSpace::fresh(SpaceKind::Pair, certificates.clone(), created, &mut *self.ports.random);
        let made = new.make(&self.me.keys, &mut *self.ports.random)?;
        let secret = Secret::random(&mut *self.ports.random);
        let mailbox = Mailbox::of(&secret).id();
        let expires_ms = created.saturating_add(u64::try_from(limits::INVITE_MS).unwrap_or(0));
        let side = Side::Given { purpose: Purpose::Join, space: made.space, seat, expires_ms, certificates };
        let kept = Kept { secret, name, side };
        let row = InviteRow {
            mailbox,
            given: true,
            relay: agreed.origin.clone(),
            stage: stage::OPEN.to_owned(),
            sealed: self.secrets.seal(&super::kept::name(&mailbox), &kept.write()?, &mut *self.ports.random)?,
            space: Some(made.space),
            until_ms: now.saturating_add(limits::INVITE_MS),
        };
        let (secrets, random) = (&self.secrets, &mut *self.ports.random);
        let space = self.store.write(|tx| {
            let space = save_made(tx, secrets, &made, Some(&agreed.origin), now, random)?;
            invites::put(tx, &row)?;
            Ok::<_, NodeError>(space)
        })?;
        self.start_space(&space.row)?;
        self.spaces.insert(made.space, space);
        self.invites.runs.insert(mailbox, Run::default());
        self.keyring_is_due();
        self.changed.add(crate::Topics::INVITES);
        Ok(mailbox)
    }

    /// The link of an invite that was given, and the same for a QR code.
    ///
    /// # Errors
    /// There is no such invite.
    pub fn invite_link(&self, mailbox: &BoxId) -> NodeResult<Zeroizing<String>> {
        let (row, kept) = self.invite_row(mailbox)?;
        let agreed = relays::get(self.store.read(), &row.relay)?.ok_or(NodeError::NotFound("relay"))?;
        let relay = Relay { origin: Self::relay_of(&row)?, pin: agreed.pin };
        let invite = Invite { relay, secret: kept.secret, creation_token: agreed.token };
        invite.link().map_err(|_| NodeError::TooLarge("invite"))
    }

    /// What this person is called, as strangers see it.
    pub(crate) fn own_name(&self) -> NodeResult<DisplayName> {
        let row = rapport_store::projections::people::get(self.store.read(), &self.me.personal, &self.me.person())?;
        let name = row.map(|row| row.name).unwrap_or_default();
        DisplayName::parse(&name).map_err(|_| NodeError::NotFound("person"))
    }
}
