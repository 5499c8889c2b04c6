//! Times of series that both of a pair agreed to, from lists alone: each has a
//! meeting, opened or not, whose name is known before anybody opens it.

use crate::command::series::{meeting_of, time_key};
use crate::error::NodeResult;
use rapport_domain::meeting::series::{SeriesLife, SeriesState, SeriesTime};
use rapport_domain::time::{Civil, Millis, ZoneRules};
use rapport_ids::{MeetingId, SpaceId};
use rapport_store::Connection;
use rapport_store::projections::meetings;
use rapport_store::projections::series::{self, SeriesRow};

/// Tries to find the nearest time that nobody has opened; what was opened
/// stands in the list of meetings.
const MOST_OPENED: u32 = 32;

/// A time that both have said yes to.
pub(crate) struct AgreedTime {
    pub(crate) series: SeriesRow,
    pub(crate) time: SeriesTime,
    /// The meeting that it has, or will have once somebody opens it.
    pub(crate) meeting: MeetingId,
}

/// All of them from one instant (included) to another (not included). A series
/// that is not agreed, or whose zone is not known here, has none; nor has one
/// any from before it was proposed.
pub(crate) fn between(
    conn: &Connection,
    from: Millis,
    to: Millis,
    rules: &dyn ZoneRules,
) -> NodeResult<Vec<AgreedTime>> {
    let mut all = Vec::new();
    for (series, life) in agreed(conn)? {
        let from = life.begun.map_or(from, |begun| begun.at.max(from));
        for time in life.between(from, to, rules).unwrap_or_default() {
            all.extend(of(&series, time)?);
        }
    }
    Ok(all)
}

/// The first one of each series that ends after an instant and that nobody has
/// opened yet.
pub(crate) fn nearest(conn: &Connection, now: Millis, rules: &dyn ZoneRules) -> NodeResult<Vec<AgreedTime>> {
    let mut all = Vec::new();
    for (series, life) in agreed(conn)? {
        // A meeting lasts a day at most.
        let mut after = now.plus(-Millis::HOURS_24);
        for _ in 0..MOST_OPENED {
            let Ok(Some(time)) = life.next_after(after, rules) else { break };
            after = time.met.at;
            let over = ends(&time) <= now;
            let Some(found) = of(&series, time)?.filter(|_| !over) else { continue };
            if meetings::get(conn, &found.meeting)?.is_none() {
                all.push(found);
                break;
            }
        }
    }
    Ok(all)
}

/// Whether one of these series, of this space, has a time there that
/// both said yes to: then a meeting at it needs no other yes.
pub(crate) fn is_agreed(all: &[(SeriesRow, SeriesLife)], space: &SpaceId, slot: &Civil) -> bool {
    let there = |life: &SeriesLife| {
        let given = life.time_of(slot.day).is_some_and(|(at, _)| at == *slot);
        let stays = given && !life.shifts.contains_key(&slot.day);
        stays || life.shifts.values().any(|shift| shift.agreed && shift.to == *slot)
    };
    all.iter().any(|(series, life)| series.space == *space && there(life))
}

fn ends(time: &SeriesTime) -> Millis {
    time.met.at.plus(i64::from(time.minutes.get()) * 60_000)
}

/// The series that both have agreed to.
pub(crate) fn agreed(conn: &Connection) -> NodeResult<Vec<(SeriesRow, SeriesLife)>> {
    let life = |row: SeriesRow| {
        let life: SeriesLife = serde_json::from_slice(&row.life).ok()?;
        (life.state == SeriesState::Confirmed).then_some((row, life))
    };
    Ok(series::all(conn, None)?.into_iter().filter_map(life).collect())
}

fn of(series: &SeriesRow, time: SeriesTime) -> NodeResult<Option<AgreedTime>> {
    if !time.agreed {
        return Ok(None);
    }
    let meeting = meeting_of(&series.space, &time_key(series.series, time.met.occurrence.of))?.into();
    Ok(Some(AgreedTime { series: series.clone(), time, meeting }))
}
