//! A questionnaire as a value: what it asks, how it is scored, and what of the
//! score means something. It holds no words: those are beside it, one set a
//! language ([`Texts`](super::Texts)).

use super::band::{BandEdge, LowRule};
use super::key::Key;
use crate::words::plain;
use serde::Serialize;

plain! {
    /// What an instrument is about.
    Subject in "instrument_about" {
        /// Whoever answers.
        Person = "person",
        /// One pair, as whoever answers sees it.
        Pair = "pair",
        /// One goal; it is answered there and not as a check-in.
        Goal = "goal",
    }
}

plain! {
    /// What kind of answer an item takes.
    ItemKind in "item_kind" {
        /// A number of the scale. Only these are scored.
        Scale = "scale",
        /// 1 for yes, 0 for no.
        YesNo = "yes_no",
        /// A few words.
        Text = "text",
    }
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Item {
    pub id: Key,
    pub kind: ItemKind,
    /// A high answer stands for a low score.
    pub reversed: bool,
    /// Children are not asked.
    pub adults: bool,
}

/// The numbers that a scale item takes, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Scale {
    pub from: i64,
    pub to: i64,
}

impl Scale {
    /// What an answer counts as, where high stands for low.
    pub const fn reverse(self, answer: i64) -> i64 {
        self.from.saturating_add(self.to).saturating_sub(answer)
    }

    pub const fn holds(self, answer: i64) -> bool {
        self.from <= answer && answer <= self.to
    }
}

/// A part of an instrument that has a score of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    pub id: Key,
    /// Places in the list of items.
    pub items: Vec<usize>,
}

/// How answers become scores. High is always better: items that say the
/// opposite are reversed first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Scoring {
    /// All items together, multiplied.
    Sum { times: i64 },
    /// The mean of all items.
    Mean,
    /// Every item alone, and nothing over them.
    Each,
    /// The mean of each part, and the mean of all items.
    Parts(Vec<Part>),
}

/// What becomes of a score when an item was not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// There is none. The answers are kept.
    NoScore,
    /// The others stand for it, if at least so many of all items were answered.
    Prorate { at_least: u32 },
}

/// What the file of words has to bring, since this software may not know it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FromTexts {
    /// The scale.
    pub scale: bool,
    /// Which item belongs to which part.
    pub parts: bool,
}

/// See the module.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Instrument {
    pub id: Key,
    /// Another wording of items or another scoring is another version.
    pub version: u32,
    pub about: Subject,
    pub items: Vec<Item>,
    pub scale: Scale,
    pub scoring: Scoring,
    pub missing: Missing,
    /// From the lowest up; none where nobody has said what is low.
    pub bands: Vec<BandEdge>,
    /// When a result by itself says little and the one before matters.
    pub alert: Option<LowRule>,
    /// From how many points on a change matters; none where nobody knows.
    pub change: Option<i64>,
    /// How often it is asked, in days, unless a person wants it otherwise.
    pub every_days: u32,
    /// Never again before so many days.
    pub minimum_days: u32,
    pub from_texts: FromTexts,
    /// Who may use it, and on which terms.
    pub licence: String,
    /// Where it was taken from.
    pub source: String,
}

/// Scores are thousandths of a point: no phone rounds another way.
pub const THOUSAND: i64 = 1_000;

impl Instrument {
    /// The item of this name.
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.id.as_str() == id)
    }

    /// The items that are scored, in their order.
    pub fn scaled(&self) -> impl Iterator<Item = (usize, &Item)> {
        self.items.iter().enumerate().filter(|(_, item)| item.kind == ItemKind::Scale)
    }

    /// The parts that have a score, in the order in which they are shown.
    pub fn part_ids(&self) -> Vec<Key> {
        match &self.scoring {
            Scoring::Sum { .. } | Scoring::Mean => vec![Key::total()],
            Scoring::Each => self.scaled().map(|(_, item)| item.id.clone()).collect(),
            Scoring::Parts(parts) => parts.iter().map(|part| part.id.clone()).chain([Key::total()]).collect(),
        }
    }

    /// The lowest and the highest score that any part can have, in thousandths.
    pub fn score_range(&self) -> (i64, i64) {
        let count = i64::try_from(self.scaled().count()).unwrap_or(i64::MAX);
        let factor = match self.scoring {
            Scoring::Sum { times } => count.saturating_mul(times),
            Scoring::Mean | Scoring::Each | Scoring::Parts(_) => 1,
        };
        let points = |end: i64| end.saturating_mul(factor).saturating_mul(THOUSAND);
        (points(self.scale.from), points(self.scale.to))
    }

    /// Whether it can be answered as it stands: all it needs from its words is here.
    pub const fn is_whole(&self) -> bool {
        !self.from_texts.scale && !self.from_texts.parts
    }
}
