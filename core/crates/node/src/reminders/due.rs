//! What is due on this device, from what lists show.

use crate::error::NodeResult;
use crate::times::{AgreedTime, agreed, is_agreed};
use rapport_domain::Problem;
use rapport_domain::checkin::DueCheckIn;
use rapport_domain::meeting::{MeetingStage, Minutes};
use rapport_domain::pairing::PairingStage;
use rapport_domain::reminder::{DueItem, OsBudget, Series, Weekly, When};
use rapport_domain::time::{Civil, Day, Due, Millis, TimeOfDay, Wall, Zone};
use rapport_ids::{CauseId, PersonId, SpaceId};
use rapport_store::Connection;
use rapport_store::projections::{meetings, pairings, steps};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Days after which nobody is reminded of a meeting or a step any more.
pub(super) const BEHIND: i64 = 10;
/// Days ahead in which a time of a series says that the two do meet: whoever does so once a month is
/// not asked whether they want to meet at all.
pub(super) const AHEAD: i64 = 45;
/// More of a kind than this nobody has open.
const MOST: u32 = 2_000;

/// Days after which nobody is reminded of a check-in any more.
pub(super) const CHECK_IN_BEHIND: i64 = 5;

/// Agreed meetings, those to be written down, open steps with a day, check-ins,
/// and pairs that have not met for long. Each once, and nothing of a pair that
/// the other one has left. A time of a series that both agreed to is an agreed
/// meeting, whether or not somebody has opened it.
pub(super) fn items(
    conn: &Connection,
    me: PersonId,
    today: Day,
    usual: TimeOfDay,
    check_ins: &[DueCheckIn],
    times: &[AgreedTime],
) -> NodeResult<Vec<DueItem>> {
    let mut all = BTreeMap::new();
    let mut add = |item: DueItem| {
        all.entry(item.name()).or_insert(item);
    };
    let behind = pairings::without_partner(conn, &me)?;
    let (from, to) = (today.epoch_days() - BEHIND, today.epoch_days() + OsBudget::DAYS + BEHIND);
    let series = agreed(conn)?;
    for row in meetings::from_day(conn, None, from, MOST)? {
        if behind.contains(&row.space) {
            continue;
        }
        let stage = MeetingStage::from_name(&row.state);
        let Some(slot) = civil(row.day, row.minute, &row.zone) else { continue };
        let yes = stage == Some(MeetingStage::Proposed) && is_agreed(&series, &row.space, &slot);
        let both = yes || stage == Some(MeetingStage::Confirmed);
        if both {
            add(DueItem::meeting(row.meeting.doc().into(), &slot, true, false));
        }
        let Ok(minutes) = Minutes::new(i64::from(row.minutes)) else { continue };
        if (both || stage == Some(MeetingStage::Held))
            && let Ok(item) = DueItem::log(row.meeting.doc().into(), &slot, minutes)
        {
            add(item);
        }
    }
    for one in times.iter().filter(|one| !behind.contains(&one.series.space)) {
        if meetings::get(conn, &one.meeting)?.is_none() {
            let (slot, minutes) = (&one.time.met.occurrence.slot, one.time.minutes);
            add(DueItem::meeting(one.meeting.doc().into(), slot, true, false));
            DueItem::log(one.meeting.doc().into(), slot, minutes).into_iter().for_each(&mut add);
        }
    }
    for row in steps::due_until(conn, to, MOST)? {
        let (Some(due), true) = (row.due, row.assignee.is_none_or(|person| person == me)) else { continue };
        if behind.contains(&row.space) {
            continue;
        }
        let Ok(day) = Day::from_epoch_days(due) else { continue };
        let at = row.due_time.and_then(|minute| civil(due, minute, &row.due_zone));
        add(DueItem::step(row.step.into(), &at.map_or(Due::On(day), Due::At), usual));
    }
    for due in check_ins {
        if let Ok(item) = check_in(due, usual) {
            add(item);
        }
    }
    for row in pairings::all(conn)? {
        if row.state != PairingStage::Active.name()
            || (row.mentor != me && row.mentee != me)
            || behind.contains(&row.space)
        {
            continue;
        }
        let ahead = meetings::from_day(conn, Some(&row.space), today.epoch_days(), MOST)?;
        let met = ahead.iter().any(|meeting| meeting.state == MeetingStage::Confirmed.name());
        if met || times.iter().any(|one| one.series.space == row.space && one.time.met.occurrence.slot.day >= today) {
            continue;
        }
        let begun = Millis(row.since_ms).utc_day().map_or(today.epoch_days(), Day::epoch_days);
        let last = meetings::last_held(conn, &row.space)?.unwrap_or(begun).max(begun);
        let Ok(since) = Day::from_epoch_days(last) else { continue };
        if let Ok(item) = DueItem::idle(row.pairing.doc().into(), since, usual) {
            add(item);
        }
    }
    Ok(all.into_values().collect())
}

/// The same on all devices of a person.
pub(super) fn check_in_cause(instrument: &str, about: Option<&SpaceId>) -> CauseId {
    let about = about.map(SpaceId::as_bytes).map(<[u8; SpaceId::LEN]>::as_slice).unwrap_or_default();
    let digest =
        Sha256::digest([b"rapport/reminder/check-in\0".as_slice(), instrument.as_bytes(), b"\0", about].concat());
    let mut name = [0; CauseId::LEN];
    name.copy_from_slice(&digest[..CauseId::LEN]);
    CauseId::new(name)
}

fn check_in(due: &DueCheckIn, usual: TimeOfDay) -> Result<DueItem, Problem> {
    let cause = check_in_cause(due.instrument.as_str(), due.about.as_ref());
    let mut item = DueItem::check_in(cause, due.due, usual)?;
    let every = i64::from(due.every_days.max(1));
    let next = When::Here(Wall { day: due.due.plus_days(every)?, time: usual });
    if due.again.is_none() {
        item.rungs.truncate(1);
        item.rungs.iter_mut().for_each(|rung| rung.until = Some(next.clone()));
    }
    let nth = u32::try_from(due.due.epoch_days().div_euclid(every)).unwrap_or_default();
    let weekly = (every == 7).then(|| Weekly { day: due.due.weekday(), time: usual });
    Ok(DueItem { series: Some(Series { nth, weekly }), ..item })
}

fn civil(day: i64, minute: u16, zone: &str) -> Option<Civil> {
    let minute = u32::from(minute);
    Some(Civil {
        day: Day::from_epoch_days(day).ok()?,
        time: TimeOfDay::new(minute / 60, minute % 60).ok()?,
        zone: Zone::new(zone).ok()?,
    })
}
