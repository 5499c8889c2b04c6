//! One person without a relay: every command that needs nobody else.

use super::program::Person;
use super::told::{Form, Story};

const FORMS: [Form; 2] = [Form::Human, Form::Json];

fn begin(name: &str, form: Form) -> (tempfile::TempDir, Person, Story) {
    let folder = tempfile::tempdir().expect("a folder");
    let ann = Person(folder.path().join("ann"));
    let story = Story::begin(name, form, folder.path());
    (folder, ann, story)
}

#[test]
fn a_profile_of_ones_own() {
    for form in FORMS {
        let (_folder, ann, mut all) = begin("profile", form);
        all.does(&ann, &["status"]);
        all.does(&ann, &["init", " "]);
        all.does(&ann, &["init", "Ann Anderson"]);
        all.does(&ann, &["init", "Ann Anderson"]);
        all.does(&ann, &["status"]);
        all.does(&ann, &["doctor"]);
        all.does(&ann, &["devices", "list"]);
        all.does(&ann, &["devices", "words"]);
        all.does(&ann, &["devices", "words", "--written-down"]);
        all.does(&ann, &["devices", "words"]);
        all.does(&ann, &["search", "nothing"]);
        all.does(&ann, &["export"]);
        all.does(&ann, &["sync"]);
        all.does(&ann, &["sync", "push"]);
        all.does(&ann, &["sync", "pull"]);
        all.does(&ann, &["sync", "--watch"]);
        all.does(&ann, &["invite"]);
        all.does(&ann, &["invite", "--yes"]);
        all.does(&ann, &["invite", "--resume"]);
        all.does(&ann, &["meetings", "list"]);
        all.does(&ann, &["meetings", "list", "--past"]);
        all.does(&ann, &["meetings", "propose", "2031-03-03T16:30"]);
        all.note("The database is damaged");
        std::fs::write(ann.0.join("data/rapport.db"), vec![0x5a; 64 * 1024]).expect("written");
        assert_eq!(all.does(&ann, &["status"]), 4);
        all.note("The key is gone");
        std::fs::remove_file(ann.0.join("key")).expect("removed");
        assert_eq!(all.does(&ann, &["status"]), 4);
        all.end();
    }
}

#[test]
fn goals_of_ones_own() {
    for form in FORMS {
        let (_folder, ann, mut all) = begin("goals", form);
        ann.say(&["init", "Ann Anderson"]);
        all.does(&ann, &["goals", "list"]);
        all.does(&ann, &["goals", "add", " "]);
        all.does(&ann, &["goals", "add", "Too early", "--due", "2031-02-30"]);
        all.does(&ann, &["goals", "add", "For two", "--with"]);
        all.makes("goal", &ann, &["goals", "add", "Find an apprenticeship", "--why", "To stand on my own feet"]);
        all.does(&ann, &["goals", "edit", "{goal}"]);
        all.does(
            &ann,
            &["goals", "edit", "{goal}", "--specific", "As a carpenter", "--means", "Two afternoons a week"],
        );
        all.does(&ann, &["goals", "edit", "{goal}", "--test", "A signed contract", "--due", "2031-03-24"]);
        all.does(
            &ann,
            &["goals", "edit", "{goal}", "--review", "2031-01-01", "--title", "Find an apprenticeship nearby"],
        );
        all.does(&ann, &["goals", "edit", "{goal}", "--measure", "metres"]);
        all.does(&ann, &["goals", "edit", "{goal}", "--measure", "percent", "--to", "400"]);
        all.does(&ann, &["goals", "edit", "{goal}", "--measure", "amount", "--to", "10", "--unit", "letters"]);
        all.does(&ann, &["goals", "edit", "{goal}", "--reason", "It changed", "--why", "To be free"]);
        all.does(&ann, &["goals", "propose", "{goal}"]);
        all.does(&ann, &["goals", "nod", "{goal}"]);
        all.does(&ann, &["goals", "start", "{goal}"]);
        all.does(
            &ann,
            &["goals", "edit", "{goal}", "--why", "To be free", "--review", "2031-02-02", "--reason", "It changed"],
        );
        all.does(&ann, &["goals", "pause", "{goal}"]);
        all.does(&ann, &["goals", "resume", "{goal}"]);
        all.does(&ann, &["goals", "progress", "{goal}"]);
        all.does(&ann, &["goals", "progress", "{goal}", "--amount", "much"]);
        all.does(&ann, &["goals", "progress", "{goal}", "--reached"]);
        all.does(&ann, &["goals", "progress", "{goal}", "Two more", "--amount", "4"]);
        all.does(&ann, &["goals", "milestone", "{goal}"]);
        all.does(&ann, &["goals", "milestone", "{goal}", "First answer", "--due", "2031-01-10"]);
        all.does(&ann, &["goals", "milestone", "{goal}", "--reached", "1"]);
        all.does(&ann, &["goals", "milestone", "{goal}", "--reached", "2"]);
        all.does(&ann, &["goals", "comment", "{goal}", "Start with the small workshops"]);
        all.does(&ann, &["goals", "show", "{goal}"]);
        all.does(&ann, &["goals", "show", "vvvvvvvv"]);
        all.does(&ann, &["goals", "share", "{goal}"]);
        all.does(&ann, &["goals", "achieve", "{goal}", "--partly"]);
        all.does(&ann, &["goals", "drop", "{goal}", "Enough of it"]);
        all.makes("other", &ann, &["goals", "add", "Learn to swim", "--due", "2031-06-01"]);
        all.does(&ann, &["goals", "drop", "{other}", ""]);
        all.does(&ann, &["goals", "drop", "{other}", "The pool is closed"]);
        all.makes("third", &ann, &["goals", "add", "Read a book a month"]);
        all.does(&ann, &["goals", "start", "{third}"]);
        all.does(&ann, &["goals", "list"]);
        all.does(&ann, &["goals", "achieve", "{third}"]);
        all.does(&ann, &["goals", "list"]);
        all.does(&ann, &["goals", "list", "--past"]);
        all.does(&ann, &["goals", "delete", "{other}"]);
        all.does(&ann, &["goals", "show", "{other}"]);
        all.does(&ann, &["goals"]);
        all.end();
    }
}

#[test]
fn steps_of_ones_own() {
    for form in FORMS {
        let (_folder, ann, mut all) = begin("steps", form);
        ann.say(&["init", "Ann Anderson"]);
        all.makes("goal", &ann, &["goals", "add", "Find an apprenticeship"]);
        all.does(&ann, &["steps", "list", "{goal}"]);
        all.does(&ann, &["steps", "add", "{goal}", "Write an outline", "--due", "2031-01-10", "--for", "me"]);
        all.does(&ann, &["steps", "add", "{goal}", "Call the workshop", "--due", "2031-01-11T09:00"]);
        all.does(&ann, &["steps", "add", "{goal}", "Ask", "--for", "partner"]);
        all.does(&ann, &["steps", "add", "{goal}", "Ask", "--for", "somebody"]);
        all.does(&ann, &["steps", "add", "{goal}", "Ask", "--due", "tomorrow"]);
        all.does(&ann, &["steps", "add", "{goal}", ""]);
        all.does(&ann, &["steps", "tick", "{goal}", "1"]);
        all.does(&ann, &["steps", "untick", "{goal}", "1"]);
        all.does(&ann, &["steps", "tick", "{goal}", "7"]);
        all.does(&ann, &["steps", "tick", "{goal}", "one"]);
        all.does(&ann, &["steps", "due", "{goal}", "2", "2031-01-12"]);
        all.does(&ann, &["steps", "due", "{goal}", "2"]);
        all.does(&ann, &["steps", "assign", "{goal}", "2", "me"]);
        all.does(&ann, &["steps", "assign", "{goal}", "2", "nobody"]);
        all.does(&ann, &["steps", "cancel", "{goal}", "2"]);
        all.does(&ann, &["steps", "add", "{goal}", "Long overdue", "--due", "2020-02-29"]);
        all.does(&ann, &["status"]);
        all.end();
    }
}

#[test]
fn notes_of_ones_own() {
    for form in FORMS {
        let (folder, ann, mut all) = begin("notes", form);
        ann.say(&["init", "Ann Anderson"]);
        let (first, second) = (folder.path().join("first.txt"), folder.path().join("second.txt"));
        std::fs::write(&first, "Ask about the workshop.\nBring the letters.\n").expect("written");
        std::fs::write(&second, "Ask about the small workshop.\nBring all letters.\n").expect("written");
        let (first, second) = (first.to_str().expect("a name"), second.to_str().expect("a name"));
        all.does(&ann, &["notes", "list"]);
        all.makes("note", &ann, &["notes", "add", "Ideas"]);
        all.does(&ann, &["notes", "show", "{note}"]);
        all.does(&ann, &["notes", "edit", "{note}", "--from", first]);
        all.does(&ann, &["notes", "edit", "{note}", "--from", second]);
        all.does(&ann, &["notes", "edit", "{note}", "--from", second]);
        all.does(&ann, &["notes", "edit", "{note}", "--from", "DIR/no-such-file"]);
        all.does(&ann, &["notes", "edit", "{note}"]);
        all.does(&ann, &["notes", "edit", "{note}", "--section", "2", "--from", second]);
        all.does(&ann, &["notes", "section", "{note}", "What comes next"]);
        all.does(&ann, &["notes", "edit", "{note}", "--section", "2", "--from", first]);
        all.does(&ann, &["notes", "show", "{note}"]);
        all.does(&ann, &["notes", "authors", "{note}"]);
        all.does(&ann, &["notes", "versions", "{note}"]);
        all.does(&ann, &["notes", "at", "{note}", "1"]);
        all.does(&ann, &["notes", "at", "{note}", "9"]);
        all.does(&ann, &["notes", "add", "For two", "--with"]);
        all.does(&ann, &["notes", "add", "Of a meeting", "--meeting", "vvvvvvvv"]);
        all.does(&ann, &["notes", "show", "vvvvvvvv"]);
        all.does(&ann, &["notes", "list"]);
        all.does(&ann, &["search", "workshop"]);
        all.does(&ann, &["search", "work", "--limit", "1"]);
        all.does(&ann, &["export", "--to", folder.path().join("mine.md").to_str().expect("a name")]);
        all.does(&ann, &["export", "--to", folder.path().join("mine.md").to_str().expect("a name")]);
        all.does(&ann, &["export"]);
        all.end();
    }
}

#[test]
fn everything_is_said_in_german_too() {
    let (_folder, ann, all) = begin("german", Form::Human);
    let mut all = all.speaking("de_DE.UTF-8");
    all.does(&ann, &["status"]);
    all.does(&ann, &["init", "Ann Anderson"]);
    all.does(&ann, &["init", "Ann Anderson"]);
    all.makes("goal", &ann, &["goals", "add", "Eine Lehrstelle finden", "--due", "2031-03-24"]);
    all.does(&ann, &["goals", "propose", "{goal}"]);
    all.does(&ann, &["goals", "start", "{goal}"]);
    all.does(&ann, &["goals", "edit", "{goal}"]);
    all.does(&ann, &["steps", "list", "{goal}"]);
    all.does(&ann, &["meetings", "list"]);
    all.does(&ann, &["meetings", "propose", "2031-03-03T16:30"]);
    all.does(&ann, &["notes", "list"]);
    all.does(&ann, &["search", "nichts"]);
    all.does(&ann, &["sync"]);
    all.does(&ann, &["invite"]);
    all.does(&ann, &["doctor"]);
    all.does(&ann, &["devices", "list"]);
    all.does(&ann, &["goals", "delete", "{goal}"]);
    all.end();
}
