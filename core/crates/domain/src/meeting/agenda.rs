//! What people want to talk about. Points that were not reached go along to
//! the next meeting, and say where they came from.

use crate::made::{Gone, ItemId, Made};
use crate::members::Ctx;
use crate::order::Order;
use crate::rules::{Field, Rule, RuleBroken, Thing};
use crate::text::{self, limit};
use crate::tick::Tick;
use rapport_ids::{AgendaItemId, MeetingId};
use serde::{Deserialize, Serialize};

/// The point of an earlier meeting that a point goes on from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    pub meeting: MeetingId,
    pub item: AgendaItemId,
}

/// A point to talk about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgendaItem {
    pub id: AgendaItemId,
    /// Who put it there, and when.
    pub made: Made,
    pub text: String,
    pub order: Order,
    pub carried_from: Option<Carried>,
    /// The check that says whether it was talked about (I7).
    pub tick: Option<Tick>,
}

impl AgendaItem {
    /// Whether it was talked about.
    pub fn is_covered(&self) -> bool {
        self.tick.is_some_and(|tick| tick.done)
    }
}

/// A point as it is put down first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewAgendaItem {
    pub id: AgendaItemId,
    pub text: String,
    pub order: Order,
    pub carried_from: Option<Carried>,
}

/// What a person can do to an agenda.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgendaAct {
    Add(NewAgendaItem),
    Text {
        id: AgendaItemId,
        text: String,
    },
    Move {
        id: AgendaItemId,
        order: Order,
    },
    /// Says that it was talked about, or that it was not.
    Cover {
        id: AgendaItemId,
        covered: bool,
    },
    Delete {
        id: AgendaItemId,
    },
}

impl AgendaAct {
    /// The act as it will be written.
    ///
    /// # Errors
    /// When the text cannot be taken.
    pub fn tidy(self) -> Result<Self, RuleBroken> {
        let tidy = |text: String| text::line(Field::Agenda, &text, limit::TITLE);
        Ok(match self {
            Self::Add(item) => Self::Add(NewAgendaItem { text: tidy(item.text)?, ..item }),
            Self::Text { id, text } => Self::Text { id, text: tidy(text)? },
            other => other,
        })
    }

    /// The point it is about.
    pub const fn id(&self) -> AgendaItemId {
        match self {
            Self::Add(item) => item.id,
            Self::Text { id, .. } | Self::Move { id, .. } | Self::Cover { id, .. } | Self::Delete { id } => *id,
        }
    }
}

/// Points that one agenda holds.
pub const MOST_POINTS: u32 = 100;

/// Does a tidy act to an agenda.
pub(super) fn carry_out(
    agenda: &mut Vec<AgendaItem>,
    gone: &mut Vec<Gone>,
    act: AgendaAct,
    ctx: &Ctx,
) -> Result<(), RuleBroken> {
    let at = agenda.iter().position(|item| item.id == act.id());
    if let AgendaAct::Add(new) = act {
        if at.is_some() || Gone::holds(gone, ItemId::AgendaItem(new.id)) {
            return Err(RuleBroken::not_allowed(Field::Agenda, Rule::Taken));
        }
        if agenda.len() >= MOST_POINTS as usize {
            return Err(RuleBroken::not_allowed(Field::Agenda, Rule::Full { max: MOST_POINTS }));
        }
        let NewAgendaItem { id, text, order, carried_from } = new;
        let made = Made { by: ctx.by, at: ctx.now };
        agenda.push(AgendaItem { id, made, text, order, carried_from, tick: None });
        return Ok(());
    }
    let at = at.ok_or(RuleBroken::not_found(Field::Agenda, Thing::AgendaItem))?;
    if let AgendaAct::Delete { id } = act {
        let item = agenda.remove(at);
        gone.push(Gone { id: ItemId::AgendaItem(id), made: item.made });
        return Ok(());
    }
    if let Some(item) = agenda.get_mut(at) {
        match act {
            AgendaAct::Text { text, .. } => item.text = text,
            AgendaAct::Move { order, .. } => item.order = order,
            AgendaAct::Cover { covered, .. } => Tick::say(&mut item.tick, covered, ctx),
            AgendaAct::Add(_) | AgendaAct::Delete { .. } => {}
        }
    }
    Ok(())
}
