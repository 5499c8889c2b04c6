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
        all.does(&ann, &["goals", "progress", "{goal}", "--amount", "1.250"]);
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
fn goals_in_full() {
    for form in FORMS {
        let (_folder, ann, mut all) = begin("goals_in_full", form);
        ann.say(&["init", "Ann Anderson"]);
        all.makes("large", &ann, &["goals", "add", "Stand on my own feet"]);
        all.makes("goal", &ann, &["goals", "add", "Find an apprenticeship"]);
        let mut edit = |options: &[&str]| all.does(&ann, &[&["goals", "edit", "{goal}"][..], options].concat());
        edit(&["--horizon", "medium", "--confidence", "4", "--weight", "3"]);
        edit(&["--parent", "{large}"]);
        edit(&["--measure", "levels", "--scale", "-2", "No answer", "--scale", "0", "One contract"]);
        edit(&["--scale", "2", "A choice of three"]);
        edit(&["--due", "2031-03-24", "--review", "2031-01-01"]);
        all.note("What cannot be taken changes nothing");
        let mut edit = |options: &[&str]| all.does(&ann, &[&["goals", "edit", "{goal}"][..], options].concat());
        edit(&["--horizon", "far"]);
        edit(&["--confidence", "6"]);
        edit(&["--confidence", "much"]);
        edit(&["--weight", "0"]);
        edit(&["--scale", "3", "More than that"]);
        edit(&["--scale", "1"]);
        edit(&["--parent", "vvvvvvvv"]);
        edit(&["--parent", "{goal}"]);
        edit(&["--why", "To be free", "--title", " "]);
        all.does(&ann, &["goals", "edit", "{large}", "--parent", "{goal}"]);
        all.does(&ann, &["goals", "show", "{goal}"]);
        all.does(&ann, &["goals", "show", "{large}"]);
        all.note("What was written is taken away again");
        all.does(&ann, &["goals", "edit", "{goal}", "--horizon", "none", "--confidence", "none", "--due", "none"]);
        all.does(&ann, &["goals", "edit", "{goal}", "--parent", "none", "--review", "none", "--scale", "2", ""]);
        all.note("How far it has come");
        all.does(&ann, &["goals", "start", "{goal}"]);
        all.does(&ann, &["goals", "progress", "{goal}", "--level", "-1"]);
        all.does(&ann, &["goals", "progress", "{goal}", "--level", "-3"]);
        all.does(&ann, &["goals", "progress", "{goal}", "--amount", "4", "--level", "1"]);
        all.does(&ann, &["goals", "progress", "{goal}", "Half of it, I think", "--estimate", "50"]);
        all.does(&ann, &["goals", "progress", "{goal}", "--estimate", "101"]);
        all.does(&ann, &["goals", "progress", "{goal}", "--delete", "1"]);
        all.does(&ann, &["goals", "progress", "{goal}", "--delete", "2"]);
        all.note("Stages");
        all.does(&ann, &["goals", "milestone", "{goal}", "First answer", "--due", "2031-01-10"]);
        all.does(&ann, &["goals", "milestone", "{goal}", "A trial day"]);
        all.does(&ann, &["goals", "milestone", "{goal}", "--move", "2"]);
        all.does(&ann, &["goals", "milestone", "{goal}", "--move", "1", "--after", "2"]);
        all.does(&ann, &["goals", "milestone", "{goal}", "A week on trial", "--change", "2", "--due", "2031-02-01"]);
        all.does(&ann, &["goals", "milestone", "{goal}", "--change", "1", "--due", "none"]);
        all.does(&ann, &["goals", "milestone", "{goal}", "--change", "1"]);
        all.does(&ann, &["goals", "milestone", "{goal}", "--reached", "1"]);
        all.does(&ann, &["goals", "milestone", "{goal}", "--open", "1"]);
        all.does(&ann, &["goals", "milestone", "{goal}", "--reached", "1", "--delete", "2"]);
        all.does(&ann, &["goals", "milestone", "{goal}", "--delete", "3"]);
        all.note("What is said about it");
        all.does(&ann, &["steps", "add", "{goal}", "Write to the workshops", "--milestone", "1"]);
        all.does(&ann, &["goals", "comment", "{goal}", "Start with the small ones", "--step", "1"]);
        all.does(&ann, &["goals", "comment", "{goal}", "Ask for it in May", "--milestone", "2"]);
        all.does(&ann, &["goals", "comment", "{goal}", "It goes well", "--review"]);
        all.does(&ann, &["goals", "comment", "{goal}", "Nobody hears this", "--step", "7"]);
        all.does(&ann, &["goals", "comment", "{goal}", "Ask for it in June", "--change", "2"]);
        all.does(&ann, &["goals", "comment", "{goal}", "--delete", "1"]);
        all.does(&ann, &["goals", "comment", "{goal}", "--delete", "9"]);
        all.does(&ann, &["goals", "comment", "{goal}"]);
        all.does(&ann, &["goals", "milestone", "{goal}", "--delete", "1"]);
        all.note("It goes on elsewhere");
        all.does(&ann, &["goals", "carry", "{goal}", "--to", "{large}"]);
        all.does(&ann, &["goals", "carry", "{goal}"]);
        all.makes("yes", &ann, &["goals", "add", "Read a book"]);
        all.does(&ann, &["goals", "edit", "{yes}", "--measure", "yes_no"]);
        all.does(&ann, &["goals", "start", "{yes}"]);
        all.does(&ann, &["goals", "progress", "{yes}", "--reached"]);
        all.does(&ann, &["goals", "progress", "{yes}", "--not-reached"]);
        all.does(&ann, &["goals", "edit", "{yes}", "--measure", "none"]);
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
        all.does(&ann, &["steps", "edit", "{goal}", "1", "Write a short outline"]);
        all.does(&ann, &["steps", "edit", "{goal}", "1", " "]);
        all.does(&ann, &["steps", "edit", "{goal}", "9", "Nothing"]);
        all.does(&ann, &["steps", "move", "{goal}", "3"]);
        all.does(&ann, &["steps", "move", "{goal}", "1", "--after", "2"]);
        all.does(&ann, &["steps", "move", "{goal}", "1", "--after", "9"]);
        all.does(&ann, &["goals", "milestone", "{goal}", "First answer"]);
        all.does(&ann, &["steps", "move", "{goal}", "2", "--milestone", "1"]);
        all.does(&ann, &["steps", "move", "{goal}", "2", "--milestone", "first"]);
        all.does(&ann, &["steps", "add", "{goal}", "Ask again", "--milestone", "1"]);
        all.does(&ann, &["steps", "add", "{goal}", "Ask again", "--milestone", "2"]);
        all.does(&ann, &["steps", "move", "{goal}", "1", "--milestone", "none"]);
        all.does(&ann, &["steps", "delete", "{goal}", "4"]);
        all.does(&ann, &["steps", "delete", "{goal}", "4"]);
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
        let failing = ann.command(&["notes", "edit", all.id("note")]).env("EDITOR", "false").output();
        if !all.is_json() {
            all.write_down(&ann, &["notes", "edit", "{note}"], &failing.expect("the program runs"));
        }
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
        all.note("What it is called, and how it looks");
        all.does(&ann, &["notes", "rename", "{note}", "Ideas for spring"]);
        all.does(&ann, &["notes", "rename", "{note}", " "]);
        all.does(&ann, &["notes", "rename", "{note}", "What is next", "--section", "2"]);
        all.does(&ann, &["notes", "rename", "{note}", "Nowhere", "--section", "5"]);
        all.does(&ann, &["notes", "line", "{note}", "1", "--kind", "h2"]);
        all.does(&ann, &["notes", "line", "{note}", "2", "--kind", "check", "--tick", "--section", "2"]);
        all.does(&ann, &["notes", "line", "{note}", "2", "--untick", "--section", "2"]);
        all.does(&ann, &["notes", "line", "{note}", "1", "--kind", "bullet", "--section", "2"]);
        all.does(&ann, &["notes", "line", "{note}", "1", "--kind", "table"]);
        all.does(&ann, &["notes", "line", "{note}", "7", "--kind", "quote"]);
        all.does(&ann, &["notes", "line", "{note}", "1"]);
        all.does(&ann, &["notes", "mark", "{note}", "small workshop", "--bold"]);
        all.does(&ann, &["notes", "mark", "{note}", "letters", "--link", "https://example.org/letters"]);
        all.does(&ann, &["notes", "mark", "{note}", "letters", "--link", "javascript:alert(1)"]);
        all.does(&ann, &["notes", "mark", "{note}", "small workshop", "--bold", "--off"]);
        all.does(&ann, &["notes", "mark", "{note}", "large workshop", "--italic"]);
        all.does(&ann, &["notes", "mark", "{note}", "small workshop"]);
        all.does(&ann, &["notes", "move", "{note}", "2"]);
        all.does(&ann, &["notes", "move", "{note}", "1", "--after", "2"]);
        all.does(&ann, &["notes", "move", "{note}", "3"]);
        all.does(&ann, &["notes", "delete", "{note}", "--section", "2"]);
        all.does(&ann, &["notes", "delete", "{note}", "--section", "2"]);
        all.makes("other", &ann, &["notes", "add", "Loose ends"]);
        all.does(&ann, &["notes", "delete", "{other}"]);
        all.does(&ann, &["notes", "show", "{other}"]);
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
    all.does(&ann, &["goals", "edit", "{goal}", "--horizon", "long", "--confidence", "2", "--weight", "2"]);
    all.does(&ann, &["goals", "milestone", "{goal}", "Erste Antwort"]);
    all.does(&ann, &["goals", "milestone", "{goal}", "--change", "1"]);
    all.makes("note", &ann, &["notes", "add", "Ideen"]);
    all.does(&ann, &["notes", "mark", "{note}", "Werkstatt", "--bold"]);
    all.does(&ann, &["notes", "line", "{note}", "3", "--kind", "check"]);
    all.does(&ann, &["goals", "delete", "{goal}"]);
    all.end();
}
