//! How often a person is asked for each check-in, and since when: from lists
//! alone, so that Today and whoever plans reminders open no document.

use crate::command::settings;
use crate::error::NodeResult;
use crate::instruments;
use rapport_domain::Millis;
use rapport_domain::checkin::{Instrument, Key, Rhythm, Subject};
use rapport_domain::sort;
use rapport_domain::time::Day;
use rapport_ids::{PersonId, SpaceId};
use rapport_store::Connection;
use rapport_store::projections::{checkins, choices, pairings};
use std::collections::{BTreeMap, BTreeSet};

/// Asked of everybody in a pair, unless they say otherwise.
const USUAL: [&str; 2] = ["pulse", "match"];
/// Whoever works together for so long can say how it is.
const FIRST_MATCH_DAYS: i64 = 30;
/// The pairings in which people are still asked.
const RUNNING: [&str; 3] = ["trial", "active", "closing"];
const CHOICE: &str = "checkin.every.";

/// Under which name it stands among a person's choices.
pub(crate) fn choice(instrument: &str) -> String {
    format!("{CHOICE}{instrument}")
}

/// What this person has chosen, by instrument; 0 is not at all.
pub(crate) fn chosen(conn: &Connection, personal: &SpaceId) -> NodeResult<BTreeMap<String, i64>> {
    Ok(choices::numbers(conn, &settings::document(personal)?, CHOICE)?)
}

/// Every how many days an instrument is asked; none: not at all.
pub(crate) fn every_days(chosen: &BTreeMap<String, i64>, instrument: &Instrument) -> Option<u32> {
    match chosen.get(instrument.id.as_str()) {
        Some(days) => u32::try_from(*days).ok().and_then(|days| instrument.rhythm(days).ok()),
        None => USUAL.contains(&instrument.id.as_str()).then_some(instrument.every_days),
    }
}

/// Everything that is asked of a person, with the last answer up to a day: a
/// later one, which a wrong clock gave, ends nothing.
pub(crate) fn rhythms(conn: &Connection, me: PersonId, personal: SpaceId, until: Day) -> NodeResult<Vec<Rhythm>> {
    // Nobody is asked about somebody who has left.
    let behind = pairings::without_partner(conn, &me)?;
    let running: Vec<_> = pairings::all(conn)?
        .into_iter()
        .filter(|row| RUNNING.contains(&row.state.as_str()) && !behind.contains(&row.space))
        .collect();
    let Some(first) = running.first() else { return Ok(Vec::new()) };
    let chosen = chosen(conn, &personal)?;
    let last = checkins::last_days(conn, &personal, &me, until.epoch_days())?;
    let last: BTreeMap<(String, Option<SpaceId>), i64> =
        sort::map(last.into_iter().map(|(instrument, about, day)| ((instrument, about), day)));
    // In UTC, so that a journey makes no other day of it, and no second reminder.
    let began = |since_ms: i64| Millis(since_ms).utc_day().unwrap_or(until);
    let asked: BTreeSet<&str> = sort::set(USUAL.into_iter().chain(chosen.keys().map(String::as_str)));
    let mut all = Vec::new();
    for id in asked {
        let Some(known) = instruments::known(conn, id)? else { continue };
        let Some(every_days) = every_days(&chosen, &known.instrument) else { continue };
        // Without words nobody can be asked.
        if known.texts.is_empty() {
            continue;
        }
        let rhythm = |about: Option<SpaceId>, from: Day| {
            let answered = last.get(&(id.to_owned(), about)).and_then(|day| Day::from_epoch_days(*day).ok());
            let instrument: Key = known.instrument.id.clone();
            Rhythm { instrument, about, from: answered.unwrap_or(from), answered: answered.is_some(), every_days }
        };
        match known.instrument.about {
            Subject::Goal => {}
            Subject::Person => all.push(rhythm(None, began(first.since_ms))),
            Subject::Pair => all.extend(running.iter().map(|row| {
                let began = began(row.since_ms);
                rhythm(Some(row.space), began.plus_days(FIRST_MATCH_DAYS).unwrap_or(began))
            })),
        }
    }
    Ok(all)
}
