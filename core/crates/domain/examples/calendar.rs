//! Answers questions about the calendar, one JSON line each, for the check in
//! another language (`tests/calendar`). The zones are those of `chrono-tz`.

// Whoever asks is a test; what cannot be answered stops it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use chrono::{Offset, TimeZone};
use rapport_domain::calendar::{Asked, Availability, Begins, Recurrence, Repeat, overlap};
use rapport_domain::time::{Civil, Millis, Transition, UnknownZone, Zone, ZoneRules, ZoneTable, transitions_by_probe};
use serde::Deserialize;
use serde_json::{Value, json};
use std::io::{BufRead, BufWriter, Write};

struct Tz;

impl ZoneRules for Tz {
    fn transitions(&self, zone: &Zone, from: Millis, to: Millis) -> Result<Vec<Transition>, UnknownZone> {
        let tz: chrono_tz::Tz = zone.as_str().parse().map_err(|_| UnknownZone)?;
        Ok(transitions_by_probe(from, to, |at| {
            let utc = chrono::DateTime::from_timestamp_millis(at.0).unwrap_or_default().naive_utc();
            tz.offset_from_utc_datetime(&utc).fix().local_minus_utc()
        }))
    }
}

#[derive(Deserialize)]
#[serde(tag = "ask", rename_all = "snake_case")]
enum Question {
    /// The release of the zones and their names.
    Zones,
    /// When a wall shows a time.
    Instant { civil: Civil },
    /// What a wall shows at an instant.
    Wall { zone: Zone, at: Millis },
    /// What repeats in a stretch, with its exceptions.
    Repeat { start: Civil, rule: String, exceptions: Exceptions, from: Millis, to: Millis },
    /// When two are free.
    Overlap { first: Availability, second: Availability, from: Millis, days: u16, minutes: i64, most: usize },
    /// The changes of a zone's clock.
    Transitions { zone: Zone, from: Millis, to: Millis },
}

/// As a repetition keeps them.
#[derive(Deserialize)]
struct Exceptions {
    skipped: Value,
    moved: Value,
    pauses: Value,
}

fn answer(question: Question) -> Value {
    match question {
        Question::Zones => {
            let names: Vec<_> = chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name()).collect();
            json!({ "release": chrono_tz::IANA_TZDB_VERSION, "names": names })
        }
        Question::Instant { civil } => match civil.resolve(&Tz) {
            Ok(found) => json!({ "at": found.at, "landing": format!("{:?}", found.landing), "shown": found.shown }),
            Err(problem) => json!({ "refused": problem.to_string() }),
        },
        Question::Wall { zone, at } => {
            let table = ZoneTable::ask(&Tz, &zone, at, at.plus(1)).unwrap();
            json!({ "wall": table.wall(at).unwrap() })
        }
        Question::Repeat { start, rule, exceptions, from, to } => repeat(&start, &rule, &exceptions, from, to),
        Question::Overlap { first, second, from, days, minutes, most } => {
            let minutes = rapport_domain::meeting::Minutes::new(minutes).unwrap();
            let slots = overlap(&first, &second, &Asked { from, days, minutes, most }, &Tz).unwrap();
            json!(slots.iter().map(|slot| json!([slot.at, slot.points, slot.first, slot.second])).collect::<Vec<_>>())
        }
        Question::Transitions { zone, from, to } => {
            let found = Tz.transitions(&zone, from, to).unwrap();
            json!(found.iter().map(|one| json!([one.at, one.offset_s])).collect::<Vec<_>>())
        }
    }
}

fn repeat(start: &Civil, rule: &str, exceptions: &Exceptions, from: Millis, to: Millis) -> Value {
    let read = match Repeat::from_rrule(rule, Begins::At(start, &Tz)) {
        Ok(read) => read,
        Err(refused) => return json!({ "refused": refused.to_string() }),
    };
    let whole = json!({
        "start": start,
        "repeat": read,
        "skipped": exceptions.skipped,
        "moved": exceptions.moved,
        "pauses": exceptions.pauses,
    });
    let all: Recurrence = serde_json::from_value(whole).unwrap_or_else(|why| panic!("{rule}: {why}"));
    let met = all.between(from, to, &Tz).unwrap();
    json!({
        "again": read.to_rrule(start, &Tz).unwrap(),
        "at": met.iter().map(|one| one.at).collect::<Vec<_>>(),
    })
}

fn main() {
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let line = line.unwrap();
        let question = serde_json::from_str(&line).unwrap_or_else(|why| panic!("{line}: {why}"));
        writeln!(out, "{}", answer(question)).unwrap();
    }
    out.flush().unwrap();
}
