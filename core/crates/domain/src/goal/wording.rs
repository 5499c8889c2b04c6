//! What a goal says: the fields of a good goal, kept whole when it is revised.

use super::act::GoalEdit;
use crate::gas::GasLevel;
use crate::measure::Measure;
use crate::rules::{Field, Problem, RuleBroken};
use crate::text::{self, limit};
use crate::time::Day;
use crate::words::plain;
use serde::{Deserialize, Serialize};

plain! {
    /// How far away a goal lies.
    Horizon in "horizon" {
        /// A few weeks.
        Short = "short",
        /// A few months.
        Medium = "medium",
        /// A year or more.
        Long = "long",
    }
}

plain! {
    /// How sure somebody is to reach a goal: 1 to 5.
    Confidence in "confidence" {
        VeryUnsure = "very_unsure",
        Unsure = "unsure",
        HalfSure = "half_sure",
        Sure = "sure",
        VerySure = "very_sure",
    }
}

impl Confidence {
    /// From 1 to 5.
    pub const fn number(self) -> u8 {
        match self {
            Self::VeryUnsure => 1,
            Self::Unsure => 2,
            Self::HalfSure => 3,
            Self::Sure => 4,
            Self::VerySure => 5,
        }
    }

    /// # Errors
    /// For anything but 1 to 5.
    pub fn from_number(number: i64) -> Result<Self, RuleBroken> {
        let found = Self::ALL.iter().copied().find(|one| i64::from(one.number()) == number);
        found.ok_or(Problem::OutOfRange { min: 1, max: 5 }.of(Field::Confidence))
    }
}

/// The words and figures of a goal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    pub title: String,
    /// Why it matters to its owner.
    pub why: String,
    /// What exactly is to be reached.
    pub specific: String,
    /// What makes it possible: time, help, first skills.
    pub means: String,
    /// How one will see that it is reached.
    pub test: String,
    pub measure: Option<Measure>,
    pub horizon: Option<Horizon>,
    /// The day by which it is to be reached.
    pub due: Option<Day>,
    /// What each level of attainment means, lowest first; empty ones are not written yet.
    pub levels: [String; 5],
}

impl Wording {
    /// The wording as it will be written.
    ///
    /// # Errors
    /// The first field that cannot be taken; a title is needed.
    pub fn tidy(self) -> Result<Self, RuleBroken> {
        let mut levels = self.levels;
        for level in &mut levels {
            *level = level_text(level)?;
        }
        Ok(Self {
            title: text::line(Field::Title, &self.title, limit::TITLE)?,
            why: text::optional_prose(Field::Why, &self.why, limit::ANSWER)?,
            specific: text::optional_prose(Field::Specific, &self.specific, limit::ANSWER)?,
            means: text::optional_prose(Field::Means, &self.means, limit::ANSWER)?,
            test: text::optional_prose(Field::Test, &self.test, limit::ANSWER)?,
            measure: self.measure.map(Measure::tidy).transpose()?,
            horizon: self.horizon,
            due: self.due,
            levels,
        })
    }

    /// What a level of attainment means; empty when nobody wrote it yet.
    pub fn level(&self, level: GasLevel) -> &str {
        self.levels.get(level.index()).map_or("", String::as_str)
    }

    /// Puts in what an edit says of it; gives back an edit that is about
    /// something else of a goal.
    pub fn put(&mut self, edit: GoalEdit) -> Option<GoalEdit> {
        match edit {
            GoalEdit::Title(text) => self.title = text,
            GoalEdit::Why(text) => self.why = text,
            GoalEdit::Specific(text) => self.specific = text,
            GoalEdit::Means(text) => self.means = text,
            GoalEdit::Test(text) => self.test = text,
            GoalEdit::Measure(measure) => self.measure = measure,
            GoalEdit::Horizon(horizon) => self.horizon = horizon,
            GoalEdit::Due(due) => self.due = due,
            GoalEdit::Level { level, text } => {
                if let Some(kept) = self.levels.get_mut(level.index()) {
                    *kept = text;
                }
            }
            other @ (GoalEdit::Parent(_) | GoalEdit::Review(_) | GoalEdit::Confidence(_) | GoalEdit::Weight(_)) => {
                return Some(other);
            }
        }
        None
    }
}

/// The meaning of one level as it will be written.
pub(super) fn level_text(given: &str) -> Result<String, RuleBroken> {
    text::optional_prose(Field::Level, given, limit::ANSWER)
}

impl Horizon {
    /// The most days until a goal of this horizon is due.
    pub const fn days(self) -> i64 {
        match self {
            Self::Short => 62,
            Self::Medium => 366,
            Self::Long => 3653,
        }
    }
}
