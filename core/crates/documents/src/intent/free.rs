//! Times of people.

use super::fields::clear_or_put;
use crate::doc::{Doc, WriteProblem, Written};
use crate::form;
use crate::kind::DocKind;
use automerge::ROOT;
use automerge::transaction::Transactable;
use rapport_domain::Millis;
use rapport_domain::person::FreeAct;

/// Writes an act that the times as they stand have allowed.
///
/// # Errors
/// When the document is none of somebody's times, or cannot be written.
pub fn free(doc: &Doc, act: &FreeAct, at: Millis) -> Result<Written<()>, WriteProblem> {
    if doc.kind() != DocKind::FreeTimes {
        return Err(WriteProblem::Missing("free times"));
    }
    let act = act.clone().tidy().map_err(|_| WriteProblem::NotTidy)?;
    doc.write(at.0, |tx, _| {
        match &act {
            FreeAct::Zone(zone) => {
                clear_or_put(tx, &ROOT, "zone", zone.as_ref().map(|zone| zone.as_str().to_owned()))?;
            }
            FreeAct::Weekly(hours) => tx.put(ROOT, "weekly", form::write_hours(hours))?,
            FreeAct::Away(spans) => tx.put(ROOT, "away", form::write_days(spans))?,
            FreeAct::Busy { times, days } => {
                tx.put(ROOT, "busy", form::write_busy(times))?;
                tx.put(ROOT, "busy_days", form::write_days(days))?;
            }
            FreeAct::Quiet(quiet) => clear_or_put(tx, &ROOT, "quiet", quiet.as_ref().map(form::write_quiet))?,
        }
        Ok(())
    })
}
