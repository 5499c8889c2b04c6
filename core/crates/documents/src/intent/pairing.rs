//! Pairings.

use super::fields::{clear_or_put, put_once};
use crate::doc::{Doc, WriteProblem, Written};
use crate::form;
use crate::kind::DocKind;
use automerge::ROOT;
use rapport_domain::Millis;
use rapport_domain::pairing::PairingAct;

/// Writes an act that the pairing as it stands has checked.
///
/// # Errors
/// When the document is none of a pairing, or cannot be written.
pub fn pairing(doc: &Doc, act: &PairingAct, at: Millis) -> Result<Written<()>, WriteProblem> {
    if doc.kind() != DocKind::Pairing {
        return Err(WriteProblem::Missing("pairing"));
    }
    doc.write(at.0, |tx, doc| match act {
        PairingAct::Turn { id, turn } => {
            put_once(tx, &doc.map("events"), &id.to_string(), form::write_pairing_turn(turn))
        }
        PairingAct::Cadence(cadence) => clear_or_put(tx, &ROOT, "cadence", cadence.map(|cadence| cadence.name())),
        PairingAct::Supervisor(person) => clear_or_put(tx, &ROOT, "supervisor", person.map(|id| id.to_string())),
    })
}
