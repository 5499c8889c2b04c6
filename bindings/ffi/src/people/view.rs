//! People, pairings and invites as screens show them.

use super::ContactHours;
use crate::ids::{BoxId, PairingId, PersonId, SpaceId};
use crate::time::{Day, Language, Moment, Zone};
pub use rapport_core::domain::pairing::PairingStage;
/// A change of one's own profile.
pub type PersonEdit = rapport_core::people::PersonAct;
pub use rapport_core::people::{EndReason, InviteStage, InviteView, KeyView, PairingRow, PersonCard, Profile, Seat};
pub use rapport_core::people::{LeftBy, LeftPair};

/// A pairing in a list.
#[uniffi::remote(Record)]
pub struct PairingRow {
    /// Names the pairing.
    pub id: PairingId,
    /// The space that only the two of them read.
    pub space: SpaceId,
    /// Whether whoever looks is the mentor in it.
    pub i_mentor: bool,
    /// The other one.
    pub partner: PersonId,
    /// What they are called; empty until that has come.
    pub partner_name: String,
    /// Where it stands.
    pub stage: PairingStage,
    /// When it began.
    pub since: Moment,
    /// The last meeting that took place, as a day since 1970 where it was.
    pub last_met: Option<Day>,
}

/// A pair that one of the two has left.
#[uniffi::remote(Record)]
pub struct LeftPair {
    /// Names the pairing.
    pub id: PairingId,
    /// The space that only the two of them read.
    pub space: SpaceId,
    /// Whether whoever looks was the mentor in it.
    pub i_mentor: bool,
    /// The other one.
    pub partner: PersonId,
    /// What they are called, as far as that has come.
    pub partner_name: String,
    /// Who has left.
    pub by: LeftBy,
}

/// Who has left a pair.
#[uniffi::remote(Enum)]
pub enum LeftBy {
    /// The other one. What was written can still be read, and nothing of it is due any more.
    Partner,
    /// Whoever looks. Nothing of it is here any more but this row.
    Me {
        /// Whether the relay knows; until then the other one cannot.
        told: bool,
    },
}

/// The key of a pair.
#[uniffi::remote(Record)]
pub struct KeyView {
    /// The first key of a pair is 1.
    pub number: u32,
    /// When it was made, by the clock of whoever made it; to be shown, not to be relied on.
    pub since: Moment,
    /// A new one was asked for here and waits for the relay.
    pub rotating: bool,
}

/// What somebody shows of themselves in a space.
#[uniffi::remote(Record)]
pub struct PersonCard {
    /// The space in which they show this.
    pub space: SpaceId,
    /// What they show.
    pub profile: Profile,
    /// Whether it is that of whoever looks.
    pub me: bool,
}

/// The card of a person in one space.
#[uniffi::remote(Record)]
pub struct Profile {
    /// Whose card it is.
    pub person: PersonId,
    /// As they want to be called; empty until they have said so.
    pub name: String,
    /// May be empty.
    pub pronouns: String,
    /// Those they speak, the best one first.
    pub languages: Vec<Language>,
    /// Where their clock is.
    pub zone: Option<Zone>,
    /// When they like to be contacted, by their own clock.
    pub contact_hours: Vec<ContactHours>,
    /// What they like to be asked about; may be empty.
    pub ask_me: String,
}

/// Where a pairing stands.
#[uniffi::remote(Enum)]
pub enum PairingStage {
    /// Nobody has begun it yet.
    Empty,
    /// A coordinator thinks about it.
    Draft,
    /// The two have not both accepted.
    Proposed,
    /// One of the two did not want it.
    Declined,
    /// Nobody answered in time. Seen, never written.
    Expired,
    /// The two try it.
    Trial,
    /// They work together.
    Active,
    /// It rests until a day.
    OnHold,
    /// It is about to end.
    Closing,
    /// It is over.
    Ended,
    /// It is over, and the two stay in touch.
    Connected,
}

/// Why a pairing ends. None of them is a failure.
#[uniffi::remote(Enum)]
pub enum EndReason {
    Completed,
    GoalsMet,
    Time,
    NoFit,
    MovedAway,
    Conduct,
    Inactive,
    Unsaid,
}

/// What people do to their own profile.
#[uniffi::remote(Enum)]
pub enum PersonEdit {
    Name(String),
    Pronouns(String),
    Languages(Vec<Language>),
    /// Where their clock is.
    Zone(Option<Zone>),
    /// When they like to be contacted.
    ContactHours(Vec<ContactHours>),
    /// What they like to be asked about.
    AskMe(String),
}

/// As what somebody takes part in a pair.
#[uniffi::remote(Enum)]
pub enum Seat {
    Mentor,
    Mentee,
}

/// Where an invite stands.
#[uniffi::remote(Enum)]
pub enum InviteStage {
    /// Nobody has answered yet, or the other side has to go on.
    Waiting,
    /// Both screens show a code: people compare it.
    Compare {
        /// Some words; they have to be the same on both screens.
        code: String,
    },
    /// Confirmed here; the relay or the other side has to go on.
    Confirmed,
    /// The two are a pair.
    Done,
    /// It came to nothing; a code that says why.
    Failed {
        /// Why, as a code that shells have words for: `expired`, `closed`, `wrong_reveal` …
        why: String,
    },
}

/// One invite.
#[uniffi::remote(Record)]
pub struct InviteView {
    /// Names the invite.
    pub id: BoxId,
    /// True for one that was given, false for one that was taken.
    pub given: bool,
    /// It leads a device into a person's own, and nobody into a pair.
    pub device: bool,
    /// Where it stands.
    pub stage: InviteStage,
    /// What the other side is called, once known.
    pub name: Option<String>,
    /// The address of the relay where the two meet.
    pub relay: String,
    /// When it ends by itself.
    pub until: Moment,
    /// The space that came of it.
    pub space: Option<SpaceId>,
}
