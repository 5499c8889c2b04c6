//! A disk that fails under the facade: each failure is told by what a person
//! can do about it, changes nothing, and is over when the disk is well again.

use super::desk::{Desk, PATIENCE, begin, platform, sync, titles};
use crate::vfs::{Fault, FaultyFs, Op};
use rapport_core::editor::Edit;
use rapport_core::goals::{NewGoal, Place};
use rapport_core::notes::NewNote;
use rapport_core::{Config, Failure, Rapport};
use std::time::Instant;

fn new(title: &str) -> NewGoal {
    NewGoal { place: Place::Private, title: title.to_owned(), why: String::new(), due: None, for_partner: false }
}

fn is_told(fault: Fault, failure: &Failure) -> bool {
    match fault {
        Fault::Full => matches!(failure, Failure::StorageFull { needed_bytes } if *needed_bytes > 1_000_000),
        Fault::ReadOnly => *failure == Failure::StorageReadOnly,
        // The detail is for the log: no word of a person is in it.
        _ => matches!(failure, Failure::StorageDamaged { detail } if !detail.contains("Never")),
    }
}

#[test]
fn a_disk_that_cannot_be_written_is_told_by_what_can_be_done() {
    let desk = Desk::behind_gate();
    let (folder, fs) = (desk.profile("Ann Anderson"), FaultyFs::new());
    let config = || Config { vfs: Some(fs.name()), ..Config::new(&folder) };
    let ann = Rapport::create(config(), platform(&folder), "Ann Anderson").expect("a profile");
    begin(&ann, Place::Private, "Before");
    let note = NewNote { place: Place::Private, title: "Diary".to_owned(), meeting: None };
    let (note, section) = ann.notes().begin(note).expect("a note");
    let editor = ann.notes().open(note, section).expect("an editor");
    let mut text = String::new();
    for fault in [Fault::Full, Fault::ReadOnly, Fault::Io] {
        fs.fail_from(Some(Op::Write), 1, fault);
        let failure = ann.goals().begin(new("Never begun")).expect_err("it cannot be written");
        assert!(is_told(fault, &failure), "{fault:?}: {failure:?}");
        let failure = editor.write(&[Edit::splice(0, 0, "word ")]).expect_err("it cannot be written");
        assert!(is_told(fault, &failure), "{fault:?}, typing: {failure:?}");
        assert_eq!(titles(&ann).len(), 1 + text.len() / 5, "what was refused is not there");
        fs.heal();
        // The same process goes on, and what was typed is written with the next look.
        begin(&ann, Place::Private, &format!("After {fault:?}"));
        editor.finish().expect("a change");
        text.insert_str(0, "word ");
        assert_eq!(ann.notes().view(note).expect("the note").sections[0].text.text, text);
    }
    drop(editor);
    ann.shutdown().expect("ended");
    let again = Rapport::open(config(), platform(&folder)).expect("it opens");
    assert_eq!(titles(&again), ["After Full", "After Io", "After ReadOnly", "Before"]);
}

#[test]
fn a_file_that_cannot_be_opened_is_told_by_what_can_be_done() {
    let desk = Desk::behind_gate();
    let (folder, fs) = (desk.profile("Ann Anderson"), FaultyFs::new());
    let config = || Config { vfs: Some(fs.name()), ..Config::new(&folder) };
    drop(Rapport::create(config(), platform(&folder), "Ann Anderson").map(|ann| ann.shutdown()));
    let opened = || Rapport::open(config(), platform(&folder)).map(drop);
    let file = folder.join("rapport.db");
    let good = std::fs::read(&file).expect("the file");
    for op in [Op::Open, Op::Read] {
        fs.fail_from(Some(op), 1, Fault::Io);
        let failure = opened().expect_err("it cannot be read");
        assert!(matches!(failure, Failure::StorageDamaged { .. }), "{op:?}: {failure:?}");
        fs.heal();
    }
    std::fs::write(&file, b"not a database, but long enough to be taken for one".repeat(100)).expect("damaged");
    assert!(matches!(opened(), Err(Failure::StorageDamaged { .. })));
    std::fs::write(&file, good).expect("as it was");
    let conn = rusqlite::Connection::open(&file).expect("the file");
    conn.pragma_update(None, "user_version", 99).expect("a version");
    drop(conn);
    assert_eq!(opened(), Err(Failure::NeedsUpdate { minimum: 99 }));
}

#[test]
fn sync_on_a_full_disk_ends_with_that_word_and_not_with_its_time() {
    let desk = Desk::behind_gate();
    let (folder, fs) = (desk.profile("Ann Anderson"), FaultyFs::new());
    let config = Config { vfs: Some(fs.name()), ..Config::new(&folder) };
    let ann = Rapport::create(config, platform(&folder), "Ann Anderson").expect("a profile");
    let ben = desk.phone("Ben Bernhardt");
    let space = desk.bring_together(&ann, &ben);
    sync(&ann);
    begin(&ben, Place::In(space), "Speak in front of a class");
    sync(&ben);
    fs.fail_from(Some(Op::Write), 1, Fault::Full);
    let began = Instant::now();
    let failure = ann.sync().run(PATIENCE).expect_err("nothing can be kept");
    assert!(is_told(Fault::Full, &failure), "{failure:?}");
    assert!(began.elapsed() < PATIENCE / 2, "{:?}", began.elapsed());
    fs.heal();
    sync(&ann);
    assert_eq!(titles(&ann), titles(&ben));
}

/// A document that cannot be read, and of which nothing else is left, stays damaged.
#[test]
fn a_document_that_nobody_can_put_together_is_told_as_damaged() {
    let desk = Desk::behind_gate();
    let ann = desk.phone("Ann Anderson");
    let goal = begin(&ann, Place::Private, "Find an apprenticeship");
    let other = begin(&ann, Place::Private, "Learn to weld");
    ann.shutdown().expect("ended");
    let conn = rusqlite::Connection::open(desk.profile("Ann Anderson").join("rapport.db")).expect("the file");
    conn.execute("UPDATE changes SET bytes = x'00' WHERE doc = ?1", [goal.doc().as_bytes()]).expect("damaged");
    conn.execute("UPDATE docs SET save = x'00' WHERE doc = ?1", [goal.doc().as_bytes()]).expect("damaged");
    // The entries that hold its changes cannot be opened either.
    conn.execute("UPDATE outbox SET signed = substr(signed, 1, length(signed) - 1)", []).expect("damaged");
    drop(conn);
    let ann = desk.open("Ann Anderson");
    let seen = ann.goals().view(goal);
    assert!(matches!(seen, Err(Failure::StorageDamaged { .. } | Failure::NotFound { .. })), "{seen:?}");
    // The other is there all the same, and so is the word about the loss.
    assert_eq!(ann.goals().view(other).expect("the other").wording.title, "Learn to weld");
    let losses = ann.sync().view().expect("a view").losses;
    assert!(losses.iter().any(|loss| loss.changes > 0), "{losses:?}");
}
