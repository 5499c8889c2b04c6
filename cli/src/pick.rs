//! What is meant by a short id, a number in a list, a name or a date.

use crate::failed::Stop;
use crate::words::{filled, say, word};
use crate::zones::{known, system_zone};
use rapport_core::devices::DeviceRow;
use rapport_core::domain::Problem;
use rapport_core::domain::time::{Civil, Day, Due, TimeOfDay, Zone};
use rapport_core::goals::{GoalFilter, Place};
use rapport_core::ids::{CheckInId, GoalId, MeetingId, NoteId, PersonId, RecordId, SHORT, SeriesId, SpaceId};
use rapport_core::meetings::MeetingView;
use rapport_core::people::PairingRow;
use rapport_core::view::meetings::AttendanceView;
use rapport_core::{Failure, Rapport};
use std::fmt::Display;
use std::str::FromStr;

/// What the help says of an argument that names a goal.
pub(crate) const GOAL: &str = "The goal: its id, whole or short as lists show it";
/// The same for a meeting.
pub(crate) const MEETING: &str = "The meeting: its id, whole or short as lists show it";
/// The same for a note.
pub(crate) const NOTE: &str = "The note: its id, whole or short as lists show it";

/// Rows that are looked through for a short id.
const ALL: u32 = 100_000;

/// The one whose id is this, or whose id, whole or short, begins with it.
fn one<I: FromStr + Display>(text: &str, what: &str, all: impl Iterator<Item = I>) -> Result<I, Stop> {
    one_of(text, what, what, all)
}

/// The same where the prefix of ids differs from the name of the kind.
fn one_of<I: FromStr + Display>(text: &str, prefix: &str, what: &str, all: impl Iterator<Item = I>) -> Result<I, Stop> {
    if let Ok(id) = text.parse() {
        return Ok(id);
    }
    let start = text.strip_prefix(&format!("{prefix}-")).unwrap_or(text).to_ascii_lowercase();
    let meant = |id: &I| {
        let id = id.to_string();
        let tail = id.split_once('-').map_or("", |(_, tail)| tail);
        let short = &tail[tail.len().saturating_sub(SHORT)..];
        tail.starts_with(&start) || short.starts_with(&start)
    };
    let mut found = all.filter(meant);
    let thing = || word(&format!("thing.{what}"));
    match (found.next(), found.next()) {
        _ if start.is_empty() => Err(Stop::usage(filled("cli.pick.empty", &[("thing", thing())]))),
        (Some(id), None) => Ok(id),
        (Some(_), Some(_)) => {
            Err(Stop::usage(filled("cli.pick.more_than_one", &[("thing", thing()), ("start", start)])))
        }
        (None, _) => Err(Failure::NotFound { what: what.to_owned() }.into()),
    }
}

pub(crate) fn goal(core: &Rapport, text: &str) -> Result<GoalId, Stop> {
    let rows = core.goals().rows(GoalFilter { space: None, with_past: true }, 0, ALL)?;
    one(text, "goal", rows.into_iter().map(|row| row.id))
}

/// A meeting; the one that `status` names is opened, if nobody has done so yet.
pub(crate) fn meeting(core: &Rapport, text: &str) -> Result<MeetingId, Stop> {
    let (meetings, next) = (core.meetings(), core.home()?.next_meeting.map(|row| row.id));
    let rows = meetings.coming(None, ALL)?.into_iter().chain(meetings.past(None, 0, ALL)?);
    let ids: std::collections::BTreeSet<_> = rows.map(|row| row.id).chain(next).collect();
    let id = one(text, "meeting", ids.into_iter())?;
    if next == Some(id) {
        meetings.view(id)?;
    }
    Ok(id)
}

pub(crate) fn series(core: &Rapport, text: &str) -> Result<SeriesId, Stop> {
    one(text, "series", core.meetings().series(None, true)?.into_iter().map(|row| row.id))
}

/// One of one's own devices.
pub(crate) fn device(core: &Rapport, text: &str) -> Result<DeviceRow, Stop> {
    let rows = core.devices().view()?.devices;
    let id = one(text, "device", rows.iter().map(|row| row.id))?;
    let gone = Failure::NotFound { what: "device".to_owned() };
    Ok(rows.into_iter().find(|row| row.id == id).ok_or(gone)?)
}

/// An edit that came too late.
pub(crate) fn late_edit(text: &str, all: impl Iterator<Item = RecordId>) -> Result<RecordId, Stop> {
    one_of(text, "record", "event", all)
}

pub(crate) fn note(core: &Rapport, text: &str) -> Result<NoteId, Stop> {
    one(text, "note", core.notes().rows(None, 0, ALL)?.into_iter().map(|row| row.id))
}

/// One's own check-in, or one that was shown.
pub(crate) fn checkin(core: &Rapport, text: &str) -> Result<CheckInId, Stop> {
    let (checkins, language) = (core.checkins(), crate::words::language());
    let all = checkins.mine(&language, ALL)?.into_iter().chain(checkins.shown(None, &language, ALL)?);
    let mut found: Vec<CheckInId> = all.map(|row| row.id).collect();
    found.sort_unstable();
    found.dedup();
    one_of(text, "checkin", "check_in", found.into_iter())
}

/// The `n`-th of a list, counted from 1 as lists show it.
pub(crate) fn nth<'a, T>(list: &'a [T], n: usize, what: &str) -> Result<&'a T, Stop> {
    let missing = || Failure::NotFound { what: what.to_owned() };
    Ok(n.checked_sub(1).and_then(|index| list.get(index)).ok_or_else(missing)?)
}

/// Whether a text means this pair: part of the partner's name, or the beginning
/// of the space's id, which is more than what all ids begin with.
pub(crate) fn is_meant(text: &str, partner: &str, space: SpaceId) -> bool {
    let by_id = text.len() > "space-".len() && space.to_string().starts_with(text);
    by_id || partner.to_lowercase().contains(&text.to_lowercase())
}

/// The pair with this partner: part of a name, or the space's id. Without one,
/// the only pair there is.
pub(crate) fn pair(core: &Rapport, with: Option<&str>) -> Result<PairingRow, Stop> {
    let rows = core.people().pairings()?;
    let meant = |row: &PairingRow| match with {
        None => true,
        Some(text) => is_meant(text, &row.partner_name, row.space),
    };
    let mut found = rows.into_iter().filter(meant);
    match (found.next(), found.next()) {
        (Some(row), None) => Ok(row),
        (Some(_), Some(_)) => Err(Stop::usage(word("cli.pick.which_pair"))),
        (None, _) if with.is_some() => Err(Failure::NotFound { what: "person".to_owned() }.into()),
        (None, _) => Err(Stop::check(word("cli.pick.no_pair"))),
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

/// Whose a step in this space is to be: `me`, `partner`, or nobody's.
pub(crate) fn assignee(core: &Rapport, space: SpaceId, who: Option<&str>) -> Result<Option<PersonId>, Stop> {
    match who {
        None | Some("nobody") => Ok(None),
        Some("me") => Ok(Some(core.people().me()?.profile.person)),
        Some("partner") => {
            let pairs = core.people().pairings()?;
            let pair = pairs.iter().find(|row| row.space == space);
            pair.map(|row| Some(row.partner)).ok_or_else(|| Stop::check(word("cli.pick.no_partner")))
        }
        Some(_) => Err(Stop::usage(word("cli.pick.whose"))),
    }
}

/// Somebody who takes part in a meeting: `me`, or part of a name.
pub(crate) fn attendant(core: &Rapport, meeting: &MeetingView, who: &str) -> Result<PersonId, Stop> {
    let me = core.people().me()?.profile.person;
    let low = who.to_lowercase();
    let meant = |one: &&AttendanceView| {
        if who == "me" { one.person == me } else { !low.is_empty() && one.name.to_lowercase().contains(&low) }
    };
    let mut found = meeting.attendance.iter().filter(meant);
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one.person),
        (Some(_), Some(_)) => Err(Stop::usage(filled("cli.pick.two_names", &[("who", who.to_owned())]))),
        (None, _) => Err(Failure::NotFound { what: "person".to_owned() }.into()),
    }
}

pub(crate) fn day(text: &str) -> Result<Day, String> {
    let like = |problem: Problem| format!("{} {}", bare(&problem), word("cli.pick.like_day"));
    text.parse().map_err(like)
}

/// What is wrong, without the name of a field.
pub(crate) fn bare(problem: &Problem) -> String {
    say(problem).replace("{field}: ", "")
}

/// `2026-12-01T16:30`, here, or with `[Europe/Zurich]` behind it.
pub(crate) fn slot(text: &str) -> Result<Civil, String> {
    let plain = |problem: Problem| bare(&problem);
    if text.contains('[') {
        let slot: Civil = text.parse().map_err(plain)?;
        // The other one's phone may know it; whoever types it should mean it.
        return if known(slot.zone.as_str()) { Ok(slot) } else { Err(bare(&Problem::UnknownZone)) };
    }
    let (day, time) = text.split_once(['T', ' ']).ok_or_else(|| word("cli.pick.like_this"))?;
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
