//! Back on a new computer, with nothing but the words.

use super::program::Person;
use super::relay::{Relay, meet};
use super::terminal::on_a_terminal;
use super::told::{Form, Story};
use std::io::Write as _;
use std::process::{Output, Stdio};

/// A command that reads the words from another program.
fn told_the_words(who: &Person, args: &[&str], words: &str) -> Output {
    let mut command = who.command(args);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut running = command.spawn().expect("the program runs");
    // One that refuses the command reads no words.
    let _ = running.stdin.take().expect("its stdin").write_all(words.as_bytes());
    running.wait_with_output().expect("it ends")
}

#[test]
fn a_person_comes_back() {
    for form in [Form::Human, Form::Json] {
        let folder = tempfile::tempdir().expect("a folder");
        let relay = Relay::start(&folder.path().join("relay"));
        let (ann, ben) = (Person(folder.path().join("ann")), Person(folder.path().join("ben")));
        let (anew, third) = (Person(folder.path().join("anew")), Person(folder.path().join("third")));
        let mut all = Story::begin("recovering", form, folder.path());
        let json: &[&str] = if all.is_json() { &["--json"] } else { &[] };
        ann.say(&["init", "Ann Anderson"]);
        ben.say(&["init", "Ben Bernhardt"]);
        let invite = [json, &["invite", "--relay", &relay.link, "--yes", "--wait", "60"]].concat();
        meet(&ben, &invite, &ann, all.is_json());
        all.makes("goal", &ann, &["goals", "add", "Find an apprenticeship", "--with", "Ben"]);
        ann.say(&["sync"]);
        all.does(&ann, &["devices", "words"]);
        let kept = ann.json(&["devices", "words"]);
        let (words, place) = (kept["words"].as_str().expect("words"), kept["relay"].as_str().expect("a relay"));
        all.does(&ann, &["devices", "words", "--written-down"]);

        all.note("A new computer");
        let mut says = |who: &Person, args: &[&str], typed: &str| {
            let output = told_the_words(who, &[json, args].concat(), typed);
            all.write_down(who, args, &output);
        };
        says(&anew, &["recover", place], "hello");
        says(&anew, &["recover", place], &words.replacen(words.split(' ').next().expect("a word"), "hellow", 1));
        says(&anew, &["recover", "somewhere"], words);
        let nobodys = format!("{}art", "abandon ".repeat(23));
        says(&anew, &["recover", place, "--as", "Laptop"], &nobodys);
        says(&anew, &["recover", place], words);
        says(&anew, &["recover", place], words);
        says(&third, &["recover", "http://127.0.0.1:1", "--wait", "1"], words);
        all.does(&anew, &["goals", "list"]);
        all.does(&anew, &["devices", "list"]);
        if !all.is_json() {
            all.asks(&third, &[("Words: ", "abandon ability able")], &["recover", place]);
        }

        all.note("The old one is removed");
        let listed = anew.json(&["devices", "list"]);
        let rows = listed["devices"].as_array().expect("rows");
        let lost = rows.iter().find(|row| row["this_device"] == false).expect("the old one");
        all.name("lost", lost["id"].as_str().expect("its id"));
        all.does(&anew, &["devices", "remove", "{lost}", "--yes"]);
        all.does(&anew, &["devices", "words", "--written-down"]);
        all.does(&anew, &["sync"]);
        ben.say(&["sync"]);
        anew.say(&["sync"]);
        all.does(&anew, &["steps", "add", "{goal}", "Send two addresses"]);
        all.does(&anew, &["sync"]);
        ben.say(&["sync"]);
        all.does(&ben, &["goals", "show", "{goal}"]);
        let output = told_the_words(&anew, &[json, &["devices", "words", "--enter"]].concat(), &nobodys);
        all.write_down(&anew, &["devices", "words", "--enter"], &output);
        let output = told_the_words(&anew, &[json, &["devices", "words", "--enter"]].concat(), words);
        all.write_down(&anew, &["devices", "words", "--enter"], &output);
        all.end();
    }
}

#[test]
fn the_words_are_not_seen_while_they_are_typed() {
    let folder = tempfile::tempdir().expect("a folder");
    let anew = Person(folder.path().join("anew"));
    let typed = "abandon ability able";
    let (code, shown) = on_a_terminal(&anew, &[("Words: ", typed)], &["recover", "http://127.0.0.1:1"]);
    assert_eq!(code, 1, "{shown}");
    assert!(shown.contains("this number of words: 3.") && !shown.contains("ability"), "{shown}");
    assert!(!anew.0.join("data").exists(), "nothing is made of words that are none");
}
