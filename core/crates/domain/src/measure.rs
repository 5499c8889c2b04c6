//! What a goal is measured by, and one reading of it.

use crate::gas::GasLevel;
use crate::number::{PerMille, Quantity};
use crate::rules::{Field, Problem, RuleBroken};
use crate::text::{self, limit};
use crate::words::plain;
use serde::{Deserialize, Serialize};

plain! {
    /// How a goal is measured.
    MeasureKind in "measure" {
        /// An amount with a unit: 10 applications, 5 km.
        Amount = "amount",
        /// A percentage, 0 to 100.
        Percent = "percent",
        /// How somebody rates it, 0 to 10.
        Rating = "rating",
        /// Reached or not.
        YesNo = "yes_no",
        /// The five levels of attainment.
        Levels = "levels",
        /// A kind that only a newer version knows.
        Newer = "newer",
    }
}

/// What a goal is measured by: from where to where, in what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    pub kind: MeasureKind,
    /// Where it stands at the start. Only for amounts, percentages, ratings.
    pub baseline: Quantity,
    /// Where it is to get, up or down.
    pub target: Quantity,
    /// What an amount counts; may be empty.
    pub unit: String,
}

impl Measure {
    /// Reached or not, without figures.
    pub const fn yes_no() -> Self {
        Self::plain(MeasureKind::YesNo)
    }

    /// By the five levels, without figures.
    pub const fn levels() -> Self {
        Self::plain(MeasureKind::Levels)
    }

    const fn plain(kind: MeasureKind) -> Self {
        Self { kind, baseline: Quantity::ZERO, target: Quantity::ONE, unit: String::new() }
    }

    /// The measure as it will be written: kinds without figures lose them.
    ///
    /// # Errors
    /// Target and baseline are the same, a percentage or rating is out of
    /// range, the unit cannot be taken, or the kind is unknown here.
    pub fn tidy(self) -> Result<Self, RuleBroken> {
        let most = match self.kind {
            MeasureKind::YesNo | MeasureKind::Levels => return Ok(Self::plain(self.kind)),
            MeasureKind::Newer => return Err(Problem::UnknownChoice.of(Field::Measure)),
            MeasureKind::Amount => None,
            MeasureKind::Percent => Some(100),
            MeasureKind::Rating => Some(10),
        };
        if let Some(max) = most {
            for (field, value) in [(Field::Baseline, self.baseline), (Field::Target, self.target)] {
                within(value, max).map_err(|problem| problem.of(field))?;
            }
        }
        if self.baseline == self.target {
            return Err(Problem::Same.of(Field::Target));
        }
        let unit = match self.kind {
            MeasureKind::Amount => text::optional_line(Field::Unit, &self.unit, limit::WORD)?,
            _ => String::new(),
        };
        Ok(Self { unit, ..self })
    }

    /// How far a reading has come from baseline to target, rounded down; past
    /// the target it is all, behind the baseline nothing. Nothing at all when
    /// the reading is of another kind.
    pub fn share(&self, reading: &Reading) -> Option<PerMille> {
        match (self.kind, reading) {
            (MeasureKind::Amount | MeasureKind::Percent | MeasureKind::Rating, Reading::Amount(value)) => {
                let number = |q: Quantity| i128::from(q.in_thousandths());
                let way = number(self.target) - number(self.baseline);
                let come = number(*value) - number(self.baseline);
                Some(if way < 0 { PerMille::of(-come, -way) } else { PerMille::of(come, way) })
            }
            (MeasureKind::YesNo, Reading::Reached(reached)) => {
                Some(if *reached { PerMille::ALL } else { PerMille::NONE })
            }
            (MeasureKind::Levels, Reading::Level(level)) => Some(level_share(*level)),
            _ => None,
        }
    }

    /// Whether a reading fits what is measured.
    ///
    /// # Errors
    /// Another kind, or a percentage or rating out of range.
    pub fn fits(&self, reading: &Reading) -> Result<(), RuleBroken> {
        match (self.kind, reading) {
            (MeasureKind::Percent, Reading::Amount(value)) => within(*value, 100),
            (MeasureKind::Rating, Reading::Amount(value)) => within(*value, 10),
            (_, reading) if self.share(reading).is_some() => Ok(()),
            _ => Err(Problem::DoesNotFit),
        }
        .map_err(|problem| problem.of(Field::Reading))
    }
}

/// The expected level is the whole goal; the lowest is where one starts.
const fn level_share(level: GasLevel) -> PerMille {
    match level {
        GasLevel::MuchLess => PerMille::NONE,
        GasLevel::Less => PerMille::HALF,
        GasLevel::Expected | GasLevel::More | GasLevel::MuchMore => PerMille::ALL,
    }
}

fn within(value: Quantity, max: i64) -> Result<(), Problem> {
    if (0..=max * 1000).contains(&value.in_thousandths()) { Ok(()) } else { Err(Problem::OutOfRange { min: 0, max }) }
}

/// What an entry of progress found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// A figure in the unit of the measure.
    Amount(Quantity),
    /// Whether it is reached.
    Reached(bool),
    /// A level of attainment.
    Level(GasLevel),
    /// One's own estimate, whatever the measure.
    Share(PerMille),
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn amount(baseline: i64, target: i64) -> Measure {
        let number = |n| Quantity::thousandths(n).unwrap();
        Measure { kind: MeasureKind::Amount, baseline: number(baseline), target: number(target), unit: String::new() }
    }

    fn read(measure: &Measure, value: i64) -> u16 {
        measure.share(&Reading::Amount(Quantity::thousandths(value).unwrap())).unwrap().get()
    }

    #[test]
    fn figures_up_and_down() {
        let up = amount(2_000, 12_000);
        assert_eq!([0, 2_000, 7_000, 11_999, 12_000, 99_000].map(|v| read(&up, v)), [0, 0, 500, 999, 1000, 1000]);
        let down = amount(20_000, 5_000);
        assert_eq!([25_000, 20_000, 12_500, 5_000, -1].map(|v| read(&down, v)), [0, 0, 500, 1000, 1000]);
    }

    #[test]
    fn levels_and_yes_or_no() {
        let shares = GasLevel::ALL.iter().map(|l| Measure::levels().share(&Reading::Level(*l)).unwrap().get());
        assert_eq!(shares.collect::<Vec<_>>(), [0, 500, 1000, 1000, 1000]);
        assert_eq!(Measure::yes_no().share(&Reading::Reached(true)), Some(PerMille::ALL));
        assert_eq!(Measure::yes_no().share(&Reading::Level(GasLevel::More)), None);
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert_eq!(amount(1, 1).tidy(), Err(Problem::Same.of(Field::Target)));
        let percent = Measure { kind: MeasureKind::Percent, ..amount(0, 101_000) };
        assert_eq!(percent.clone().tidy(), Err(Problem::OutOfRange { min: 0, max: 100 }.of(Field::Target)));
        let rating = Measure { kind: MeasureKind::Rating, ..amount(-1, 5_000) };
        assert_eq!(rating.tidy(), Err(Problem::OutOfRange { min: 0, max: 10 }.of(Field::Baseline)));
        let newer = Measure { kind: MeasureKind::Newer, ..amount(0, 1) };
        assert_eq!(newer.tidy(), Err(Problem::UnknownChoice.of(Field::Measure)));
        let unit = Measure { unit: "k\u{0}m".to_owned(), ..amount(0, 1) };
        assert_eq!(unit.tidy(), Err(Problem::ControlCharacter { at: 1 }.of(Field::Unit)));
        let doubled = Reading::Amount(Quantity::whole(200).unwrap());
        assert_eq!(percent.fits(&doubled), Err(Problem::OutOfRange { min: 0, max: 100 }.of(Field::Reading)));
        assert_eq!(
            Measure::levels().fits(&Reading::Amount(Quantity::ONE)),
            Err(Problem::DoesNotFit.of(Field::Reading))
        );
        // Kinds without figures keep none, whatever came with them.
        let odd = Measure { kind: MeasureKind::YesNo, unit: "x".to_owned(), ..amount(7, 7) };
        assert_eq!(odd.tidy(), Ok(Measure::yes_no()));
    }

    proptest! {
        #[test]
        fn nearer_the_target_is_never_less(
            baseline in -10_000i64..10_000, target in -10_000i64..10_000, a in -20_000i64..20_000, b in -20_000i64..20_000,
        ) {
            prop_assume!(baseline != target);
            let measure = amount(baseline, target);
            let (back, forth) = if target > baseline { (a.min(b), a.max(b)) } else { (a.max(b), a.min(b)) };
            prop_assert!(read(&measure, back) <= read(&measure, forth));
        }

        #[test]
        fn the_largest_figures_do_no_harm(baseline in any::<i64>(), target in any::<i64>(), value in any::<i64>()) {
            let limit = Quantity::LIMIT * 1000;
            let measure = amount(baseline.clamp(-limit, limit), target.clamp(-limit, limit));
            prop_assert!(read(&measure, value.clamp(-limit, limit)) <= 1000);
        }
    }
}
