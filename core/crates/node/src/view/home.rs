//! Today: the next meeting, today's steps, the check-ins that are due, and how
//! sync stands. Read from lists alone; no document is opened.

use super::Lens;
use super::meetings::{MeetingRow, nearest};
use super::sync::{SyncLine, line};
use crate::due;
use crate::error::NodeResult;
use rapport_domain::sort;
use rapport_domain::time::Day;
use rapport_ids::{GoalId, MeetingId, SpaceId, StepId};
use rapport_store::projections::{goals, pairings, steps};
use std::collections::BTreeMap;

/// See the module.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct HomeView {
    /// What whoever looks is called.
    pub name: String,
    pub today: Day,
    /// The nearest meeting to come, also that of a time of a series that nobody
    /// has opened yet: it is opened by whoever looks at it first.
    pub next_meeting: Option<MeetingRow>,
    /// Open steps that are due today or overdue, the oldest first.
    pub steps: Vec<TodayStep>,
    pub sync: SyncLine,
    /// Check-ins that wait for an answer, the longest due first.
    pub check_ins: Vec<TodayCheckIn>,
}

/// A check-in on Today. It stands there until it is answered.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct TodayCheckIn {
    /// What its form is opened with, together with `about`.
    pub instrument: String,
    /// The space of the pair it is about; none where it is about oneself.
    pub about: Option<SpaceId>,
    /// What the partner in that pair is called; empty where there is none.
    pub partner_name: String,
    /// The last day on which it fell due; before any answer counted from the
    /// day in UTC on which the pair began.
    pub since: Day,
}

/// A step on Today. It belongs either to a goal or to a meeting.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct TodayStep {
    /// The goal that it belongs to; none for a step born in a meeting.
    pub goal: Option<GoalId>,
    /// The meeting that it was born in; none for a step of a goal.
    pub meeting: Option<MeetingId>,
    pub step: StepId,
    pub space: SpaceId,
    pub text: String,
    /// What the goal is called; empty for a step born in a meeting.
    pub goal_title: String,
    pub due: Day,
    /// Wall time in minutes since midnight; none for the whole day.
    pub due_minute: Option<u32>,
    pub overdue: bool,
    pub mine: bool,
}

const STEPS: u32 = 50;
const CHECK_INS: usize = 50;
/// How many are looked through where some belong to a pair that the other one has left.
const MOST: u32 = 2_000;

/// Today.
///
/// # Errors
/// The storage failed.
pub fn home(lens: &Lens<'_>) -> NodeResult<HomeView> {
    let today = lens.today()?;
    let mut shown = Vec::new();
    let behind = pairings::without_partner(lens.conn, &lens.me)?;
    let limit = if behind.is_empty() { STEPS } else { MOST };
    for stored in steps::due_until(lens.conn, today.epoch_days(), limit)? {
        if stored.assignee.is_some_and(|person| person != lens.me) || behind.contains(&stored.space) {
            continue;
        }
        if shown.len() == STEPS as usize {
            break;
        }
        let goal = goals::get(lens.conn, &stored.doc.into())?;
        let due = stored.due.and_then(|days| Day::from_epoch_days(days).ok()).unwrap_or(today);
        shown.push(TodayStep {
            goal: goal.as_ref().map(|goal| goal.goal),
            meeting: goal.is_none().then(|| stored.doc.into()),
            step: stored.step,
            space: stored.space,
            text: stored.text,
            goal_title: goal.map(|goal| goal.title).unwrap_or_default(),
            due,
            due_minute: stored.due_time.map(u32::from),
            overdue: due < today,
            mine: stored.assignee.is_some(),
        });
    }
    Ok(HomeView {
        name: lens.name(&lens.personal, &lens.me)?,
        today,
        next_meeting: nearest(lens, &behind)?,
        steps: shown,
        sync: line(lens)?,
        check_ins: check_ins(lens, today)?,
    })
}

fn check_ins(lens: &Lens<'_>, today: Day) -> NodeResult<Vec<TodayCheckIn>> {
    let rhythms = due::rhythms(lens.conn, lens.me, lens.personal, today)?;
    let mut waiting: Vec<_> =
        rhythms.into_iter().filter_map(|one| Some((one.since(today)?, one.instrument, one.about))).collect();
    sort::by(&mut waiting, Ord::cmp);
    waiting.truncate(CHECK_INS);
    let about_pairs = waiting.iter().any(|(_, _, about)| about.is_some());
    let names = if about_pairs { pairings::partners(lens.conn, &lens.me)? } else { BTreeMap::new() };
    let shown = waiting.into_iter().map(|(since, instrument, about)| TodayCheckIn {
        instrument: instrument.to_string(),
        about,
        partner_name: about.and_then(|space| names.get(&space).cloned()).unwrap_or_default(),
        since,
    });
    Ok(shown.collect())
}
