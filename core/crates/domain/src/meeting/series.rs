//! A series: two people meet again and again, at times that both agreed to.
//! Single times are moved or left out, all that follow get another rhythm, and
//! either of the two can pause or end it, without blame.

mod act;
mod life;
mod plan;
mod times;
mod turn;

use crate::life::{By, Entry, Life, Stamped, next_order};
use crate::meeting::Mode;
use crate::members::{Ctx, Members};
use crate::rules::{Field, Rule, RuleBroken};
use rapport_ids::EventId;
use serde::{Deserialize, Serialize};

pub use act::SeriesAct;
pub use life::{SeriesLife, SeriesState, Shift, Skipped, Wish};
pub use plan::Plan;
pub use times::SeriesTime;
pub use turn::SeriesTurn;

/// A series as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Series {
    pub members: Members,
    /// What its turns have made of it.
    pub life: SeriesLife,
    /// Every turn of its life in the common order, rejected ones too.
    pub history: Vec<Entry<SeriesTurn>>,
    /// What it is about; may be empty.
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub mode: Option<Mode>,
    /// Where, or the link to open; may be empty.
    #[serde(default)]
    pub place: String,
}

impl Series {
    /// A series of which nothing is known but whose it is.
    pub fn new(members: Members) -> Self {
        Self {
            members,
            life: SeriesLife::default(),
            history: Vec::new(),
            title: String::new(),
            mode: None,
            place: String::new(),
        }
    }

    /// The same series after these turns, which may come in any order (I15).
    pub fn with_history(self, events: impl IntoIterator<Item = Stamped<SeriesTurn>>) -> Self {
        let Life { state, history } = SeriesLife::replay(&self.members, events);
        Self { life: state, history, ..self }
    }

    /// The series after a turn, which stands after all that are known here.
    ///
    /// # Errors
    /// The rule it would break; nothing has changed then.
    pub fn take(&self, id: EventId, turn: SeriesTurn, ctx: &Ctx) -> Result<Self, RuleBroken> {
        let turn = turn.tidy()?;
        let seat = self.members.participant(ctx.by, Field::State)?;
        if self.history.iter().any(|entry| entry.event.id == id) {
            return Err(RuleBroken::not_allowed(Field::Event, Rule::Taken));
        }
        self.life.turned(&self.members, &turn, &By { person: ctx.by, seat, at: ctx.now })?;
        let event = Stamped { id, order: next_order(&self.history), by: ctx.by, at: ctx.now, turn };
        let known: Vec<_> = self.history.iter().map(|entry| entry.event.clone()).collect();
        Ok(self.clone().with_history(known.into_iter().chain([event])))
    }
}

#[cfg(test)]
mod tests;
