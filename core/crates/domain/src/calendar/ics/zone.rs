//! A zone as a calendar file carries it: every change of its clock in a
//! stretch, one by one. Programs that know the zone by its name use their own.

use super::text::Text;
use crate::calendar::rrule::wall_text;
use crate::rules::Problem;
use crate::time::{Millis, Transition, Wall, Zone, ZoneRules};
use std::collections::BTreeMap;

/// Writes a zone with what its clock does from `from` to `to`.
///
/// # Errors
/// [`Problem::UnknownZone`], [`Problem::DateOutOfRange`].
pub(super) fn write(
    text: &mut Text,
    zone: &Zone,
    from: Millis,
    to: Millis,
    rules: &dyn ZoneRules,
) -> Result<(), Problem> {
    let spans = rules.transitions(zone, from, to)?;
    let first = spans.first().ok_or(Problem::ZoneAnswer)?;
    text.line("BEGIN", "VTIMEZONE");
    text.line("TZID", zone.as_str());
    let begins = Wall::in_utc(from.plus(ms(first.offset_s)))?;
    part(text, "STANDARD", (first.offset_s, first.offset_s), &[begins]);
    // Changes of one kind share a part: the clock before, the clock after.
    let mut kinds: BTreeMap<(i32, i32), Vec<Wall>> = BTreeMap::new();
    for two in spans.windows(2) {
        let [before, after]: &[Transition; 2] = two.try_into().map_err(|_| Problem::ZoneAnswer)?;
        let shown = Wall::in_utc(after.at.plus(ms(before.offset_s)))?;
        kinds.entry((before.offset_s, after.offset_s)).or_default().push(shown);
    }
    for (kind, walls) in kinds {
        part(text, if kind.1 > kind.0 { "DAYLIGHT" } else { "STANDARD" }, kind, &walls);
    }
    text.line("END", "VTIMEZONE");
    Ok(())
}

fn part(text: &mut Text, name: &str, (before, after): (i32, i32), walls: &[Wall]) {
    let Some((first, later)) = walls.split_first() else { return };
    text.line("BEGIN", name);
    text.line("DTSTART", &wall_text(*first));
    text.line("TZOFFSETFROM", &offset(before));
    text.line("TZOFFSETTO", &offset(after));
    for wall in later {
        text.line("RDATE", &wall_text(*wall));
    }
    text.line("END", name);
}

/// `+0100`, `-0330`, with seconds where a clock once had them.
fn offset(seconds: i32) -> String {
    let (sign, all) = (if seconds < 0 { '-' } else { '+' }, seconds.unsigned_abs());
    let rest = if all.is_multiple_of(60) { String::new() } else { format!("{:02}", all % 60) };
    format!("{sign}{:02}{:02}{rest}", all / 3600, all / 60 % 60)
}

fn ms(seconds: i32) -> i64 {
    i64::from(seconds) * 1000
}
