//! One series, with all that happened to it.

use super::{SeriesRow, SeriesTimeView, row, times};
use crate::command::SeriesPlan;
use crate::error::{NodeError, NodeResult};
use crate::view::Lens;
use crate::view::goals::Named;
use rapport_documents::read;
use rapport_domain::meeting::CancelReason;
use rapport_domain::meeting::series::{Series, SeriesAct, SeriesState, SeriesTurn};
use rapport_domain::time::{Civil, Day, Millis};
use rapport_ids::{EventId, PersonId, SeriesId};
use rapport_store::projections::series as rows;

/// See the module.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct SeriesView {
    pub row: SeriesRow,
    pub state: SeriesState,
    pub proposed_by: Option<PersonId>,
    pub proposed_by_name: String,
    /// One after the other, each until the next begins.
    pub plans: Vec<SeriesPlan>,
    /// Another plan that waits for a yes.
    pub wish: Option<WishView>,
    /// The next ones, the nearest first.
    pub times: Vec<SeriesTimeView>,
    /// What was moved, the earliest first.
    pub moved: Vec<MovedView>,
    /// What was left out, the earliest first.
    pub skipped: Vec<SkippedView>,
    /// Days without a meeting, in order.
    pub pauses: Vec<PauseView>,
    /// All that was done, in the order that both phones agree on.
    pub history: Vec<SeriesTurnView>,
    pub can: SeriesCan,
    pub needs_update: bool,
}

/// Another plan that one of the two wishes for.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct WishView {
    pub by: PersonId,
    pub by_name: String,
    pub plan: SeriesPlan,
}

/// A time that was moved.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct MovedView {
    pub of: Day,
    pub to: Civil,
    pub by: PersonId,
    pub by_name: String,
    /// The other one has said yes.
    pub agreed: bool,
    /// It waits for the yes of whoever looks.
    pub can_agree: bool,
}

/// A time that was left out.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct SkippedView {
    pub of: Day,
    pub by: PersonId,
    pub by_name: String,
    pub reason: CancelReason,
    pub note: String,
}

/// Something that somebody did to it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct SeriesTurnView {
    pub by: PersonId,
    pub by_name: String,
    #[serde(rename = "at_ms")]
    pub at: Millis,
    pub did: SeriesDid,
    /// Whether it counted; what came too late stands here all the same.
    pub stands: bool,
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SeriesDid {
    Propose {
        plan: SeriesPlan,
    },
    Confirm,
    /// Moved one time.
    MoveOne {
        of: Day,
        to: Civil,
    },
    /// Said yes to where it was moved.
    AgreeOne {
        of: Day,
        to: Civil,
    },
    /// Wished for another plan from its first day on.
    MoveRest {
        plan: SeriesPlan,
    },
    /// Said yes to it.
    AgreeRest {
        plan: SeriesPlan,
    },
    Skip {
        of: Day,
        reason: CancelReason,
        note: String,
    },
    Pause {
        first: Day,
        last: Day,
    },
    Resume {
        from: Day,
    },
    Cancel {
        reason: CancelReason,
        note: String,
    },
    /// Something that only a newer app understands.
    Newer,
}

/// Days without a meeting, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct PauseView {
    pub first: Day,
    pub last: Day,
}

/// What whoever looks may do to it now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct SeriesCan {
    pub confirm: bool,
    /// Say yes to the other plan.
    pub agree: bool,
    /// Wish for another plan, move or leave out single times, pause.
    pub change: bool,
    pub end: bool,
    pub edit: bool,
}

/// Times to come that a page of a series shows.
const TIMES: u32 = 12;

/// One series.
///
/// # Errors
/// There is no such series, or it is damaged.
pub fn series(lens: &Lens<'_>, id: SeriesId) -> NodeResult<SeriesView> {
    let stored = rows::get(lens.conn, &id)?.ok_or(NodeError::NotFound("series"))?;
    let shown = row(lens, &stored)?.ok_or(NodeError::NotFound("series"))?;
    let (doc, people, space) = lens.document(&id.doc(), "series")?;
    let series = read::series(&doc, &people.around()).ok_or(NodeError::NotFound("series"))?.value;
    let (named, needs_update) = (Named { lens, space }, doc.needs_update().is_some());
    let life = &series.life;
    let proposed_by = life.begun.map(|made| made.by);
    let (mut moved, today) = (Vec::new(), lens.today()?);
    for (of, shift) in &life.shifts {
        let turn = SeriesTurn::AgreeOne { of: *of, to: shift.to.clone() };
        moved.push(MovedView {
            of: *of,
            to: shift.to.clone(),
            by: shift.by,
            by_name: named.name(&shift.by)?,
            agreed: shift.agreed,
            can_agree: !needs_update && shift.to.day >= today && may(&series, lens, turn),
        });
    }
    let mut skipped = Vec::new();
    for (of, one) in &life.skips {
        skipped.push(SkippedView {
            of: *of,
            by: one.by,
            by_name: named.name(&one.by)?,
            reason: one.reason,
            note: one.note.clone(),
        });
    }
    let mut history = Vec::new();
    for entry in &series.history {
        history.push(SeriesTurnView {
            by: entry.event.by,
            by_name: named.name(&entry.event.by)?,
            at: entry.event.at,
            did: did(&entry.event.turn),
            stands: entry.stands(),
        });
    }
    let wish = life.wish.as_ref();
    let wish = wish.map(|wish| Ok::<_, NodeError>((wish, named.name(&wish.by)?))).transpose()?;
    Ok(SeriesView {
        times: times(lens, &stored, life, TIMES)?,
        row: shown,
        state: life.state.clone(),
        proposed_by,
        proposed_by_name: proposed_by.map_or_else(|| Ok(String::new()), |person| named.name(&person))?,
        plans: life.plans.iter().map(SeriesPlan::from).collect(),
        wish: wish.map(|(wish, by_name)| WishView { by: wish.by, by_name, plan: (&wish.plan).into() }),
        moved,
        skipped,
        pauses: life.pauses.iter().map(|days| PauseView { first: days.first(), last: days.last() }).collect(),
        history,
        can: if needs_update { SeriesCan::default() } else { can(&series, lens) },
        needs_update,
    })
}

fn did(turn: &SeriesTurn) -> SeriesDid {
    match turn.clone() {
        SeriesTurn::Propose(plan) => SeriesDid::Propose { plan: (&plan).into() },
        SeriesTurn::Confirm => SeriesDid::Confirm,
        SeriesTurn::MoveOne { of, to } => SeriesDid::MoveOne { of, to },
        SeriesTurn::AgreeOne { of, to } => SeriesDid::AgreeOne { of, to },
        SeriesTurn::MoveRest(plan) => SeriesDid::MoveRest { plan: (&plan).into() },
        SeriesTurn::AgreeRest(plan) => SeriesDid::AgreeRest { plan: (&plan).into() },
        SeriesTurn::Skip { of, reason, note } => SeriesDid::Skip { of, reason, note },
        SeriesTurn::Pause(days) => SeriesDid::Pause { first: days.first(), last: days.last() },
        SeriesTurn::Resume { from } => SeriesDid::Resume { from },
        SeriesTurn::Cancel { reason, note } => SeriesDid::Cancel { reason, note },
        SeriesTurn::Newer => SeriesDid::Newer,
    }
}

fn can(series: &Series, lens: &Lens<'_>) -> SeriesCan {
    let turn = |turn| may(series, lens, turn);
    let agree = series.life.wish.as_ref().map(|wish| SeriesTurn::AgreeRest(wish.plan.clone()));
    let plan = series.life.plans.last();
    SeriesCan {
        confirm: turn(SeriesTurn::Confirm),
        agree: agree.is_some_and(turn),
        change: plan.is_some_and(|plan| turn(SeriesTurn::MoveRest(plan.clone()))),
        end: turn(SeriesTurn::Cancel { reason: CancelReason::Unsaid, note: String::new() }),
        edit: series.check(&SeriesAct::Title(series.title.clone()), &lens.ctx()).is_ok(),
    }
}

/// Whether whoever looks may do this to it now.
fn may(series: &Series, lens: &Lens<'_>, turn: SeriesTurn) -> bool {
    series.check(&SeriesAct::Turn { id: EventId::new([0; 16]), turn }, &lens.ctx()).is_ok()
}
