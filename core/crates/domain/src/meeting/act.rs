//! Everything a person can do to a meeting.

use super::{AgendaAct, Attendance, MeetingTurn, Minutes, Mode};
use crate::rules::{Field, RuleBroken};
use crate::step::StepAct;
use crate::text::{self, limit};
use rapport_ids::{EventId, PersonId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Something a person does to a meeting. New identifiers come from whoever acts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeetingAct {
    /// Moves it to another state.
    Turn {
        id: EventId,
        turn: MeetingTurn,
    },
    /// Writes it down: how long it took and who was there. People who are not
    /// named keep what was said about them before.
    Log {
        id: EventId,
        took: Minutes,
        attendance: BTreeMap<PersonId, Attendance>,
    },
    Title(String),
    Mode(Option<Mode>),
    Place(String),
    /// Corrects who was there.
    Attend {
        person: PersonId,
        attendance: Attendance,
    },
    /// Corrects how long it took.
    Took(Minutes),
    Agenda(AgendaAct),
    /// A step agreed in the meeting.
    Action(StepAct),
    /// Deletes the whole meeting; what stays is a tombstone (I16).
    Delete,
}

impl MeetingAct {
    /// The act as it will be written: texts trimmed, values in range.
    ///
    /// # Errors
    /// What can be refused without knowing the meeting.
    pub fn tidy(self) -> Result<Self, RuleBroken> {
        Ok(match self {
            Self::Turn { id, turn } => Self::Turn { id, turn: turn.tidy()? },
            Self::Title(text) => Self::Title(text::optional_line(Field::Title, &text, limit::TITLE)?),
            Self::Place(text) => Self::Place(text::optional_line(Field::Place, &text, limit::LINK)?),
            Self::Agenda(act) => Self::Agenda(act.tidy()?),
            Self::Action(act) => Self::Action(act.tidy()?),
            other => other,
        })
    }

    /// The field that a refusal of the whole act names.
    pub const fn field(&self) -> Field {
        match self {
            Self::Turn { .. } | Self::Delete => Field::State,
            Self::Log { .. } | Self::Took(_) => Field::Minutes,
            Self::Title(_) => Field::Title,
            Self::Mode(_) => Field::Mode,
            Self::Place(_) => Field::Place,
            Self::Attend { .. } => Field::Attendance,
            Self::Agenda(_) => Field::Agenda,
            Self::Action(_) => Field::Step,
        }
    }
}
