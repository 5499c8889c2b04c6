//! Zone rules, and the zone of this computer.

use chrono::{Offset, TimeZone};
use rapport_core::domain::time::{Millis, Transition, UnknownZone, Zone, ZoneRules, transitions_by_probe};
use std::path::Path;

/// The rules of all zones, as this program carries them.
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

/// The name of this computer's zone: what `TZ` says, else where
/// `/etc/localtime` leads, else UTC.
pub(crate) fn system_zone() -> String {
    let named = std::env::var("TZ").ok().map(|name| name.trim_start_matches(':').to_owned());
    let linked = || {
        let target = std::fs::canonicalize("/etc/localtime").ok()?;
        zone_in(&target)
    };
    named.filter(|name| known(name)).or_else(linked).unwrap_or_else(|| "UTC".to_owned())
}

/// Whether this program has the rules of a zone.
pub(crate) fn known(name: &str) -> bool {
    name.parse::<chrono_tz::Tz>().is_ok()
}

/// `/usr/share/zoneinfo/Europe/Zurich` ends with the name.
fn zone_in(file: &Path) -> Option<String> {
    let text = file.to_str()?;
    let (_, name) = text.split_once("zoneinfo/")?;
    known(name).then(|| name.to_owned())
}
