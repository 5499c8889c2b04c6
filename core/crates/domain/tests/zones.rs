//! The changes of clocks that every platform has to name alike, as `chrono-tz`
//! has them: `tests/vectors/zones.json`. Kotlin, Swift and Python read it, too.
//! `RAPPORT_BLESS=1` writes it anew.

// Helpers of tests outside of a test function; what fails here fails a test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use chrono::{Offset, TimeZone};
use rapport_domain::time::{CachedZones, Millis, Transition, UnknownZone, Zone, ZoneRules, transitions_by_probe};
use std::fmt::Write;
use std::path::PathBuf;

struct Tz;

impl ZoneRules for Tz {
    fn transitions(&self, zone: &Zone, from: Millis, to: Millis) -> Result<Vec<Transition>, UnknownZone> {
        let tz: chrono_tz::Tz = zone.as_str().parse().map_err(|_| UnknownZone)?;
        Ok(transitions_by_probe(from, to, |at| {
            let utc = chrono::DateTime::from_timestamp_millis(at.0).unwrap().naive_utc();
            tz.offset_from_utc_datetime(&utc).fix().local_minus_utc()
        }))
    }
}

/// 1990 to 2025: what was is the same in every release of the zones, what will
/// be is not.
const FROM: Millis = Millis(631_152_000_000);
const TO: Millis = Millis(1_767_225_600_000);

/// Half hours and quarters, rules that changed, both sides of the date line.
const ZONES: [&str; 40] = [
    "Africa/Cairo",
    "Africa/Casablanca",
    "Africa/Johannesburg",
    "Africa/Windhoek",
    "America/Argentina/Buenos_Aires",
    "America/Bogota",
    "America/Caracas",
    "America/Havana",
    "America/Indiana/Knox",
    "America/Los_Angeles",
    "America/Mexico_City",
    "America/New_York",
    "America/Nuuk",
    "America/Santiago",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Antarctica/Troll",
    "Asia/Gaza",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Asia/Pyongyang",
    "Asia/Seoul",
    "Asia/Tehran",
    "Asia/Tokyo",
    "Atlantic/Azores",
    "Australia/Adelaide",
    "Australia/Lord_Howe",
    "Europe/Berlin",
    "Europe/Dublin",
    "Europe/Istanbul",
    "Europe/London",
    "Europe/Moscow",
    "Europe/Zurich",
    "Pacific/Apia",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
    "Pacific/Marquesas",
    "Pacific/Pago_Pago",
    "UTC",
];

fn vector() -> String {
    let mut text = format!(
        "{{\n\"release\": \"{}\",\n\"from_ms\": {},\n\"to_ms\": {},\n\"zones\": {{\n",
        chrono_tz::IANA_TZDB_VERSION,
        FROM.0,
        TO.0
    );
    for (nth, name) in ZONES.iter().enumerate() {
        let found = Tz.transitions(&Zone::new(name).unwrap(), FROM, TO).unwrap();
        let all: Vec<String> = found.iter().map(|one| format!("[{},{}]", one.at.0, one.offset_s)).collect();
        let comma = if nth + 1 < ZONES.len() { "," } else { "" };
        writeln!(text, "\"{name}\": [{}]{comma}", all.join(",")).unwrap();
    }
    text + "}\n}\n"
}

#[test]
fn the_changes_of_forty_zones() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../tests/vectors/zones.json");
    let is = vector();
    if std::env::var_os("RAPPORT_BLESS").is_some() {
        std::fs::write(&path, &is).unwrap();
    }
    let held = std::fs::read_to_string(&path).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
    for (is, held) in is.lines().zip(held.lines()) {
        assert_eq!(is, held, "tests/vectors/zones.json: RAPPORT_BLESS=1 writes it anew");
    }
    assert_eq!(is.len(), held.len());
    let read: serde_json::Value = serde_json::from_str(&held).unwrap();
    assert_eq!(read["zones"].as_object().unwrap().len(), ZONES.len());
}

/// What is kept for later answers must not change them.
#[test]
fn cached_they_are_the_same() {
    let cached = CachedZones::new(Tz);
    for name in ZONES {
        let zone = Zone::new(name).unwrap();
        for (from, to) in [(FROM, TO), (FROM.plus(86_400_000 * 3000), FROM.plus(86_400_000 * 3400))] {
            let in_force = |all: Vec<Transition>| -> Vec<(i64, i32)> {
                all.iter().map(|one| (one.at.max(from).0, one.offset_s)).collect()
            };
            let (kept, asked) =
                (cached.transitions(&zone, from, to).unwrap(), Tz.transitions(&zone, from, to).unwrap());
            assert_eq!(in_force(kept), in_force(asked), "{name}");
        }
    }
}
