//! Time zones for tests, from `chrono-tz`.

use chrono::{Offset, TimeZone};
use rapport_domain::time::{Millis, Transition, UnknownZone, Zone, ZoneRules, transitions_by_probe};

pub(crate) struct Zones;

impl ZoneRules for Zones {
    fn transitions(&self, zone: &Zone, from: Millis, to: Millis) -> Result<Vec<Transition>, UnknownZone> {
        let tz: chrono_tz::Tz = zone.as_str().parse().map_err(|_| UnknownZone)?;
        Ok(transitions_by_probe(from, to, |at| {
            let utc = chrono::DateTime::from_timestamp_millis(at.0).unwrap_or_default().naive_utc();
            tz.offset_from_utc_datetime(&utc).fix().local_minus_utc()
        }))
    }
}
