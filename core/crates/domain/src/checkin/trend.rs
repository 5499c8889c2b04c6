//! How results of one instrument went over time. It means the same for whoever
//! answered and for whoever it was shared with: both read it from the answers.

use super::answers::Answers;
use super::band::Alert;
use super::instrument::{Instrument, THOUSAND};
use super::key::Key;
use super::score::PartScore;
use crate::time::Day;
use crate::words::plain;
use serde::Serialize;

plain! {
    /// What became of a score between two times.
    Movement in "movement" {
        /// Better, by so much that it matters.
        Better = "better",
        /// Worse, by so much that it matters.
        Worse = "worse",
        /// A change too small to mean anything, or none.
        Steady = "steady",
        /// It changed, and nobody knows from where on that matters.
        Unclear = "unclear",
        /// There is nothing to compare with.
        Nothing = "nothing",
    }
}

/// The answers of one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    pub day: Day,
    pub answers: Answers,
}

/// The scores of one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Point {
    pub day: Day,
    pub scores: Vec<PartScore>,
}

/// How one part went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PartTrend {
    pub part: Key,
    /// In thousandths, one for each point; none where there was no score.
    pub scores: Vec<Option<i64>>,
    /// The last against the one before it.
    pub step: Movement,
    /// The last against the first.
    pub whole: Movement,
}

/// Everything that a picture of it needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Trend {
    /// The oldest first.
    pub points: Vec<Point>,
    pub parts: Vec<PartTrend>,
    /// The lowest and the highest score there can be, in thousandths.
    pub lowest: i64,
    pub highest: i64,
    /// From how many points on a change matters, where somebody knows.
    pub change_that_matters: Option<i64>,
    /// Whether the last result deserves a second look.
    pub alert: Option<Alert>,
}

impl Instrument {
    /// The trend of answers, the oldest first.
    pub fn trend(&self, answered: &[Answered]) -> Trend {
        let point = |one: &Answered| Point { day: one.day, scores: self.score(&one.answers) };
        let points: Vec<Point> = answered.iter().map(point).collect();
        let part = |part: Key| {
            let score = |point: &Point| point.scores.iter().find(|s| s.part == part).and_then(|s| s.thousandths);
            let scores: Vec<Option<i64>> = points.iter().map(score).collect();
            let known: Vec<i64> = scores.iter().copied().flatten().collect();
            let last = scores.last().copied().flatten();
            let before = |index: Option<usize>| index.and_then(|index| known.get(index).copied());
            let step = self.movement(before(known.len().checked_sub(2)), last);
            let whole = self.movement(before((known.len() > 1).then_some(0)), last);
            PartTrend { part, scores, step, whole }
        };
        let parts: Vec<PartTrend> = self.part_ids().into_iter().map(part).collect();
        let (lowest, highest) = self.score_range();
        let alert = self.alert.and_then(|rule| parts.iter().find_map(|part| rule.alert(&part.scores)));
        Trend { points, parts, lowest, highest, change_that_matters: self.change, alert }
    }

    fn movement(&self, from: Option<i64>, to: Option<i64>) -> Movement {
        let (Some(from), Some(to)) = (from, to) else { return Movement::Nothing };
        let by = to.saturating_sub(from);
        match self.change {
            _ if by == 0 => Movement::Steady,
            None => Movement::Unclear,
            Some(matters) if by.abs() < matters.saturating_mul(THOUSAND) => Movement::Steady,
            Some(_) if by > 0 => Movement::Better,
            Some(_) => Movement::Worse,
        }
    }

    /// Whether help is shown beside a result and sharing offered. Nothing is
    /// told to anybody by it.
    pub fn is_low(scores: &[PartScore], alert: Option<Alert>) -> bool {
        alert.is_some() || scores.iter().any(|score| score.band.is_some_and(super::Band::is_low))
    }
}
