//! Check-ins as screens show them: what can be answered, the form, results and
//! their trend, and whom to turn to. Read from lists alone.

mod form;
mod help;
mod rows;
mod trend;

pub use form::{CheckInForm, FormItem, InstrumentRow, Label, form, instruments};
pub use help::{HelpPlace, HelpView, help};
pub use rows::{AnswerView, CheckInRow, DraftRow, ScoreView, check_in, drafts, mine, shared};
pub use trend::{PartTrendView, TrendOf, TrendView, trend};

use super::Lens;
use crate::error::NodeResult;
use crate::instruments::{Known, known};
use rapport_domain::checkin::{Answer, Answers, Key};
use rapport_domain::person::Language;
use rapport_domain::sort;
use rapport_domain::time::Day;
use rapport_ids::{PersonId, SpaceId};
use rapport_store::projections::checkins;

/// The date where the device is.
///
/// # Errors
/// The clock is outside of the calendar.
pub fn today(lens: &Lens<'_>) -> NodeResult<Day> {
    lens.today()
}

/// What was answered to an instrument in one space by one person, the oldest first.
fn answered(
    lens: &Lens<'_>,
    space: &SpaceId,
    person: &PersonId,
    instrument: &str,
    about: Option<SpaceId>,
) -> NodeResult<Vec<checkins::CheckInRow>> {
    let rows = checkins::of(lens.conn, space, person, instrument)?;
    Ok(rows.into_iter().filter(|row| about.is_none_or(|about| row.about == Some(about))).collect())
}

fn read_answers(bytes: &[u8]) -> Answers {
    serde_json::from_slice(bytes).unwrap_or_default()
}

/// Answers in the order in which they are asked.
fn answer_views(known: Option<&Known>, answers: &Answers) -> Vec<AnswerView> {
    let view = |item: &Key, answer: &Answer| AnswerView {
        item: item.to_string(),
        number: match answer {
            Answer::Number(number) => Some(*number),
            Answer::Text(_) => None,
        },
        text: match answer {
            Answer::Number(_) => String::new(),
            Answer::Text(text) => text.clone(),
        },
    };
    let place = |item: &Key| {
        let place = |known: &Known| known.instrument.items.iter().position(|one| one.id == *item);
        known.and_then(place).unwrap_or(usize::MAX)
    };
    let mut all: Vec<(&Key, &Answer)> = answers.0.iter().collect();
    sort::by_key(&mut all, |(item, _)| place(item));
    all.into_iter().map(|(item, answer)| view(item, answer)).collect()
}

/// An instrument with the words for a reader, where it has any.
fn known_for(
    lens: &Lens<'_>,
    id: &str,
    language: &Language,
) -> NodeResult<Option<(Known, Option<rapport_domain::checkin::Texts>)>> {
    let Some(mut known) = known(lens.conn, id)? else { return Ok(None) };
    let Some((with, texts)) = known.best(language) else { return Ok(Some((known, None))) };
    known.instrument = with;
    Ok(Some((known, Some(texts))))
}
