//! What of a meeting or a series goes into a calendar.

use crate::calendar::Recurrence;
use crate::calendar::rrule::date_text;
use crate::meeting::series::{Plan, Series, SeriesState, SeriesTurn};
use crate::meeting::{Meeting, MeetingStage, Minutes};
use crate::rules::Problem;
use crate::time::{Civil, Millis};

/// How sure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Tentative,
    Confirmed,
    Cancelled,
}

/// One meeting, or one series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The same for as long as it exists, wherever it is moved.
    pub uid: String,
    /// Higher with every change.
    pub sequence: u32,
    /// When this was written.
    pub stamp: Millis,
    pub start: Civil,
    pub minutes: Minutes,
    pub title: String,
    /// May be empty.
    pub place: String,
    pub status: Status,
    /// How it repeats; then `start` is the beginning of that.
    pub repeats: Option<Recurrence>,
}

/// The identifier of something as calendars write it.
pub fn uid(bytes: [u8; 16]) -> String {
    let hex = |part: &[u8]| part.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let [a, b, c, d, e] = [&bytes[..4], &bytes[4..6], &bytes[6..8], &bytes[8..10], &bytes[10..]].map(hex);
    format!("{a}-{b}-{c}-{d}-{e}")
}

impl Entry {
    /// A meeting with the meetings that were moved to become it, the first one
    /// first: for a calendar they are one. Nothing before it was proposed, and
    /// nothing of a meeting that was deleted.
    ///
    /// Its place in the order of changes is the number of turns that counted,
    /// which never falls; a title alone changes only the stamp.
    pub fn of_meeting(chain: &[&Meeting], stamp: Millis) -> Option<Self> {
        let (first, last) = (chain.first()?, chain.last()?);
        let proposal = last.life.proposal.clone()?;
        let turns = chain.iter().flat_map(|meeting| &meeting.history).filter(|entry| entry.stands()).count();
        let status = match last.stage() {
            MeetingStage::Empty => return None,
            MeetingStage::Proposed => Status::Tentative,
            MeetingStage::Confirmed | MeetingStage::Held | MeetingStage::Logged => Status::Confirmed,
            MeetingStage::Missed | MeetingStage::Cancelled | MeetingStage::Moved => Status::Cancelled,
        };
        Some(Self {
            uid: uid(*first.id.as_bytes()),
            sequence: u32::try_from(turns).unwrap_or(u32::MAX).saturating_sub(1),
            stamp,
            start: proposal.slot,
            minutes: proposal.minutes,
            title: last.title.clone(),
            place: last.place.clone(),
            status,
            repeats: None,
        })
    }

    /// A series, one entry a plan: the first has this identifier, each later one
    /// also its first day. A plan that another took the place of is cancelled.
    ///
    /// # Errors
    /// Never of turns that stood.
    pub fn of_series(series: &Series, uid: &str, title: &str, stamp: Millis) -> Result<Vec<Self>, Problem> {
        let life = &series.life;
        let status = match life.state {
            SeriesState::Empty => return Ok(Vec::new()),
            SeriesState::Proposed { .. } => Status::Tentative,
            SeriesState::Confirmed => Status::Confirmed,
            SeriesState::Cancelled { .. } => Status::Cancelled,
        };
        let first = series.history.iter().filter(|entry| entry.stands()).find_map(|entry| match &entry.event.turn {
            SeriesTurn::Propose(plan) => Some(plan.start().day),
            _ => None,
        });
        let entry = |plan: &Plan, status, repeats| Self {
            uid: match plan.start().day {
                day if Some(day) == first => uid.to_owned(),
                day => format!("{uid}-{}", date_text(day)),
            },
            sequence: series.sequence(),
            stamp,
            start: plan.start().clone(),
            minutes: plan.minutes(),
            title: title.to_owned(),
            place: series.place.clone(),
            status,
            repeats,
        };
        let mut all = Vec::new();
        for (plan, (repeats, _)) in life.plans.iter().zip(life.recurrences()?) {
            all.push(entry(plan, status, Some(repeats)));
        }
        all.extend(life.former.values().map(|plan| entry(plan, Status::Cancelled, None)));
        Ok(all)
    }
}
