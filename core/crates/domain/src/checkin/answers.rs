//! What somebody answered: kept as it was given, whatever the score makes of it.

use super::instrument::{Instrument, ItemKind};
use super::key::Key;
use crate::rules::{Field, Problem, RuleBroken};
use crate::text::{limit, optional_prose};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Answer {
    /// A number of the scale; of a yes-or-no item 1 or 0.
    Number(i64),
    Text(String),
}

/// Answers by the items they belong to. An item that is not named was not answered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Answers(pub BTreeMap<Key, Answer>);

impl Answers {
    pub fn number(&self, item: &Key) -> Option<i64> {
        match self.0.get(item)? {
            Answer::Number(number) => Some(*number),
            Answer::Text(_) => None,
        }
    }

    /// As they will be written: texts trimmed, blank ones left out.
    ///
    /// # Errors
    /// [`Problem::UnknownChoice`] for an item that the instrument does not
    /// have, [`Problem::OutOfRange`], [`Problem::DoesNotFit`] for an answer of
    /// another kind, and what a text cannot be; [`Problem::Empty`] when
    /// nothing that counts was answered.
    pub fn tidy(&self, instrument: &Instrument) -> Result<Self, RuleBroken> {
        let tidy = self.tidy_draft(instrument)?;
        let counts = |item: &Key| instrument.item(item.as_str()).is_some_and(|item| item.kind == ItemKind::Scale);
        if tidy.0.keys().any(counts) { Ok(tidy) } else { Err(Problem::Empty.of(Field::Answer)) }
    }

    /// The same for what is not finished.
    ///
    /// # Errors
    /// As [`Self::tidy`], except that nothing is wrong with nothing.
    pub fn tidy_draft(&self, instrument: &Instrument) -> Result<Self, RuleBroken> {
        let mut tidy = BTreeMap::new();
        for (id, answer) in &self.0 {
            let item = instrument.item(id.as_str()).ok_or(Problem::UnknownChoice.of(Field::Answer))?;
            let (min, max) = match item.kind {
                ItemKind::Scale => (instrument.scale.from, instrument.scale.to),
                ItemKind::YesNo | ItemKind::Text => (0, 1),
            };
            let kept = match (item.kind, answer) {
                (ItemKind::Text, Answer::Text(text)) => {
                    let text = optional_prose(Field::Answer, text, limit::ANSWER)?;
                    (!text.is_empty()).then_some(Answer::Text(text))
                }
                (ItemKind::Scale | ItemKind::YesNo, Answer::Number(number)) => {
                    if *number < min || *number > max {
                        return Err(Problem::OutOfRange { min, max }.of(Field::Answer));
                    }
                    Some(answer.clone())
                }
                _ => return Err(Problem::DoesNotFit.of(Field::Answer)),
            };
            tidy.extend(kept.map(|kept| (id.clone(), kept)));
        }
        Ok(Self(tidy))
    }
}
