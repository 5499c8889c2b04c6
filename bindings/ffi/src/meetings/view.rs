//! Meetings as screens show them.

use crate::goals::StepView;
use crate::ids::{AgendaItemId, MeetingId, NoteId, PersonId, SpaceId};
use crate::numbers::Persons;
use crate::time::{Civil, Moment};
pub use rapport_core::domain::meeting::MeetingStage;
pub use rapport_core::domain::meeting::{Attendance, CancelReason, MeetingState, Mode};
pub use rapport_core::meetings::{MeetingRow, MeetingView};
pub use rapport_core::view::meetings::{AgendaView, AttendanceView, MeetingCan};

/// A meeting in a list.
#[uniffi::remote(Record)]
pub struct MeetingRow {
    /// Names the meeting.
    pub id: MeetingId,
    /// Who can read it: the people of this space.
    pub space: SpaceId,
    /// What it is called; may be empty.
    pub title: String,
    /// What the other one of the pair is called.
    pub with: String,
    /// Where it stands.
    pub stage: MeetingStage,
    /// When it is to begin, as it was agreed.
    pub slot: Civil,
    /// When that is; none when the rules of its zone are not known here.
    pub begins: Option<Moment>,
    /// How long it is to take.
    pub minutes: u32,
    /// How the two meet; none as long as nobody has said.
    pub mode: Option<Mode>,
    /// An address or a link; may be empty.
    pub place: String,
    /// How many points its agenda has.
    pub agenda: u32,
    /// The note of it, once there is one.
    pub note: Option<NoteId>,
}

/// One meeting with its agenda.
#[uniffi::remote(Record)]
pub struct MeetingView {
    /// The same that a list shows of it.
    pub row: MeetingRow,
    /// Where it stands, with the reason or the other meeting where there is one.
    pub state: MeetingState,
    /// Who named the time.
    pub proposed_by: Option<PersonId>,
    /// What they are called.
    pub proposed_by_name: String,
    /// The meeting that was moved to here.
    pub moved_from: Option<MeetingId>,
    /// What to talk about, in its order.
    pub agenda: Vec<AgendaView>,
    /// Everybody of the pair, and whether they were there.
    pub attendance: Vec<AttendanceView>,
    /// How many minutes it took, once written down.
    pub took: Option<u32>,
    /// Steps that were agreed in it.
    pub actions: Vec<StepView>,
    /// It was agreed, is over, and nobody has written it down.
    pub wants_log: bool,
    /// What whoever looks may do to it now; buttons follow it.
    pub can: MeetingCan,
    /// Set when a newer app is needed to change it.
    pub needs_update: bool,
}

/// A point to talk about.
#[uniffi::remote(Record)]
pub struct AgendaView {
    /// Names the point.
    pub id: AgendaItemId,
    /// What to talk about.
    pub text: String,
    /// Who put it there.
    pub by: PersonId,
    /// What they are called.
    pub by_name: String,
    /// It was talked about.
    pub covered: bool,
    /// The meeting in which it was not reached.
    pub carried_from: Option<MeetingId>,
}

/// Whether somebody was there.
#[uniffi::remote(Record)]
pub struct AttendanceView {
    /// Somebody of the pair.
    pub person: PersonId,
    /// What they are called.
    pub name: String,
    /// None as long as nobody has said.
    pub attendance: Option<Attendance>,
}

/// What whoever looks may do to it now.
#[uniffi::remote(Record)]
pub struct MeetingCan {
    /// Agree to the time.
    pub confirm: bool,
    /// Call it off.
    pub cancel: bool,
    /// Propose another time.
    pub move_it: bool,
    /// Say that it took place.
    pub hold: bool,
    /// Say that somebody did not come.
    pub miss: bool,
    /// Write it down.
    pub log: bool,
    /// Change its fields and its agenda.
    pub edit: bool,
    /// Delete it.
    pub delete: bool,
}

/// Where a meeting stands.
#[uniffi::remote(Enum)]
pub enum MeetingStage {
    /// Nobody has proposed it yet.
    Empty,
    /// One of the two named a time.
    Proposed,
    /// The other agreed.
    Confirmed,
    /// It took place, and is not written down.
    Held,
    /// It took place and is written down.
    Logged,
    /// Somebody did not come.
    Missed,
    /// It was called off.
    Cancelled,
    /// Another one takes its place.
    Moved,
}

/// Where a meeting stands, with what belongs to it there.
#[uniffi::remote(Enum)]
pub enum MeetingState {
    Empty,
    Proposed {
        /// Who named the time.
        by: PersonId,
    },
    Confirmed,
    Held,
    /// Held, and written down.
    Logged,
    /// It was agreed, and these people were not there.
    Missed {
        /// Those who did not come; empty when nobody said who.
        who: Persons,
    },
    Cancelled {
        /// Who called it off.
        by: PersonId,
        /// Why.
        reason: CancelReason,
        /// A few words besides; may be empty.
        note: String,
    },
    Moved {
        /// The meeting that takes its place.
        to: MeetingId,
    },
}

/// Why a meeting is cancelled. No reason is a fault.
#[uniffi::remote(Enum)]
pub enum CancelReason {
    Ill,
    NoTime,
    /// Something else is at that time.
    Clash,
    /// Nothing to talk about just now.
    NotNeeded,
    /// Getting there, or getting online, does not work.
    NoWay,
    /// One's own business.
    Unsaid,
}

/// How people meet.
#[uniffi::remote(Enum)]
pub enum Mode {
    InPerson,
    Video,
    Phone,
    /// A walk, an outing, anything besides.
    Activity,
}

/// Whether somebody was there.
#[uniffi::remote(Enum)]
pub enum Attendance {
    Yes,
    No,
    Late,
}
