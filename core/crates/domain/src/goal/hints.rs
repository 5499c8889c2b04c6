//! What would make a goal clearer: hints by field, worked out on the device.
//! A hint refuses nothing.

mod vague;

use super::Goal;
use crate::measure::MeasureKind;
use crate::rules::Field;
use crate::time::Day;
use crate::words::spoken;

spoken! {
    /// Something about a goal that is still vague.
    Hint in "hint" {
        /// The title is very short and nothing says more.
        SayMore = "say_more",
        /// A word that leaves open how much or when, and no measure to say it.
        VagueWord { word: String } = "vague_word",
        /// Nothing says how one will see that it is reached.
        NoMeasure = "no_measure",
        /// A figure without what it counts.
        NoUnit = "no_unit",
        /// Some levels of attainment are not written.
        LevelsMissing { missing: u32 } = "levels_missing",
        /// Nothing says why it matters.
        NoWhy = "no_why",
        /// Nothing says what makes it possible, and nobody has a first step.
        NoMeans = "no_means",
        /// Its owner is not sure to reach it: make it smaller, or find help.
        LowConfidence = "low_confidence",
        /// No day by which it is to be reached.
        NoDue = "no_due",
        /// That day has passed.
        DuePassed { due: Day } = "due_passed",
        /// That day lies further away than the horizon says.
        DueBeyondHorizon = "due_beyond_horizon",
        /// A long way without a stage in between.
        NoMilestone = "no_milestone",
        /// No day to look at it again.
        NoReview = "no_review",
    }
}

impl Hint {
    /// The field it is about.
    pub const fn field(&self) -> Field {
        match self {
            Self::SayMore => Field::Specific,
            Self::VagueWord { .. } => Field::Title,
            Self::NoMeasure => Field::Measure,
            Self::NoUnit => Field::Unit,
            Self::LevelsMissing { .. } => Field::Level,
            Self::NoWhy => Field::Why,
            Self::NoMeans => Field::Means,
            Self::LowConfidence => Field::Confidence,
            Self::NoDue | Self::DuePassed { .. } | Self::DueBeyondHorizon => Field::Due,
            Self::NoMilestone => Field::Milestone,
            Self::NoReview => Field::Review,
        }
    }
}

/// Letters of a title below which it says little by itself.
const SHORT_TITLE: usize = 12;
/// Days that a far horizon begins with; a goal this far away wants stages.
const FAR_DAYS: i64 = 92;

impl Goal {
    /// What is still vague, in the order of a form. Nothing, of a goal that is
    /// over.
    pub fn hints(&self, today: Day) -> Vec<Hint> {
        let mut hints = Vec::new();
        if self.stage().is_over() || self.deleted.is_some() {
            return hints;
        }
        let wording = &self.wording;
        if wording.specific.is_empty() && wording.title.chars().count() < SHORT_TITLE {
            hints.push(Hint::SayMore);
        }
        self.measure_hints(&mut hints);
        if wording.why.is_empty() {
            hints.push(Hint::NoWhy);
        }
        if wording.means.is_empty() && self.steps.is_empty() {
            hints.push(Hint::NoMeans);
        }
        if self.confidence.is_some_and(|c| c.number() <= 2) {
            hints.push(Hint::LowConfidence);
        }
        self.time_hints(today, &mut hints);
        hints
    }

    fn measure_hints(&self, hints: &mut Vec<Hint>) {
        let wording = &self.wording;
        match wording.measure.as_ref() {
            None => {
                if let Some(word) = vague::word_in(&wording.title) {
                    hints.push(Hint::VagueWord { word });
                }
                if wording.test.is_empty() {
                    hints.push(Hint::NoMeasure);
                }
            }
            Some(measure) if measure.kind == MeasureKind::Amount && measure.unit.is_empty() => {
                hints.push(Hint::NoUnit);
            }
            Some(measure) if measure.kind == MeasureKind::Levels => {
                let missing = wording.levels.iter().filter(|level| level.is_empty()).count();
                if missing > 0 {
                    hints.push(Hint::LevelsMissing { missing: u32::try_from(missing).unwrap_or(5) });
                }
            }
            Some(_) => {}
        }
    }

    fn time_hints(&self, today: Day, hints: &mut Vec<Hint>) {
        let far = match self.wording.due {
            None => {
                hints.push(Hint::NoDue);
                false
            }
            Some(due) if due < today => {
                hints.push(Hint::DuePassed { due });
                false
            }
            Some(due) => {
                let days = due.epoch_days() - today.epoch_days();
                if self.wording.horizon.is_some_and(|horizon| days > horizon.days()) {
                    hints.push(Hint::DueBeyondHorizon);
                }
                days > FAR_DAYS
            }
        };
        if far && self.milestones.is_empty() {
            hints.push(Hint::NoMilestone);
        }
        if far && self.review.is_none() {
            hints.push(Hint::NoReview);
        }
    }
}

#[cfg(test)]
mod tests;
