//! "Why did I get this?", and why not.

use super::{Because, Held, Mark, OccurrenceId, OccurrenceState, Plan, State};
use crate::time::Millis;
use serde::{Deserialize, Serialize};

/// All that can be said about one reminder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Why {
    pub id: OccurrenceId,
    /// Why it is due; nothing when it is not any more.
    pub because: Option<Because>,
    pub fate: Fate,
    /// What happened to it, the oldest first.
    pub marks: Vec<Mark>,
}

/// What becomes of a reminder, or what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It comes; `held` is what moved it.
    Coming { at: Millis, held: Option<Held> },
    /// It was handed to the phone for a time that has passed. Whether it was
    /// shown is not known.
    Out { at: Millis },
    /// It came, and this is what was done with it.
    Was { state: OccurrenceState },
    /// It does not come.
    LeftOut { why: Held },
}

impl State {
    /// Why a reminder is due; nothing when it is not any more.
    pub fn because(&self, id: OccurrenceId) -> Option<Because> {
        let item = self.item(id).filter(|item| usize::from(id.rung) < item.rungs.len());
        item.map(|item| item.because.clone())
    }

    /// Why a reminder comes, came, or does not. The plan is the one of now.
    pub fn why(&self, id: OccurrenceId, plan: &Plan) -> Why {
        let item = self.item(id).filter(|item| usize::from(id.rung) < item.rungs.len());
        let record = self.history.of(&id);
        let coming = plan.pushes.iter().find_map(|push| {
            let part = push.parts.iter().find(|part| part.id == id)?;
            Some(Fate::Coming { at: push.at, held: part.held })
        });
        let was = record.filter(|record| record.is_over()).map(|record| Fate::Was { state: record.state });
        let out = || {
            let record = record.filter(|record| record.is_out(plan.now))?;
            record.slot.map(|at| Fate::Out { at })
        };
        let left = || plan.left_out.iter().find(|left| left.id == id).map(|left| Fate::LeftOut { why: left.why });
        let why = if item.is_none() { Held::Over } else { Held::FarAhead };
        Why {
            id,
            because: item.map(|item| item.because.clone()),
            fate: coming.or(was).or_else(out).or_else(left).unwrap_or(Fate::LeftOut { why }),
            marks: record.map(|record| record.marks.clone()).unwrap_or_default(),
        }
    }
}
