//! What lists, Today and search show of a document, made anew with each of its
//! changes, in the same transaction.

use crate::error::NodeResult;
use crate::people::People;
use rapport_documents::read::{Setting, Settings};
use rapport_documents::{Doc, Facts, Projection, project};
use rapport_domain::meeting::series::Series;
use rapport_domain::members::Seat;
use rapport_domain::step::{Step, StepState};
use rapport_domain::time::Due;
use rapport_domain::{CheckIns, Goal, ItemId, Meeting, Note, Pairing};
use rapport_ids::{DocId, NoteId, PersonId, SpaceId};
use rapport_membership::{DocGenesis, Writers};
use rapport_store::projections::checkins::CheckInRow;
use rapport_store::projections::choices::Choice;
use rapport_store::projections::goals::GoalRow;
use rapport_store::projections::meetings::MeetingRow;
use rapport_store::projections::notes::NoteRow;
use rapport_store::projections::pairings::PairingRow;
use rapport_store::projections::people::PersonRow;
use rapport_store::projections::search::SearchRow;
use rapport_store::projections::series::{self as series_rows, SeriesRow};
use rapport_store::projections::steps::StepRow;
use rapport_store::projections::{
    self, checkins, choices, free_times, goals, meetings, notes, pairings, people, search, steps,
};
use rapport_store::tables::docs;
use rapport_store::{Connection, Transaction};

/// Shows a document as it is now.
pub(crate) fn show(tx: &Transaction<'_>, space: &SpaceId, doc: &Doc, around: &People, now_ms: i64) -> NodeResult<()> {
    let id = doc.id();
    let person = whose(tx, &id)?.or_else(|| around.alone());
    let Some(mut seen) = project(doc, person, &around.around()) else { return Ok(()) };
    projections::forget(tx, &id)?;
    let changed_ms = changed_ms(&seen, now_ms);
    match &mut seen.facts {
        Facts::Goal(goal) => show_goal(tx, space, goal, changed_ms)?,
        Facts::Meeting(meeting) => show_meeting(tx, space, meeting, changed_ms)?,
        Facts::Note(note) => show_note(tx, space, note, &seen.words, changed_ms)?,
        Facts::Pairing(pairing) => {
            // Who is mentor stands in the pairing itself: read it both ways round.
            let other = project(doc, person, &around.swapped().around());
            let chosen = match other.map(|other| other.facts) {
                Some(Facts::Pairing(other)) if pairing.life.begun.is_none() => other,
                _ => pairing.clone(),
            };
            show_pairing(tx, space, &chosen)?;
        }
        Facts::Profile(profile) => {
            let card = serde_json::to_vec(profile.as_ref()).unwrap_or_default();
            let zone = profile.zone.as_ref().map(|zone| zone.as_str().to_owned()).unwrap_or_default();
            let row = PersonRow {
                space: *space,
                person: profile.person,
                name: profile.name.clone(),
                pronouns: profile.pronouns.clone(),
                zone,
                card,
            };
            people::put(tx, &row)?;
        }
        Facts::Series(series) => show_series(tx, space, &id, series)?,
        Facts::FreeTimes(times) => {
            let body = serde_json::to_vec(times).unwrap_or_default();
            free_times::put(tx, space, &times.person, &id, &body)?;
        }
        Facts::CheckIns(all) => show_check_ins(tx, space, &id, all)?,
        Facts::Settings(settings) => show_choices(tx, &id, settings)?,
        Facts::Keyring(_) => return Ok(()),
    }
    show_words(tx, space, doc, &seen)
}

/// Shows a document anew though nobody changed it: it keeps its place in lists.
pub(crate) fn show_again(
    tx: &Transaction<'_>,
    space: &SpaceId,
    doc: &Doc,
    around: &People,
    now_ms: i64,
) -> NodeResult<()> {
    let before = notes::get(tx, &NoteId::from(doc.id())).ok().flatten();
    let at = before.map(|row| row.changed_ms).or(doc.latest_ms());
    show(tx, space, doc, around, at.unwrap_or(now_ms))
}

/// Whose profile a document is: its opening names the one who may write it.
fn whose(conn: &Connection, doc: &DocId) -> NodeResult<Option<PersonId>> {
    let Some((_, _, opening)) = docs::opening(conn, doc)? else { return Ok(None) };
    Ok(match DocGenesis::read(&opening)?.writers {
        Writers::Accounts(accounts) => accounts.first().copied(),
        Writers::AtLeast(_) => None,
    })
}

/// The latest time that somebody who did something here wrote down, but never
/// later than now: a clock that is ahead must not keep things on top.
fn changed_ms(seen: &Projection, now_ms: i64) -> i64 {
    let latest = match &seen.facts {
        Facts::Goal(goal) => latest_in_goal(goal),
        Facts::Meeting(meeting) => meeting.history.iter().map(|entry| entry.event.at.0).max(),
        Facts::Note(_) => Some(now_ms),
        _ => None,
    };
    latest.unwrap_or(now_ms).min(now_ms)
}

fn latest_in_goal(goal: &Goal) -> Option<i64> {
    let turns = goal.history.iter().map(|entry| entry.event.at.0);
    let steps = goal.steps.iter().map(|step| step.made.at.0);
    let ticks = goal.steps.iter().filter_map(|step| step.tick.as_ref()).map(|tick| tick.at.0);
    let entries = goal.progress.iter().map(|entry| entry.made.at.0);
    let comments = goal.comments.iter().map(|comment| comment.made.at.0);
    turns.chain(steps).chain(ticks).chain(entries).chain(comments).max()
}

fn show_goal(tx: &Transaction<'_>, space: &SpaceId, goal: &Goal, changed_ms: i64) -> NodeResult<()> {
    let share = goal.share();
    let row = GoalRow {
        goal: goal.id,
        space: *space,
        shared: !goal.members.is_private(),
        owner: goal.owner(),
        title: goal.wording.title.clone(),
        state: goal.stage().name().to_owned(),
        horizon: goal.wording.horizon.map(|horizon| horizon.name().to_owned()).unwrap_or_default(),
        parent: goal.parent,
        share: serde_json::to_vec(&share).unwrap_or_default(),
        confidence: goal.confidence.map(|confidence| confidence.number()),
        due: goal.wording.due.map(|day| day.epoch_days()),
        review: goal.review.map(|day| day.epoch_days()),
        open_steps: share.steps.saturating_sub(share.steps_done),
        all_steps: share.steps,
        next_step: goal.next_step(None).map(|step| step.text.clone()).unwrap_or_default(),
        changed_ms,
        deleted: !goal.is_here(),
    };
    goals::put(tx, &row)?;
    if goal.is_here() {
        show_steps(tx, space, goal.id.doc(), &goal.steps, !goal.stage().is_over())?;
    }
    Ok(())
}

fn show_choices(tx: &Transaction<'_>, doc: &DocId, settings: &Settings) -> NodeResult<()> {
    for (name, setting) in settings {
        let choice = match setting {
            Setting::Flag(flag) => Choice::Number(i64::from(*flag)),
            Setting::Number(number) => Choice::Number(*number),
            Setting::Text(text) => Choice::Words(text),
        };
        choices::put(tx, doc, name, &choice)?;
    }
    Ok(())
}

fn show_series(tx: &Transaction<'_>, space: &SpaceId, doc: &DocId, series: &Series) -> NodeResult<()> {
    let row = SeriesRow {
        series: (*doc).into(),
        space: *space,
        title: series.title.clone(),
        state: series.life.state.stage().name().to_owned(),
        mode: series.mode.map(|mode| mode.name().to_owned()).unwrap_or_default(),
        place: series.place.clone(),
        life: serde_json::to_vec(&series.life).unwrap_or_default(),
    };
    Ok(series_rows::put(tx, &row)?)
}

fn show_check_ins(tx: &Transaction<'_>, space: &SpaceId, doc: &DocId, all: &CheckIns) -> NodeResult<()> {
    for one in &all.all {
        let given = &one.given;
        let row = CheckInRow {
            doc: *doc,
            checkin: given.checkin,
            space: *space,
            person: all.owner,
            instrument: given.instrument.to_string(),
            version: given.version,
            language: given.language.to_string(),
            about: given.about,
            day: given.day.epoch_days(),
            at_ms: given.at.0,
            made_ms: one.made.at.0,
            answers: serde_json::to_vec(&given.answers).unwrap_or_default(),
            corrected: one.corrected,
            offered: one.offered,
        };
        checkins::put(tx, &row)?;
    }
    Ok(())
}

/// Open steps of what is over are nobody's business any more.
fn show_steps(tx: &Transaction<'_>, space: &SpaceId, doc: DocId, all: &[Step], live: bool) -> NodeResult<()> {
    for step in all {
        let state = step.state();
        let shown = if live || state != StepState::Open { state.name() } else { "over" };
        let (due, due_time, due_zone) = match &step.due {
            None => (None, None, String::new()),
            Some(Due::On(day)) => (Some(day.epoch_days()), None, String::new()),
            Some(Due::At(civil)) => {
                (Some(civil.day.epoch_days()), Some(civil.time.minutes()), civil.zone.as_str().to_owned())
            }
        };
        let row = StepRow {
            doc,
            step: step.id,
            space: *space,
            text: step.text.clone(),
            state: shown.to_owned(),
            assignee: step.assignee,
            due,
            due_time,
            due_zone,
            place: step.order.as_str().to_owned(),
        };
        steps::put(tx, &row)?;
    }
    Ok(())
}

fn show_meeting(tx: &Transaction<'_>, space: &SpaceId, meeting: &Meeting, changed_ms: i64) -> NodeResult<()> {
    let Some(proposal) = &meeting.life.proposal else { return Ok(()) };
    let row = MeetingRow {
        meeting: meeting.id,
        space: *space,
        title: meeting.title.clone(),
        state: meeting.stage().name().to_owned(),
        day: proposal.slot.day.epoch_days(),
        minute: proposal.slot.time.minutes(),
        zone: proposal.slot.zone.as_str().to_owned(),
        minutes: u32::from(proposal.minutes.get()),
        mode: meeting.mode.map(|mode| mode.name().to_owned()).unwrap_or_default(),
        place: meeting.place.clone(),
        agenda: u32::try_from(meeting.agenda.len()).unwrap_or(u32::MAX),
        changed_ms,
        deleted: !meeting.is_here(),
    };
    meetings::put(tx, &row)?;
    if meeting.is_here() {
        show_steps(tx, space, meeting.id.doc(), &meeting.actions, true)?;
    }
    Ok(())
}

/// Characters of a note's beginning that its row shows.
const SNIPPET: usize = 160;

fn show_note(
    tx: &Transaction<'_>,
    space: &SpaceId,
    note: &Note,
    words: &[rapport_documents::Words],
    changed_ms: i64,
) -> NodeResult<()> {
    let in_sections = words.iter().filter(|words| matches!(words.item, Some(ItemId::Section(_))));
    let text: String =
        in_sections.flat_map(|words| words.text.chars().chain(std::iter::once(' '))).take(SNIPPET).collect();
    let row = NoteRow {
        note: note.id,
        space: *space,
        meeting: note.meeting,
        title: note.title.clone(),
        snippet: text.split_whitespace().collect::<Vec<_>>().join(" "),
        sections: u32::try_from(note.sections.len()).unwrap_or(u32::MAX),
        changed_ms,
        deleted: !note.is_here(),
    };
    Ok(notes::put(tx, &row)?)
}

fn show_pairing(tx: &Transaction<'_>, space: &SpaceId, pairing: &Pairing) -> NodeResult<()> {
    let (Some(mentor), Some(mentee)) = (pairing.members.person(Seat::Mentor), pairing.members.person(Seat::Mentee))
    else {
        return Ok(());
    };
    if pairing.life.begun.is_none() {
        return Ok(());
    }
    let row = PairingRow {
        pairing: pairing.id,
        space: *space,
        mentor,
        mentee,
        state: pairing.stage().name().to_owned(),
        since_ms: pairing.life.begun.map_or(0, |made| made.at.0),
    };
    Ok(pairings::put(tx, &row)?)
}

/// What can be found: one row a document and one a part, the parts without the
/// words of the others.
fn show_words(tx: &Transaction<'_>, space: &SpaceId, doc: &Doc, seen: &Projection) -> NodeResult<()> {
    let title = match &seen.facts {
        Facts::Goal(goal) => goal.wording.title.as_str(),
        Facts::Meeting(meeting) => meeting.title.as_str(),
        Facts::Note(note) => note.title.as_str(),
        _ => return Ok(()),
    };
    let mut parts: std::collections::BTreeMap<[u8; 16], String> = std::collections::BTreeMap::new();
    for words in &seen.words {
        let part = words.item.map_or([0; 16], part_of);
        let body = parts.entry(part).or_default();
        if !body.is_empty() {
            body.push('\n');
        }
        body.push_str(&words.text);
    }
    for (part, body) in parts {
        let row =
            SearchRow { doc: doc.id(), part, space: *space, kind: doc.kind().number(), title: title.to_owned(), body };
        search::put(tx, &row)?;
    }
    Ok(())
}

const fn part_of(item: ItemId) -> [u8; 16] {
    match item {
        ItemId::Milestone(id) => *id.as_bytes(),
        ItemId::Step(id) => *id.as_bytes(),
        ItemId::Progress(id) => *id.as_bytes(),
        ItemId::Comment(id) => *id.as_bytes(),
        ItemId::AgendaItem(id) => *id.as_bytes(),
        ItemId::Section(id) => *id.as_bytes(),
    }
}
