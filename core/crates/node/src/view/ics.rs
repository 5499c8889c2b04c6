//! Meetings and series of a person as a calendar file: what other calendars
//! take, and take again when something changed.

use super::Lens;
use super::series::opened_times;
use crate::error::{NodeError, NodeResult};
use rapport_documents::read;
use rapport_domain::Millis;
use rapport_domain::calendar::ics::{Entry, Method, uid, write};
use rapport_domain::meeting::{Meeting, MeetingState};
use rapport_domain::sort;
use rapport_ids::{DocId, MeetingId, SpaceId};
use rapport_store::projections::{meetings, series as series_rows};
use std::collections::{BTreeMap, BTreeSet};

/// Days back from which on meetings are written: so a calendar hears of what
/// was called off or written down lately.
const BACK: i64 = 31;
/// Meetings of one file.
const MOST: u32 = 5_000;
/// Moves of one meeting that are followed.
const MOST_MOVES: usize = 100;

/// A calendar file (RFC 5545) with the meetings from a month ago on and all
/// series, of one space or of all. What was called off stands in it as such.
///
/// # Errors
/// A zone that is unknown here, or something is damaged.
pub fn calendar(lens: &Lens<'_>, space: Option<SpaceId>) -> NodeResult<String> {
    let (stamp, rules) = (lens.now(), lens.here().rules);
    let mut entries = Vec::new();
    for chain in chains(lens, space)? {
        let all: Vec<&Meeting> = chain.iter().collect();
        entries.extend(Entry::of_meeting(&all, stamp));
    }
    for stored in series_rows::all(lens.conn, space.as_ref())? {
        entries.extend(of_series(lens, &stored, stamp)?);
    }
    Ok(write(&entries, Method::Publish, rules)?)
}

/// Meetings with those that were moved to become them, the first one first.
fn chains(lens: &Lens<'_>, space: Option<SpaceId>) -> NodeResult<Vec<Vec<Meeting>>> {
    let from = lens.today()?.epoch_days() - BACK;
    let mut read: BTreeMap<MeetingId, Meeting> = BTreeMap::new();
    for row in meetings::from_day(lens.conn, space.as_ref(), from, MOST)? {
        read.insert(row.meeting, meeting(lens, row.meeting)?);
    }
    let mut chains = Vec::new();
    // One was called off while the other moved it: what it was moved to goes on under its name.
    let before = |one: &Meeting| one.life.proposal.as_ref().and_then(|proposal| proposal.from);
    let gone_on: BTreeSet<MeetingId> = sort::set(read.values().filter_map(before));
    let ends = read.values().filter(|one| !is_moved(one) && !gone_on.contains(&one.id));
    let ends: Vec<MeetingId> = ends.map(|one| one.id).collect();
    for end in ends {
        let mut chain = Vec::new();
        let mut next = Some(end);
        while let Some(id) = next.filter(|_| chain.len() < MOST_MOVES) {
            let one = match read.get(&id) {
                Some(one) => one.clone(),
                // The one it was moved from may lie further back, or be gone.
                None => match meeting(lens, id) {
                    Ok(one) => one,
                    Err(NodeError::NotFound(_)) => break,
                    Err(error) => return Err(error),
                },
            };
            next = before(&one);
            chain.push(one);
        }
        chain.reverse();
        chains.push(chain);
    }
    Ok(chains)
}

fn is_moved(meeting: &Meeting) -> bool {
    matches!(meeting.life.state, MeetingState::Moved { .. })
}

fn meeting(lens: &Lens<'_>, id: MeetingId) -> NodeResult<Meeting> {
    let (doc, people, _) = lens.document(&id.doc(), "meeting")?;
    Ok(read::meeting(&doc, &people.around()).ok_or(NodeError::NotFound("meeting"))?.value)
}

/// A series without the times that have a meeting of their own: those stand in
/// the file already.
fn of_series(lens: &Lens<'_>, stored: &series_rows::SeriesRow, stamp: Millis) -> NodeResult<Vec<Entry>> {
    let id: DocId = stored.series.doc();
    let (doc, people, _) = lens.document(&id, "series")?;
    let series = read::series(&doc, &people.around()).ok_or(NodeError::NotFound("series"))?.value;
    let opened = opened_times(lens, stored)?;
    let slot = |problem: rapport_domain::Problem| problem.of(rapport_domain::Field::Slot);
    let mut entries = Entry::of_series(&series, &uid(*id.as_bytes()), &series.title, stamp).map_err(slot)?;
    for entry in &mut entries {
        let Some(mut repeats) = entry.repeats.take() else { continue };
        for of in &opened {
            // More than it can hold stand twice in the calendar, and are no fault.
            if let Ok(without) = repeats.clone().skip(*of) {
                repeats = without;
            }
        }
        entry.repeats = Some(repeats);
        entry.sequence = entry.sequence.saturating_add(u32::try_from(opened.len()).unwrap_or(u32::MAX));
    }
    Ok(entries)
}
