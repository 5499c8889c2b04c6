//! When oneself could meet, and times at which two people of a pair could,
//! the best first, on both of their walls.

use super::Lens;
use crate::error::{NodeError, NodeResult};
use rapport_domain::calendar::ics::Busy;
use rapport_domain::calendar::{Asked, Availability, DaySpan, Quiet, Side, SlotCost, Stretch, overlap};
use rapport_domain::meeting::Minutes;
use rapport_domain::person::{ContactHours, FreeTimes, Profile};
use rapport_domain::time::{Civil, Millis, Wall, Zone};
use rapport_ids::{PersonId, SpaceId};
use rapport_store::projections::{free_times, pairings, people};

/// What whoever looks has said about their time.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct FreeTimesView {
    /// Where their clock is: as they said it, else the device's.
    pub zone: Zone,
    pub weekly: Vec<ContactHours>,
    /// In order, none touching the next.
    pub away: Vec<DaySpan>,
    pub quiet: Option<Quiet>,
    /// Stretches and whole days that a calendar gave.
    pub busy_times: u32,
    pub busy_days: u32,
}

/// A time at which both could meet.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct SlotView {
    #[serde(rename = "begins_ms")]
    pub begins: Millis,
    pub minutes: u32,
    /// On the wall of whoever looks.
    pub mine: Civil,
    /// On the wall of the partner.
    pub theirs: Civil,
    /// The fewer the better: the sum of `reasons`.
    pub points: u32,
    pub reasons: Vec<SlotReason>,
}

/// What a time is marked down for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct SlotReason {
    pub cost: SlotCost,
    pub whose: Whose,
    pub points: u32,
}

/// Of whom something is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Whose {
    Mine,
    Theirs,
    Both,
}

/// Times for two people.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct SlotsView {
    /// What the partner is called.
    pub with: String,
    /// Whether whoever looks has said when they could meet.
    pub i_said: bool,
    /// Whether the partner has.
    pub they_said: bool,
    /// The best first; none while one of the two has said nothing.
    pub slots: Vec<SlotView>,
}

/// Days of a calendar that are read, from now on.
const CALENDAR_DAYS: i64 = 56;

/// What whoever looks has said.
///
/// # Errors
/// The storage failed.
pub fn mine(lens: &Lens<'_>) -> NodeResult<FreeTimesView> {
    let said = said(lens, &lens.personal, lens.me)?;
    let zone = said.zone.or(profile(lens, &lens.personal, lens.me)?.zone);
    let count = |len: usize| u32::try_from(len).unwrap_or(u32::MAX);
    Ok(FreeTimesView {
        zone: zone.unwrap_or_else(|| lens.here().zone.clone()),
        weekly: said.weekly,
        away: said.away,
        quiet: said.quiet,
        busy_times: count(said.busy.len()),
        busy_days: count(said.busy_days.len()),
    })
}

/// Times for the two of a pair.
///
/// # Errors
/// Days out of range, a zone that is unknown here, or there is no such pair.
pub fn slots(lens: &Lens<'_>, space: SpaceId, days: u32, minutes: Minutes, most: u32) -> NodeResult<SlotsView> {
    let pairing = pairings::of_space(lens.conn, &space)?.ok_or(NodeError::NotFound("pairing"))?;
    let partner = if pairing.mentor == lens.me { pairing.mentee } else { pairing.mentor };
    let me = availability(lens, &space, lens.me, Some(lens.here().zone))?;
    let them = availability(lens, &space, partner, None)?;
    let mut view = SlotsView {
        with: lens.name(&space, &partner)?,
        i_said: me.is_some(),
        they_said: them.is_some(),
        slots: Vec::new(),
    };
    let asked = Asked {
        from: lens.now(),
        // What does not fit into the type is refused as too many.
        days: u16::try_from(days).unwrap_or(u16::MAX),
        minutes,
        most: usize::try_from(most).unwrap_or(usize::MAX),
    };
    let (Some(me), Some(them)) = (me, them) else {
        asked.check()?;
        return Ok(view);
    };
    for slot in overlap(&me, &them, &asked, lens.here().rules)? {
        let on = |wall: Wall, zone: &Zone| Civil { day: wall.day, time: wall.time, zone: zone.clone() };
        let reasons = slot.reasons.iter().map(|reason| SlotReason {
            cost: reason.cost,
            whose: match reason.of {
                Some(Side::First) => Whose::Mine,
                Some(Side::Second) => Whose::Theirs,
                None => Whose::Both,
            },
            points: reason.points,
        });
        view.slots.push(SlotView {
            begins: slot.at,
            minutes: u32::from(minutes.get()),
            mine: on(slot.first, &me.zone),
            theirs: on(slot.second, &them.zone),
            points: slot.points,
            reasons: reasons.collect(),
        });
    }
    Ok(view)
}

/// When somebody is busy in the weeks to come, from the file of their calendar.
///
/// # Errors
/// The line of the file that cannot be read.
pub fn read_calendar(lens: &Lens<'_>, file: &[u8]) -> NodeResult<Busy> {
    let from = lens.now();
    let window = Stretch { from, to: from.plus(CALENDAR_DAYS * Millis::HOURS_24) };
    let zone = mine(lens)?.zone;
    Ok(Busy::read(file, window, &zone, lens.here().rules)?)
}

fn availability(
    lens: &Lens<'_>,
    space: &SpaceId,
    person: PersonId,
    elsewhere: Option<&Zone>,
) -> NodeResult<Option<Availability>> {
    Ok(said(lens, space, person)?.availability(&profile(lens, space, person)?, elsewhere))
}

/// What somebody has said about their time in a space.
pub(super) fn said(lens: &Lens<'_>, space: &SpaceId, person: PersonId) -> NodeResult<FreeTimes> {
    let body = free_times::get(lens.conn, space, &person)?;
    let read = body.and_then(|body| serde_json::from_slice(&body).ok());
    Ok(read.unwrap_or_else(|| FreeTimes::new(person)))
}

fn profile(lens: &Lens<'_>, space: &SpaceId, person: PersonId) -> NodeResult<Profile> {
    let card = people::get(lens.conn, space, &person)?.map(|row| row.card);
    let read = card.and_then(|card| serde_json::from_slice(&card).ok());
    Ok(read.unwrap_or_else(|| Profile::new(person)))
}
