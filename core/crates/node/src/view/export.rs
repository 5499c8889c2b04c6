//! Everything that a person has, in full.

use super::checkins::{CheckInRow, mine, shared};
use super::goals::{GoalFilter, GoalView, goal, goals};
use super::meetings::{MeetingView, coming, meeting, past};
use super::notes::{NoteView, note, notes};
use super::people::{PairingRow, PersonCard, myself, pairings};
use super::series::{SeriesView, series};
use super::{Lens, devices};
use crate::error::NodeResult;
use rapport_domain::person::Language;

/// See the module.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Export {
    /// Grows when the shape changes.
    pub format: u32,
    /// Milliseconds since 1970.
    pub exported_ms: i64,
    pub me: PersonCard,
    pub devices: Vec<devices::DeviceRow>,
    pub pairings: Vec<PairingRow>,
    pub goals: Vec<GoalView>,
    pub meetings: Vec<MeetingView>,
    /// Series of meetings, those that were ended too.
    pub series: Vec<SeriesView>,
    pub notes: Vec<NoteView>,
    /// One's own, and those that partners have shown. Names in English.
    pub check_ins: Vec<CheckInRow>,
}

const FORMAT: u32 = 3;
/// Nobody has more of one sort.
const ALL: u32 = 1_000_000;

/// Reads everything.
///
/// # Errors
/// The storage failed, or something is damaged.
pub fn export(lens: &Lens<'_>) -> NodeResult<Export> {
    let filter = GoalFilter { space: None, with_past: true };
    let all_goals = goals(lens, filter, 0, ALL)?;
    let all_meetings = coming(lens, None, ALL - 32)?.into_iter().chain(past(lens, None, 0, ALL - 32)?);
    let all_series = super::series::all(lens, None, true)?;
    let all_notes = notes(lens, None, 0, ALL)?;
    let english = Language::english();
    let check_ins = mine(lens, &english, ALL)?.into_iter().chain(shared(lens, None, &english, ALL)?);
    Ok(Export {
        format: FORMAT,
        exported_ms: lens.now().0,
        me: myself(lens)?,
        devices: devices::safety(lens)?.devices,
        pairings: pairings(lens)?,
        goals: all_goals.into_iter().map(|row| goal(lens, row.id)).collect::<NodeResult<_>>()?,
        meetings: all_meetings.map(|row| meeting(lens, row.id)).collect::<NodeResult<_>>()?,
        series: all_series.into_iter().map(|row| series(lens, row.id)).collect::<NodeResult<_>>()?,
        notes: all_notes.into_iter().map(|row| note(lens, row.id)).collect::<NodeResult<_>>()?,
        check_ins: check_ins.collect(),
    })
}
