//! Stages on the way to a goal.

use crate::made::{Gone, ItemId, Made};
use crate::members::Ctx;
use crate::order::Order;
use crate::rules::{Field, Rule, RuleBroken, Thing};
use crate::text::{self, limit};
use crate::tick::Tick;
use crate::time::Day;
use rapport_ids::MilestoneId;
use serde::{Deserialize, Serialize};

/// A stage on the way to a goal; steps can belong to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Milestone {
    pub id: MilestoneId,
    pub made: Made,
    pub title: String,
    pub due: Option<Day>,
    pub order: Order,
    /// The act that decides whether it is reached (I7); none when nobody said so yet.
    pub tick: Option<Tick>,
}

impl Milestone {
    /// Whether it is reached.
    pub fn is_reached(&self) -> bool {
        self.tick.is_some_and(|tick| tick.done)
    }
}

/// What a person can do to milestones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MilestoneAct {
    Add {
        id: MilestoneId,
        title: String,
        due: Option<Day>,
        order: Order,
    },
    Title {
        id: MilestoneId,
        title: String,
    },
    Due {
        id: MilestoneId,
        due: Option<Day>,
    },
    Move {
        id: MilestoneId,
        order: Order,
    },
    /// Says that it is reached, or that it is not after all.
    Reach {
        id: MilestoneId,
        reached: bool,
    },
    /// Its steps stay, and belong to the goal itself.
    Delete {
        id: MilestoneId,
    },
}

impl MilestoneAct {
    /// The act as it will be written.
    ///
    /// # Errors
    /// When the title cannot be taken.
    pub fn tidy(self) -> Result<Self, RuleBroken> {
        let tidy = |title: String| text::line(Field::Milestone, &title, limit::TITLE);
        Ok(match self {
            Self::Add { id, title, due, order } => Self::Add { id, title: tidy(title)?, due, order },
            Self::Title { id, title } => Self::Title { id, title: tidy(title)? },
            other => other,
        })
    }
}

/// Milestones that one goal holds.
pub const MOST: u32 = 50;

/// Does a tidy act to a list of milestones.
pub(crate) fn carry_out(
    milestones: &mut Vec<Milestone>,
    gone: &mut Vec<Gone>,
    act: MilestoneAct,
    ctx: &Ctx,
) -> Result<(), RuleBroken> {
    let missing = RuleBroken::not_found(Field::Milestone, Thing::Milestone);
    let made = Made { by: ctx.by, at: ctx.now };
    let position = |list: &[Milestone], id| list.iter().position(|m| m.id == id);
    let id = match act {
        MilestoneAct::Add { id, title, due, order } => {
            if position(milestones, id).is_some() || Gone::holds(gone, ItemId::Milestone(id)) {
                return Err(RuleBroken::not_allowed(Field::Milestone, Rule::Taken));
            }
            if milestones.len() >= MOST as usize {
                return Err(RuleBroken::not_allowed(Field::Milestone, Rule::Full { max: MOST }));
            }
            milestones.push(Milestone { id, made, title, due, order, tick: None });
            return Ok(());
        }
        MilestoneAct::Delete { id } => {
            let milestone = milestones.remove(position(milestones, id).ok_or(missing)?);
            gone.push(Gone { id: ItemId::Milestone(id), made: milestone.made });
            return Ok(());
        }
        MilestoneAct::Title { id, .. }
        | MilestoneAct::Due { id, .. }
        | MilestoneAct::Move { id, .. }
        | MilestoneAct::Reach { id, .. } => id,
    };
    let milestone = milestones.iter_mut().find(|m| m.id == id).ok_or(missing)?;
    match act {
        MilestoneAct::Title { title, .. } => milestone.title = title,
        MilestoneAct::Due { due, .. } => milestone.due = due,
        MilestoneAct::Move { order, .. } => milestone.order = order,
        MilestoneAct::Reach { reached, .. } => Tick::say(&mut milestone.tick, reached, ctx),
        MilestoneAct::Add { .. } | MilestoneAct::Delete { .. } => {}
    }
    Ok(())
}
