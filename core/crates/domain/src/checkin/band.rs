//! What a score means, where somebody has found that out: bands, and the rule
//! that looks at the result before. No word of illness stands here, and none
//! follows from it.

use super::instrument::THOUSAND;
use crate::words::plain;
use serde::Serialize;

plain! {
    /// Where in its range a score lies.
    Band in "band" {
        VeryLow = "very_low",
        Low = "low",
        Medium = "medium",
        High = "high",
        VeryHigh = "very_high",
    }
}

impl Band {
    /// Whether help is shown with it, and sharing offered.
    pub const fn is_low(self) -> bool {
        matches!(self, Self::VeryLow | Self::Low)
    }
}

/// A band and the last whole score in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct BandEdge {
    pub band: Band,
    pub to: i64,
}

/// The band of a score in thousandths; bands stand from the lowest up.
pub(super) fn band_of(bands: &[BandEdge], score: i64) -> Option<Band> {
    bands.iter().find(|edge| score <= edge.to.saturating_mul(THOUSAND)).map(|edge| edge.band)
}

/// Scores of at most `at_most`, so many times running; or a fall of at least
/// `drop` against the time before. In whole points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct LowRule {
    pub at_most: i64,
    pub running: u32,
    pub drop: i64,
}

plain! {
    /// Why a result deserves a second look by whoever answered.
    Alert in "check_in_alert" {
        /// Low, and so was the one before.
        Running = "running",
        /// Much lower than the one before.
        Drop = "drop",
    }
}

impl LowRule {
    /// Whether the last of these scores, the oldest first, meets the rule.
    /// Scores that could not be worked out are left out.
    pub fn alert(&self, scores: &[Option<i64>]) -> Option<Alert> {
        scores.last().copied().flatten()?;
        let known: Vec<i64> = scores.iter().copied().flatten().collect();
        let last = *known.last()?;
        let running = usize::try_from(self.running).unwrap_or(usize::MAX);
        let low = |score: &i64| *score <= self.at_most.saturating_mul(THOUSAND);
        if known.len() >= running && known.iter().rev().take(running).all(low) {
            return Some(Alert::Running);
        }
        let before = known.len().checked_sub(2).and_then(|index| known.get(index))?;
        (before.saturating_sub(last) >= self.drop.saturating_mul(THOUSAND)).then_some(Alert::Drop)
    }
}
