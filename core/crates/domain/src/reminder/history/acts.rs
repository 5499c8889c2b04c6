//! What people do with a reminder, on the lock screen or in the app.

use super::{History, Mark, OccurrenceState, PutOff};
use crate::reminder::{Kind, OccurrenceId, Snooze};
use crate::rules::{Field, Rule, RuleBroken, Thing};
use crate::time::Here;
use serde::{Deserialize, Serialize};

/// One act on one reminder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OccurrenceAct {
    Done,
    /// Puts it off. `over_quiet`: also into quiet hours.
    Snooze {
        to: Snooze,
        over_quiet: bool,
    },
    Dismiss,
    Open,
}

/// What is to be said afterwards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acted {
    /// The kind that comes half as often from now on.
    pub rarer: Option<Kind>,
}

impl History {
    /// Writes down an act. A refusal changes nothing.
    ///
    /// # Errors
    /// When nothing is known of the reminder; when it was put off three times
    /// already, so that the question is another one: change its time, or stop
    /// this kind; when the time cannot be known.
    pub fn act(&mut self, id: OccurrenceId, act: OccurrenceAct, here: &Here<'_>) -> Result<Acted, RuleBroken> {
        let record = self.records.get(&id).ok_or(RuleBroken::not_found(Field::Reminder, Thing::Reminder))?;
        let put_off = match act {
            OccurrenceAct::Snooze { .. } if record.snoozes >= Snooze::MOST => {
                let max = u32::from(Snooze::MOST);
                return Err(RuleBroken::not_allowed(Field::Reminder, Rule::Full { max }));
            }
            OccurrenceAct::Snooze { to, over_quiet } => {
                let when = to.when(here).map_err(|problem| problem.of(Field::Reminder))?;
                Some(PutOff { when, over_quiet })
            }
            _ => None,
        };
        let state = match act {
            OccurrenceAct::Done => OccurrenceState::Done,
            OccurrenceAct::Snooze { .. } => OccurrenceState::Snoozed,
            OccurrenceAct::Dismiss => OccurrenceState::Dismissed,
            OccurrenceAct::Open => OccurrenceState::Shown,
        };
        let record = self.record(id);
        record.mark(Mark { at: here.now, state, slot: None, held: None });
        if put_off.is_some() {
            record.snoozes += 1;
            record.slot = None;
            record.put_off = put_off;
        }
        let habit = self.habits.entry(id.kind).or_default();
        if act != OccurrenceAct::Dismiss {
            habit.take_up();
            return Ok(Acted::default());
        }
        let rarer = id.kind.can_be_rarer() && habit.dismiss();
        Ok(Acted { rarer: rarer.then_some(id.kind) })
    }

    /// A kind comes as often as it was made again.
    pub fn restore(&mut self, kind: Kind) {
        self.habits.remove(&kind);
    }
}
