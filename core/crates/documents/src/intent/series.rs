//! Series of meetings.

use super::fields::{clear_or_put, put_once};
use crate::doc::{Doc, WriteProblem, Written};
use crate::form;
use crate::genesis::EVENTS;
use crate::kind::DocKind;
use automerge::ROOT;
use automerge::transaction::Transactable;
use rapport_domain::Millis;
use rapport_domain::meeting::series::SeriesAct;

/// Writes an act that the series as it stands has checked.
///
/// # Errors
/// When the document is none of a series, or cannot be written.
pub fn series(doc: &Doc, act: &SeriesAct, at: Millis) -> Result<Written<()>, WriteProblem> {
    if doc.kind() != DocKind::Series {
        return Err(WriteProblem::Missing("series"));
    }
    let act = act.clone().tidy().map_err(|_| WriteProblem::NotTidy)?;
    doc.write(at.0, |tx, doc| {
        match &act {
            SeriesAct::Turn { id, turn } => {
                let text = form::write_series_turn(turn);
                // What could not be read again is not written.
                if form::read_series_turn(&text) != *turn {
                    return Err(WriteProblem::NotTidy);
                }
                put_once(tx, &doc.map(EVENTS), &id.to_string(), text)?;
            }
            SeriesAct::Title(text) => tx.put(ROOT, "title", text.as_str())?,
            SeriesAct::Mode(mode) => clear_or_put(tx, &ROOT, "mode", mode.map(|mode| mode.name()))?,
            SeriesAct::Place(text) => tx.put(ROOT, "place", text.as_str())?,
        }
        Ok(())
    })
}
