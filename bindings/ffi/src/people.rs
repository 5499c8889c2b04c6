//! Oneself, one's pairings, and how two people come together.

mod view;

pub use view::{EndReason, InviteView, KeyView, LeftPair, PairingRow, PairingStage, PersonCard, PersonEdit, Seat};

use crate::area::area;
use crate::failure::Failure;
use crate::ids::{BoxId, PairingId, PersonId, SpaceId};
use crate::observe::Subscription;
use crate::time::{Day, TimeOfDay, Weekday};
use rapport_core::people as core;
use std::sync::Arc;

/// A stretch of a day of the week, in wall time.
pub type ContactHours = rapport_core::domain::person::ContactHours;

/// When somebody likes to be contacted, by their own clock.
#[derive(uniffi::Record)]
pub struct Hours {
    /// The day of the week.
    pub day: Weekday,
    /// The beginning.
    pub from: TimeOfDay,
    /// The end; `00:00` is the end of the day.
    pub to: TimeOfDay,
}

uniffi::custom_type!(ContactHours, Hours, {
    remote,
    try_lift: |hours| {
        ContactHours::new(hours.day, hours.from, hours.to).map_err(|broken| Failure::from(broken).into())
    },
    lower: |hours| Hours { day: hours.day(), from: hours.from(), to: hours.to() },
});

/// A turn in the life of a pairing of two people who found one another.
#[derive(uniffi::Enum)]
pub enum PairingTurn {
    /// It rests until a day.
    Hold {
        /// The last day of the rest.
        until: Day,
    },
    /// It goes on.
    Resume,
    /// It is to end, with time for a last meeting.
    Close {
        /// Why.
        reason: EndReason,
    },
    /// The last meeting took place: it ends.
    ClosureLogged,
    /// After the end: to stay in touch. Both have to say so.
    OptIn,
    /// It is to last longer.
    Renew {
        /// The new last day.
        end: Day,
    },
}

impl From<PairingTurn> for core::PairingTurn {
    fn from(turn: PairingTurn) -> Self {
        match turn {
            PairingTurn::Hold { until } => Self::Hold { until },
            PairingTurn::Resume => Self::Resume,
            PairingTurn::Close { reason } => Self::Close { reason },
            PairingTurn::ClosureLogged => Self::ClosureLogged,
            PairingTurn::OptIn => Self::OptIn,
            PairingTurn::Renew { end } => Self::Renew { end },
        }
    }
}

/// Is told all pairings each time they change.
#[uniffi::export(foreign)]
pub trait PairingsObserver: Send + Sync {
    /// The list as it is now.
    fn on_pairings(&self, pairings: Vec<PairingRow>);
}

/// Is told all pairs that one of the two has left, each time they change.
#[uniffi::export(foreign)]
pub trait LeftPairsObserver: Send + Sync {
    /// The list as it is now.
    fn on_left_pairs(&self, pairs: Vec<LeftPair>);
}

/// Is told all invites each time they change.
#[uniffi::export(foreign)]
pub trait InvitesObserver: Send + Sync {
    /// The list as it is now.
    fn on_invites(&self, invites: Vec<InviteView>);
}

/// Everything about people. Fetched once and kept.
#[derive(uniffi::Object)]
pub struct People {
    core: rapport_core::Rapport,
}

area!(People by people);

#[uniffi::export]
impl People {
    /// Oneself, as one's own devices show it.
    pub async fn me(&self) -> Result<PersonCard, Failure> {
        self.run(|people| people.me()).await
    }

    /// Changes one's own profile, everywhere it is shown.
    pub async fn edit_me(&self, edit: PersonEdit) -> Result<(), Failure> {
        self.run(move |people| people.edit_me(edit)).await
    }

    /// Somebody as they show themselves in a space.
    pub async fn person(&self, space: SpaceId, person: PersonId) -> Result<PersonCard, Failure> {
        self.run(move |people| people.person(space, person)).await
    }

    /// All pairings, the oldest first.
    pub async fn pairings(&self) -> Result<Vec<PairingRow>, Failure> {
        self.run(|people| people.pairings()).await
    }

    /// Watches all pairings; the observer has the first value before this returns.
    pub async fn watch_pairings(&self, observer: Arc<dyn PairingsObserver>) -> Result<Arc<Subscription>, Failure> {
        let tell = move |rows: &[PairingRow]| observer.on_pairings(rows.to_vec());
        self.run(move |people| people.watch_pairings(tell)).await.map(Subscription::new)
    }

    /// Moves a pairing to another state: hold, resume, close …
    pub async fn turn_pairing(&self, pairing: PairingId, turn: PairingTurn) -> Result<(), Failure> {
        self.run(move |people| people.turn_pairing(pairing, turn.into())).await
    }

    /// Gives both people of a pair a new key, for when a device may have been in wrong hands.
    ///
    /// Asked for at once, done with the next sync. What was written stays readable; whoever has only the old key
    /// reads nothing that is written afterwards. Asking twice is asking once.
    pub async fn renew_key(&self, space: SpaceId) -> Result<(), Failure> {
        self.run(move |people| people.renew_key(space)).await
    }

    /// How old the key of a pair is, and whether a new one is on its way.
    pub async fn key(&self, space: SpaceId) -> Result<KeyView, Failure> {
        self.run(move |people| people.key(space)).await
    }

    /// Leaves a pair for good: what was written in it is gone from this device at once and does not come back.
    ///
    /// Offer an export before, and ask. Needs no network; leaving twice is leaving once. What was not sent yet is sent
    /// with the next sync, and nothing that the other one writes afterwards is read here. Private things stay, and so
    /// does a row that `left` gives. The other one keeps what they have, and their device takes a new key by itself.
    /// Fails with `NotFound` of `pairing` where there is no pair in this space.
    pub async fn leave(&self, space: SpaceId) -> Result<(), Failure> {
        self.run(move |people| people.leave(space)).await
    }

    /// The pairs that one of the two has left, the oldest first.
    ///
    /// Those that the other one has left stand among the pairings too: what was written can still be read, and nothing
    /// of it is due any more.
    pub async fn left(&self) -> Result<Vec<LeftPair>, Failure> {
        self.run(|people| people.left()).await
    }

    /// Watches the pairs that one of the two has left; the observer has the first value before this returns.
    pub async fn watch_left(&self, observer: Arc<dyn LeftPairsObserver>) -> Result<Arc<Subscription>, Failure> {
        let tell = move |rows: &[LeftPair]| observer.on_left_pairs(rows.to_vec());
        self.run(move |people| people.watch_left(tell)).await.map(Subscription::new)
    }

    /// Invites somebody to be the other one of a pair; `seat` is one's own part. Needs no network.
    ///
    /// Fails with `NotFound` of `relay` before any relay was agreed to.
    pub async fn invite(&self, seat: Seat) -> Result<BoxId, Failure> {
        self.run(move |people| people.invite(seat)).await
    }

    /// The link of an invite, to send or to show as a QR code. It is a secret between two people.
    pub async fn invite_link(&self, invite: BoxId) -> Result<String, Failure> {
        self.run(move |people| people.invite_link(invite)).await
    }

    /// Answers an invite from its link or the text of its QR code, and agrees to its relay with it.
    ///
    /// `plain_http` allows a relay without TLS on another machine, which only somebody who asked for it by name wants;
    /// without it such an invite fails with `Invalid` and the field `Relay`.
    #[uniffi::method(default(plain_http = false))]
    pub async fn join(&self, link: String, plain_http: bool) -> Result<BoxId, Failure> {
        self.run(move |people| people.join(&link, plain_http)).await
    }

    /// The person has compared the code on both screens and found it the same.
    pub async fn confirm(&self, invite: BoxId) -> Result<(), Failure> {
        self.run(move |people| people.confirm(invite)).await
    }

    /// Gives an invite up: nobody comes in through it any more.
    pub async fn cancel_invite(&self, invite: BoxId) -> Result<(), Failure> {
        self.run(move |people| people.cancel(invite)).await
    }

    /// All invites, given and taken, the oldest first.
    pub async fn invites(&self) -> Result<Vec<InviteView>, Failure> {
        self.run(|people| people.invites()).await
    }

    /// Watches all invites; the observer has the first value before this returns.
    pub async fn watch_invites(&self, observer: Arc<dyn InvitesObserver>) -> Result<Arc<Subscription>, Failure> {
        let tell = move |all: &[InviteView]| observer.on_invites(all.to_vec());
        self.run(move |people| people.watch_invites(tell)).await.map(Subscription::new)
    }
}
