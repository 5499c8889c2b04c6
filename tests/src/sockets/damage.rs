//! A file that was damaged while nobody had it open: whoever looks through the
//! facade gets what is kept of it, and needs to know of no repair.

use super::desk::{Desk, begin, sync, titles};
use rapport_core::Rapport;
use rapport_core::editor::Edit;
use rapport_core::goals::{GoalFilter, Place};
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
