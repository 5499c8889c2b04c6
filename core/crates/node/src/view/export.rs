//! Everything that a person has, in full.

use super::checkins::{CheckInRow, DraftRow, drafts, form, mine, shared};
use super::goals::{GoalFilter, GoalView, goal, goals};
use super::meetings::{MeetingView, coming, meeting, past};
use super::notes::{AuthorSpan, NoteRow, NoteView, VersionView, authors, note, notes, versions};
use super::people::{LeftPair, PairingRow, PersonCard, left, myself, pairings};
use super::series::{SeriesView, series};
use super::{Lens, devices, free};
use crate::command::settings;
use crate::error::{NodeError, NodeResult};
use crate::late::LateEdit;
use crate::{due, instruments, reminders};
use rapport_documents::read;
use rapport_domain::pairing::Pairing;
use rapport_domain::person::{FreeTimes, Language};
use rapport_domain::reminder::Settings;
use rapport_store::tables::docs as doc_rows;
use std::collections::BTreeMap;

/// See the module.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Export {
    /// Grows when the shape changes.
    pub format: u32,
    /// Milliseconds since 1970.
    pub exported_ms: i64,
    pub me: PersonCard,
    pub devices: Vec<devices::DeviceRow>,
    pub pairings: Vec<ExportedPairing>,
    /// Pairs that one of the two has left.
    pub left: Vec<LeftPair>,
    pub goals: Vec<GoalView>,
    pub meetings: Vec<MeetingView>,
    /// Series of meetings, those that were ended too.
    pub series: Vec<SeriesView>,
    pub notes: Vec<ExportedNote>,
    /// One's own, and those that partners have shown. Names in English.
    pub check_ins: Vec<CheckInRow>,
    /// What these ask, in English, as far as the words are here: by the name of
    /// the questionnaire and of the question.
    pub questions: BTreeMap<String, BTreeMap<String, String>>,
    /// Answers that were begun on this device and not finished.
    pub drafts: Vec<DraftRow>,
    /// When oneself could meet; of a calendar only when it is busy.
    pub free_times: FreeTimes,
    /// Every how many days each check-in is asked, of those that the person
    /// chose themselves; none: not at all.
    pub rhythms: BTreeMap<String, Option<u32>>,
    /// What the person wants of their reminders.
    pub reminders: Settings,
    /// Edits that came too late to count. They are looked up in what is held,
    /// so whoever takes the export adds them.
    pub late_edits: Vec<LateEdit>,
}

/// A note with who wrote what of it, and when.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ExportedNote {
    #[serde(flatten)]
    pub note: NoteView,
    /// Of each section, in their order: whose words its text is made of.
    pub authors: Vec<Vec<AuthorSpan>>,
    /// Stretches of work on it, the oldest first.
    pub versions: Vec<VersionView>,
}

/// A pairing with all that happened to it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ExportedPairing {
    #[serde(flatten)]
    pub row: PairingRow,
    pub whole: Pairing,
}

const FORMAT: u32 = 5;
/// Nobody has more of one sort.
const ALL: u32 = 1_000_000;

/// Reads everything.
///
/// # Errors
/// The storage failed, or something is damaged.
pub fn export(lens: &Lens<'_>) -> NodeResult<Export> {
    let filter = GoalFilter { space: None, with_past: true };
    let all_goals = goals(lens, filter, 0, ALL)?;
    let all_meetings = coming(lens, None, ALL - 32)?.into_iter().chain(past(lens, None, 0, ALL - 32)?);
    let all_series = super::series::all(lens, None, true)?;
    let all_notes = notes(lens, None, 0, ALL)?;
    let english = Language::english();
    let check_ins = mine(lens, &english, ALL)?.into_iter().chain(shared(lens, None, &english, ALL)?);
    let check_ins: Vec<CheckInRow> = check_ins.collect();
    let drafts = drafts(lens)?;
    let asked = check_ins.iter().map(|row| row.instrument.as_str());
    let questions = questions(lens, asked.chain(drafts.iter().map(|draft| draft.instrument.as_str())))?;
    Ok(Export {
        format: FORMAT,
        exported_ms: lens.now().0,
        me: myself(lens)?,
        devices: devices::safety(lens)?.devices,
        pairings: pairings(lens)?.into_iter().map(|row| pairing(lens, row)).collect::<NodeResult<_>>()?,
        left: left(lens)?,
        goals: all_goals.into_iter().map(|row| goal(lens, row.id)).collect::<NodeResult<_>>()?,
        meetings: all_meetings.map(|row| meeting(lens, row.id)).collect::<NodeResult<_>>()?,
        series: all_series.into_iter().map(|row| series(lens, row.id)).collect::<NodeResult<_>>()?,
        notes: all_notes.into_iter().map(|row| with_history(lens, &row)).collect::<NodeResult<_>>()?,
        check_ins,
        questions,
        drafts,
        free_times: free::said(lens, &lens.personal, lens.me)?,
        rhythms: rhythms(lens)?,
        reminders: wanted(lens)?,
        late_edits: Vec::new(),
    })
}

fn with_history(lens: &Lens<'_>, row: &NoteRow) -> NodeResult<ExportedNote> {
    let note = note(lens, row.id)?;
    let authors = note.sections.iter().map(|section| authors(lens, row.id, section.id)).collect::<NodeResult<_>>()?;
    Ok(ExportedNote { note, authors, versions: versions(lens, row.id)? })
}

fn questions<'a>(
    lens: &Lens<'_>,
    instruments: impl Iterator<Item = &'a str>,
) -> NodeResult<BTreeMap<String, BTreeMap<String, String>>> {
    let mut all = BTreeMap::new();
    for id in instruments {
        if all.contains_key(id) {
            continue;
        }
        match form(lens, id, None, &Language::english()) {
            Ok(form) => {
                drop(all.insert(id.to_owned(), form.items.into_iter().map(|item| (item.id, item.asks)).collect()))
            }
            // Its words are not here.
            Err(NodeError::NotFound(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(all)
}

fn pairing(lens: &Lens<'_>, row: PairingRow) -> NodeResult<ExportedPairing> {
    let (doc, people, _) = lens.document(&row.id.doc(), "pairing")?;
    let whole = read::pairing(&doc, &people.around()).ok_or(NodeError::NotFound("pairing"))?.value;
    Ok(ExportedPairing { row, whole })
}

fn rhythms(lens: &Lens<'_>) -> NodeResult<BTreeMap<String, Option<u32>>> {
    let chosen = due::chosen(lens.conn, &lens.personal)?;
    let mut rhythms = BTreeMap::new();
    for id in chosen.keys() {
        if let Some(known) = instruments::known(lens.conn, id)? {
            rhythms.insert(id.clone(), due::every_days(&chosen, &known.instrument));
        }
    }
    Ok(rhythms)
}

/// As it comes, for whoever has chosen nothing yet.
fn wanted(lens: &Lens<'_>) -> NodeResult<Settings> {
    let id = settings::document(&lens.personal)?;
    if doc_rows::opening(lens.conn, &id)?.is_none() {
        return Ok(Settings::default());
    }
    let (doc, people, _) = lens.document(&id, "document")?;
    let chosen = read::settings(&doc, &people.around()).ok_or(NodeError::NotFound("document"))?.value;
    Ok(reminders::wanted(&chosen))
}
