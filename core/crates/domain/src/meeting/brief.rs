//! What one wants to know in the two minutes before a meeting. Derived from
//! what is there, never stored; the same on every phone that has the same.

use super::{AgendaItem, Meeting};
use crate::goal::{Goal, GoalStage};
use crate::rules::Problem;
use crate::sort;
use crate::step::Step;
use crate::time::{Millis, ZoneRules};
use rapport_ids::GoalId;
use serde::{Deserialize, Serialize};

/// The brief of a meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingBrief {
    /// When the two last met; nothing before their first meeting.
    pub since: Option<Millis>,
    /// What is to be talked about, in its order.
    pub agenda: Vec<AgendaItem>,
    /// Points that were left over last time and are not on this agenda.
    pub left_over: Vec<AgendaItem>,
    /// What was agreed last time, done or not, in its order.
    pub actions: Vec<Step>,
    /// What is open in goals that are worked on, goal by goal.
    pub steps: Vec<OpenStep>,
    /// Goals of which something changed since.
    pub goals: Vec<GoalChange>,
}

/// A step that is open, and the goal it is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenStep {
    pub goal: GoalId,
    pub step: Step,
}

/// What happened to a goal since the last meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalChange {
    pub goal: GoalId,
    pub title: String,
    /// Where it stands now.
    pub stage: GoalStage,
    /// Turns that counted: it was begun, agreed, paused, reached.
    pub turns: u32,
    /// How often it was revised.
    pub revisions: u32,
    /// Entries of progress.
    pub progress: u32,
    /// Steps that were done.
    pub done: u32,
    /// Milestones that were reached.
    pub reached: u32,
}

impl GoalChange {
    /// Whether anything happened at all.
    const fn is_any(&self) -> bool {
        self.turns + self.revisions + self.progress + self.done + self.reached > 0
    }

    fn of(goal: &Goal, since: Option<Millis>) -> Self {
        let new = |at: Millis| since.is_none_or(|since| at >= since);
        let count = |many: usize| u32::try_from(many).unwrap_or(u32::MAX >> 3);
        let standing = goal.history.iter().filter(|entry| entry.stands() && new(entry.event.at));
        let ticked = |tick: Option<crate::tick::Tick>| tick.is_some_and(|tick| tick.done && new(tick.at));
        let versions = goal.revisions.iter().filter(|one| one.version.is_some() && new(one.made.at)).count();
        Self {
            goal: goal.id,
            title: goal.wording.title.clone(),
            stage: goal.stage(),
            // A revision is a turn as well, and told as what it is.
            turns: count(standing.count().saturating_sub(versions)),
            revisions: count(versions),
            progress: count(goal.progress.iter().filter(|entry| new(entry.made.at)).count()),
            done: count(goal.steps.iter().filter(|step| ticked(step.tick)).count()),
            reached: count(goal.milestones.iter().filter(|milestone| ticked(milestone.tick)).count()),
        }
    }
}

impl MeetingBrief {
    /// The brief of a meeting, after the one before it and with the goals of
    /// the pair, which may come in any order.
    ///
    /// # Errors
    /// When the zone of the last meeting is unknown here.
    pub fn of(
        meeting: &Meeting,
        last: Option<&Meeting>,
        goals: &[Goal],
        rules: &dyn ZoneRules,
    ) -> Result<Self, Problem> {
        let slot = last.and_then(|last| last.life.proposal.as_ref()).map(|proposal| &proposal.slot);
        let since = slot.map(|slot| slot.resolve(rules)).transpose()?.map(|found| found.at);
        let mut goals: Vec<&Goal> = goals.iter().filter(|goal| goal.is_here()).collect();
        sort::by_key(&mut goals, |goal| goal.id);
        let open = goals.iter().filter(|goal| !goal.stage().is_over()).flat_map(|goal| {
            let steps = goal.steps_in_reading_order().filter(|step| step.is_open());
            steps.map(|step| OpenStep { goal: goal.id, step: step.clone() })
        });
        let carried = |item: &&AgendaItem| {
            let from = |other: &AgendaItem| other.carried_from.is_some_and(|carried| carried.item == item.id);
            !meeting.agenda.iter().any(from)
        };
        Ok(Self {
            since,
            agenda: meeting.agenda.clone(),
            left_over: last.iter().flat_map(|last| last.to_carry()).filter(carried).cloned().collect(),
            actions: last.map(|last| last.actions.clone()).unwrap_or_default(),
            steps: open.collect(),
            goals: goals.iter().map(|goal| GoalChange::of(goal, since)).filter(GoalChange::is_any).collect(),
        })
    }
}

#[cfg(test)]
mod tests;
