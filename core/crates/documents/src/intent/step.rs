//! Steps of goals and of meetings.

use super::fields::{clear_or_put, new_thing, thing};
use crate::doc::WriteProblem;
use automerge::ObjId;
use automerge::transaction::{Transactable, Transaction};
use rapport_domain::StepAct;

pub(super) fn write(tx: &mut Transaction<'_>, steps: &ObjId, act: &StepAct) -> Result<(), WriteProblem> {
    let id = act.id().to_string();
    let there = |tx: &Transaction<'_>| thing(tx, steps, &id, "such step");
    match act {
        StepAct::Add(new) => {
            let map = new_thing(tx, steps, &id)?;
            tx.put(&map, "text", new.text.as_str())?;
            tx.put(&map, "order", new.order.as_str())?;
            clear_or_put(tx, &map, "milestone", new.milestone.map(|id| id.to_string()))?;
            clear_or_put(tx, &map, "assignee", new.assignee.map(|id| id.to_string()))?;
            clear_or_put(tx, &map, "due", new.due.as_ref().map(ToString::to_string))?;
            clear_or_put(tx, &map, "from", new.from.map(|id| id.to_string()))?;
        }
        StepAct::Text { text, .. } => tx.put(there(tx)?, "text", text.as_str())?,
        StepAct::Assign { to, .. } => {
            let map = there(tx)?;
            clear_or_put(tx, &map, "assignee", to.map(|id| id.to_string()))?;
        }
        StepAct::Due { due, .. } => {
            let map = there(tx)?;
            clear_or_put(tx, &map, "due", due.as_ref().map(ToString::to_string))?;
        }
        StepAct::Move { order, milestone, .. } => {
            let map = there(tx)?;
            tx.put(&map, "order", order.as_str())?;
            clear_or_put(tx, &map, "milestone", milestone.map(|id| id.to_string()))?;
        }
        StepAct::Tick { done, .. } => tx.put(there(tx)?, "done", *done)?,
        StepAct::Cancel { .. } => tx.put(there(tx)?, "cancelled", true)?,
        StepAct::Delete { .. } => tx.put(there(tx)?, "deleted", true)?,
    }
    Ok(())
}
