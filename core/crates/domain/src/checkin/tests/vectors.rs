//! Golden vectors of scoring, in `tests/vectors/instruments.json`: read here,
//! and by the second reader, which scores them by itself from the files.

use super::*;
use crate::GasLevel;
use crate::gas::{Weight, t_score};
use serde_json::Value;

fn vectors() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../tests/vectors/instruments.json");
    let mut all: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    all["instruments"].take()
}

fn numbers(value: &Value) -> Vec<Option<i64>> {
    value.as_array().unwrap().iter().map(Value::as_i64).collect()
}

#[test]
fn scores_are_those_of_the_vectors() {
    let vectors = vectors();
    let scores = vectors["scores"].as_array().unwrap();
    assert!(scores.len() >= 20);
    for vector in scores {
        let of = shipped(vector["instrument"].as_str().unwrap());
        let of = match vector.get("with") {
            None => of,
            Some(with) => of.with_texts(&with.to_string()).unwrap().0,
        };
        let found = of.score(&answers(&of, &numbers(&vector["answers"])));
        let thousandths: Vec<_> = found.iter().map(|score| score.thousandths).collect();
        let bands: Vec<_> = found.iter().map(|score| score.band.map(Band::name)).collect();
        let wanted: Vec<_> = vector["bands"].as_array().unwrap().iter().map(Value::as_str).collect();
        assert_eq!((thousandths, bands), (numbers(&vector["thousandths"]), wanted), "{vector}");
    }
    for vector in vectors["alerts"].as_array().unwrap() {
        let rule = shipped(vector["instrument"].as_str().unwrap()).alert.unwrap();
        let scores: Vec<_> = numbers(&vector["scores"]).into_iter().map(|s| s.map(|s| s * THOUSAND)).collect();
        assert_eq!(rule.alert(&scores).map(Alert::name), vector["alert"].as_str(), "{vector}");
    }
    for vector in vectors["goals"].as_array().unwrap() {
        let level = |pair: &Value| {
            let (weight, level) = (pair[0].as_i64().unwrap(), pair[1].as_i64().unwrap());
            (Weight::new(weight).unwrap(), GasLevel::from_number(level).unwrap())
        };
        let goals: Vec<_> = vector["goals"].as_array().unwrap().iter().map(level).collect();
        assert_eq!(t_score(&goals).unwrap().thousandths(), vector["thousandths"].as_i64().unwrap());
    }
}
