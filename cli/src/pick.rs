//! What is meant by a short id, a number in a list, a name or a date.

use crate::failed::Stop;
use crate::words::say;
use crate::zones::system_zone;
use rapport_core::domain::time::{Civil, Day, Due, TimeOfDay, Zone};
use rapport_core::goals::{GoalFilter, GoalView, Place};
use rapport_core::ids::{GoalId, MeetingId, NoteId, SpaceId};
use rapport_core::people::PairingRow;
use rapport_core::{Failure, Rapport};
use std::fmt::Display;
use std::str::FromStr;

/// Rows that are looked through for a short id.
const ALL: u32 = 100_000;

/// The one whose id is this, or begins with it.
fn one<I: FromStr + Display>(text: &str, what: &str, all: impl Iterator<Item = I>) -> Result<I, Stop> {
    if let Ok(id) = text.parse() {
        return Ok(id);
    }
    let start = text.strip_prefix(&format!("{what}-")).unwrap_or(text).to_ascii_lowercase();
    let tail = |id: &I| id.to_string().split_once('-').is_some_and(|(_, tail)| tail.starts_with(&start));
    let mut found = all.filter(tail);
    match (found.next(), found.next()) {
        _ if start.is_empty() => Err(Stop::usage(format!("the id of a {what} is empty"))),
        (Some(id), None) => Ok(id),
        (Some(_), Some(_)) => Err(Stop::usage(format!("more than one {what} begins with {start}: write more of it"))),
        (None, _) => Err(Failure::NotFound { what: what.to_owned() }.into()),
    }
}

pub(crate) fn goal(core: &Rapport, text: &str) -> Result<GoalId, Stop> {
    let rows = core.goals().rows(GoalFilter { space: None, with_past: true }, 0, ALL)?;
    one(text, "goal", rows.into_iter().map(|row| row.id))
}

pub(crate) fn meeting(core: &Rapport, text: &str) -> Result<MeetingId, Stop> {
    let meetings = core.meetings();
    let rows = meetings.coming(None, ALL)?.into_iter().chain(meetings.past(None, 0, ALL)?);
    one(text, "meeting", rows.map(|row| row.id))
}

pub(crate) fn note(core: &Rapport, text: &str) -> Result<NoteId, Stop> {
    one(text, "note", core.notes().rows(None, 0, ALL)?.into_iter().map(|row| row.id))
}

/// The `n`-th of a list, counted from 1 as lists show it.
pub(crate) fn nth<'a, T>(list: &'a [T], n: usize, what: &str) -> Result<&'a T, Stop> {
    let missing = || Failure::NotFound { what: what.to_owned() };
    Ok(n.checked_sub(1).and_then(|index| list.get(index)).ok_or_else(missing)?)
}

/// The pair with this partner: part of a name, or the space's id. Without one,
/// the only pair there is.
pub(crate) fn pair(core: &Rapport, with: Option<&str>) -> Result<PairingRow, Stop> {
    let rows = core.people().pairings()?;
    let meant = |row: &PairingRow| match with {
        None => true,
        Some(text) => {
            row.partner_name.to_lowercase().contains(&text.to_lowercase()) || row.space.to_string().starts_with(text)
        }
    };
    let mut found = rows.into_iter().filter(meant);
    match (found.next(), found.next()) {
        (Some(row), None) => Ok(row),
        (Some(_), Some(_)) => Err(Stop::usage("say with --with whom you mean: more than one pair fits")),
        (None, _) if with.is_some() => Err(Failure::NotFound { what: "person".to_owned() }.into()),
        (None, _) => Err(Stop::check("You are in no pair yet: `rapport invite` or `rapport join LINK` makes one.")),
    }
}

/// Private, unless a pair was named: `--with` alone means the only one.
pub(crate) fn place(core: &Rapport, with: Option<&str>) -> Result<Place, Stop> {
    let Some(text) = with else { return Ok(Place::Private) };
    let named = Some(text).filter(|text| !text.is_empty());
    Ok(Place::In(pair(core, named)?.space))
}

pub(crate) fn space(core: &Rapport, with: Option<&str>) -> Result<Option<SpaceId>, Stop> {
    with.map(|text| Ok(pair(core, Some(text).filter(|text| !text.is_empty()))?.space)).transpose()
}

/// Whose a step is to be: `me`, `partner`, or nobody's.
pub(crate) fn assignee(
    core: &Rapport,
    goal: &GoalView,
    who: Option<&str>,
) -> Result<Option<rapport_core::ids::PersonId>, Stop> {
    match who {
        None | Some("nobody") => Ok(None),
        Some("me") => Ok(Some(core.people().me()?.profile.person)),
        Some("partner") => {
            let pairs = core.people().pairings()?;
            let pair = pairs.iter().find(|row| row.space == goal.row.space);
            pair.map(|row| Some(row.partner)).ok_or_else(|| Stop::usage("a private goal has no partner"))
        }
        Some(_) => Err(Stop::usage("whose it is: me, partner or nobody")),
    }
}

pub(crate) fn day(text: &str) -> Result<Day, String> {
    text.parse().map_err(|problem: rapport_core::domain::Problem| say(&problem).replace("{field}: ", ""))
}

/// `2026-12-01T16:30`, here, or with `[Europe/Zurich]` behind it.
pub(crate) fn slot(text: &str) -> Result<Civil, String> {
    let plain = |problem: rapport_core::domain::Problem| say(&problem).replace("{field}: ", "");
    if text.contains('[') {
        return text.parse().map_err(plain);
    }
    let (day, time) = text.split_once(['T', ' ']).ok_or("write it like 2026-12-01T16:30")?;
    Ok(Civil {
        day: day.parse().map_err(plain)?,
        time: time.parse::<TimeOfDay>().map_err(plain)?,
        zone: Zone::new(&system_zone()).map_err(plain)?,
    })
}

/// A day, or a day with a time.
pub(crate) fn due(text: &str) -> Result<Due, String> {
    if text.contains('T') { Ok(Due::At(slot(text)?)) } else { Ok(Due::On(day(text)?)) }
}
