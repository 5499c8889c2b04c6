//! Meetings: what comes, what was, and one with its agenda.

mod brief;
mod days;
mod one;

pub use brief::{BriefGoal, BriefStep, BriefView, MeetingCounts, brief, counts};
pub use days::{CalendarDay, CalendarEntry, days};
pub use one::{AgendaView, AttendanceView, MeetingCan, MeetingView, is_here, meeting};

use super::Lens;
use crate::error::NodeResult;
use crate::times::{self, AgreedTime};
use rapport_domain::meeting::{MeetingStage, Mode};
use rapport_domain::sort;
use rapport_domain::time::{Civil, Day, Millis, TimeOfDay, Zone};
use rapport_ids::{MeetingId, NoteId, SpaceId};
use rapport_store::projections::{meetings, notes, pairings};
use std::collections::BTreeSet;

/// How many are looked through where some belong to a pair that the other one has left.
const MOST: u32 = 2_000;

/// A meeting in a list.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct MeetingRow {
    pub id: MeetingId,
    pub space: SpaceId,
    pub title: String,
    /// What the other one of the pair is called.
    pub with: String,
    /// Proposed, or whatever it is by now. A time of a series that both agreed
    /// to is agreed.
    pub stage: MeetingStage,
    /// When it is to begin, as it was agreed.
    pub slot: Civil,
    /// When that is; none when the rules of its zone are not known here.
    #[serde(rename = "begins_ms")]
    pub begins: Option<Millis>,
    pub minutes: u32,
    pub mode: Option<Mode>,
    pub place: String,
    /// How many points its agenda has.
    pub agenda: u32,
    pub note: Option<NoteId>,
}

/// Meetings whose end has not come yet, the nearest first.
///
/// # Errors
/// The storage failed.
pub fn coming(lens: &Lens<'_>, space: Option<SpaceId>, limit: u32) -> NodeResult<Vec<MeetingRow>> {
    // Days of two zones differ by at most one.
    let from = lens.today()?.epoch_days() - 1;
    let mut open = Vec::new();
    for stored in meetings::from_day(lens.conn, space.as_ref(), from, limit.saturating_add(32))? {
        let (_, begins) = slot_of(lens, &stored);
        let over = begins.is_some_and(|begins| begins.plus(i64::from(stored.minutes) * 60_000) < lens.now());
        if !over && matches!(stage_of(&stored), MeetingStage::Proposed | MeetingStage::Confirmed) {
            open.push((begins.unwrap_or(Millis(i64::MAX)), stored));
        }
    }
    sort::by_key(&mut open, |(begins, stored)| (*begins, stored.meeting));
    open.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    // Names and notes are looked up only for those that are shown.
    open.iter().map(|(_, stored)| row(lens, stored)).collect()
}

/// The nearest one to come in a pair that both are in. One of a series that both agreed to stands as
/// agreed; while nobody has opened it, it has only its name.
///
/// # Errors
/// The storage failed.
pub(super) fn nearest(lens: &Lens<'_>, behind: &BTreeSet<SpaceId>) -> NodeResult<Option<MeetingRow>> {
    let limit = if behind.is_empty() { 1 } else { MOST };
    let listed = coming(lens, None, limit)?.into_iter().find(|row| !behind.contains(&row.space));
    let here = lens.here();
    let unopened = times::nearest(lens.conn, here.now, here.rules)?;
    let there = unopened.into_iter().filter(|one| !behind.contains(&one.series.space));
    let first = there.min_by_key(|one| (one.time.met.at, one.meeting));
    let sooner = |one: &AgreedTime| listed.as_ref().is_none_or(|row| row.begins.is_none_or(|at| one.time.met.at < at));
    match first.filter(sooner) {
        Some(first) => unopened_row(lens, first).map(Some),
        None => Ok(listed),
    }
}

fn unopened_row(lens: &Lens<'_>, one: AgreedTime) -> NodeResult<MeetingRow> {
    let AgreedTime { series, time, meeting } = one;
    Ok(MeetingRow {
        id: meeting,
        space: series.space,
        with: with(lens, &series.space)?,
        title: series.title,
        stage: MeetingStage::Confirmed,
        slot: time.met.occurrence.slot,
        begins: Some(time.met.at),
        minutes: u32::from(time.minutes.get()),
        mode: Mode::from_name(&series.mode),
        place: series.place,
        agenda: 0,
        note: None,
    })
}

/// What the other one of the pair is called.
fn with(lens: &Lens<'_>, space: &SpaceId) -> NodeResult<String> {
    let partner = pairings::of_space(lens.conn, space)?
        .map(|pairing| if pairing.mentor == lens.me { pairing.mentee } else { pairing.mentor });
    partner.map_or_else(|| Ok(String::new()), |person| lens.name(space, &person))
}

/// Meetings that are behind, or were called off or moved, the latest first;
/// also those that wait to be written down.
///
/// # Errors
/// The storage failed.
pub fn past(lens: &Lens<'_>, space: Option<SpaceId>, offset: u32, limit: u32) -> NodeResult<Vec<MeetingRow>> {
    let until = lens.today()?.epoch_days() + 2;
    let mut rows = Vec::new();
    for stored in meetings::before_day(lens.conn, space.as_ref(), until, offset, limit.saturating_add(32))? {
        let row = row(lens, &stored)?;
        let over = row.begins.is_none_or(|begins| begins.plus(i64::from(row.minutes) * 60_000) < lens.now());
        let open = matches!(row.stage, MeetingStage::Proposed | MeetingStage::Confirmed);
        if over || !open {
            rows.push(row);
        }
    }
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(rows)
}

fn stage_of(stored: &meetings::MeetingRow) -> MeetingStage {
    MeetingStage::from_name(&stored.state).unwrap_or(MeetingStage::Empty)
}

/// When it is to begin, as agreed and as an instant.
fn slot_of(lens: &Lens<'_>, stored: &meetings::MeetingRow) -> (Civil, Option<Millis>) {
    let slot = Civil {
        day: Day::from_epoch_days(stored.day).unwrap_or(Day::FIRST),
        time: TimeOfDay::new(u32::from(stored.minute / 60), u32::from(stored.minute % 60))
            .unwrap_or(TimeOfDay::MIDNIGHT),
        zone: Zone::new(&stored.zone).unwrap_or_else(|_| Zone::utc()),
    };
    let begins = slot.resolve(lens.here().rules).ok().map(|resolved| resolved.at);
    (slot, begins)
}

pub(super) fn row(lens: &Lens<'_>, stored: &meetings::MeetingRow) -> NodeResult<MeetingRow> {
    let (slot, begins) = slot_of(lens, stored);
    let stage = match stage_of(stored) {
        MeetingStage::Proposed if times::is_agreed(&times::agreed(lens.conn)?, &stored.space, &slot) => {
            MeetingStage::Confirmed
        }
        stage => stage,
    };
    Ok(MeetingRow {
        id: stored.meeting,
        space: stored.space,
        title: stored.title.clone(),
        with: with(lens, &stored.space)?,
        stage,
        slot,
        begins,
        minutes: stored.minutes,
        mode: Mode::from_name(&stored.mode),
        place: stored.place.clone(),
        agenda: stored.agenda,
        note: notes::of_meeting(lens.conn, &stored.meeting)?.map(|note| note.note),
    })
}
