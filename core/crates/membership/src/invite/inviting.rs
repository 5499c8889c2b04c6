//! The inviting side. It keeps nothing: every answer follows from the invite,
//! the device's keys and what stands in the mailbox, so it goes on after a
//! crash as if there had been none.

use super::message::{self, slot};
use super::{Applicant, Commitment, Hello, JoinFailure, Keys, Mailbox, Purpose, Reveal, Welcome, leads_to_root};
use crate::role::Role;
use rapport_ids::SpaceId;
use rapport_seal::{Bundle, DeviceKeys, Random, Secret, ShortCode};
use rapport_wire::relay::{BoxPut, BoxSlots};

/// What is offered, and by whom. Kept with the invite: the hello that was
/// written once is expected to be there each time.
#[derive(Debug, Clone)]
pub struct Offer {
    pub hello: Hello,
    pub space: SpaceId,
    /// What whoever joins will be.
    pub role: Role,
    /// The line of the inviting device: see `Devices::line`.
    pub certificates: Bundle,
}

/// One invite on the side of whoever made it.
pub struct Inviting {
    mailbox: Mailbox,
    offer: Offer,
}

/// What is to be done next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InvitingStep {
    /// Write this to the mailbox, then look again.
    Put(Box<BoxPut>),
    /// Nothing to do until the other side has written.
    Wait,
    /// Show the code. When the person says that both screens show the same,
    /// take the candidate in and [`welcome`](Inviting::welcome) them.
    Confirm(Box<Candidate>),
    /// The welcome is there.
    Welcomed,
}

/// Somebody who asks to come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub code: ShortCode,
    /// What they call themselves.
    pub name: super::DisplayName,
    pub applicant: Applicant,
}

impl Inviting {
    pub fn new(secret: &Secret, offer: Offer) -> Self {
        Self { mailbox: Mailbox::of(secret), offer }
    }

    pub const fn mailbox(&self) -> &Mailbox {
        &self.mailbox
    }

    pub const fn offer(&self) -> &Offer {
        &self.offer
    }

    /// Looks at the mailbox and says what comes next. `now_ms` is this side's
    /// clock; an expired invite is to be closed.
    pub fn advance(
        &self,
        slots: &BoxSlots,
        keys: &DeviceKeys,
        now_ms: u64,
        random: &mut dyn Random,
    ) -> Result<InvitingStep, JoinFailure> {
        if slots.get(slot::WELCOME).is_some() {
            return Ok(InvitingStep::Welcomed);
        }
        if now_ms >= self.offer.hello.expires_ms {
            return Err(JoinFailure::Expired);
        }
        let hello = self.offer.hello.write()?;
        if let Some(put) = self.ours(slots, slot::HELLO, &hello, random)? {
            return Ok(InvitingStep::Put(put));
        }
        let Some(commitment) = self.mailbox.message(slots, slot::COMMITMENT)? else { return Ok(InvitingStep::Wait) };
        Commitment::read(&commitment).map_err(|_| JoinFailure::Damaged(slot::COMMITMENT))?;
        let Some(mine) = self.said(slots, &commitment, keys)? else {
            let mine = self.keys(keys, &commitment).write()?;
            return Ok(InvitingStep::Put(Box::new(self.mailbox.put(slot::KEYS, &mine, random)?)));
        };
        let Some(reveal) = self.mailbox.message(slots, slot::REVEAL)? else { return Ok(InvitingStep::Wait) };
        if Commitment::to(&self.mailbox.id(), &reveal).0 != *commitment {
            return Err(JoinFailure::WrongReveal);
        }
        let code = message::short_code(&self.mailbox.id(), [&hello, &commitment, &mine, &reveal]);
        let Reveal { name, applicant, .. } = Reveal::read(&reveal).map_err(|_| JoinFailure::Damaged(slot::REVEAL))?;
        self.check(&applicant, keys)?;
        Ok(InvitingStep::Confirm(Box::new(Candidate { code, name, applicant })))
    }

    /// What whoever asked to come in calls themselves, as long as the mailbox
    /// shows it; also when they have been taken in.
    pub fn candidate_name(&self, slots: &BoxSlots) -> Option<super::DisplayName> {
        let reveal = self.mailbox.message(slots, slot::REVEAL).ok().flatten()?;
        Reveal::read(&reveal).ok().map(|reveal| reveal.name)
    }

    fn check(&self, applicant: &Applicant, keys: &DeviceKeys) -> Result<(), JoinFailure> {
        match (self.offer.hello.purpose, applicant) {
            (Purpose::Join, Applicant::Person(bundle)) if !leads_to_root(bundle) => Err(JoinFailure::Certificates),
            (Purpose::Join, Applicant::Person(bundle)) if bundle.account() == Some(keys.account()) => {
                Err(JoinFailure::Oneself)
            }
            (Purpose::Join, Applicant::Person(_)) | (Purpose::Link, Applicant::Device { .. }) => Ok(()),
            _ => Err(JoinFailure::Damaged(slot::REVEAL)),
        }
    }

    /// What this device has said in slot 2. Its nonce shows that it was this
    /// device; the certificates may have become others since.
    fn said(&self, slots: &BoxSlots, commitment: &[u8], keys: &DeviceKeys) -> Result<Option<Vec<u8>>, JoinFailure> {
        let there = match self.mailbox.message(slots, slot::KEYS) {
            Ok(Some(there)) => there,
            Ok(None) => return Ok(None),
            Err(JoinFailure::Damaged(_)) => return Err(JoinFailure::SecondInviter),
            Err(other) => return Err(other),
        };
        let mine = self.keys(keys, commitment);
        let same = Keys::read(&there).is_ok_and(|said| {
            let account = said.certificates.account();
            said.nonce == mine.nonce
                && said.space == mine.space
                && said.role == mine.role
                && account == mine.certificates.account()
        });
        if same { Ok(Some(there)) } else { Err(JoinFailure::SecondInviter) }
    }

    /// The nonce is the device's own and depends on the commitment: nobody
    /// else knows it before it is shown, and it is the same after a crash.
    fn keys(&self, keys: &DeviceKeys, commitment: &[u8]) -> Keys {
        let mailbox = self.mailbox.id();
        let nonce = *keys.derive(&[b"rapport/v1/join/inviter", mailbox.as_ref(), commitment]).expose();
        Keys { nonce, space: self.offer.space, role: self.offer.role, certificates: self.offer.certificates.clone() }
    }

    /// A slot of this side: to be written when empty, and never by another.
    fn ours(
        &self,
        slots: &BoxSlots,
        slot: u8,
        message: &[u8],
        random: &mut dyn Random,
    ) -> Result<Option<Box<BoxPut>>, JoinFailure> {
        match self.mailbox.message(slots, slot) {
            Ok(None) => Ok(Some(Box::new(self.mailbox.put(slot, message, random)?))),
            Ok(Some(there)) if there == message => Ok(None),
            Ok(Some(_)) | Err(JoinFailure::Damaged(_)) => Err(JoinFailure::SecondInviter),
            Err(other) => Err(other),
        }
    }

    /// The last messages, once the candidate has been taken in. What already
    /// stands in the mailbox is not written again.
    pub fn welcome(
        &self,
        slots: &BoxSlots,
        welcome: &Welcome,
        random: &mut dyn Random,
    ) -> Result<Vec<BoxPut>, JoinFailure> {
        let mut puts = Vec::new();
        // The first part last: whoever sees it finds all others there.
        for (slot, part) in welcome.parts()?.iter().rev() {
            puts.extend(self.ours(slots, *slot, part, random)?.map(|put| *put));
        }
        Ok(puts)
    }
}
