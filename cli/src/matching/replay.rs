//! A kept run made again: the same people and the same program give the same
//! bytes, or somebody changed something.

use super::file;
use crate::failed::Stop;
use crate::term::{Paint, say};
use crate::words::{filled, word};
use rapport_core::domain::json::{FileFault, Spot};
use rapport_core::matching::{Outcome, Place};
use serde_json::{Value, json};
use std::path::Path;

pub(super) fn run(kept: &Path, people: &Path, json: bool) -> Result<(), Stop> {
    let before = read(kept)?;
    let outcome = file::plan(people)?.outcome();
    let now = serde_json::to_value(&outcome).map_err(|error| Stop::Outside(error.to_string()))?;
    if before == now {
        if json {
            return crate::out::value(&json!({ "same": true, "hash": outcome.hash }));
        }
        let line = filled("cli.match.same", &[("hash", outcome.hash)]);
        say(&format!("{} {line}\n", Paint::stdout().good("✓")));
        return Ok(());
    }
    Err(Stop::check(differs(&before, &now, &outcome)))
}

/// What a run must have to be compared.
fn read(path: &Path) -> Result<Value, Stop> {
    let text = file::text(path)?;
    let value: Value = serde_json::from_str(&text).map_err(|error| {
        let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let at = Spot { line: small(error.line()).max(1), column: small(error.column()).max(1) };
        file::stop(path, &file::refused(at, FileFault::NotJson))
    })?;
    for field in ["engine", "people", "hash"] {
        if value.get(field).is_none() {
            let mut refused = file::refused(Spot::START, FileFault::Missing);
            refused.place = Place::default().then(field);
            return Err(file::stop(path, &refused));
        }
    }
    Ok(value)
}

/// Why it is not the same: other people, another program, or a changed run.
fn differs(before: &Value, now: &Value, outcome: &Outcome) -> String {
    if before["people"] != now["people"] {
        return word("cli.match.other_people");
    }
    if before["engine"] != now["engine"] {
        let args = [("before", before["engine"].to_string()), ("now", outcome.engine.to_string())];
        return filled("cli.match.other_engine", &args);
    }
    let fields = ["round", "totals", "pairs", "unmatched", "open", "musts", "audit", "hash"];
    let field = fields.into_iter().find(|field| before.get(*field) != now.get(*field)).unwrap_or("hash");
    let nth = match (before[field].as_array(), now[field].as_array()) {
        (Some(before), Some(now)) => {
            let nth = before.iter().zip(now).position(|(before, now)| before != now);
            Some(nth.unwrap_or(before.len().min(now.len())))
        }
        _ => None,
    };
    let place = Place::default().then(field);
    let place = nth.map_or_else(|| place.clone(), |nth| place.then(nth));
    filled("cli.match.changed", &[("place", place.to_string())])
}
