//! What lists and cards show of a goal: the next step, what is overdue, what
//! there is to celebrate. Derived, never stored.

use super::{Goal, GoalStage};
use crate::gas::GasLevel;
use crate::measure::Reading;
use crate::milestone::Milestone;
use crate::rules::Problem;
use crate::sort;
use crate::step::Step;
use crate::time::{Due, Here, Millis};
use rapport_ids::{GoalId, MilestoneId, PersonId, StepId};
use serde::{Deserialize, Serialize};

/// What of a goal is past its time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overdue {
    /// The goal itself.
    pub goal: bool,
    /// The day to look at it again has come or gone.
    pub review: bool,
    pub milestones: Vec<MilestoneId>,
    pub steps: Vec<StepId>,
}

/// What was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cheer {
    Goal(GoalId),
    Milestone(MilestoneId),
}

/// Something to celebrate: a fact that follows from what people marked. It is
/// gone again when the mark is taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Celebration {
    pub what: Cheer,
    pub title: String,
    /// Who marked it, and when.
    pub by: PersonId,
    pub at: Millis,
}

impl Goal {
    /// Its steps as they are read: milestone by milestone, then those of the
    /// goal itself.
    pub fn steps_in_reading_order(&self) -> impl Iterator<Item = &Step> {
        let of = |milestone: &Milestone| {
            let id = milestone.id;
            self.steps.iter().filter(move |step| step.milestone == Some(id))
        };
        self.milestones.iter().flat_map(of).chain(self.steps.iter().filter(|step| self.is_loose(step)))
    }

    /// Whether a step belongs to no milestone that is here.
    pub(super) fn is_loose(&self, step: &Step) -> bool {
        !step.milestone.is_some_and(|id| self.milestones.iter().any(|m| m.id == id))
    }

    /// The first open step, as read from the top; with a person, the first
    /// that is theirs or nobody's.
    pub fn next_step(&self, person: Option<PersonId>) -> Option<&Step> {
        self.steps_in_reading_order().find(|step| step.is_open() && person.is_none_or(|person| step.is_for(person)))
    }

    /// What is past its time, here and now. Nothing is, of a goal that is over
    /// or paused.
    ///
    /// # Errors
    /// When the date here cannot be known ([`Here::wall`]). A step whose own
    /// zone is unknown is left out.
    pub fn overdue(&self, here: &Here<'_>) -> Result<Overdue, Problem> {
        let mut found = Overdue::default();
        if self.stage().is_over() || self.stage() == GoalStage::Paused || self.deleted.is_some() {
            return Ok(found);
        }
        let today = here.today()?;
        found.goal = self.wording.due.is_some_and(|due| due < today);
        found.review = self.review.is_some_and(|review| review <= today);
        let late = |m: &&Milestone| !m.is_reached() && m.due.is_some_and(|due| due < today);
        found.milestones = self.milestones.iter().filter(late).map(|m| m.id).collect();
        let past = |due: &Due| here.is_past(due).unwrap_or(false);
        let late = |step: &&Step| step.is_open() && step.due.as_ref().is_some_and(past);
        found.steps = self.steps_in_reading_order().filter(late).map(|step| step.id).collect();
        Ok(found)
    }

    /// What there is to celebrate, in the order in which it was marked.
    pub fn celebrations(&self) -> Vec<Celebration> {
        let mut found: Vec<Celebration> = Vec::new();
        for milestone in &self.milestones {
            if let Some(tick) = milestone.tick.filter(|tick| tick.done) {
                let what = Cheer::Milestone(milestone.id);
                found.push(Celebration { what, title: milestone.title.clone(), by: tick.by, at: tick.at });
            }
        }
        sort::by_key(&mut found, |celebration| celebration.at);
        if let (GoalStage::Achieved, Some(made)) = (self.stage(), self.life.since) {
            let title = self.wording.title.clone();
            found.push(Celebration { what: Cheer::Goal(self.id), title, by: made.by, at: made.at });
        }
        found
    }

    /// The level of attainment that was last read, for a score over several goals.
    pub fn attained(&self) -> Option<GasLevel> {
        self.progress.iter().rev().find_map(|entry| match entry.reading {
            Some(Reading::Level(level)) => Some(level),
            _ => None,
        })
    }
}
