//! What is read, how it is scored, and what can be put right for how long.

mod files;
mod life;
mod scores;
mod vectors;

use super::*;
use crate::json;
use crate::rules::{Field, Problem, Rule, RuleBroken};
use std::collections::BTreeMap;

pub(super) fn key(text: &str) -> Key {
    Key::new(text).unwrap()
}

pub(super) fn shipped(id: &str) -> Instrument {
    shipped::instrument(id).unwrap()
}

/// Answers to the scale items in their order; none for one left out.
pub(super) fn answers(of: &Instrument, values: &[Option<i64>]) -> Answers {
    let given = of.scaled().zip(values).filter_map(|((_, item), value)| Some((item.id.clone(), (*value)?)));
    Answers(given.map(|(id, value)| (id, Answer::Number(value))).collect::<BTreeMap<_, _>>())
}

pub(super) fn all(values: &[i64]) -> Vec<Option<i64>> {
    values.iter().copied().map(Some).collect()
}

/// A whole file of words for an instrument that ships without, in plain names.
pub(super) fn invented_texts(of: &Instrument) -> String {
    let mut with = of.clone();
    if let Scoring::Parts(parts) = &mut with.scoring {
        let count = parts.len();
        for (place, (index, _)) in of.scaled().enumerate() {
            if let Some(part) = parts.get_mut(place % count) {
                part.items.push(index);
            }
        }
    }
    let items: serde_json::Map<_, _> =
        of.items.iter().map(|i| (i.id.to_string(), format!("Asks {}", i.id).into())).collect();
    let parts: serde_json::Map<_, _> =
        of.part_ids().iter().map(|id| (id.to_string(), format!("Part {id}").into())).collect();
    let mut file = serde_json::json!({
        "instrument": of.id, "version": of.version, "language": "en", "name": "Invented", "intro": "Please say.",
        "items": items, "parts": parts, "labels": {}, "licence": "Invented for a test.", "source": "Nowhere.",
    });
    if of.from_texts.scale {
        file["scale"] = serde_json::json!({ "from": 1, "to": 7 });
    }
    if let (true, Scoring::Parts(parts)) = (of.from_texts.parts, &with.scoring) {
        let named = |part: &Part| {
            let items: Vec<_> = part.items.iter().map(|index| of.items[*index].id.to_string()).collect();
            (part.id.to_string(), items.into())
        };
        file["in_parts"] = parts.iter().map(named).collect::<serde_json::Map<_, _>>().into();
    }
    file.to_string()
}
