//! Dates, times and lengths in a calendar file.

use super::line::Line;
use crate::calendar::rrule::{date_of, time_of};
use crate::rules::{Field, Problem, RuleBroken};
use crate::time::{Civil, Day, Millis, Zone};

/// When something is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Moment {
    /// On a whole day.
    On(Day),
    /// At a time at a place.
    At(Civil),
}

impl Moment {
    pub(super) const fn day(&self) -> Day {
        match self {
            Self::On(day) => *day,
            Self::At(civil) => civil.day,
        }
    }
}

/// Reads one value of a line. `zone` knows the zone that a name in the file
/// means; a time without any is one on the reader's wall.
pub(super) fn moment(
    line: &Line,
    text: &str,
    here: &Zone,
    zone: impl Fn(&str) -> Option<Zone>,
) -> Result<Moment, RuleBroken> {
    let wrong = || Problem::NotADate.of(Field::Date);
    let Some((date, time)) = text.split_once('T') else {
        return date_of(text).map(Moment::On).ok_or_else(wrong);
    };
    let (time, utc) = time.strip_suffix('Z').map_or((time, false), |time| (time, true));
    let day = date_of(date).ok_or_else(wrong)?;
    let time = time_of(time).ok_or(Problem::NotATime.of(Field::Time))?;
    let place = match line.param("TZID") {
        _ if utc => Zone::utc(),
        None => here.clone(),
        Some(name) => zone(name).ok_or(Problem::UnknownZone.of(Field::Zone))?,
    };
    Ok(Moment::At(Civil { day, time, zone: place }))
}

/// Milliseconds of a length such as `P1DT2H30M`, in which a day has 24 hours.
pub(super) fn length(text: &str) -> Option<i64> {
    let mut rest = text.strip_prefix('+').unwrap_or(text).strip_prefix('P')?;
    let (mut ms, mut timed, mut any) = (0i64, false, false);
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('T').filter(|_| !timed) {
            (rest, timed) = (after, true);
            continue;
        }
        let digits = rest.find(|sign: char| !sign.is_ascii_digit()).filter(|digits| (1..=6).contains(digits))?;
        let (number, unit) = (rest.get(..digits)?.parse::<i64>().ok()?, rest.get(digits..)?.chars().next()?);
        let unit_ms = match (unit, timed) {
            ('W', false) => 7 * Millis::HOURS_24,
            ('D', false) => Millis::HOURS_24,
            ('H', true) => 3_600_000,
            ('M', true) => 60_000,
            ('S', true) => 1000,
            _ => return None,
        };
        ms = ms.checked_add(number.checked_mul(unit_ms)?)?;
        rest = rest.get(digits + 1..)?;
        any = true;
    }
    any.then_some(ms)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths() {
        for (text, ms) in [
            ("PT45M", Some(2_700_000)),
            ("P1DT2H", Some(93_600_000)),
            ("P2W", Some(1_209_600_000)),
            ("+PT1H0M10S", Some(3_610_000)),
            ("-PT5M", None),
            ("P", None),
            ("PT", None),
            ("P5", None),
            ("PT1D", None),
            ("P1H", None),
            ("PT9999999H", None),
            ("PTT1H", None),
            ("P1ü", None),
            ("", None),
        ] {
            assert_eq!(length(text), ms, "{text}");
        }
    }
}
