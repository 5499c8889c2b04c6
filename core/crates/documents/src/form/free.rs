//! Times of people in one text each: `2026-03-02/2026-03-10,…` for days,
//! `2026-03-02T09:00+90,…` for minutes from a time in UTC on, `21:00-08:00`.

use rapport_domain::Field;
use rapport_domain::calendar::{DaySpan, Quiet, Stretch};
use rapport_domain::time::{Millis, Wall};

const MINUTE_MS: i64 = 60_000;

pub(crate) fn write_days(spans: &[DaySpan]) -> String {
    let all: Vec<String> = spans.iter().map(|span| format!("{}/{}", span.first(), span.last())).collect();
    all.join(",")
}

pub(crate) fn read_days(text: &str) -> Option<Vec<DaySpan>> {
    let one = |text: &str| {
        let (first, last) = text.split_once('/')?;
        DaySpan::new(first.parse().ok()?, last.parse().ok()?, Field::Absence).ok()
    };
    if text.is_empty() { Some(Vec::new()) } else { text.split(',').map(one).collect() }
}

/// Whole minutes: from the one in which a stretch begins to the one in which it
/// ends. Nothing for what the calendar does not hold.
pub(crate) fn write_busy(all: &[Stretch]) -> String {
    let one = |stretch: &Stretch| {
        let from = Millis(stretch.from.0.div_euclid(MINUTE_MS) * MINUTE_MS);
        let minutes = (stretch.to.0 - from.0 + MINUTE_MS - 1).div_euclid(MINUTE_MS);
        let wall = Wall::in_utc(from).ok()?;
        Some(format!("{}T{}+{minutes}", wall.day, wall.time))
    };
    all.iter().filter_map(one).collect::<Vec<_>>().join(",")
}

pub(crate) fn read_busy(text: &str) -> Option<Vec<Stretch>> {
    let one = |text: &str| {
        let (wall, minutes) = text.split_once('+')?;
        let (day, time) = wall.split_once('T')?;
        let from = Wall { day: day.parse().ok()?, time: time.parse().ok()? }.as_if_utc();
        let minutes: i64 = minutes.parse().ok().filter(|minutes| (0..=MOST_MINUTES).contains(minutes))?;
        Some(Stretch { from, to: from.plus(minutes * MINUTE_MS) })
    };
    if text.is_empty() { Some(Vec::new()) } else { text.split(',').map(one).collect() }
}

/// A year.
const MOST_MINUTES: i64 = 366 * 24 * 60;

pub(crate) fn write_quiet(quiet: &Quiet) -> String {
    format!("{}-{}", quiet.from, quiet.to)
}

pub(crate) fn read_quiet(text: &str) -> Option<Quiet> {
    let (from, to) = text.split_once('-')?;
    Some(Quiet { from: from.parse().ok()?, to: to.parse().ok()? })
}
