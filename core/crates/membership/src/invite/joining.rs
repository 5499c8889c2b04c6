//! The joining side. Like the inviting one it keeps nothing but what the
//! person has confirmed.

use super::message::{self, slot};
use super::{
    Applicant, Commitment, DisplayName, Hello, JoinFailure, Keys, Mailbox, Purpose, Reveal, Welcome, leads_to_root,
};
use crate::ledger::{Membership, Trust};
use crate::op::{Act, Op};
use rapport_ids::{AccountId, SpaceId};
use rapport_seal::{Bundle, ControlKey, DeviceKeys, EpochKey, Random, Secret, ShortCode, SignedEntry, boxes, frame};
use rapport_wire::relay::{BoxPut, BoxSlots};
use rapport_wire::{Class, Frame};

/// Who asks, and as what. Kept as it is until the join has ended: what is
/// revealed must be what was committed to.
#[derive(Debug, Clone)]
pub struct Request {
    pub name: DisplayName,
    /// The account's certificates; none when this device is to be linked.
    pub certificates: Option<Bundle>,
}

/// One invite on the side of whoever has got it.
pub struct Joining {
    mailbox: Mailbox,
    request: Request,
    expires_ms: Option<u64>,
    confirmed: bool,
}

/// What is to be done next.
pub enum JoiningStep {
    /// Write this to the mailbox, then look again.
    Put(Box<BoxPut>),
    /// Nothing to do until the other side has written. Who invites, once known.
    Wait(Option<Hello>),
    /// Show the code. When the person says that both screens show the same,
    /// [`confirm`](Joining::confirm) and look again.
    Confirm { code: ShortCode, hello: Hello, inviter: AccountId },
    /// In.
    Joined(Box<Joined>),
}

/// What a welcome brings, checked against what was agreed.
pub struct Joined {
    pub hello: Hello,
    pub space: SpaceId,
    pub inviter: AccountId,
    /// The line of the inviting device.
    pub inviter_certificates: Bundle,
    /// This device's own line, when it was linked.
    pub certificates: Option<Bundle>,
    /// The key in force.
    pub epoch: EpochKey,
    /// For those who govern.
    pub control: Option<ControlKey>,
    /// Operations in it that open, in the order of the frames.
    pub ops: Vec<SignedEntry>,
    /// All frames, as they are to be stored.
    pub frames: Vec<Vec<u8>>,
}

impl Joining {
    pub fn new(secret: &Secret, request: Request) -> Self {
        Self { mailbox: Mailbox::of(secret), request, expires_ms: None, confirmed: false }
    }

    pub const fn mailbox(&self) -> &Mailbox {
        &self.mailbox
    }

    /// The person has compared the codes and found them the same.
    pub const fn confirm(&mut self) {
        self.confirmed = true;
    }

    /// Looks at the mailbox and says what comes next. No slots at all: the
    /// relay has no such mailbox (any more).
    pub fn advance(
        &mut self,
        slots: Option<&BoxSlots>,
        keys: &DeviceKeys,
        now_ms: u64,
        random: &mut dyn Random,
    ) -> Result<JoiningStep, JoinFailure> {
        let Some(slots) = slots else {
            let expired = self.expires_ms.is_some_and(|expires| now_ms >= expires);
            return Err(if expired { JoinFailure::Expired } else { JoinFailure::Closed });
        };
        let read = |slot| self.mailbox.message(slots, slot);
        let Some(said) = read(slot::HELLO)? else { return Ok(JoiningStep::Wait(None)) };
        let hello = Hello::read(&said).map_err(|_| JoinFailure::Damaged(slot::HELLO))?;
        if (hello.purpose == Purpose::Link) != self.request.certificates.is_none() {
            return Err(JoinFailure::OtherPurpose);
        }
        let reveal = self.reveal(keys).write()?;
        let commitment = Commitment::to(&self.mailbox.id(), &reveal).0;
        // Whether it has expired is for the inviting side and the relay to say:
        // this clock may be wrong, and only explains a mailbox that is gone.
        self.expires_ms = Some(hello.expires_ms);
        if let Some(put) = self.ours(slots, slot::COMMITMENT, &commitment, random)? {
            return Ok(JoiningStep::Put(put));
        }
        let Some(theirs) = self.mailbox.message(slots, slot::KEYS)? else { return Ok(JoiningStep::Wait(Some(hello))) };
        let offered = Keys::read(&theirs).map_err(|_| JoinFailure::Damaged(slot::KEYS))?;
        let inviter = offered.certificates.account().filter(|_| leads_to_root(&offered.certificates));
        let inviter = inviter.ok_or(JoinFailure::Certificates)?;
        if hello.purpose == Purpose::Join && inviter == keys.account() {
            return Err(JoinFailure::Oneself);
        }
        if let Some(put) = self.ours(slots, slot::REVEAL, &reveal, random)? {
            return Ok(JoiningStep::Put(put));
        }
        if !self.confirmed {
            let code = message::short_code(&self.mailbox.id(), [&said, &commitment, &theirs, &reveal]);
            return Ok(JoiningStep::Confirm { code, hello, inviter });
        }
        let parts = (slot::WELCOME..rapport_wire::limits::BOX_SLOTS).map(|slot| self.mailbox.message(slots, slot));
        let parts = parts.collect::<Result<Vec<_>, _>>()?;
        match Welcome::join(&parts).map_err(|_| JoinFailure::Damaged(slot::WELCOME))? {
            None => Ok(JoiningStep::Wait(Some(hello))),
            Some(welcome) => {
                let joined = if hello.purpose == Purpose::Join {
                    joined(hello, offered, inviter, welcome, keys)?
                } else {
                    linked(hello, offered, inviter, welcome, keys)?
                };
                Ok(JoiningStep::Joined(Box::new(joined)))
            }
        }
    }

    /// The nonce is the device's own, so it need not be kept.
    fn reveal(&self, keys: &DeviceKeys) -> Reveal {
        let nonce = *keys.derive(&[b"rapport/v1/join/joiner", self.mailbox.id().as_ref()]).expose();
        let card = keys.card();
        let applicant = match &self.request.certificates {
            Some(bundle) => Applicant::Person(bundle.clone()),
            None => Applicant::Device { sign: card.sign, hpke: card.hpke },
        };
        Reveal { nonce, name: self.request.name.clone(), applicant }
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
            Ok(Some(_)) | Err(JoinFailure::Damaged(_)) => Err(JoinFailure::SecondJoiner),
            Err(other) => Err(other),
        }
    }
}

/// The add-member must open with a box for this device, be by the inviting
/// device, and take in this account in the agreed role.
fn joined(
    hello: Hello,
    offered: Keys,
    inviter: AccountId,
    welcome: Welcome,
    keys: &DeviceKeys,
) -> Result<Joined, JoinFailure> {
    let frames = parse(&welcome, &offered.space)?;
    let found = frames.iter().rev().find_map(|f| Some((f, boxes::epoch_key(f, keys.hpke())?)));
    let (adding, epoch) = found.ok_or(JoinFailure::Welcome("no key for this device"))?;
    let entry = frame::open(adding, &epoch).map_err(|_| JoinFailure::Welcome("the key opens nothing"))?;
    let by = offered.certificates.card(&entry.entry().device);
    if !by.is_some_and(|card| entry.is_by(card)) {
        return Err(JoinFailure::Welcome("not by the inviting device"));
    }
    let op = Op::from_entry(&entry).map_err(|_| JoinFailure::Welcome("not an operation"))?;
    match &op.act {
        Act::AddMember(add) if add.account == keys.account() && add.role == offered.role => {}
        _ => return Err(JoinFailure::Welcome("it takes in somebody else, or as something else")),
    }
    let trailer = adding.trailer().filter(|t| op.agrees_with(t, Some((&epoch, &offered.space))));
    let trailer = trailer.ok_or(JoinFailure::Welcome("the relay was told something else"))?;
    let control = boxes::control_key(adding, keys.hpke(), &trailer.control_after);
    finish(hello, offered, inviter, welcome, frames, epoch, control)
}

/// The certificates must show this device, and a share must bring a key for it.
fn linked(
    hello: Hello,
    offered: Keys,
    inviter: AccountId,
    welcome: Welcome,
    keys: &DeviceKeys,
) -> Result<Joined, JoinFailure> {
    let mine = keys.for_account(inviter);
    let line = welcome.certificates.as_ref().filter(|line| line.account() == Some(inviter) && leads_to_root(line));
    if line.is_none_or(|line| line.card(&mine.id()).is_none()) {
        return Err(JoinFailure::Certificates);
    }
    let frames = parse(&welcome, &offered.space)?;
    let share = frames.iter().rev().find_map(|f| Some((f, boxes::epoch_key(f, keys.hpke())?)));
    let (_, epoch) = share.ok_or(JoinFailure::Welcome("no key for this device"))?;
    let publics = frames.iter().filter_map(Frame::trailer).map(|t| t.control_after);
    let control = publics
        .flat_map(|public| frames.iter().filter_map(move |f| boxes::control_key(f, keys.hpke(), &public)))
        .last();
    finish(hello, offered, inviter, welcome, frames, epoch, control)
}

fn parse(welcome: &Welcome, space: &SpaceId) -> Result<Vec<Frame>, JoinFailure> {
    let frames = welcome.frames.iter().map(|bytes| match Frame::parse(bytes.clone()) {
        Ok(frame) if frame.header().space == *space => Ok(frame),
        Ok(_) => Err(JoinFailure::Welcome("a frame of another space")),
        Err(rapport_wire::FrameProblem::Newer(_)) => Err(JoinFailure::Newer),
        Err(_) => Err(JoinFailure::Welcome("not a frame")),
    });
    frames.collect()
}

fn finish(
    hello: Hello,
    offered: Keys,
    inviter: AccountId,
    welcome: Welcome,
    frames: Vec<Frame>,
    epoch: EpochKey,
    control: Option<ControlKey>,
) -> Result<Joined, JoinFailure> {
    let ops = open_back(&frames, &epoch);
    Ok(Joined {
        hello,
        space: offered.space,
        inviter,
        inviter_certificates: offered.certificates,
        certificates: welcome.certificates,
        epoch,
        control,
        ops,
        frames: welcome.frames,
    })
}

/// Opens control frames from the newest back, over the links to older keys.
fn open_back(frames: &[Frame], newest: &EpochKey) -> Vec<SignedEntry> {
    let mut keys = vec![newest.duplicate()];
    let mut ops = Vec::new();
    for control in frames.iter().rev().filter(|f| f.class() == Class::Control) {
        let older: Vec<EpochKey> = keys.iter().flat_map(|key| boxes::older_keys(control, key)).collect();
        keys.extend(older);
        ops.extend(keys.iter().find_map(|key| frame::open(control, key).ok()));
    }
    ops.reverse();
    ops
}

impl Joined {
    /// The membership as far as the welcome shows it: whole when the chain was
    /// short enough to be in it, else to be completed from the relay.
    pub fn membership(&self) -> Membership {
        let mut membership = Membership::new(self.space);
        let _ = membership.certify(&self.inviter_certificates, Trust::Check);
        membership.insert_all(self.ops.iter().map(|op| (op, Trust::Check)));
        membership
    }
}
