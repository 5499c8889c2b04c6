//! Oneself, one's pairings, and how two people come together.

pub use rapport_node::domain::pairing::{EndReason, PairingAct, PairingTurn};
pub use rapport_node::domain::person::{PersonAct, Profile};
pub use rapport_node::view::people::{LeftBy, LeftPair, PairingRow, PersonCard};
pub use rapport_node::{InviteStage, InviteView, KeyView, Seat};

use crate::error::Failure;
use crate::observe::Subscription;
use crate::shared::Shared;
use crate::sync::asked_for;
use rapport_node::domain::{Field, Problem};
use rapport_node::ids::{BoxId, PairingId, PersonId, SpaceId};
use rapport_node::view::people;
use rapport_node::{BadLink, INVITE_LINK, Invite, Node, Topics};
use std::sync::Arc;

/// Everything about people.
#[derive(Debug, Clone)]
pub struct People {
    pub(crate) shared: Arc<Shared>,
}

impl People {
    /// Oneself, as one's own devices show it.
    ///
    /// # Errors
    /// What the storage says.
    pub fn me(&self) -> Result<PersonCard, Failure> {
        self.shared.look(people::myself)
    }

    /// Changes one's own profile, everywhere it is shown.
    ///
    /// # Errors
    /// `Invalid` for what cannot be taken.
    pub fn edit_me(&self, act: PersonAct) -> Result<(), Failure> {
        self.shared.act(|node| Ok(node.act_on_profile(act)?))
    }

    /// Somebody as they show themselves in a space.
    ///
    /// # Errors
    /// `NotFound`, and what the storage says.
    pub fn person(&self, space: SpaceId, person: PersonId) -> Result<PersonCard, Failure> {
        self.shared.look(|lens| people::person(lens, space, person))
    }

    /// All pairings, the oldest first.
    ///
    /// # Errors
    /// What the storage says.
    pub fn pairings(&self) -> Result<Vec<PairingRow>, Failure> {
        self.shared.look(people::pairings)
    }

    /// Watches all pairings.
    ///
    /// # Errors
    /// What the storage says.
    pub fn watch_pairings(
        &self,
        mut deliver: impl FnMut(&[PairingRow]) + Send + 'static,
    ) -> Result<Subscription, Failure> {
        let topics = Topics::PEOPLE.and(Topics::MEETINGS);
        self.shared.watch(topics, people::pairings, move |rows: &Vec<_>| deliver(rows))
    }

    /// Moves a pairing to another state: hold, resume, close …
    ///
    /// # Errors
    /// `NotAllowed` with the rule, `NotFound`.
    pub fn turn_pairing(&self, pairing: PairingId, turn: PairingTurn) -> Result<(), Failure> {
        self.shared.act(|node| Ok(node.turn_pairing(pairing, turn)?))
    }

    /// Gives both people of a pair a new key, for when a device may have been
    /// in wrong hands: whoever has only the old one reads nothing that is
    /// written from then on. Asked for at once, done with the next sync; until
    /// then both go on under the old one. What was written stays readable, and
    /// asking twice is asking once.
    ///
    /// # Errors
    /// `NotFound` without such a space, `NotAllowed` for whoever may not
    /// decide about it.
    pub fn renew_key(&self, space: SpaceId) -> Result<(), Failure> {
        self.shared.act(|node| Ok(node.rotate_key(space)?))
    }

    /// How old the key of a pair is, and whether a new one is on its way.
    ///
    /// # Errors
    /// `NotFound` without such a space.
    pub fn key(&self, space: SpaceId) -> Result<KeyView, Failure> {
        self.shared.with(|node| Ok(node.key_of(space)?))
    }

    /// Leaves a pair for good: what was written in it is gone from this device
    /// at once and does not come back.
    ///
    /// Offer an export before, and ask. Needs no network; leaving twice is
    /// leaving once. What was not sent yet is sent with the next sync, and
    /// nothing that the other one writes from then on is read here. Private
    /// things stay, and so does a row in [`left`](Self::left). The other one
    /// keeps what they have, and their device takes a new key by itself.
    ///
    /// # Errors
    /// `NotFound` of `pairing` where there is no pair in this space.
    pub fn leave(&self, space: SpaceId) -> Result<(), Failure> {
        self.shared.act(|node| Ok(node.leave_pair(space)?))
    }

    /// The pairs that one of the two has left, the oldest first. Those that the
    /// other one has left stand among [`pairings`](Self::pairings) too: what was
    /// written can still be read, and nothing of it is due any more.
    ///
    /// # Errors
    /// What the storage says.
    pub fn left(&self) -> Result<Vec<LeftPair>, Failure> {
        self.shared.look(people::left)
    }

    /// Watches them.
    ///
    /// # Errors
    /// What the storage says.
    pub fn watch_left(&self, mut deliver: impl FnMut(&[LeftPair]) + Send + 'static) -> Result<Subscription, Failure> {
        self.shared.watch(Topics::PEOPLE, people::left, move |rows: &Vec<_>| deliver(rows))
    }

    /// Invites somebody to be the other one of a pair, at the relay that was
    /// agreed to first. `seat` is one's own part. Needs no network.
    ///
    /// # Errors
    /// `NotFound` of `relay` before any was agreed to.
    pub fn invite(&self, seat: Seat) -> Result<BoxId, Failure> {
        self.shared.act(|node| {
            let relay = node.home_relay()?.ok_or_else(|| Failure::not_found("relay"))?;
            Ok(node.invite(&relay, seat)?)
        })
    }

    /// The link of an invite, to send or to show as a QR code. It is a secret
    /// between two people.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn invite_link(&self, invite: BoxId) -> Result<String, Failure> {
        self.shared.act(|node| Ok(node.invite_link(&invite)?.to_string()))
    }

    /// Answers an invite from its link or the text of its QR code; on a device that
    /// waits to be taken in, the link that another device shows. Its relay
    /// is agreed to with it. `plain_http` allows a relay without TLS on
    /// another machine, which only somebody who asked for it by name wants.
    ///
    /// # Errors
    /// `Invalid` for a text that is no invite, and with `NotEncrypted` for one
    /// whose relay would have to be asked for by name; `NeedsUpdate` for one of a
    /// newer version, `NotAllowed` for one's own.
    pub fn join(&self, link: &str, plain_http: bool) -> Result<BoxId, Failure> {
        let invite = read_link(link, plain_http)?;
        self.shared.act(|node| Ok(node.join(invite, plain_http)?))
    }

    /// The person has compared the code on both screens and found it the same.
    ///
    /// # Errors
    /// `NotFound` while there is no code to compare.
    pub fn confirm(&self, invite: BoxId) -> Result<(), Failure> {
        self.shared.act(|node| Ok(node.confirm_invite(&invite)?))
    }

    /// Gives an invite up: nobody comes in through it any more.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn cancel(&self, invite: BoxId) -> Result<(), Failure> {
        self.shared.act(|node| Ok(node.cancel_invite(&invite)?))
    }

    /// All invites into pairs, given and taken, the oldest first; links for
    /// devices are `Devices::links`.
    ///
    /// # Errors
    /// What the storage says.
    pub fn invites(&self) -> Result<Vec<InviteView>, Failure> {
        self.shared.with(invites)
    }

    /// Watches all invites into pairs.
    ///
    /// # Errors
    /// What the storage says.
    pub fn watch_invites(
        &self,
        mut deliver: impl FnMut(&[InviteView]) + Send + 'static,
    ) -> Result<Subscription, Failure> {
        let shared = Arc::downgrade(&self.shared);
        let query = move || match shared.upgrade() {
            Some(shared) => shared.with(invites),
            None => Err(Failure::Stopped),
        };
        self.shared.watch_query(Topics::INVITES.and(Topics::PEOPLE), query, move |all: &Vec<_>| deliver(all))
    }
}

/// Whether a link, or the text of a QR code, is one that can be answered; nobody is asked.
///
/// # Errors
/// As `join` refuses it.
pub fn check_link(link: &str, plain_http: bool) -> Result<(), Failure> {
    read_link(link, plain_http).map(drop)
}

/// What a link or the text of a QR code says, if its relay may be used.
pub(crate) fn read_link(link: &str, plain_http: bool) -> Result<Invite, Failure> {
    let invite = Invite::parse(link).map_err(|bad| refused(link, &bad))?;
    asked_for(&invite.relay.origin, plain_http, Field::Invite)?;
    Ok(invite)
}

fn invites(node: &mut Node) -> Result<Vec<InviteView>, Failure> {
    Ok(node.invites()?.into_iter().filter(|view| !view.device).collect())
}

fn refused(link: &str, bad: &BadLink) -> Failure {
    let problem = match bad {
        BadLink::NotOurs | BadLink::Damaged => Problem::NotAnInvite,
        BadLink::TooLong => {
            let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            Problem::TooLong { max: count(INVITE_LINK), is: count(link.len()) }
        }
        BadLink::Newer => return Failure::NeedsUpdate { minimum: 2 },
    };
    Failure::Invalid { field: Field::Invite, problem }
}
