//! The instruments that are known here, each with the words that came with the
//! software and those that came in a file.

use crate::error::NodeResult;
use rapport_domain::checkin::{Instrument, Texts, shipped};
use rapport_domain::person::Language;
use rapport_store::Connection;
use rapport_store::tables::instrument_texts;

/// One instrument. Each set of words stands with the instrument as it is with
/// them: some bring their scale or their parts.
pub(crate) struct Known {
    pub(crate) instrument: Instrument,
    pub(crate) texts: Vec<(Instrument, Texts)>,
}

impl Known {
    /// The words for a reader, or the nearest there are.
    pub(crate) fn best(&self, wanted: &Language) -> Option<(Instrument, Texts)> {
        let best = shipped::best(self.texts.iter().map(|(_, texts)| texts), wanted)?;
        self.texts.iter().find(|(_, texts)| texts.language == best.language).cloned()
    }
}

pub(crate) fn all(conn: &Connection) -> NodeResult<Vec<Known>> {
    shipped::instruments().into_iter().map(|instrument| with_words(conn, instrument)).collect()
}

/// The one of this name.
pub(crate) fn known(conn: &Connection, id: &str) -> NodeResult<Option<Known>> {
    shipped::instrument(id).map(|instrument| with_words(conn, instrument)).transpose()
}

fn with_words(conn: &Connection, instrument: Instrument) -> NodeResult<Known> {
    let mut texts: Vec<(Instrument, Texts)> =
        shipped::texts(&instrument).into_iter().map(|texts| (instrument.clone(), texts)).collect();
    for body in instrument_texts::of(conn, instrument.id.as_str(), instrument.version)? {
        // What this version cannot read any more is as if it had not come.
        let Ok((with, brought)) = instrument.with_texts(&body) else { continue };
        texts.retain(|(_, known)| known.language != brought.language);
        texts.push((with, brought));
    }
    Ok(Known { instrument, texts })
}
