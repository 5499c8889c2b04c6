//! Writes a calendar file.

use super::entry::{Entry, Status};
use super::text::Text;
use super::zone;
use crate::calendar::rrule::{utc_text, wall_text};
use crate::calendar::{DaySpan, Ends, Recurrence};
use crate::rules::{Field, Problem, RuleBroken};
use crate::sort;
use crate::time::{Civil, Day, Millis, Wall, Zone, ZoneRules};
use std::collections::BTreeMap;

/// What a file asks its reader to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// To take what is in it.
    Publish,
    /// To take it out again.
    Cancel,
}

/// Days that one series leaves out, in a file.
const MOST_LEFT_OUT: usize = 1000;
/// For so many years ahead the file carries the changes of clocks.
const YEARS_AHEAD: i64 = 20;
const YEAR_MS: i64 = 366 * Millis::HOURS_24;
/// A calendar has an organizer; nobody is to be written to.
const NOBODY: &str = "urn:rapport:organizer";

/// A calendar file with these entries. With [`Method::Cancel`] each is
/// cancelled, whatever its status says.
///
/// # Errors
/// A zone that is unknown here; a pause with more than 1,000 times in it.
pub fn write(entries: &[Entry], method: Method, rules: &dyn ZoneRules) -> Result<String, RuleBroken> {
    let slot = |problem: Problem| problem.of(Field::Slot);
    let mut text = Text::default();
    text.line("BEGIN", "VCALENDAR");
    text.line("VERSION", "2.0");
    text.line("PRODID", "-//Rapport//Rapport//EN");
    text.line("CALSCALE", "GREGORIAN");
    text.line("METHOD", if method == Method::Cancel { "CANCEL" } else { "PUBLISH" });
    for (zone, (from, to)) in zones(entries) {
        zone::write(&mut text, &zone, from, to, rules).map_err(slot)?;
    }
    for entry in entries {
        let status = if method == Method::Cancel { Status::Cancelled } else { entry.status };
        event(&mut text, entry, status, &entry.start, None, rules)?;
        if let (Some(repeats), Method::Publish) = (&entry.repeats, method) {
            for (of, to) in repeats.moved() {
                let named = Civil { day: *of, ..repeats.start().clone() };
                event(&mut text, entry, status, to, Some(&named), rules)?;
            }
        }
    }
    text.line("END", "VCALENDAR");
    Ok(text.done())
}

/// The zones in use, each with the stretch in which its clock matters.
fn zones(entries: &[Entry]) -> BTreeMap<Zone, (Millis, Millis)> {
    let mut all: BTreeMap<Zone, (Millis, Millis)> = BTreeMap::new();
    for entry in entries {
        let moved = entry.repeats.iter().flat_map(|repeats| repeats.moved().values());
        for civil in [&entry.start].into_iter().chain(moved).filter(|civil| civil.zone != Zone::utc()) {
            let ahead = if entry.repeats.is_some() { YEARS_AHEAD } else { 1 };
            let about = civil.wall().as_if_utc();
            let last = Wall { day: Day::LAST, time: civil.time }.as_if_utc().plus(-3 * Millis::HOURS_24);
            let (from, to) =
                (about.plus(-YEAR_MS).max(Millis(Millis::HOURS_24)), about.plus(ahead * YEAR_MS).min(last));
            let span = all.entry(civil.zone.clone()).or_insert((from, to));
            *span = (span.0.min(from), span.1.max(to));
        }
    }
    all
}

/// One event; with `named` it is the one time of a series that had this name.
fn event(
    text: &mut Text,
    entry: &Entry,
    status: Status,
    start: &Civil,
    named: Option<&Civil>,
    rules: &dyn ZoneRules,
) -> Result<(), RuleBroken> {
    let slot = |problem: Problem| problem.of(Field::Slot);
    text.line("BEGIN", "VEVENT");
    text.line("UID", &entry.uid);
    text.line("SEQUENCE", &entry.sequence.to_string());
    text.line("DTSTAMP", &utc_text(entry.stamp).map_err(slot)?);
    text.line("ORGANIZER;CN=Rapport", NOBODY);
    moment(text, "DTSTART", start, &[start.wall()]);
    text.line("DURATION", &format!("PT{}M", entry.minutes.get()));
    if let Some(named) = named {
        moment(text, "RECURRENCE-ID", named, &[named.wall()]);
    } else if let Some(repeats) = &entry.repeats {
        let rule = repeats.repeat().to_rrule(repeats.start(), rules).map_err(slot)?;
        text.line("RRULE", &rule);
        let walls: Vec<Wall> =
            left_out(repeats)?.into_iter().map(|day| Wall { day, time: repeats.start().time }).collect();
        for few in walls.chunks(20) {
            moment(text, "EXDATE", repeats.start(), few);
        }
    }
    text.text("SUMMARY", if entry.title.is_empty() { "Rapport" } else { &entry.title });
    text.text("LOCATION", &entry.place);
    text.line(
        "STATUS",
        match status {
            Status::Tentative => "TENTATIVE",
            Status::Confirmed => "CONFIRMED",
            Status::Cancelled => "CANCELLED",
        },
    );
    text.line("END", "VEVENT");
    Ok(())
}

/// Times on the wall of a place. Universal time has a form of its own.
fn moment(text: &mut Text, name: &str, place: &Civil, walls: &[Wall]) {
    let utc = place.zone == Zone::utc();
    let all: Vec<String> = walls.iter().map(|wall| wall_text(*wall) + if utc { "Z" } else { "" }).collect();
    let name = if utc { name.to_owned() } else { format!("{name};TZID={}", place.zone) };
    text.line(&name, &all.join(","));
}

/// Days that are left out one by one, and those of its pauses.
fn left_out(repeats: &Recurrence) -> Result<Vec<Day>, RuleBroken> {
    let mut all: Vec<Day> = repeats.skipped().iter().copied().collect();
    let last = match repeats.repeat().ends() {
        Ends::On(day) => day,
        Ends::Never | Ends::After(_) => Day::LAST,
    };
    for pause in repeats.pauses() {
        let span = DaySpan::new(pause.first(), pause.last().min(last).max(pause.first()), Field::Exceptions)?;
        let days = repeats.days(span.first(), span.last()).take(MOST_LEFT_OUT + 1);
        all.extend(days.filter(|day| !repeats.moved().contains_key(day) && !repeats.skipped().contains(day)));
        if all.len() > MOST_LEFT_OUT + repeats.skipped().len() {
            let max = u32::try_from(MOST_LEFT_OUT).unwrap_or(u32::MAX);
            return Err(Problem::TooMany { max }.of(Field::Exceptions));
        }
    }
    sort::by(&mut all, Ord::cmp);
    Ok(all)
}

#[cfg(test)]
mod tests;
