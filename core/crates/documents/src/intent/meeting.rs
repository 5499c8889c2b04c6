//! Meetings.

use super::fields::{clear_or_put, joined_thing, new_thing, put_once};
use super::step;
use crate::doc::{Doc, WriteProblem, Written};
use crate::form;
use crate::kind::DocKind;
use automerge::transaction::{Transactable, Transaction};
use automerge::{ObjId, ROOT, ScalarValue};
use rapport_domain::Millis;
use rapport_domain::meeting::{AgendaAct, MeetingAct, MeetingTurn};

/// Writes an act that the meeting as it stands has checked.
///
/// # Errors
/// When the document is none of a meeting, or cannot be written.
pub fn meeting(doc: &Doc, act: &MeetingAct, at: Millis) -> Result<Written<()>, WriteProblem> {
    if doc.kind() != DocKind::Meeting {
        return Err(WriteProblem::Missing("meeting"));
    }
    let act = act.clone().tidy().map_err(|_| WriteProblem::NotTidy)?;
    doc.write(at.0, |tx, doc| {
        let events = doc.map("events");
        match &act {
            MeetingAct::Turn { id, turn } => {
                put_once(tx, &events, &id.to_string(), form::write_meeting_turn(turn))?;
            }
            MeetingAct::Log { id, took, attendance } => {
                tx.put(ROOT, "took", i64::from(took.get()))?;
                for (person, said) in attendance {
                    tx.put(doc.map("attendance"), person.to_string(), said.name())?;
                }
                put_once(tx, &events, &id.to_string(), form::write_meeting_turn(&MeetingTurn::Log))?;
            }
            MeetingAct::Title(text) => tx.put(ROOT, "title", text.as_str())?,
            MeetingAct::Mode(mode) => clear_or_put(tx, &ROOT, "mode", mode.map(|mode| mode.name()))?,
            MeetingAct::Place(text) => tx.put(ROOT, "place", text.as_str())?,
            MeetingAct::Attend { person, attendance } => {
                tx.put(doc.map("attendance"), person.to_string(), attendance.name())?;
            }
            MeetingAct::Took(took) => tx.put(ROOT, "took", i64::from(took.get()))?,
            MeetingAct::Agenda(act) => agenda(tx, &doc.map("agenda"), act)?,
            MeetingAct::Action(act) => step::write(tx, &doc.map("steps"), act)?,
            MeetingAct::Delete => tx.put(ROOT, "deleted", true)?,
        }
        Ok(())
    })
}

fn agenda(tx: &mut Transaction<'_>, list: &ObjId, act: &AgendaAct) -> Result<(), WriteProblem> {
    let id = act.id().to_string();
    let mut put = |field: &str, value: ScalarValue| -> Result<(), WriteProblem> {
        for map in joined_thing(tx, list, &id, "such point")? {
            tx.put(&map, field, value.clone())?;
        }
        Ok(())
    };
    match act {
        AgendaAct::Add(new) => {
            let map = new_thing(tx, list, &id)?;
            tx.put(&map, "text", new.text.as_str())?;
            tx.put(&map, "order", new.order.as_str())?;
            clear_or_put(tx, &map, "carried", new.carried_from.as_ref().map(form::write_carried))
        }
        AgendaAct::Text { text, .. } => put("text", text.as_str().into()),
        AgendaAct::Move { order, .. } => put("order", order.as_str().into()),
        AgendaAct::Cover { covered, .. } => put("covered", (*covered).into()),
        AgendaAct::Delete { .. } => put("deleted", true.into()),
    }
}
