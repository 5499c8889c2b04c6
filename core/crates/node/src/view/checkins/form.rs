//! What can be answered, and the form of one instrument.

use super::{AnswerView, answer_views, answered, known_for, read_answers};
use crate::error::{NodeError, NodeResult};
use crate::instruments;
use crate::view::Lens;
use rapport_domain::checkin::{Answers, Instrument, ItemKind, Scale, Subject};
use rapport_domain::person::Language;
use rapport_domain::time::Day;
use rapport_domain::{Rule, RuleBroken};
use rapport_ids::SpaceId;
use rapport_store::tables::checkin_drafts;

/// An instrument in a list.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct InstrumentRow {
    pub id: String,
    pub version: u32,
    pub about: Subject,
    /// What it is called; empty while its words are not here.
    pub name: String,
    /// The language of its words; none while they are not here, and then it
    /// cannot be answered: the programme brings them.
    pub language: Option<String>,
    /// The last day on which whoever looks answered it.
    pub last: Option<Day>,
    /// Something was begun and not finished.
    pub begun: bool,
    pub licence: String,
    pub source: String,
}

/// A question as it is asked.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct FormItem {
    pub id: String,
    pub kind: ItemKind,
    pub asks: String,
    /// Children are not asked.
    pub adults: bool,
}

/// A number of the scale that has words.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Label {
    pub number: i64,
    pub words: String,
}

/// Everything that a screen needs to ask one instrument.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct CheckInForm {
    pub instrument: String,
    pub version: u32,
    pub about: Option<SpaceId>,
    pub language: String,
    pub name: String,
    pub intro: String,
    pub items: Vec<FormItem>,
    /// The ends of the scale of all items that take a number of it.
    pub lowest: i64,
    pub highest: i64,
    pub labels: Vec<Label>,
    /// What was begun on this device.
    pub draft: Vec<AnswerView>,
    /// The first day on which it makes sense again; none: it does today.
    pub not_before: Option<Day>,
    pub licence: String,
    pub source: String,
}

/// All instruments that are answered as check-ins, in their order.
///
/// # Errors
/// The storage failed.
pub fn instruments(lens: &Lens<'_>, language: &Language) -> NodeResult<Vec<InstrumentRow>> {
    let all = instruments::all(lens.conn)?;
    let asked = all.into_iter().filter(|known| known.instrument.about != Subject::Goal);
    asked
        .map(|known| {
            let Instrument { id, version, about, licence, source, .. } = &known.instrument;
            let last = answered(lens, &lens.personal, &lens.me, id.as_str(), None)?.last().map(|row| row.day);
            let texts = known.best(language).map(|(_, texts)| texts);
            Ok(InstrumentRow {
                id: id.to_string(),
                version: *version,
                about: *about,
                name: texts.as_ref().map(|texts| texts.name.clone()).unwrap_or_default(),
                language: texts.as_ref().map(|texts| texts.language.to_string()),
                last: last.and_then(|day| Day::from_epoch_days(day).ok()),
                begun: checkin_drafts::any(lens.conn, id.as_str())?,
                licence: texts.as_ref().map_or(licence, |texts| &texts.licence).clone(),
                source: texts.as_ref().map_or(source, |texts| &texts.source).clone(),
            })
        })
        .collect()
}

/// The form of an instrument, with what was begun.
///
/// # Errors
/// There is no such instrument, or its words are not here.
pub fn form(lens: &Lens<'_>, id: &str, about: Option<SpaceId>, language: &Language) -> NodeResult<CheckInForm> {
    let (known, texts) = known_for(lens, id, language)?.ok_or(NodeError::NotFound("instrument"))?;
    let texts = texts.ok_or(NodeError::NotFound("file"))?;
    let instrument = &known.instrument;
    let draft = checkin_drafts::get(lens.conn, id, about.as_ref())?;
    let draft: Answers = draft.map(|bytes| read_answers(&bytes)).unwrap_or_default();
    let rows = answered(lens, &lens.personal, &lens.me, id, about)?;
    let days: Vec<Day> = rows.iter().filter_map(|row| Day::from_epoch_days(row.day).ok()).collect();
    let not_before = match instrument.may_answer(lens.today()?, &days) {
        Err(RuleBroken::NotAllowed { rule: Rule::TooSoon { day }, .. }) => Some(day),
        _ => None,
    };
    let items = instrument.items.iter().map(|item| FormItem {
        id: item.id.to_string(),
        kind: item.kind,
        asks: texts.items.get(&item.id).cloned().unwrap_or_default(),
        adults: item.adults,
    });
    let Scale { from: lowest, to: highest } = instrument.scale;
    Ok(CheckInForm {
        instrument: instrument.id.to_string(),
        version: instrument.version,
        about,
        language: texts.language.to_string(),
        name: texts.name.clone(),
        intro: texts.intro.clone(),
        items: items.collect(),
        lowest,
        highest,
        labels: texts.labels.iter().map(|(number, words)| Label { number: *number, words: words.clone() }).collect(),
        draft: answer_views(Some(&known), &draft),
        not_before,
        licence: texts.licence,
        source: texts.source,
    })
}
