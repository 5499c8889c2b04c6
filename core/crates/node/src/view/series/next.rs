//! What follows a meeting that is over: nobody has to think of it.

use super::{life_of, stage_of};
use crate::command::Following;
use crate::error::{NodeError, NodeResult};
use crate::view::Lens;
use crate::view::meetings::coming;
use rapport_documents::read;
use rapport_domain::Millis;
use rapport_domain::meeting::series::SeriesLife;
use rapport_domain::meeting::{Meeting, MeetingStage};
use rapport_domain::pairing::Cadence;
use rapport_domain::sort;
use rapport_domain::time::{Civil, Day};
use rapport_ids::{MeetingId, SeriesId, SpaceId};
use rapport_store::projections::{pairings, series as rows};

/// The meeting that could follow one that is over.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct NextMeeting {
    pub slot: Civil,
    #[serde(rename = "begins_ms")]
    pub begins: Millis,
    pub minutes: u32,
    /// The series it is a time of.
    pub series: Option<SeriesId>,
    /// The day that names that time in its series.
    pub of: Option<Day>,
}

/// What could follow a meeting; nothing while one of the pair is ahead anyway,
/// and where nobody knows a rhythm.
///
/// # Errors
/// There is no such meeting, or it is damaged.
pub fn next(lens: &Lens<'_>, id: MeetingId) -> NodeResult<Option<NextMeeting>> {
    let Some(next) = following(lens, id)? else { return Ok(None) };
    let slot = next.proposal.slot;
    let Ok(found) = slot.resolve(lens.here().rules) else { return Ok(None) };
    let (series, of) = next.series.unzip();
    Ok(Some(NextMeeting { slot, begins: found.at, minutes: u32::from(next.proposal.minutes.get()), series, of }))
}

/// The same, for whoever proposes it.
///
/// # Errors
/// As [`next`].
pub fn following(lens: &Lens<'_>, id: MeetingId) -> NodeResult<Option<Following>> {
    let (doc, people, space) = lens.document(&id.doc(), "meeting")?;
    let meeting = read::meeting(&doc, &people.around()).ok_or(NodeError::NotFound("meeting"))?.value;
    if !coming(lens, Some(space), 1)?.is_empty() {
        return Ok(None);
    }
    following_of(lens, space, &meeting)
}

fn following_of(lens: &Lens<'_>, space: SpaceId, meeting: &Meeting) -> NodeResult<Option<Following>> {
    let here = lens.here();
    let agreed = rows::all(lens.conn, Some(&space))?.into_iter();
    let agreed = agreed.filter(|row| stage_of(row) == MeetingStage::Confirmed);
    let series: Vec<(SeriesId, SeriesLife)> = agreed.filter_map(|row| Some((row.series, life_of(&row)?))).collect();
    let mut found: Vec<(Millis, Following)> = Vec::new();
    for (id, life) in &series {
        // A clock or a zone that is not known offers nothing, and is no fault.
        let Ok(Some(proposal)) = meeting.next(Some(life), None, &here) else { continue };
        let Ok(at) = proposal.slot.resolve(here.rules).map(|found| found.at) else { continue };
        let times = life.between(at, at.plus(1), here.rules).unwrap_or_default();
        let of = times.first().map(|time| time.met.occurrence.of);
        found.push((at, Following { proposal, series: of.map(|of| (*id, of)) }));
    }
    sort::by_key(&mut found, |(at, _)| *at);
    if let Some((_, first)) = found.into_iter().next() {
        return Ok(Some(first));
    }
    let proposal = meeting.next(None, cadence(lens, space)?, &here).ok().flatten();
    Ok(proposal.map(|proposal| Following { proposal, series: None }))
}

/// How often the two want to meet, as their pairing says it.
fn cadence(lens: &Lens<'_>, space: SpaceId) -> NodeResult<Option<Cadence>> {
    let Some(row) = pairings::of_space(lens.conn, &space)? else { return Ok(None) };
    let (doc, people, _) = lens.document(&row.pairing.doc(), "pairing")?;
    Ok(read::pairing(&doc, &people.around()).and_then(|read| read.value.cadence))
}
