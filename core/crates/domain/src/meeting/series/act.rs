//! Everything a person can do to a series.

use super::{Series, SeriesTurn};
use crate::meeting::{MeetingStage, Mode};
use crate::members::Ctx;
use crate::rules::{Field, Rule, RuleBroken, Stage};
use crate::text::{self, limit};
use rapport_ids::EventId;
use serde::{Deserialize, Serialize};

/// Something a person does to a series. Both of a pair may do everything,
/// except say yes to their own wish.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SeriesAct {
    /// Moves it on.
    Turn {
        id: EventId,
        turn: SeriesTurn,
    },
    Title(String),
    Mode(Option<Mode>),
    Place(String),
}

impl SeriesAct {
    /// The act as it will be written: texts trimmed.
    ///
    /// # Errors
    /// When a text cannot be taken.
    pub fn tidy(self) -> Result<Self, RuleBroken> {
        Ok(match self {
            Self::Turn { id, turn } => Self::Turn { id, turn: turn.tidy()? },
            Self::Title(text) => Self::Title(text::optional_line(Field::Title, &text, limit::TITLE)?),
            Self::Place(text) => Self::Place(text::optional_line(Field::Place, &text, limit::LINK)?),
            Self::Mode(mode) => Self::Mode(mode),
        })
    }

    /// The field that a refusal of the whole act names.
    pub const fn field(&self) -> Field {
        match self {
            Self::Turn { .. } => Field::State,
            Self::Title(_) => Field::Title,
            Self::Mode(_) => Field::Mode,
            Self::Place(_) => Field::Place,
        }
    }
}

impl Series {
    /// Whether this person may do this now.
    ///
    /// # Errors
    /// The rule it would break; nothing has changed then.
    pub fn check(&self, act: &SeriesAct, ctx: &Ctx) -> Result<(), RuleBroken> {
        self.apply(act, ctx).map(drop)
    }

    /// The series after an act.
    ///
    /// # Errors
    /// The rule it would break.
    pub fn apply(&self, act: &SeriesAct, ctx: &Ctx) -> Result<Self, RuleBroken> {
        let act = act.clone().tidy()?;
        let field = act.field();
        if let SeriesAct::Turn { id, turn } = act {
            return self.take(id, turn, ctx);
        }
        self.members.participant(ctx.by, field)?;
        let is = self.life.state.stage();
        if !matches!(is, MeetingStage::Proposed | MeetingStage::Confirmed) {
            let allowed = vec![Stage::Meeting(MeetingStage::Proposed), Stage::Meeting(MeetingStage::Confirmed)];
            return Err(RuleBroken::not_allowed(field, Rule::WrongState { is: Stage::Meeting(is), allowed }));
        }
        let mut next = self.clone();
        match act {
            SeriesAct::Title(text) => next.title = text,
            SeriesAct::Mode(mode) => next.mode = mode,
            SeriesAct::Place(text) => next.place = text,
            SeriesAct::Turn { .. } => {}
        }
        Ok(next)
    }
}
