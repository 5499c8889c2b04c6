//! How far a goal has come, in thousandths, from what belongs to it.
//!
//! 1. An achieved goal has come all the way.
//! 2. Otherwise, if something was read, the last entry that fits the measure
//!    (or that is an estimate) speaks: a goal is reached by its measure, not
//!    by the number of boxes ticked on the way.
//! 3. Otherwise the work speaks: the mean of its parts, rounded down. Parts are
//!    every milestone (reached: all; else the mean of its steps, rounded down,
//!    or nothing without steps), every step outside of milestones (done: all;
//!    open: nothing), and every goal below it that is under way or reached.
//!    Cancelled steps and dropped goals are no parts.
//! 4. Without any of these it has come nowhere.
//!
//! So ticking a step, reaching a milestone, a better reading and a goal below
//! that comes further never make it less.

use super::tree;
use super::{Goal, GoalStage};
use crate::measure::Reading;
use crate::number::PerMille;
use crate::sort;
use crate::step::Step;
use crate::words::plain;
use rapport_ids::GoalId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

plain! {
    /// What a goal's progress was read from.
    Basis in "progress.basis" {
        /// Nothing to read from yet.
        Nothing = "nothing",
        /// Steps, milestones and goals below.
        Work = "work",
        /// The last reading of the measure, or an estimate.
        Reading = "reading",
        /// It is achieved.
        Achieved = "achieved",
    }
}

/// What one goal brings to its own progress, without the goals below it.
/// Small, so that a list can keep it and needs no goal for a roll-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// Achieved or read: then the parts do not count.
    pub said: Option<PerMille>,
    pub achieved: bool,
    /// Thousandths of all own parts together, and how many parts there are.
    pub sum: u32,
    pub parts: u32,
    pub steps_done: u32,
    pub steps: u32,
    pub milestones_reached: u32,
    pub milestones: u32,
    /// Whether it counts as a part of the goal above it.
    pub counts: bool,
    /// Whether only its owner reads it. Such a goal is no part of a shared
    /// one, or the two people would see different figures.
    pub private: bool,
}

/// How far a goal has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    pub share: PerMille,
    pub basis: Basis,
    pub steps_done: u32,
    pub steps: u32,
    pub milestones_reached: u32,
    pub milestones: u32,
    /// Goals below it that count.
    pub goals: u32,
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Done and all of some steps; cancelled ones are neither.
fn tally<'a>(steps: impl Iterator<Item = &'a Step>) -> (u32, u32) {
    steps
        .filter(|step| step.is_done() || step.is_open())
        .fold((0, 0), |(done, all), step| (done + u32::from(step.is_done()), all + 1))
}

impl Goal {
    /// What it brings to its own progress.
    pub fn share(&self) -> Share {
        let (mut sum, mut parts) = (0u32, 0u32);
        for milestone in &self.milestones {
            let of_it = |step: &&Step| step.milestone == Some(milestone.id);
            let (done, all) = tally(self.steps.iter().filter(of_it));
            let reached = milestone.is_reached();
            sum += u32::from(if reached { PerMille::ALL } else { PerMille::of(done.into(), all.into()) }.get());
            parts += 1;
        }
        let (done, all) = tally(self.steps.iter().filter(|step| self.is_loose(step)));
        let (steps_done, steps) = tally(self.steps.iter());
        let stage = self.stage();
        let achieved = stage == GoalStage::Achieved;
        Share {
            said: if achieved { Some(PerMille::ALL) } else { self.last_reading() },
            achieved,
            sum: sum + done * 1000,
            parts: parts + all,
            steps_done,
            steps,
            milestones_reached: count(self.milestones.iter().filter(|m| m.is_reached()).count()),
            milestones: count(self.milestones.len()),
            counts: self.is_here()
                && matches!(
                    stage,
                    GoalStage::Active | GoalStage::Paused | GoalStage::Achieved | GoalStage::PartlyAchieved
                ),
            private: self.members.is_private(),
        }
    }

    /// What the last entry says that fits the measure of today.
    fn last_reading(&self) -> Option<PerMille> {
        self.progress.iter().rev().find_map(|entry| match (entry.reading?, &self.wording.measure) {
            (Reading::Share(share), _) => Some(share),
            (reading, Some(measure)) => measure.share(&reading),
            (_, None) => None,
        })
    }

    /// How far it has come by itself, without the goals below it.
    pub fn own_progress(&self) -> Progress {
        self.share().with(&[])
    }
}

impl Share {
    /// The progress, given how far the goals below have come.
    pub fn with(&self, below: &[PerMille]) -> Progress {
        let goals = count(below.len());
        let sum: i128 = i128::from(self.sum) + below.iter().map(|share| i128::from(share.get())).sum::<i128>();
        let parts = i128::from(self.parts) + i128::from(goals);
        let (share, basis) = match self.said {
            Some(said) if self.achieved => (said, Basis::Achieved),
            Some(said) => (said, Basis::Reading),
            None if parts > 0 => (PerMille::of(sum, parts * 1000), Basis::Work),
            None => (PerMille::NONE, Basis::Nothing),
        };
        Progress {
            share,
            basis,
            steps_done: self.steps_done,
            steps: self.steps,
            milestones_reached: self.milestones_reached,
            milestones: self.milestones,
            goals,
        }
    }
}

/// The progress of many goals, each with those below it. Which goal is part of
/// which is made sense of by [`tree::above`]; goals whose parent is not among
/// them stand alone.
pub fn roll_up(goals: &BTreeMap<GoalId, (Share, Option<GoalId>)>) -> BTreeMap<GoalId, Progress> {
    let claimed = sort::map(goals.iter().map(|(id, (_, parent))| (*id, *parent)));
    let above = tree::above(&claimed);
    let mut below: BTreeMap<GoalId, Vec<PerMille>> = BTreeMap::new();
    let mut done = BTreeMap::new();
    for id in tree::leaves_first(&claimed, &above) {
        let Some((share, _)) = goals.get(&id) else { continue };
        let progress = share.with(below.get(&id).map_or(&[], Vec::as_slice));
        if let Some(parent) = above.get(&id)
            && let Some((upper, _)) = goals.get(parent)
            && share.counts
            && (upper.private || !share.private)
        {
            below.entry(*parent).or_default().push(progress.share);
        }
        done.insert(id, progress);
    }
    done
}

#[cfg(test)]
mod tests;
