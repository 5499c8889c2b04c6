//! What one wants to know in the two minutes before a meeting.

use super::{AgendaView, MeetingRow, row, slot_of};
use crate::error::{NodeError, NodeResult};
use crate::view::Lens;
use crate::view::goals::{Named, StepView};
use rapport_documents::read;
use rapport_domain::goal::GoalStage;
use rapport_domain::meeting::{AgendaItem, Meeting, MeetingBrief};
use rapport_domain::sort;
use rapport_domain::{Goal, Millis};
use rapport_ids::{GoalId, MeetingId, SpaceId};
use rapport_store::projections::{goals, meetings};
use std::collections::BTreeMap;

/// See the module. Made from what is here, never stored.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct BriefView {
    pub row: MeetingRow,
    /// The meeting in which the two last met; none before their first.
    pub last: Option<MeetingRow>,
    /// What is to be talked about, in its order.
    pub agenda: Vec<AgendaView>,
    /// Points that were left over last time and are not on this agenda.
    pub left_over: Vec<AgendaView>,
    /// What was agreed last time, done or not.
    pub actions: Vec<StepView>,
    /// What is open in goals that are worked on, goal by goal.
    pub steps: Vec<BriefStep>,
    /// Goals of which something changed since they last met.
    pub goals: Vec<BriefGoal>,
    /// What the two have done together so far.
    pub counts: MeetingCounts,
}

/// A step that is open, and the goal it is for.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct BriefStep {
    pub goal: GoalId,
    pub goal_title: String,
    pub step: StepView,
}

/// What happened to a goal since the two last met.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct BriefGoal {
    pub goal: GoalId,
    pub title: String,
    /// Where it stands now.
    pub stage: GoalStage,
    /// Turns that counted: begun, agreed, paused, reached.
    pub turns: u32,
    pub revisions: u32,
    pub progress: u32,
    pub steps_done: u32,
    pub milestones_reached: u32,
}

/// What two people have done together: meetings, and a walk or an outing apart
/// from them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct MeetingCounts {
    pub held: u32,
    pub activities: u32,
    /// That were agreed and did not take place. Nobody is to blame.
    pub missed: u32,
}

/// The brief of a meeting.
///
/// # Errors
/// There is no such meeting, or something of the pair is damaged.
pub fn brief(lens: &Lens<'_>, id: MeetingId) -> NodeResult<BriefView> {
    let stored = meetings::get(lens.conn, &id)?.filter(|row| !row.deleted).ok_or(NodeError::NotFound("meeting"))?;
    let space = stored.space;
    let meeting = read_meeting(lens, id)?;
    let last = last_before(lens, &stored)?;
    let last_meeting = last.as_ref().map(|row| read_meeting(lens, row.meeting)).transpose()?;
    let mut all: Vec<Goal> = Vec::new();
    for goal in goals::ids_of_space(lens.conn, &space)? {
        let (doc, people, _) = lens.document(&goal.doc(), "goal")?;
        all.extend(read::goal(&doc, &people.around()).map(|read| read.value));
    }
    // A zone that is not known here hides when they last met, and nothing else.
    let rules = lens.here().rules;
    let brief = MeetingBrief::of(&meeting, last_meeting.as_ref(), &all, rules)
        .or_else(|_| MeetingBrief::of(&meeting, None, &all, rules))
        .map_err(|problem| problem.of(rapport_domain::Field::Slot))?;
    let named = Named { lens, space };
    let titles: BTreeMap<GoalId, &str> = sort::map(all.iter().map(|goal| (goal.id, goal.wording.title.as_str())));
    let title = |goal: &GoalId| titles.get(goal).copied().unwrap_or_default().to_owned();
    let point = |item: &AgendaItem| {
        Ok::<_, NodeError>(AgendaView {
            id: item.id,
            text: item.text.clone(),
            by: item.made.by,
            by_name: named.name(&item.made.by)?,
            covered: item.is_covered(),
            carried_from: item.carried_from.map(|from| from.meeting),
        })
    };
    let step = |open: &rapport_domain::meeting::OpenStep| {
        Ok::<_, NodeError>(BriefStep { goal: open.goal, goal_title: title(&open.goal), step: named.step(&open.step)? })
    };
    Ok(BriefView {
        row: row(lens, &stored)?,
        last: last.map(|last| row(lens, &last)).transpose()?,
        agenda: brief.agenda.iter().map(point).collect::<NodeResult<_>>()?,
        left_over: brief.left_over.iter().map(point).collect::<NodeResult<_>>()?,
        actions: brief.actions.iter().map(|step| named.step(step)).collect::<NodeResult<_>>()?,
        steps: brief.steps.iter().map(step).collect::<NodeResult<_>>()?,
        goals: brief
            .goals
            .into_iter()
            .map(|change| BriefGoal {
                goal: change.goal,
                title: change.title,
                stage: change.stage,
                turns: change.turns,
                revisions: change.revisions,
                progress: change.progress,
                steps_done: change.done,
                milestones_reached: change.reached,
            })
            .collect(),
        counts: counts(lens, space)?,
    })
}

/// What the two of a space have done together.
///
/// # Errors
/// The storage failed.
pub fn counts(lens: &Lens<'_>, space: SpaceId) -> NodeResult<MeetingCounts> {
    let (held, activities, missed) = meetings::counts(lens.conn, &space)?;
    Ok(MeetingCounts { held, activities, missed })
}

fn read_meeting(lens: &Lens<'_>, id: MeetingId) -> NodeResult<Meeting> {
    let (doc, people, _) = lens.document(&id.doc(), "meeting")?;
    Ok(read::meeting(&doc, &people.around()).ok_or(NodeError::NotFound("meeting"))?.value)
}

/// The meeting in which the two last met before this one; by its day where a
/// zone is not known here.
fn last_before(lens: &Lens<'_>, this: &meetings::MeetingRow) -> NodeResult<Option<meetings::MeetingRow>> {
    let begins = |row: &meetings::MeetingRow| slot_of(lens, row).1.unwrap_or(Millis(row.day * Millis::HOURS_24));
    let before = begins(this);
    // Days of two zones differ by at most one.
    let met = meetings::held_until(lens.conn, &this.space, this.day + 1, LOOKED_AT)?;
    let met = met.into_iter().filter(|row| row.meeting != this.meeting && begins(row) < before);
    Ok(met.max_by_key(|row| (begins(row), row.meeting)))
}

/// Meetings of the days around that are compared.
const LOOKED_AT: u32 = 16;
