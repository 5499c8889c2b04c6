//! From answers to scores, in whole thousandths, so that every phone gets the
//! same digits. High is better, always.

use super::answers::Answers;
use super::band::{Band, band_of};
use super::instrument::{Instrument, Item, Missing, Scoring, THOUSAND};
use super::key::Key;
use serde::{Deserialize, Serialize};

/// The score of one part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartScore {
    pub part: Key,
    /// In thousandths; none when too little was answered.
    pub thousandths: Option<i64>,
    pub band: Option<Band>,
}

impl Instrument {
    /// The scores of all parts, in their order. Answers outside of the scale
    /// count as not given.
    pub fn score(&self, answers: &Answers) -> Vec<PartScore> {
        let of = |part: Key, thousandths: Option<i64>| {
            let band = thousandths.and_then(|score| band_of(&self.bands, score));
            PartScore { part, thousandths, band }
        };
        let all = || self.scaled().map(|(_, item)| item);
        match &self.scoring {
            Scoring::Sum { times } => {
                let score = self.together(all(), answers).map(|sum| sum.of_all(*times));
                vec![of(Key::total(), score)]
            }
            Scoring::Mean => vec![of(Key::total(), self.together(all(), answers).map(|sum| sum.mean()))],
            Scoring::Each => {
                let alone = |item: &Item| self.value(item, answers).map(|value| value.saturating_mul(THOUSAND));
                all().map(|item| of(item.id.clone(), alone(item))).collect()
            }
            Scoring::Parts(parts) => {
                let mean = |indices: &[usize]| {
                    let items = indices.iter().filter_map(|index| self.items.get(*index));
                    self.together(items, answers).map(|sum| sum.mean())
                };
                let each = parts.iter().map(|part| of(part.id.clone(), mean(&part.items)));
                let over = of(Key::total(), self.together(all(), answers).map(|sum| sum.mean()));
                each.chain([over]).collect()
            }
        }
    }

    /// What an item counts as.
    fn value(&self, item: &Item, answers: &Answers) -> Option<i64> {
        let answer = answers.number(&item.id).filter(|answer| self.scale.holds(*answer))?;
        Some(if item.reversed { self.scale.reverse(answer) } else { answer })
    }

    fn together<'a>(&self, items: impl Iterator<Item = &'a Item>, answers: &Answers) -> Option<Together> {
        let mut all = Together { sum: 0, answered: 0, items: 0 };
        for item in items {
            all.items += 1;
            if let Some(value) = self.value(item, answers) {
                all.sum += value;
                all.answered += 1;
            }
        }
        let enough = match self.missing {
            Missing::NoScore => all.answered == all.items,
            Missing::Prorate { at_least } => all.answered >= i64::from(at_least),
        };
        (enough && all.answered > 0).then_some(all)
    }
}

/// Several items: at most a hundred, of at most a hundred points each.
struct Together {
    sum: i64,
    answered: i64,
    items: i64,
}

impl Together {
    fn mean(&self) -> i64 {
        rounded(self.sum * THOUSAND, self.answered)
    }

    /// The sum as it would be if those not answered were like the others.
    fn of_all(&self, times: i64) -> i64 {
        rounded(self.sum * THOUSAND * self.items * times, self.answered)
    }
}

/// To the nearest; a half goes away from zero.
const fn rounded(over: i64, under: i64) -> i64 {
    let twice = 2 * over;
    if over < 0 { -((under - twice) / (2 * under)) } else { (twice + under) / (2 * under) }
}
