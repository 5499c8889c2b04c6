//! Everything that a person has, to take away: for programs and for reading.

mod goals;
mod meetings;
mod notes;
mod page;
mod person;
mod series;

pub use rapport_node::view::export::{Export, ExportedNote, ExportedPairing};

use crate::error::Failure;
use crate::open::Rapport;
use page::Page;
use rapport_node::view::export;

impl Rapport {
    /// Everything, as values.
    ///
    /// # Errors
    /// What the storage says; a damaged document.
    pub fn export(&self) -> Result<Export, Failure> {
        let late_edits = self.sync().late_edits()?;
        Ok(Export { late_edits, ..self.shared.look(export::export)? })
    }

    /// Everything as one JSON value.
    ///
    /// # Errors
    /// As [`export`](Self::export).
    pub fn export_json(&self) -> Result<String, Failure> {
        let all = self.export()?;
        serde_json::to_string_pretty(&all).map_err(|_| Failure::bug("an export that JSON cannot hold"))
    }

    /// Everything as Markdown. `word` gives the words of a key, as the strings
    /// of the shell's language have them; a plural form is asked for as
    /// `count.days.one` or `count.days.other`.
    ///
    /// # Errors
    /// As [`export`](Self::export).
    pub fn export_markdown(&self, word: &dyn Fn(&str) -> String) -> Result<String, Failure> {
        let all = self.export()?;
        let mut page = Page::new(word);
        person::about(&mut page, &all);
        all.goals.iter().for_each(|goal| goals::one(&mut page, goal));
        all.series.iter().for_each(|series| series::one(&mut page, series));
        all.meetings.iter().for_each(|meeting| meetings::one(&mut page, meeting));
        all.notes.iter().for_each(|note| notes::one(&mut page, note));
        notes::late(&mut page, &all.late_edits);
        person::check_ins(&mut page, &all);
        person::choices(&mut page, &all);
        Ok(page.done())
    }
}
