//! A file that was damaged while nobody had it open: whoever looks through the
//! facade gets what is kept of it, and needs to know of no repair.

use super::desk::{Desk, begin, sync, titles};
use rapport_core::Rapport;
use rapport_core::editor::Edit;
use rapport_core::goals::{GoalFilter, Place, StepDraft};
use rapport_core::notes::NewNote;

/// Damages a closed profile.
fn damage(desk: &Desk, sql: &str) {
    let conn = rusqlite::Connection::open(desk.profile("Ann Anderson").join("rapport.db")).expect("the file");
    let changed = conn.execute(sql, []).expect("a statement");
    assert!(changed > 0, "nothing was damaged by {sql}");
}

fn closed(phone: Rapport) {
    phone.shutdown().expect("ended");
    drop(phone);
}

#[test]
fn a_document_that_was_damaged_is_shown_as_it_was() {
    let desk = Desk::behind_gate();
    let ann = desk.phone("Ann Anderson");
    let goal = begin(&ann, Place::Private, "Find an apprenticeship");
    let new = NewNote { place: Place::Private, title: "Diary".to_owned(), meeting: None };
    let (note, section) = ann.notes().begin(new).expect("a note");
    let editor = ann.notes().open(note, section).expect("an editor");
    editor.write(&[Edit::splice(0, 0, "Grüße aus Köln")]).expect("typed");
    editor.finish().expect("a change");
    drop(editor);
    let goal_before = ann.goals().view(goal).expect("the goal");
    let note_before = ann.notes().view(note).expect("the note");
    closed(ann);
    damage(&desk, "UPDATE changes SET bytes = x'00'");
    let ann = desk.open("Ann Anderson");
    assert_eq!(ann.goals().view(goal).expect("the goal"), goal_before);
    assert_eq!(ann.notes().view(note).expect("the note"), note_before);
    assert!(ann.log_text().contains("damage"), "the log tells of it: {}", ann.log_text());
    // And it can be written on.
    let editor = ann.notes().open(note, section).expect("an editor");
    editor.write(&[Edit::splice(0, 0, "Viele ")]).expect("typed");
    editor.finish().expect("a change");
    assert_eq!(ann.notes().view(note).expect("the note").sections[0].text.text, "Viele Grüße aus Köln");
}

#[test]
fn lists_that_were_damaged_are_made_anew() {
    let desk = Desk::behind_gate();
    let (ann, ben, space) = desk.pair();
    for title in ["One", "Two", "Three"] {
        begin(&ann, Place::In(space), title);
    }
    sync(&ann);
    sync(&ben);
    let before = ann.goals().rows(GoalFilter::default(), 0, 10).expect("rows");
    closed(ann);
    damage(&desk, "UPDATE goals SET share = x'01', space = x'01'");
    let ann = desk.open("Ann Anderson");
    assert_eq!(ann.goals().rows(GoalFilter::default(), 0, 10).expect("rows"), before);
    assert_eq!(titles(&ann), titles(&ben));
}

#[test]
fn whoever_watches_gets_what_was_mended_too() {
    let desk = Desk::behind_gate();
    let ann = desk.phone("Ann Anderson");
    let goal = begin(&ann, Place::Private, "Find an apprenticeship");
    closed(ann);
    damage(&desk, "UPDATE changes SET bytes = substr(bytes, 1, length(bytes) / 2)");
    let ann = desk.open("Ann Anderson");
    let (to, from) = std::sync::mpsc::channel();
    let _watch = ann.goals().watch(goal, move |goal| drop(to.send(goal.clone()))).expect("a watch");
    let first = from.recv_timeout(super::desk::PATIENCE).expect("in time");
    assert_eq!(first.wording.title, "Find an apprenticeship");
}

/// Nothing that can be read is left of what a closed profile holds, but the
/// names of it all.
fn lose(desk: &Desk) {
    let conn = rusqlite::Connection::open(desk.profile("Ann Anderson").join("rapport.db")).expect("the file");
    let class = rapport_wire::Class::Log.byte();
    let records = conn.execute("UPDATE records SET frame = x'00' WHERE class = ?1", [class]).expect("damaged");
    let changes = conn.execute("UPDATE changes SET bytes = x'00'", []).expect("damaged");
    conn.execute("UPDATE docs SET save = x'00', old_save = NULL WHERE save IS NOT NULL", []).expect("damaged");
    assert!(records > 3 && changes > 3, "{records} {changes}");
}

/// A goal of both, on which both have worked, as Ann sees it.
fn worked_on(ann: &Rapport, ben: &Rapport, space: rapport_core::ids::SpaceId) -> rapport_core::ids::GoalId {
    let goal = begin(ann, Place::In(space), "Find an apprenticeship");
    sync(ann);
    sync(ben);
    for text in ["Ask at the garage", "Write to two workshops"] {
        let draft = StepDraft { text: text.to_owned(), milestone: None, assignee: None, due: None };
        ben.goals().add_step(goal, draft).expect("a step");
    }
    sync(ben);
    sync(ann);
    goal
}

#[test]
fn what_was_lost_here_and_stands_at_the_relay_comes_back_and_is_no_loss_any_more() {
    let desk = Desk::new();
    let (ann, ben, space) = desk.pair();
    let goal = worked_on(&ann, &ben, space);
    let before = ann.goals().view(goal).expect("the goal");
    assert_eq!(before.steps.len(), 2);
    closed(ann);
    lose(&desk);
    let ann = desk.open("Ann Anderson");
    let seen = ann.goals().view(goal);
    assert!(seen.as_ref().ok() != Some(&before), "nothing was lost: {seen:?}");
    let losses = ann.sync().view().expect("a view").losses;
    assert!(losses.iter().any(|loss| loss.changes > 0), "{losses:?}");
    sync(&ann);
    assert_eq!(ann.goals().view(goal).expect("the goal"), before);
    let losses = ann.sync().view().expect("a view").losses;
    assert!(losses.is_empty(), "it came back: {losses:?}");
    // And both go on as before.
    ann.goals().edit(goal, rapport_core::goals::GoalEdit::Why("For the workshop".to_owned())).expect("edited");
    sync(&ann);
    sync(&ben);
    assert_eq!(ben.goals().view(goal).expect("the goal").wording.why, "For the workshop");
    let held = ben.sync().view().expect("a view").line;
    assert_eq!((held.deferred, held.quarantined), (0, 0));
}

#[test]
fn whoever_runs_a_repair_asks_the_relay_again() {
    let mut desk = Desk::behind_gate();
    let (ann, ben, space) = desk.pair();
    let goal = worked_on(&ann, &ben, space);
    let before = ann.goals().view(goal).expect("the goal");
    closed(ann);
    lose(&desk);
    desk.stop_relay();
    let ann = desk.open("Ann Anderson");
    let _ = ann.goals().view(goal);
    let lost = |ann: &Rapport| ann.sync().view().expect("a view").losses.iter().map(|loss| loss.changes).sum::<u32>();
    let told = lost(&ann);
    assert!(told > 0);
    // Twice: what is looked for is not counted twice.
    for _ in 0..2 {
        ann.repair().expect("as far as it goes");
        assert!(lost(&ann) >= told && lost(&ann) > 0);
    }
    desk.start_relay();
    ann.repair().expect("as far as it goes");
    sync(&ann);
    assert_eq!((lost(&ann), ann.goals().view(goal).expect("the goal")), (0, before));
}
