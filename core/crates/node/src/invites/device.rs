//! Taking in another device of the same person. It meets this one in a mailbox
//! as a stranger would; what it gets is a certificate by this device and the
//! key of the personal space. All else stands in the keyring.

use super::kept::{Kept, Linking, Side};
use super::{Run, stage};
use crate::Node;
use crate::error::{NodeError, NodeResult};
use rapport_ids::{BoxId, DeviceId, SpaceId};
use rapport_membership::invite::{Applicant, Hello, Inviting, InvitingStep, Mailbox, Offer, Purpose, Welcome};
use rapport_membership::space::SpaceKind;
use rapport_membership::{Role, limits};
use rapport_seal::frame::{ShareSeal, seal_share};
use rapport_seal::{Bundle, Certificate, DeviceCard, Secret};
use rapport_store::tables::invites::InviteRow;
use rapport_store::tables::{entries, records, relays};
use rapport_wire::relay::BoxPut;
use rapport_wire::{Class, Origin};

impl Node {
    /// Opens a way in for another device of this person, at the relay of the
    /// personal space. Gives the name of the invite.
    ///
    /// # Errors
    /// The relay was not agreed to, or this device itself is not linked yet.
    pub fn link_device(&mut self, relay: &Origin) -> NodeResult<BoxId> {
        self.refuse_guests()?;
        let agreed = relays::get(self.store.read(), relay.as_str())?.ok_or(NodeError::NotFound("relay"))?;
        self.live_at(&agreed.origin)?;
        let name = self.own_name()?;
        let now = self.ports.now_ms();
        let secret = Secret::random(&mut *self.ports.random);
        let mailbox = Mailbox::of(&secret).id();
        let expires_ms = self.ports.created_ms().saturating_add(u64::try_from(limits::INVITE_MS).unwrap_or(0));
        let side = Side::Link(Linking { expires_ms, certificates: self.me.bundle.clone(), taken: None });
        let row = InviteRow {
            mailbox,
            given: true,
            relay: agreed.origin,
            stage: stage::OPEN.to_owned(),
            sealed: Vec::new(),
            space: None,
            until_ms: now.saturating_add(limits::INVITE_MS),
        };
        self.save_invite(row, &Kept { secret, name, side })?;
        self.invites.runs.insert(mailbox, Run::default());
        Ok(mailbox)
    }

    pub(super) fn linking(&self, kept: &Kept, linking: &Linking) -> Inviting {
        let hello = Hello {
            purpose: Purpose::Link,
            kind: SpaceKind::Personal,
            name: kept.name.clone(),
            expires_ms: linking.expires_ms,
        };
        let certificates = linking.certificates.clone();
        Inviting::new(&kept.secret, Offer { hello, space: self.me.personal, role: Role::Owner, certificates })
    }

    /// The codes are the same: from now on the other one is a device of this person.
    pub(super) fn admit_device(&mut self, mailbox: &BoxId, row: InviteRow, kept: Kept) -> NodeResult<()> {
        let Side::Link(linking) = &kept.side else { return Err(NodeError::NotFound("invite")) };
        let slots = self.invites.runs.get(mailbox).and_then(|run| run.slots.clone());
        let slots = slots.ok_or(NodeError::NotFound("invite"))?;
        let created = self.ports.created_ms();
        let inviting = self.linking(&kept, linking);
        let step = inviting.advance(&slots, &self.me.keys, created, &mut *self.ports.random);
        let Ok(InvitingStep::Confirm(candidate)) = step else { return Err(NodeError::NotFound("invite")) };
        let Applicant::Device { sign, hpke } = candidate.applicant else { return Err(NodeError::NotFound("invite")) };
        let card = DeviceCard::new(self.me.person(), sign, hpke);
        let line = self.certify(card)?;
        let (personal, conn) = (self.me.personal, self.store.read());
        let known = Self::space_in(&mut self.spaces, conn, &personal)?;
        let key = known.current_key(conn, &self.secrets)?.ok_or(NodeError::NotFound("key"))?;
        let control = self.secrets.control(conn, &personal)?;
        let to = [hpke];
        let what = ShareSeal {
            space: personal,
            key: &key,
            to: &to,
            control: control.as_ref().map(|key| (key, to.as_slice())),
        };
        let share = seal_share(&what, &mut *self.ports.random)?;
        // Kept before the certificate is shown to anybody: what is written to
        // the mailbox has to be the same after a crash.
        let linking = Linking { taken: Some((card.id, share)), certificates: linking.certificates.clone(), ..*linking };
        let kept = Kept { side: Side::Link(linking), ..kept };
        self.save_invite(InviteRow { stage: stage::CONFIRMED.to_owned(), ..row }, &kept)?;
        self.show_line(personal, line)?;
        self.devices_are_due();
        self.look_again(mailbox);
        Ok(())
    }

    /// The line that leads to a device, with a certificate by this one.
    fn certify(&mut self, card: DeviceCard) -> NodeResult<Bundle> {
        let (me, personal) = (self.me.person(), self.me.personal);
        let devices = Self::space_in(&mut self.spaces, self.store.read(), &personal)?.membership.devices();
        if let Some(line) = devices.line(&card.id) {
            return Ok(line);
        }
        let n = devices.next_n(&me, Some(self.me.keys.id()));
        let certificate = Certificate::by_device(&self.me.keys, card, n);
        let own = self.me.bundle.certificates().iter().copied();
        Bundle::new(own.chain([certificate]))
            .map_err(|_| NodeError::Bug("a certificate by this device that does not fit"))
    }

    /// What the new device needs to open the personal space.
    pub(super) fn welcome_device(&mut self, mailbox: &BoxId, kept: &Kept) -> NodeResult<Option<Vec<BoxPut>>> {
        let Side::Link(linking) = &kept.side else { return Ok(None) };
        let Some((device, share)) = &linking.taken else { return Ok(None) };
        let personal = self.me.personal;
        let conn = self.store.read();
        let devices = Self::space_in(&mut self.spaces, conn, &personal)?.membership.devices();
        let Some(line) = devices.line(device) else { return Ok(None) };
        if !records::unsent(conn, &personal, Class::Notice.byte(), 1)?.is_empty() {
            // Its certificate goes first: then the first look of the new device is the whole one.
            return Ok(None);
        }
        let mut frames = records::of_class(conn, &personal, Class::Control.byte())?;
        frames.push(share.clone());
        let slots = self.invites.runs.get(mailbox).and_then(|run| run.slots.clone()).unwrap_or_default();
        let welcome = Welcome { certificates: Some(line), frames };
        let puts = self.linking(kept, linking).welcome(&slots, &welcome, &mut *self.ports.random);
        puts.map(Some).map_err(|_| NodeError::TooLarge("welcome"))
    }

    /// The device that was taken in through an invite.
    pub(super) fn linked_device(&self, mailbox: &BoxId) -> Option<DeviceId> {
        match self.invite_row(mailbox).ok()?.1.side {
            Side::Link(linking) => linking.taken.map(|(device, _)| device),
            _ => None,
        }
    }

    /// Whether the other device has written something.
    pub(super) fn device_is_in(&self, device: &DeviceId) -> bool {
        entries::head(self.store.read(), &self.me.personal, device).is_ok_and(|head| head.is_some())
    }

    /// Everything that shows strangers the devices of this person.
    pub(super) fn own_line(&mut self) -> NodeResult<Bundle> {
        let (me, personal) = (self.me.person(), self.me.personal);
        let devices = Self::space_in(&mut self.spaces, self.store.read(), &personal)?.membership.devices();
        Ok(devices.bundle(&me).unwrap_or_else(|| self.me.bundle.clone()))
    }
}

/// The invite through which this device was taken in.
pub(crate) struct Linked(pub(super) InviteRow);

impl Linked {
    pub(crate) fn relay(&self) -> String {
        self.0.relay.clone()
    }

    /// What stays of it.
    pub(crate) fn done(&self, personal: SpaceId) -> InviteRow {
        InviteRow { stage: stage::DONE.to_owned(), space: Some(personal), ..self.0.clone() }
    }
}
