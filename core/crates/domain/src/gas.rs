//! Goal attainment scaling: five levels from much less than expected to much
//! more, and one score over several goals that each count by their weight.

use crate::rules::{Field, Problem, RuleBroken};
use crate::words::plain;
use serde::{Deserialize, Deserializer, Serialize};

plain! {
    /// How far a goal was reached, against what was expected.
    GasLevel in "gas" {
        /// -2.
        MuchLess = "much_less",
        /// -1.
        Less = "less",
        /// 0.
        Expected = "expected",
        /// +1.
        More = "more",
        /// +2.
        MuchMore = "much_more",
    }
}

impl GasLevel {
    /// From -2 to +2.
    pub const fn number(self) -> i8 {
        match self {
            Self::MuchLess => -2,
            Self::Less => -1,
            Self::Expected => 0,
            Self::More => 1,
            Self::MuchMore => 2,
        }
    }

    /// # Errors
    /// For anything but -2 to +2.
    pub fn from_number(number: i64) -> Result<Self, RuleBroken> {
        let found = Self::ALL.iter().copied().find(|level| i64::from(level.number()) == number);
        found.ok_or(Problem::OutOfRange { min: -2, max: 2 }.of(Field::Level))
    }

    /// Its place in a list of five, lowest first.
    pub const fn index(self) -> usize {
        match self {
            Self::MuchLess => 0,
            Self::Less => 1,
            Self::Expected => 2,
            Self::More => 3,
            Self::MuchMore => 4,
        }
    }
}

/// How much a goal counts among several: 1 to 10.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Weight(u8);

impl Weight {
    /// The largest weight.
    pub const MOST: u8 = 10;

    /// # Errors
    /// For anything but 1 to 10.
    pub fn new(weight: i64) -> Result<Self, RuleBroken> {
        let fits = u8::try_from(weight).ok().filter(|w| (1..=Self::MOST).contains(w));
        fits.map(Self).ok_or(Problem::OutOfRange { min: 1, max: i64::from(Self::MOST) }.of(Field::Weight))
    }

    /// As a number.
    pub const fn get(self) -> u8 {
        self.0
    }
}

impl Default for Weight {
    fn default() -> Self {
        Self(1)
    }
}

impl<'de> Deserialize<'de> for Weight {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::new(i64::deserialize(from)?).map_err(serde::de::Error::custom)
    }
}

/// A score over several goals; 50 means: on the whole as expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TScore(i64);

impl TScore {
    /// In thousandths, rounded to the nearest.
    pub const fn thousandths(self) -> i64 {
        self.0
    }
}

impl std::fmt::Display for TScore {
    /// With three decimal places: `62.403`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        write!(f, "{sign}{}.{:03}", self.0.abs() / 1000, self.0.abs() % 1000)
    }
}

/// T = 50 + 10 S(wx) / sqrt(0.7 S(w^2) + 0.3 (S w)^2) over weights w and
/// levels x, the formula of Kiresuk and Sherman with a correlation of 0.3.
/// Worked out in whole numbers, so that every phone gets the same digits.
/// Nothing for no goals, and for more than a million.
pub fn t_score(goals: &[(Weight, GasLevel)]) -> Option<TScore> {
    if goals.is_empty() || goals.len() > 1_000_000 {
        return None;
    }
    let (mut wx, mut w2, mut w1) = (0i128, 0i128, 0i128);
    for (weight, level) in goals {
        let w = i128::from(weight.get());
        wx += w * i128::from(level.number());
        w2 += w * w;
        w1 += w;
    }
    // 10 S(wx) / sqrt(D/10) in half thousandths, squared: 4 * 10^9 (S wx)^2 / D.
    let spread = 7 * w2 + 3 * w1 * w1;
    let halves = (4_000_000_000 * wx * wx / spread).isqrt();
    let distance = i64::try_from((halves + 1) / 2).ok()?;
    Some(TScore(50_000 + if wx < 0 { -distance } else { distance }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn score(pairs: &[(i64, i64)]) -> String {
        let goals: Vec<_> =
            pairs.iter().map(|(w, x)| (Weight::new(*w).unwrap(), GasLevel::from_number(*x).unwrap())).collect();
        t_score(&goals).unwrap().to_string()
    }

    #[test]
    fn known_scores() {
        assert_eq!(score(&[(1, 1), (1, 0), (1, -1)]), "50.000");
        assert_eq!(score(&[(1, 1), (1, 1)]), "62.403");
        assert_eq!(score(&[(3, 1), (1, -1)]), "55.822");
        assert_eq!(score(&[(1, 0), (2, 1), (3, 2)]), "67.626");
        assert_eq!(score(&[(1, -1), (1, -1)]), "37.597");
        assert_eq!(score(&[(5, 2)]), "70.000");
        assert_eq!(t_score(&[]), None);
    }

    #[test]
    fn only_five_levels_and_ten_weights() {
        assert_eq!(GasLevel::from_number(3), Err(Problem::OutOfRange { min: -2, max: 2 }.of(Field::Level)));
        for weight in [0, 11, -1, i64::MAX] {
            assert_eq!(Weight::new(weight), Err(Problem::OutOfRange { min: 1, max: 10 }.of(Field::Weight)));
        }
        for (i, level) in GasLevel::ALL.iter().enumerate() {
            assert_eq!((level.index(), GasLevel::from_number(i64::from(level.number()))), (i, Ok(*level)));
        }
    }

    prop_compose! {
        fn goal()(w in 1i64..=10, x in -2i64..=2) -> (Weight, GasLevel) {
            (Weight::new(w).unwrap(), GasLevel::from_number(x).unwrap())
        }
    }

    proptest! {
        #[test]
        fn as_the_formula_says(goals in prop::collection::vec(goal(), 1..20)) {
            let sum = |f: &dyn Fn(f64, f64) -> f64| goals.iter().map(|(w, x)| f(f64::from(w.get()), f64::from(x.number()))).sum::<f64>();
            let spread = 0.7 * sum(&|w, _| w * w) + 0.3 * sum(&|w, _| w).powi(2);
            let t = 50.0 + 10.0 * sum(&|w, x| w * x) / spread.sqrt();
            let ours = t_score(&goals).unwrap().to_string().parse::<f64>().unwrap();
            prop_assert!((t - ours).abs() < 0.000_51, "{} {}", t, ours);
        }

        #[test]
        fn a_better_level_never_scores_less(goals in prop::collection::vec(goal(), 1..9), which in 0usize..9) {
            let before = t_score(&goals).unwrap();
            let mut goals = goals;
            let which = which % goals.len();
            goals[which].1 = GasLevel::MuchMore;
            prop_assert!(t_score(&goals).unwrap() >= before);
        }
    }
}
