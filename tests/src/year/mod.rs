//! A year of people, their phones and what their phones' systems do to
//! reminders, on virtual time. Every figure comes from one seed.

mod chance;
mod judge;
mod life;
mod person;
mod phone;

pub(crate) use judge::Told;

use chance::Chance;
use chrono::{Offset, TimeZone};
use rapport_domain::time::{CachedZones, Millis, Transition, UnknownZone, Zone, ZoneRules, transitions_by_probe};

pub(crate) const MINUTE: i64 = 60_000;
pub(crate) const HOUR: i64 = 60 * MINUTE;
pub(crate) const DAY: i64 = 24 * HOUR;
/// 2026-01-01 in UTC.
pub(crate) const START: Millis = Millis(1_767_225_600_000);
pub(crate) const DAYS: i64 = 365;

/// What the clocks of the world do.
pub(crate) struct World;

impl World {
    /// Milliseconds ahead of UTC, from the table of the computer.
    fn offset(zone: &str, at: Millis) -> i64 {
        let tz: chrono_tz::Tz = zone.parse().expect("a zone");
        let utc = chrono::DateTime::from_timestamp_millis(at.0).expect("a time").naive_utc();
        i64::from(tz.offset_from_utc_datetime(&utc).fix().local_minus_utc()) * 1000
    }

    /// What a clock shows, as if it stood in UTC.
    pub(crate) fn as_if_utc(zone: &str, at: Millis) -> i64 {
        at.0 + Self::offset(zone, at)
    }

    /// Day and minute on the wall.
    pub(crate) fn wall(zone: &str, at: Millis) -> (i64, i64) {
        let local = at.0 + Self::offset(zone, at);
        (local.div_euclid(DAY), local.rem_euclid(DAY) / MINUTE)
    }
}

impl ZoneRules for World {
    fn transitions(&self, zone: &Zone, from: Millis, to: Millis) -> Result<Vec<Transition>, UnknownZone> {
        zone.as_str().parse::<chrono_tz::Tz>().map_err(|_| UnknownZone)?;
        Ok(transitions_by_probe(from, to, |at| {
            i32::try_from(Self::offset(zone.as_str(), at) / 1000).expect("less than a day")
        }))
    }
}

/// Lets so many pairs live for a year, and says what they were shown.
pub(crate) fn run(seed: u64, pairs: usize) -> Told {
    let zones = CachedZones::new(World);
    let mut told = Told::default();
    for person in life::people(seed, pairs) {
        person::year(&person, &zones, &mut Chance::new(person.seed), &mut told);
    }
    told
}
