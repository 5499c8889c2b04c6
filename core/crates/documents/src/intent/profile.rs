//! Profiles.

use super::fields::clear_or_put;
use crate::doc::{Doc, WriteProblem, Written};
use crate::form;
use crate::kind::DocKind;
use automerge::ROOT;
use automerge::transaction::Transactable;
use rapport_domain::Millis;
use rapport_domain::person::PersonAct;

/// Writes an act that the profile as it stands has checked.
///
/// # Errors
/// When the document is none of a profile, or cannot be written.
pub fn profile(doc: &Doc, act: &PersonAct, at: Millis) -> Result<Written<()>, WriteProblem> {
    if doc.kind() != DocKind::Profile {
        return Err(WriteProblem::Missing("profile"));
    }
    let act = act.clone().tidy().map_err(|_| WriteProblem::NotTidy)?;
    doc.write(at.0, |tx, _| {
        match &act {
            PersonAct::Name(name) => tx.put(ROOT, "name", name.as_str())?,
            PersonAct::Pronouns(text) => tx.put(ROOT, "pronouns", text.as_str())?,
            PersonAct::Languages(all) => tx.put(ROOT, "languages", form::write_languages(all))?,
            PersonAct::Zone(zone) => {
                clear_or_put(tx, &ROOT, "zone", zone.as_ref().map(|zone| zone.as_str().to_owned()))?;
            }
            PersonAct::ContactHours(hours) => tx.put(ROOT, "contact_hours", form::write_hours(hours))?,
            PersonAct::AskMe(text) => tx.put(ROOT, "ask_me", text.as_str())?,
        }
        Ok(())
    })
}
