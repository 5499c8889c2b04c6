//! What comes too late to count, and what cannot be used, as people find it.

use super::program::Person;
use super::told::{Form, Story};
use crate::scenarios::late_edits::who_stays;
use crate::world::{Phone, look};
use rapport_core::ports::KeyVault;
use rapport_core::vault::FileVault;
use rusqlite::Connection;
use std::path::Path;

/// A phone of another story as a profile of this program.
fn profile_of(phone: Phone, folder: &Path) -> Person {
    let Phone { key, folder: data, node, .. } = phone;
    drop(node);
    look::copy(&data, &folder.join("data"));
    FileVault::new(folder.join("key"), None).store(&key).expect("its key");
    Person(folder.to_owned())
}

#[test]
fn what_came_too_late() {
    let folder = tempfile::tempdir().expect("a folder");
    let (_world, ben) = who_stays();
    let mut all = Story::begin("late", Form::Human, folder.path());
    let nobody = Person(folder.path().join("nobody"));
    nobody.say(&["init", "Nobody Else"]);
    all.does(&nobody, &["quarantine", "list"]);
    all.note("Ann has left; her other computer went on in a tunnel, and it came after all");
    let ben = profile_of(ben, &folder.path().join("ben"));
    all.does(&ben, &["doctor"]);
    let edits = ben.json(&["quarantine", "list"]);
    let edits = edits.as_array().expect("a list");
    let id = |wanted: bool| {
        let edit = edits.iter().find(|edit| edit["can_include"].as_bool() == Some(wanted));
        edit.unwrap_or_else(|| panic!("{edits:?}"))["record"].as_str().expect("an id").to_owned()
    };
    all.name("line", &id(true));
    all.name("begun", &id(false));
    // Whoever takes everything away takes this too.
    for form in ["json", "markdown"] {
        let exported = ben.say(&["export", "--format", form]);
        let words = edits.iter().flat_map(|edit| edit["words"].as_array().expect("words"));
        let words: Vec<&str> = words.map(|words| words.as_str().expect("text").trim()).collect();
        assert!(!words.is_empty() && words.iter().all(|words| exported.contains(words)), "{words:?}: {exported}");
    }
    all.does(&ben, &["quarantine", "list"]);
    all.does(&ben, &["quarantine", "include", "{begun}"]);
    for edit in edits.iter().filter(|edit| edit["can_include"].as_bool() == Some(false)) {
        ben.say(&["quarantine", "discard", edit["record"].as_str().expect("an id")]);
    }
    all.does(&ben, &["quarantine", "discard", "{line}"]);
    all.does(&ben, &["quarantine", "list"]);
    all.does(&ben, &["quarantine", "list", "--all"]);
    all.does(&ben, &["quarantine", "include", "{line}"]);
    all.does(&ben, &["quarantine", "list"]);
    all.end();
}

/// What is held as another version would have left it behind: what it waits
/// for, and what this one must not read.
#[test]
fn what_waits_or_cannot_be_used() {
    let folder = tempfile::tempdir().expect("a folder");
    let ann = Person(folder.path().join("ann"));
    let mut all = Story::begin("held", Form::Human, folder.path());
    ann.say(&["init", "Ann Anderson"]);
    let file = || Connection::open(ann.0.join("data/rapport.db")).expect("the file");
    let hold = |record: u8, state: u8, reason: &str| {
        let conn = file();
        let space: Vec<u8> = conn.query_row("SELECT space FROM spaces LIMIT 1", [], |row| row.get(0)).expect("one");
        conn.execute(
            "INSERT INTO held (space, record, state, reason, about, since_ms) VALUES (?1, ?2, ?3, ?4, NULL, ?5)",
            rusqlite::params![space, vec![record; 32], state, reason, 4_000_000_000_000_i64],
        )
        .expect("held");
    };
    for (record, state, reason) in HELD {
        hold(*record, *state, reason);
        all.does(&ann, &["doctor"]);
    }
    all.end();
}

/// Records, as what they are held, and why.
const HELD: &[(u8, u8, &str)] = &[(1, 0, "lacks.parent"), (2, 1, "newer.frame"), (3, 2, "fault.damaged")];
