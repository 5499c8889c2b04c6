//! What people enter about meetings.

use super::{Attendance, CancelReason, Mode};
use crate::ids::{AgendaItemId, PersonId, SpaceId};
use crate::numbers::Minutes;
use crate::time::Civil;
use rapport_core::domain::meeting;
pub use rapport_core::meetings::NewMeeting;
use rapport_core::meetings::{AgendaAct, MeetingAct};

/// A meeting as it is proposed.
#[uniffi::remote(Record)]
pub struct NewMeeting {
    /// The space of the pair.
    pub space: SpaceId,
    /// When it begins, in wall time with its zone.
    pub slot: Civil,
    /// How long it is to take.
    pub minutes: Minutes,
    /// What it is called; may be empty.
    #[uniffi(default = "")]
    pub title: String,
    /// How to meet; none leaves it open.
    #[uniffi(default = None)]
    pub mode: Option<Mode>,
    /// An address or a link; may be empty.
    #[uniffi(default = "")]
    pub place: String,
}

/// What becomes of a meeting.
#[derive(uniffi::Enum)]
pub enum MeetingTurn {
    /// The other one agrees to the time.
    Confirm,
    /// It took place.
    Hold,
    /// It did not take place, because these people did not come.
    Miss {
        /// One or both of the two.
        who: Vec<PersonId>,
    },
    /// It will not take place.
    Cancel {
        /// Why.
        reason: CancelReason,
        /// A few words about it; may be empty.
        note: String,
    },
}

impl From<MeetingTurn> for meeting::MeetingTurn {
    fn from(turn: MeetingTurn) -> Self {
        match turn {
            MeetingTurn::Confirm => Self::Confirm,
            MeetingTurn::Hold => Self::Hold,
            MeetingTurn::Miss { who } => Self::Miss { who: who.into_iter().collect() },
            MeetingTurn::Cancel { reason, note } => Self::Cancel { reason, note },
        }
    }
}

/// Whether one person was there.
#[derive(uniffi::Record)]
pub struct Attended {
    /// One of the two.
    pub person: PersonId,
    /// Whether they came.
    pub attendance: Attendance,
}

/// A change of a meeting.
#[derive(uniffi::Enum)]
pub enum MeetingEdit {
    /// Another name.
    Title {
        /// One line; may be empty.
        title: String,
    },
    /// Another way to meet.
    Mode {
        /// None leaves it open.
        mode: Option<Mode>,
    },
    /// Another place.
    Place {
        /// An address or a link; may be empty.
        place: String,
    },
    /// Somebody was there, or not.
    Attend {
        /// Who, and whether.
        who: Attended,
    },
    /// How long it took.
    Took {
        /// In minutes.
        minutes: Minutes,
    },
    /// It disappears.
    Delete,
}

impl From<MeetingEdit> for MeetingAct {
    fn from(edit: MeetingEdit) -> Self {
        match edit {
            MeetingEdit::Title { title } => Self::Title(title),
            MeetingEdit::Mode { mode } => Self::Mode(mode),
            MeetingEdit::Place { place } => Self::Place(place),
            MeetingEdit::Attend { who: Attended { person, attendance } } => Self::Attend { person, attendance },
            MeetingEdit::Took { minutes } => Self::Took(minutes),
            MeetingEdit::Delete => Self::Delete,
        }
    }
}

/// A change of a point of the agenda.
#[derive(uniffi::Enum)]
pub enum AgendaEdit {
    /// Other words.
    Text {
        /// What to talk about.
        text: String,
    },
    /// It was talked about, or not.
    Cover {
        /// Whether it was.
        covered: bool,
    },
    /// It disappears.
    Delete,
}

impl AgendaEdit {
    pub(crate) fn of(self, id: AgendaItemId) -> AgendaAct {
        match self {
            Self::Text { text } => AgendaAct::Text { id, text },
            Self::Cover { covered } => AgendaAct::Cover { id, covered },
            Self::Delete => AgendaAct::Delete { id },
        }
    }
}
