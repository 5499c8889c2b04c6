//! From many figures to one, and from one to a verdict. Pure.

use std::fmt;

/// The middle one; of an even number the mean of both in the middle. None of nothing.
pub fn median(figures: &[f64]) -> Option<f64> {
    let sorted = sorted(figures);
    let half = sorted.len() / 2;
    let upper = *sorted.get(half)?;
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    sorted.get(half - 1).map(|lower| f64::midpoint(*lower, upper))
}

/// The smallest that at least `percent` of all do not exceed. None of nothing.
pub fn percentile(figures: &[f64], percent: usize) -> Option<f64> {
    let sorted = sorted(figures);
    let rank = (sorted.len() * percent.min(100)).div_ceil(100);
    sorted.get(rank.max(1) - 1).copied()
}

fn sorted(figures: &[f64]) -> Vec<f64> {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
}

/// How many floors ours is; none beside no floor, or one of nothing.
pub fn ratio(ours: f64, floor: Option<f64>) -> Option<f64> {
    floor.filter(|floor| *floor > 0.0).map(|floor| ours / floor)
}

/// What ours may be at most, in the unit of the row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bound {
    /// So much, whatever the floor.
    Most(f64),
    /// So many floors.
    Times(f64),
    /// So many floors and so much on top.
    TimesPlus(f64, f64),
}

impl Bound {
    /// What ours may be beside this floor; none when the floor is missing.
    pub fn limit(self, floor: Option<f64>) -> Option<f64> {
        match self {
            Self::Most(most) => Some(most),
            Self::Times(times) => floor.map(|floor| floor * times),
            Self::TimesPlus(times, plus) => floor.map(|floor| floor.mul_add(times, plus)),
        }
    }

    /// Whether ours keeps it. What cannot be compared does not.
    pub fn holds(self, ours: f64, floor: Option<f64>) -> bool {
        self.limit(floor).is_some_and(|limit| ours <= limit)
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Most(most) => write!(f, "{most}"),
            Self::Times(times) => write!(f, "{times} x floor"),
            Self::TimesPlus(times, plus) => write!(f, "{times} x floor + {plus}"),
        }
    }
}

#[cfg(test)]
mod tests;
