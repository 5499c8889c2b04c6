//! Goals.

use super::fields::{clear_or_put, new_thing, put_once, put_some, thing};
use super::step;
use crate::doc::{Doc, WriteProblem, Written};
use crate::form;
use crate::kind::DocKind;
use crate::read::level_key;
use automerge::transaction::{Transactable, Transaction};
use automerge::{ObjId, ROOT};
use rapport_domain::comment::{CommentAct, CommentKind};
use rapport_domain::goal::{Goal, GoalAct, GoalEdit, GoalTurn, Wording};
use rapport_domain::{GasLevel, MilestoneAct, Millis, ProgressAct};

/// Writes an act that `before`, the goal as it stands, has checked. Of
/// `before` only a revision keeps something: what the goal said until then.
///
/// # Errors
/// When the document is none of a goal, or cannot be written.
pub fn goal(doc: &Doc, before: &Goal, act: &GoalAct, at: Millis) -> Result<Written<()>, WriteProblem> {
    if doc.kind() != DocKind::Goal {
        return Err(WriteProblem::Missing("goal"));
    }
    let act = act.clone().tidy().map_err(|_| WriteProblem::NotTidy)?;
    doc.write(at.0, |tx, doc| {
        let list = |key: &str| doc.map(key);
        match &act {
            GoalAct::Turn { id, turn } => put_once(tx, &list("events"), &id.to_string(), form::write_goal_turn(turn)),
            GoalAct::Set(edit) => set(tx, edit),
            GoalAct::Revise { id, revision, reason, to } => {
                let map = new_thing(tx, &list("revisions"), &revision.to_string())?;
                tx.put(&map, "reason", reason.as_str())?;
                whole(tx, &map, &before.wording)?;
                changed(tx, &before.wording, to)?;
                let turn = GoalTurn::Revise { revision: *revision };
                put_once(tx, &list("events"), &id.to_string(), form::write_goal_turn(&turn))
            }
            GoalAct::Milestone(act) => milestone(tx, &list("milestones"), act),
            GoalAct::Step(act) => step::write(tx, &list("steps"), act),
            GoalAct::Progress(act) => progress(tx, &list("progress"), act),
            GoalAct::Comment(act) => comment(tx, &list("comments"), act),
            GoalAct::Delete => Ok(tx.put(ROOT, "deleted", true)?),
        }
    })
}

fn set(tx: &mut Transaction<'_>, edit: &GoalEdit) -> Result<(), WriteProblem> {
    let root = &ROOT;
    match edit {
        GoalEdit::Title(text) => tx.put(root, "title", text.as_str())?,
        GoalEdit::Why(text) => tx.put(root, "why", text.as_str())?,
        GoalEdit::Specific(text) => tx.put(root, "specific", text.as_str())?,
        GoalEdit::Means(text) => tx.put(root, "means", text.as_str())?,
        GoalEdit::Test(text) => tx.put(root, "test", text.as_str())?,
        GoalEdit::Level { level, text } => tx.put(root, level_key(*level), text.as_str())?,
        GoalEdit::Weight(weight) => tx.put(root, "weight", i64::from(weight.get()))?,
        GoalEdit::Measure(measure) => {
            clear_or_put(tx, root, "measure", measure.as_ref().map(form::write_measure))?;
        }
        GoalEdit::Horizon(horizon) => clear_or_put(tx, root, "horizon", horizon.map(|horizon| horizon.name()))?,
        GoalEdit::Due(due) => clear_or_put(tx, root, "due", due.map(|day| day.to_string()))?,
        GoalEdit::Parent(parent) => clear_or_put(tx, root, "parent", parent.map(|id| id.to_string()))?,
        GoalEdit::Review(day) => clear_or_put(tx, root, "review", day.map(|day| day.to_string()))?,
        GoalEdit::Confidence(confidence) => {
            clear_or_put(tx, root, "confidence", confidence.map(|one| i64::from(one.number())))?;
        }
    }
    Ok(())
}

/// All that a goal says, into the map of a revision.
fn whole(tx: &mut Transaction<'_>, map: &ObjId, wording: &Wording) -> Result<(), WriteProblem> {
    for (field, text) in texts(wording) {
        put_some(tx, map, field, text)?;
    }
    clear_or_put(tx, map, "measure", wording.measure.as_ref().map(form::write_measure))?;
    clear_or_put(tx, map, "horizon", wording.horizon.map(|horizon| horizon.name()))?;
    clear_or_put(tx, map, "due", wording.due.map(|day| day.to_string()))
}

/// What a revision changes, and nothing else: what the other changes at the
/// same time in another field stays.
fn changed(tx: &mut Transaction<'_>, from: &Wording, to: &Wording) -> Result<(), WriteProblem> {
    for ((field, old), (_, new)) in texts(from).into_iter().zip(texts(to)) {
        if old != new {
            tx.put(ROOT, field, new)?;
        }
    }
    if from.measure != to.measure {
        clear_or_put(tx, &ROOT, "measure", to.measure.as_ref().map(form::write_measure))?;
    }
    if from.horizon != to.horizon {
        clear_or_put(tx, &ROOT, "horizon", to.horizon.map(|horizon| horizon.name()))?;
    }
    if from.due != to.due {
        clear_or_put(tx, &ROOT, "due", to.due.map(|day| day.to_string()))?;
    }
    Ok(())
}

fn texts(wording: &Wording) -> [(&'static str, &str); 10] {
    let level = |level: GasLevel| (level_key(level), wording.level(level));
    [
        ("title", wording.title.as_str()),
        ("why", wording.why.as_str()),
        ("specific", wording.specific.as_str()),
        ("means", wording.means.as_str()),
        ("test", wording.test.as_str()),
        level(GasLevel::MuchLess),
        level(GasLevel::Less),
        level(GasLevel::Expected),
        level(GasLevel::More),
        level(GasLevel::MuchMore),
    ]
}

fn milestone(tx: &mut Transaction<'_>, list: &ObjId, act: &MilestoneAct) -> Result<(), WriteProblem> {
    let there =
        |tx: &Transaction<'_>, id: &rapport_ids::MilestoneId| thing(tx, list, &id.to_string(), "such milestone");
    match act {
        MilestoneAct::Add { id, title, due, order } => {
            let map = new_thing(tx, list, &id.to_string())?;
            tx.put(&map, "title", title.as_str())?;
            tx.put(&map, "order", order.as_str())?;
            clear_or_put(tx, &map, "due", due.map(|day| day.to_string()))?;
        }
        MilestoneAct::Title { id, title } => tx.put(there(tx, id)?, "title", title.as_str())?,
        MilestoneAct::Due { id, due } => {
            let map = there(tx, id)?;
            clear_or_put(tx, &map, "due", due.map(|day| day.to_string()))?;
        }
        MilestoneAct::Move { id, order } => tx.put(there(tx, id)?, "order", order.as_str())?,
        MilestoneAct::Reach { id, reached } => tx.put(there(tx, id)?, "reached", *reached)?,
        MilestoneAct::Delete { id } => tx.put(there(tx, id)?, "deleted", true)?,
    }
    Ok(())
}

fn progress(tx: &mut Transaction<'_>, list: &ObjId, act: &ProgressAct) -> Result<(), WriteProblem> {
    match act {
        ProgressAct::Add { id, reading, note } => {
            let map = new_thing(tx, list, &id.to_string())?;
            clear_or_put(tx, &map, "reading", reading.as_ref().map(form::write_reading))?;
            put_some(tx, &map, "note", note)
        }
        ProgressAct::Delete { id } => {
            let map = thing(tx, list, &id.to_string(), "such entry")?;
            Ok(tx.put(map, "deleted", true)?)
        }
    }
}

fn comment(tx: &mut Transaction<'_>, list: &ObjId, act: &CommentAct) -> Result<(), WriteProblem> {
    match act {
        CommentAct::Add { id, kind, on, text } => {
            let map = new_thing(tx, list, &id.to_string())?;
            // A remark on the whole needs no words to say so.
            clear_or_put(tx, &map, "kind", (*kind != CommentKind::Remark).then(|| kind.name()))?;
            clear_or_put(tx, &map, "on", form::write_on(on))?;
            tx.put(&map, "text", text.as_str())?;
        }
        CommentAct::Edit { id, text } => {
            let map = thing(tx, list, &id.to_string(), "such comment")?;
            tx.put(map, "text", text.as_str())?;
        }
        CommentAct::Delete { id } => {
            let map = thing(tx, list, &id.to_string(), "such comment")?;
            tx.put(map, "deleted", true)?;
        }
    }
    Ok(())
}
