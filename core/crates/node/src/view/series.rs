//! Series of meetings: what was agreed, the times to come, and one with all
//! that happened to it.

mod next;
mod one;

pub use next::{NextMeeting, following, next};
pub use one::{MovedView, PauseView, SeriesCan, SeriesDid, SeriesTurnView, SeriesView, SkippedView, WishView, series};

use super::Lens;
use crate::command::SeriesPlan;
use crate::command::series::{meeting_of, time_key};
use crate::error::NodeResult;
use rapport_domain::Millis;
use rapport_domain::meeting::series::{SeriesLife, SeriesTime};
use rapport_domain::meeting::{MeetingStage, Mode};
use rapport_domain::sort;
use rapport_domain::time::{Civil, Day};
use rapport_ids::{MeetingId, SeriesId, SpaceId};
use rapport_store::projections::{meetings, pairings, series as rows};

/// A series in a list.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct SeriesRow {
    pub id: SeriesId,
    pub space: SpaceId,
    pub title: String,
    /// What the other one of the pair is called.
    pub with: String,
    /// Proposed, confirmed or cancelled.
    pub stage: MeetingStage,
    /// What was agreed last, or is proposed.
    pub plan: SeriesPlan,
    pub mode: Option<Mode>,
    pub place: String,
    /// Something waits for the yes of whoever looks.
    pub waits_for_me: bool,
    /// The nearest time to come.
    pub next: Option<SeriesTimeView>,
}

/// One time of a series.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct SeriesTimeView {
    /// The day that the rhythm gives it: its name, wherever it was moved.
    pub of: Day,
    pub slot: Civil,
    #[serde(rename = "begins_ms")]
    pub begins: Millis,
    pub minutes: u32,
    pub moved: bool,
    /// Both have said yes to this time.
    pub agreed: bool,
    /// The meeting of it, once one of the two has opened it.
    pub meeting: Option<MeetingId>,
}

/// All series that are proposed or agreed, those with a time to come first,
/// the nearest first; `past` gives those that were ended as well.
///
/// # Errors
/// The storage failed.
pub fn all(lens: &Lens<'_>, space: Option<SpaceId>, past: bool) -> NodeResult<Vec<SeriesRow>> {
    let mut shown = Vec::new();
    for stored in rows::all(lens.conn, space.as_ref())? {
        let wanted = match stage_of(&stored) {
            MeetingStage::Proposed | MeetingStage::Confirmed => true,
            MeetingStage::Cancelled => past,
            _ => false,
        };
        if wanted {
            shown.extend(row(lens, &stored)?);
        }
    }
    sort::by_key(&mut shown, |row| (row.next.as_ref().map_or(i64::MAX, |next| next.begins.0), row.id));
    Ok(shown)
}

fn stage_of(stored: &rows::SeriesRow) -> MeetingStage {
    MeetingStage::from_name(&stored.state).unwrap_or(MeetingStage::Empty)
}

/// What a row says; nothing of one that this version cannot read.
fn life_of(stored: &rows::SeriesRow) -> Option<SeriesLife> {
    serde_json::from_slice(&stored.life).ok()
}

fn row(lens: &Lens<'_>, stored: &rows::SeriesRow) -> NodeResult<Option<SeriesRow>> {
    let Some(life) = life_of(stored) else { return Ok(None) };
    let Some(plan) = life.plans.last().or_else(|| life.former.values().next_back()) else { return Ok(None) };
    let partner = pairings::of_space(lens.conn, &stored.space)?
        .map(|pairing| if pairing.mentor == lens.me { pairing.mentee } else { pairing.mentor });
    let with = partner.map_or_else(|| Ok(String::new()), |person| lens.name(&stored.space, &person))?;
    Ok(Some(SeriesRow {
        id: stored.series,
        space: stored.space,
        title: stored.title.clone(),
        with,
        stage: stage_of(stored),
        plan: plan.into(),
        mode: Mode::from_name(&stored.mode),
        place: stored.place.clone(),
        waits_for_me: life.waits_for(lens.me, lens.today()?),
        next: times(lens, stored, &life, 1)?.into_iter().next(),
    }))
}

/// Times to come, the nearest first. None where the zone is not known here.
fn times(lens: &Lens<'_>, stored: &rows::SeriesRow, life: &SeriesLife, most: u32) -> NodeResult<Vec<SeriesTimeView>> {
    let (mut after, mut shown) = (lens.now(), Vec::new());
    for _ in 0..most {
        let Ok(Some(time)) = life.next_after(after, lens.here().rules) else { break };
        after = time.met.at;
        shown.push(time_view(lens, stored, time)?);
    }
    Ok(shown)
}

/// Times from one instant to another whose meeting nobody has opened, with the
/// series of each. A series whose zone is not known here has none.
pub(super) fn unopened(
    lens: &Lens<'_>,
    space: Option<SpaceId>,
    from: Millis,
    to: Millis,
) -> NodeResult<Vec<(SeriesRow, SeriesTimeView)>> {
    let mut found = Vec::new();
    for stored in rows::all(lens.conn, space.as_ref())? {
        let (Some(life), Some(shown)) = (life_of(&stored), row(lens, &stored)?) else { continue };
        for time in life.between(from, to, lens.here().rules).unwrap_or_default() {
            let view = time_view(lens, &stored, time)?;
            if view.meeting.is_none() {
                found.push((shown.clone(), view));
            }
        }
    }
    Ok(found)
}

fn time_view(lens: &Lens<'_>, stored: &rows::SeriesRow, time: SeriesTime) -> NodeResult<SeriesTimeView> {
    let SeriesTime { met, minutes, agreed } = time;
    let opened = MeetingId::from(meeting_of(&stored.space, &time_key(stored.series, met.occurrence.of))?);
    let there = meetings::get(lens.conn, &opened)?.filter(|row| !row.deleted);
    Ok(SeriesTimeView {
        of: met.occurrence.of,
        slot: met.occurrence.slot,
        begins: met.at,
        minutes: u32::from(minutes.get()),
        moved: met.occurrence.moved,
        agreed,
        meeting: there.map(|row| row.meeting),
    })
}

/// Days of the times of a series that have a meeting of their own, up to a year
/// ahead. They only become more.
pub(super) fn opened_times(lens: &Lens<'_>, stored: &rows::SeriesRow) -> NodeResult<Vec<Day>> {
    let Some(life) = life_of(stored) else { return Ok(Vec::new()) };
    let today = lens.today()?;
    let ahead = today.plus_days(366).unwrap_or(today);
    let mut opened = Vec::new();
    for (all, _) in life.recurrences().unwrap_or_default() {
        for of in all.days(all.start().day, ahead) {
            let id = MeetingId::from(meeting_of(&stored.space, &time_key(stored.series, of))?);
            if meetings::get(lens.conn, &id)?.is_some() {
                opened.push(of);
            }
        }
    }
    Ok(opened)
}
