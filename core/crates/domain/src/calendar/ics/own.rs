//! A zone that only the file knows, by the changes of its clock that the file
//! lists. Programs that have names of their own for zones write them so.

use super::line::Line;
use crate::calendar::rrule::{date_of, time_of};
use crate::calendar::{Begins, Recurrence, Repeat};
use crate::sort;
use crate::time::{Civil, Day, Millis, Transition, UnknownZone, Wall, Zone, ZoneRules};

/// Changes of one zone: twice a year until our calendar ends, and some.
const MOST_CHANGES: usize = 1000;
/// Parts of one zone that are read.
const MOST_PARTS: usize = 512;
/// Long before the calendar begins.
const EVER: Millis = Millis(-10_000 * 366 * Millis::HOURS_24);

/// What the file says about one name.
#[derive(Debug, Default)]
pub(super) struct RawZone {
    /// The name that others use for it.
    pub(super) means: Option<String>,
    /// The lines of its parts that matter.
    pub(super) parts: Vec<Vec<Line>>,
}

/// The changes, in order; nothing when a part cannot be understood.
pub(super) fn changes(zone: &RawZone) -> Option<Vec<Transition>> {
    if zone.parts.is_empty() || zone.parts.len() > MOST_PARTS {
        return None;
    }
    let mut all: Vec<(Transition, i32)> = Vec::new();
    for part in &zone.parts {
        of_part(part, &mut all)?;
        if all.len() > MOST_CHANGES {
            return None;
        }
    }
    sort::by_key(&mut all, |(change, _)| change.at);
    all.dedup_by_key(|(change, _)| change.at);
    let (_, before) = all.first()?;
    let first = Transition { at: EVER, offset_s: *before };
    Some([first].into_iter().chain(all.into_iter().map(|(change, _)| change)).collect())
}

/// The changes of one part, each with the offset before it.
fn of_part(part: &[Line], all: &mut Vec<(Transition, i32)>) -> Option<()> {
    let value = |name: &str| part.iter().find(|line| line.name == name).map(|line| line.value.as_str());
    let (before, after) = (offset(value("TZOFFSETFROM")?)?, offset(value("TZOFFSETTO")?)?);
    let mut put = |wall: Wall| {
        let at = wall.as_if_utc().plus(-i64::from(before) * 1000);
        all.push((Transition { at, offset_s: after }, before));
    };
    let rule = value("RRULE");
    let start = wall(value("DTSTART")?, rule)?;
    for line in part.iter().filter(|line| line.name == "RDATE") {
        for text in line.value.split(',').take(MOST_CHANGES) {
            put(wall(text, None)?);
        }
    }
    let Some(rule) = rule else {
        put(start);
        return Some(());
    };
    // The end is an instant; here it is compared as what the clock before shows.
    let until = rule.split(';').find_map(|part| part.strip_prefix("UNTIL="));
    let last = match until {
        None => Wall { day: Day::LAST, time: start.time },
        Some(text) => {
            let shown = wall(text.trim_end_matches('Z'), None)?;
            Wall::in_utc(shown.as_if_utc().plus(i64::from(before) * 1000)).ok()?
        }
    };
    let bare: Vec<&str> = rule.split(';').filter(|part| !part.starts_with("UNTIL=")).collect();
    let begins = Civil { day: start.day, time: start.time, zone: Zone::utc() };
    let repeat = Repeat::from_rrule(&bare.join(";"), Begins::At(&begins, &Never)).ok()?;
    let days = Recurrence::of(begins, repeat);
    for day in days.days(start.day, last.day).take(MOST_CHANGES + 1) {
        let wall = Wall { day, time: start.time };
        if wall <= last {
            put(wall);
        }
    }
    Some(())
}

/// `20260329T020000`. A rule from before our calendar begins with it, in the
/// month that the rule is about.
fn wall(text: &str, rule: Option<&str>) -> Option<Wall> {
    let (date, time) = text.split_once('T')?;
    let time = time_of(time)?;
    if let Some(day) = date_of(date) {
        return Some(Wall { day, time });
    }
    let month = rule?.split(';').find_map(|part| part.strip_prefix("BYMONTH="))?;
    let month = month.parse().ok().or_else(|| date.get(4..6)?.parse().ok())?;
    Some(Wall { day: Day::new(1970, month, 1).ok()?, time })
}

/// `+0100`, `-0330`, and with seconds.
fn offset(text: &str) -> Option<i32> {
    let (sign, digits) = match text.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    if !matches!(digits.len(), 4 | 6) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = |from: usize| digits.get(from..from + 2).map_or(Some(0), |part| part.parse::<i32>().ok());
    let seconds = part(0)? * 3600 + part(2)? * 60 + part(4)?;
    (seconds <= 18 * 3600).then_some(sign * seconds)
}

/// A rule without its end asks for no zone.
struct Never;

impl ZoneRules for Never {
    fn transitions(&self, _: &Zone, _: Millis, _: Millis) -> Result<Vec<Transition>, UnknownZone> {
        Err(UnknownZone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets() {
        for (text, seconds) in [
            ("+0100", Some(3600)),
            ("-0330", Some(-12_600)),
            ("+003408", Some(2048)),
            ("0100", None),
            ("+01", None),
            ("+9900", None),
            ("+01é", None),
            ("", None),
        ] {
            assert_eq!(offset(text), seconds, "{text}");
        }
    }
}
