//! Results: one's own, and those that somebody has shown.

use super::{answer_views, answered, known_for, read_answers};
use crate::error::{NodeError, NodeResult};
use crate::instruments;
use crate::view::Lens;
use rapport_domain::checkin::{Alert, Answered, Band, Instrument, OPEN};
use rapport_domain::person::Language;
use rapport_domain::time::Day;
use rapport_ids::{CheckInId, PersonId, SpaceId};
use rapport_store::projections::checkins;
use rapport_store::tables::checkin_drafts;

/// One answer: a number, or words.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct AnswerView {
    pub item: String,
    /// None for words.
    pub number: Option<i64>,
    /// Empty for a number.
    pub text: String,
}

/// The score of one part. High is better.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ScoreView {
    pub part: String,
    /// What it is called.
    pub name: String,
    /// In thousandths of a point; none when too little was answered.
    pub thousandths: Option<i64>,
    pub band: Option<Band>,
}

/// An answered instrument.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct CheckInRow {
    pub id: CheckInId,
    /// Where whoever looks reads it: their own space, or the one it was shown in.
    pub space: SpaceId,
    pub person: PersonId,
    pub person_name: String,
    pub mine: bool,
    pub instrument: String,
    pub version: u32,
    pub language: String,
    pub name: String,
    pub about: Option<SpaceId>,
    pub day: Day,
    pub answers: Vec<AnswerView>,
    /// Empty when this version cannot score it: its words or a newer app are needed.
    pub scores: Vec<ScoreView>,
    /// It was put right after it was answered.
    pub corrected: bool,
    /// It can probably still be put right: a hint for a screen, decided when that is done.
    pub open: bool,
    /// The shared spaces in which a copy stands.
    pub shared_in: Vec<SpaceId>,
    /// It waits to be handed to the coordinator.
    pub offered: bool,
    /// Low, or much lower than before: show help, and offer to share it.
    /// Nobody is told of it.
    pub low: bool,
    pub alert: Option<Alert>,
}

/// Answers that were begun on this device and not finished.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct DraftRow {
    pub instrument: String,
    /// The space of the pair it is about; none where it is about oneself.
    pub about: Option<SpaceId>,
    pub answers: Vec<AnswerView>,
    pub changed_ms: i64,
}

/// All that was begun and not finished.
///
/// # Errors
/// The storage failed.
pub fn drafts(lens: &Lens<'_>) -> NodeResult<Vec<DraftRow>> {
    let mut rows = Vec::new();
    for draft in checkin_drafts::all(lens.conn)? {
        let known = instruments::known(lens.conn, &draft.instrument)?;
        let answers = answer_views(known.as_ref(), &read_answers(&draft.answers));
        rows.push(DraftRow { instrument: draft.instrument, about: draft.about, answers, changed_ms: draft.changed_ms });
    }
    Ok(rows)
}

/// One's own, the newest first.
///
/// # Errors
/// The storage failed.
pub fn mine(lens: &Lens<'_>, language: &Language, limit: u32) -> NodeResult<Vec<CheckInRow>> {
    let rows = checkins::latest(lens.conn, Some(&lens.personal), None, limit)?;
    rows.iter().map(|row| view(lens, row, language)).collect()
}

/// Those that partners have shown, of one space or of all, the newest first.
///
/// # Errors
/// The storage failed.
pub fn shared(lens: &Lens<'_>, space: Option<SpaceId>, language: &Language, limit: u32) -> NodeResult<Vec<CheckInRow>> {
    let rows = checkins::latest(lens.conn, space.as_ref(), Some(&lens.me), limit)?;
    rows.iter().map(|row| view(lens, row, language)).collect()
}

/// One check-in: one's own, or one that was shown.
///
/// # Errors
/// There is no such check-in.
pub fn check_in(lens: &Lens<'_>, id: CheckInId, language: &Language) -> NodeResult<CheckInRow> {
    let copies = checkins::copies(lens.conn, &id)?;
    let own = copies.iter().find(|row| row.space == lens.personal).or(copies.first());
    view(lens, own.ok_or(NodeError::NotFound("check_in"))?, language)
}

fn view(lens: &Lens<'_>, row: &checkins::CheckInRow, language: &Language) -> NodeResult<CheckInRow> {
    let known = known_for(lens, &row.instrument, language)?;
    let answers = read_answers(&row.answers);
    let day = Day::from_epoch_days(row.day).unwrap_or(Day::FIRST);
    let same = known.as_ref().filter(|(known, _)| known.instrument.version == row.version);
    let whole = same.filter(|(known, _)| known.instrument.is_whole());
    let scores = whole.map(|(known, _)| known.instrument.score(&answers)).unwrap_or_default();
    let alert = match whole {
        Some((known, _)) => alert(lens, row, &known.instrument)?,
        None => None,
    };
    let texts = known.as_ref().and_then(|(_, texts)| texts.as_ref());
    let named = |score: &rapport_domain::checkin::PartScore| ScoreView {
        part: score.part.to_string(),
        name: texts.and_then(|texts| texts.parts.get(&score.part)).cloned().unwrap_or_default(),
        thousandths: score.thousandths,
        band: score.band,
    };
    let mine = row.person == lens.me;
    let copies = if mine { checkins::copies(lens.conn, &row.checkin)? } else { Vec::new() };
    let now_ms = lens.now().0;
    Ok(CheckInRow {
        id: row.checkin,
        space: row.space,
        person: row.person,
        person_name: lens.name(&row.space, &row.person)?,
        mine,
        instrument: row.instrument.clone(),
        version: row.version,
        language: row.language.clone(),
        name: texts.map(|texts| texts.name.clone()).unwrap_or_default(),
        about: row.about,
        day,
        answers: answer_views(known.as_ref().map(|(known, _)| known), &answers),
        low: Instrument::is_low(&scores, alert),
        scores: scores.iter().map(named).collect(),
        corrected: row.corrected,
        open: mine && now_ms >= row.made_ms && now_ms.saturating_sub(row.made_ms) <= OPEN,
        shared_in: copies.into_iter().map(|copy| copy.space).filter(|space| *space != lens.personal).collect(),
        offered: row.offered,
        alert,
    })
}

/// Whether a result deserves a second look, given those before it.
fn alert(lens: &Lens<'_>, row: &checkins::CheckInRow, instrument: &Instrument) -> NodeResult<Option<Alert>> {
    if instrument.alert.is_none() {
        return Ok(None);
    }
    let mut until = Vec::new();
    for before in answered(lens, &row.space, &row.person, &row.instrument, row.about)? {
        let day = Day::from_epoch_days(before.day).unwrap_or(Day::FIRST);
        until.push(Answered { day, answers: read_answers(&before.answers) });
        if before.checkin == row.checkin {
            break;
        }
    }
    Ok(instrument.trend(&until).alert)
}
