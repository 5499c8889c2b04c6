//! Goals: the list, and one with everything that belongs to it.

mod one;
mod parts;

pub(super) use one::Named;
pub use one::{GoalCan, GoalView, goal};
pub use parts::{CommentView, EntryView, MilestoneView, RevisionView, StepView, TurnView};

use super::Lens;
use crate::error::NodeResult;
use rapport_domain::PerMille;
use rapport_domain::goal::rollup::{Basis, Progress, Share, roll_up};
use rapport_domain::goal::{Confidence, GoalStage};
use rapport_domain::sort;
use rapport_domain::time::{Day, Millis};
use rapport_ids::{GoalId, PersonId, SpaceId};
use rapport_store::projections::goals;
use std::collections::BTreeMap;

/// A goal in a list.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct GoalRow {
    pub id: GoalId,
    pub space: SpaceId,
    /// Whether the pair sees it, or only its owner.
    pub shared: bool,
    pub owner: Option<PersonId>,
    pub owner_name: String,
    pub mine: bool,
    pub title: String,
    pub stage: GoalStage,
    /// Thousandths of the way.
    pub progress: u32,
    /// What the progress was read from.
    pub basis: Basis,
    pub steps_done: u32,
    pub steps: u32,
    pub next_step: String,
    /// How sure its owner is to reach it.
    pub confidence: Option<Confidence>,
    pub parent: Option<GoalId>,
    pub due: Option<Day>,
    /// Its day has passed, and it is still worked on.
    pub overdue: bool,
    /// The day to look at it again has come.
    pub review_due: bool,
    /// When it last changed, as its writers' clocks say.
    #[serde(rename = "changed_ms")]
    pub changed: Millis,
}

/// Which goals a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct GoalFilter {
    /// Only those of this pair, or only private ones: the personal space.
    pub space: Option<SpaceId>,
    /// Also those that are over.
    pub with_past: bool,
}

/// Goals in the order in which a list shows them: those with a date first.
/// `offset` counts those that were shown before.
///
/// # Errors
/// The storage failed.
pub fn goals(lens: &Lens<'_>, filter: GoalFilter, offset: u32, limit: u32) -> NodeResult<Vec<GoalRow>> {
    let progress = progress_of_all(lens)?;
    let rows = goals::list(lens.conn, filter.space.as_ref(), filter.with_past, offset, limit)?;
    rows.into_iter().map(|stored| row(lens, &stored, &progress)).collect()
}

/// How far every goal has come, each with those below it.
pub(super) fn progress_of_all(lens: &Lens<'_>) -> NodeResult<BTreeMap<GoalId, Progress>> {
    let shares = goals::shares(lens.conn)?;
    let read = |stored: goals::GoalShare| {
        let share: Share = serde_json::from_slice(&stored.share).ok()?;
        Some((stored.goal, (share, stored.parent)))
    };
    Ok(roll_up(&sort::map(shares.into_iter().filter_map(read))))
}

pub(super) fn row(
    lens: &Lens<'_>,
    stored: &goals::GoalRow,
    progress: &BTreeMap<GoalId, Progress>,
) -> NodeResult<GoalRow> {
    let stage = GoalStage::from_name(&stored.state).unwrap_or(GoalStage::Draft);
    let today = lens.today()?;
    let day = |days: Option<i64>| days.and_then(|days| Day::from_epoch_days(days).ok());
    let (due, review) = (day(stored.due), day(stored.review));
    let worked_on = matches!(stage, GoalStage::Draft | GoalStage::Proposed | GoalStage::Active);
    let owner_name = match &stored.owner {
        Some(owner) => lens.name(&stored.space, owner)?,
        None => String::new(),
    };
    let far = progress.get(&stored.goal);
    Ok(GoalRow {
        id: stored.goal,
        space: stored.space,
        shared: stored.shared,
        owner: stored.owner,
        owner_name,
        mine: stored.owner == Some(lens.me),
        title: stored.title.clone(),
        stage,
        progress: far.map_or(0, |far| u32::from(PerMille::get(far.share))),
        basis: far.map_or(Basis::Nothing, |far| far.basis),
        steps_done: stored.all_steps.saturating_sub(stored.open_steps),
        steps: stored.all_steps,
        next_step: stored.next_step.clone(),
        confidence: stored.confidence.and_then(|number| Confidence::from_number(i64::from(number)).ok()),
        parent: stored.parent,
        due,
        overdue: worked_on && due.is_some_and(|due| due < today),
        review_due: worked_on && review.is_some_and(|review| review <= today),
        changed: Millis(stored.changed_ms),
    })
}
