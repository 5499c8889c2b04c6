//! Check-ins.

use super::fields::put_once;
use crate::doc::{Doc, WriteProblem, Written};
use crate::form;
use crate::genesis::EVENTS;
use crate::kind::DocKind;
use crate::read::ENTRY;
use crate::text::units;
use rapport_domain::Millis;
use rapport_domain::checkin::CheckInTurn;
use rapport_ids::EventId;

/// Writes an act that the check-ins as they stand have allowed.
///
/// # Errors
/// When the document holds no check-ins, or cannot be written.
pub fn checkins(doc: &Doc, id: EventId, turn: &CheckInTurn, at: Millis) -> Result<Written<()>, WriteProblem> {
    if doc.kind() != DocKind::CheckIns {
        return Err(WriteProblem::Missing("check-ins"));
    }
    let text = form::write_checkin_turn(turn);
    // What could not be read again is not written.
    if units(&text) > ENTRY || form::read_checkin_turn(&text) != *turn {
        return Err(WriteProblem::NotTidy);
    }
    doc.write(at.0, |tx, doc| put_once(tx, &doc.map(EVENTS), &id.to_string(), text))
}
