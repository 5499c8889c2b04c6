//! How results went over time: the same picture for whoever answered and for
//! whoever they were shown to, each from what that person can read.

use super::{answered, known_for, read_answers};
use crate::error::{NodeError, NodeResult};
use crate::view::Lens;
use rapport_domain::checkin::{Alert, Answered, Movement};
use rapport_domain::person::Language;
use rapport_domain::time::Day;
use rapport_ids::{PersonId, SpaceId};

/// Whose results.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrendOf {
    /// One's own, all of them; of one pair where the instrument is about one.
    Mine { about: Option<SpaceId> },
    /// What a person has shown in a space.
    Shown { space: SpaceId, person: PersonId },
}

/// How one part went.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct PartTrendView {
    pub part: String,
    pub name: String,
    /// In thousandths, one for each day; none where there was no score.
    pub scores: Vec<Option<i64>>,
    /// The last against the one before it.
    pub step: Movement,
    /// The last against the first.
    pub whole: Movement,
}

/// Everything that a picture of it needs.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct TrendView {
    pub instrument: String,
    pub name: String,
    pub person: PersonId,
    pub person_name: String,
    /// The oldest first.
    pub days: Vec<Day>,
    pub parts: Vec<PartTrendView>,
    /// The lowest and the highest score there can be, in thousandths. High is better.
    pub lowest: i64,
    pub highest: i64,
    /// From how many points on a change matters; none where nobody knows.
    pub change_that_matters: Option<i64>,
    pub alert: Option<Alert>,
}

/// The trend of one instrument. Answers to another version of it are left out.
///
/// # Errors
/// There is no such instrument, or what it is scored by has not come.
pub fn trend(lens: &Lens<'_>, id: &str, of: TrendOf, language: &Language) -> NodeResult<TrendView> {
    let (known, texts) = known_for(lens, id, language)?.ok_or(NodeError::NotFound("instrument"))?;
    let instrument = &known.instrument;
    if !instrument.is_whole() {
        return Err(NodeError::NotFound("file"));
    }
    let (space, person, about) = match of {
        TrendOf::Mine { about } => (lens.personal, lens.me, about),
        TrendOf::Shown { space, person } => (space, person, None),
    };
    let rows = answered(lens, &space, &person, id, about)?;
    let of_version = rows.iter().filter(|row| row.version == instrument.version);
    let all: Vec<Answered> = of_version
        .filter_map(|row| {
            let day = Day::from_epoch_days(row.day).ok()?;
            Some(Answered { day, answers: read_answers(&row.answers) })
        })
        .collect();
    let trend = instrument.trend(&all);
    let name = |part: &rapport_domain::checkin::Key| {
        texts.as_ref().and_then(|texts| texts.parts.get(part)).cloned().unwrap_or_default()
    };
    let parts = trend.parts.into_iter().map(|part| PartTrendView {
        name: name(&part.part),
        part: part.part.to_string(),
        scores: part.scores,
        step: part.step,
        whole: part.whole,
    });
    Ok(TrendView {
        instrument: id.to_owned(),
        name: texts.as_ref().map(|texts| texts.name.clone()).unwrap_or_default(),
        person,
        person_name: lens.name(&space, &person)?,
        days: trend.points.iter().map(|point| point.day).collect(),
        parts: parts.collect(),
        lowest: trend.lowest,
        highest: trend.highest,
        change_that_matters: trend.change_that_matters,
        alert: trend.alert,
    })
}
