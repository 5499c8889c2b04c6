//! A profile that was damaged while nobody had it open: what could not be brought back is told with its
//! name and what to do, until somebody has seen it.

use super::program::Person;
use super::told::{Form, Story};
use rapport_documents::DocKind;
use rapport_documents::text::Delta;
use rusqlite::Connection;

fn file(person: &Person) -> Connection {
    Connection::open(person.0.join("data/rapport.db")).expect("the file")
}

/// Damages the goal, and the last entry that waits: that of its step.
fn damage_goal(conn: &Connection) {
    let goal = DocKind::Goal.number();
    let doc = "UPDATE changes SET bytes = x'00' WHERE doc = (SELECT doc FROM docs WHERE kind = ?1)";
    assert!(conn.execute(doc, [goal]).expect("damaged") > 0);
    let entry = "UPDATE outbox SET signed = substr(signed, 1, 40) WHERE n = (SELECT max(n) FROM outbox)";
    assert!(conn.execute(entry, []).expect("damaged") > 0);
}

/// Typing in the note that a crash cut off: one row that cannot be read, and one whose place is lost.
fn damage_typing(conn: &Connection) {
    let mut typed = Delta::new();
    typed.insert("Found again. ", rapport_documents::text::Style::plain());
    for row in [vec![0xff], rapport_documents::burst::encode(&typed)] {
        let sql = "INSERT INTO journal (doc, part, burst, base, row)
            SELECT doc, part, 1, x'', ?2 FROM parts WHERE doc = (SELECT doc FROM docs WHERE kind = ?1) LIMIT 1";
        assert_eq!(conn.execute(sql, rusqlite::params![DocKind::Note.number(), row]), Ok(1));
    }
}

#[test]
fn what_could_not_be_brought_back_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let ann = Person(folder.path().join("ann"));
    let mut all = Story::begin("damage", Form::Human, folder.path());
    ann.say(&["init", "Ann Anderson"]);
    all.makes("note", &ann, &["notes", "add", "Diary"]);
    all.makes("goal", &ann, &["goals", "add", "Find an apprenticeship"]);
    ann.say(&["steps", "add", all.id("goal"), "Ask three people"]);
    all.note("The disk damages the goal, the entry with its step, and typing that a crash cut off");
    damage_goal(&file(&ann));
    damage_typing(&file(&ann));
    all.does(&ann, &["goals", "show", "{goal}"]);
    all.does(&ann, &["notes", "show", "{note}"]);
    assert_eq!(all.does(&ann, &["doctor"]), 1);
    assert_eq!(all.does(&ann, &["doctor"]), 1, "until somebody has seen it");
    // For programs it is one value.
    let output = ann.run(&["--json", "doctor"]);
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one value");
    assert_eq!(value["failure"]["reasons"].as_array().map(Vec::len), Some(4), "{value}");
    assert_eq!(all.does(&ann, &["doctor", "--seen"]), 0);
    all.end();
}
