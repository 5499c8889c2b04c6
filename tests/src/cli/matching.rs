//! Plans for the people of a file: no profile, no network.

use super::program::{Person, program};
use super::told::{Form, Story};
use serde_json::Value;
use std::path::PathBuf;
use std::time::{Duration, Instant};

const EXAMPLE: &str = include_str!("../../../docs/examples/people.json");

/// A story about files in a folder, in which the example stands.
fn begin(name: &str, form: Form) -> (tempfile::TempDir, Person, Story, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let people = folder.path().join("people.json");
    std::fs::write(&people, EXAMPLE).expect("written");
    let nobody = Person(folder.path().join("nobody"));
    let story = Story::begin(name, form, folder.path());
    let people = people.to_str().expect("a name").to_owned();
    (folder, nobody, story, people)
}

#[test]
fn a_plan_for_the_people_of_a_file() {
    for form in [Form::Human, Form::Json] {
        let (folder, nobody, mut all, people) = begin("matching", form);
        let file = |name: &str| folder.path().join(name).to_str().expect("a name").to_owned();
        all.does(&nobody, &["match", "run", "--people", &people]);
        all.does(&nobody, &["match", "run", "--people", &people, "--to", &file("run.json")]);
        all.does(&nobody, &["match", "run", "--people", &people, "--to", &file("run.json")]);
        for one in ["amara", "jonas", "leila", "Marek Wójcik", "noor", "sara", "timo", "ines"] {
            all.does(&nobody, &["match", "explain", "--people", &people, one]);
        }
        for (mentee, mentor) in [
            ("amara", "ines"),
            ("amara", "tobias"),
            ("amara", "victor"),
            ("sara", "ulrike"),
            ("timo", "ines"),
            ("noor", "tobias"),
            ("noor", "victor"),
        ] {
            all.does(&nobody, &["match", "why-not", "--people", &people, mentee, mentor]);
        }
        all.does(&nobody, &["match", "why-not", "--people", &people, "amara", "jonas"]);
        all.does(&nobody, &["match", "replay", &file("run.json"), "--people", &people]);
        all.note("Somebody changed the run, the people, the engine");
        let kept = std::fs::read_to_string(file("run.json")).expect("kept");
        let mut changed: Value = serde_json::from_str(&kept).expect("a run");
        changed["pairs"][1]["mentor"] = "victor".into();
        std::fs::write(file("changed.json"), changed.to_string()).expect("written");
        all.does(&nobody, &["match", "replay", &file("changed.json"), "--people", &people]);
        changed["engine"] = 0.into();
        std::fs::write(file("older.json"), changed.to_string()).expect("written");
        all.does(&nobody, &["match", "replay", &file("older.json"), "--people", &people]);
        std::fs::write(file("others.json"), EXAMPLE.replace("Spring", "Autumn")).expect("written");
        all.does(&nobody, &["match", "replay", &file("run.json"), "--people", &file("others.json")]);
        assert!(!nobody.0.exists(), "no profile is made");
        all.end();
    }
}

/// Small rounds in which what the example has no case of comes about.
#[test]
fn what_a_plan_can_say_of_pairs_and_of_those_who_are_left() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("matching/rounds");
    let nobody = Person(folder.join("nobody"));
    let mut all = Story::begin("matching_cases", Form::Human, &folder);
    let mut does = |note: &str, file: &str, asked: &[&[&str]]| {
        all.note(note);
        let people = folder.join(file).with_extension("json");
        let people = people.to_str().expect("a name");
        for words in asked {
            let args = [&["match", words[0], "--people", people], &words[1..]].concat();
            assert_eq!(all.does(&nobody, &args), 0, "{args:?}");
        }
    };
    let barred: &[&[&str]] = &[
        &["run"],
        &["why-not", "mia", "rosa"],
        &["why-not", "mia", "max"],
        &["why-not", "mia", "anna"],
        &["why-not", "mia", "paul"],
        &["why-not", "mia", "ben"],
        &["why-not", "mia", "ida"],
        &["why-not", "mia", "otto"],
        &["why-not", "kai", "max"],
        &["why-not", "lee", "max"],
        &["why-not", "zoe", "max"],
        &["why-not", "sam", "sam"],
        &["explain", "kai"],
        &["explain", "zoe"],
    ];
    does("Who cannot be a pair", "barred", barred);
    let places: &[&[&str]] = &[&["run"], &["explain", "ada"], &["explain", "cy"], &["why-not", "ada", "uma"]];
    does("Fewer places than mentees", "places", places);
    let decided: &[&[&str]] = &[
        &["run"],
        &["explain", "ada"],
        &["explain", "bo"],
        &["explain", "dan"],
        &["why-not", "dan", "vic"],
        &["why-not", "dan", "uma"],
    ];
    does("Much is decided", "decided", decided);
    does("It is better to wait", "floor", &[&["explain", "ada"], &["why-not", "ada", "uma"]]);
    does("What was asked for is not there", "asked", &[&["run"], &["explain", "eli"]]);
    does("It is nearly better to wait", "only_just", &[&["explain", "eli"]]);
    does("Wishes that everybody’s place stands against", "wished", &[&["run"]]);
    does("All alike", "alike", &[&["why-not", "ari", "dora"], &["why-not", "ari", "cem"]]);
    assert!(!nobody.0.exists(), "no profile is made");
    all.end();
}

#[test]
fn what_a_coordinator_decides_stands_in_the_file_and_can_be_taken_back() {
    for form in [Form::Human, Form::Json] {
        let (folder, nobody, mut all, people) = begin("matching_lock", form);
        let mut lock =
            |words: &[&str]| all.does(&nobody, &[&["match", words[0], "--people", &people], &words[1..]].concat());
        let text = || std::fs::read_to_string(&people).expect("the file");
        assert_eq!(lock(&["lock", "amara", "ines"]), 0);
        let amara = r#", {"mentee": "amara", "mentor": "ines"}]"#;
        assert_eq!(text(), EXAMPLE.replace("\"victor\"}]", &format!("\"victor\"}}{amara}")), "nothing else changed");
        assert_eq!(lock(&["run"]), 0);
        assert_eq!(lock(&["lock", "amara", "tobias"]), 1);
        assert_eq!(lock(&["lock", "amara", "ines"]), 1);
        assert_eq!(lock(&["lock", "Leila Haddad", "victor"]), 1);
        assert_eq!(lock(&["lock", "leila", "nobody"]), 2);
        assert_eq!(lock(&["unlock", "noor"]), 0);
        assert_eq!(lock(&["unlock", "noor"]), 1);
        assert_eq!(lock(&["unlock", "amara"]), 0);
        assert!(text().contains("\"locks\": []"));
        assert_eq!(lock(&["lock", "noor", "victor"]), 0);
        assert_eq!(text(), EXAMPLE);
        let files: Vec<_> =
            std::fs::read_dir(folder.path()).expect("a folder").flatten().map(|one| one.file_name()).collect();
        assert_eq!(files, ["people.json"], "nothing is left beside it");
        all.end();
    }
}

#[test]
fn a_plan_in_german() {
    let (_folder, nobody, all, people) = begin("matching_german", Form::Human);
    let mut all = all.speaking("de_CH.UTF-8");
    all.does(&nobody, &["match", "run", "--people", &people]);
    all.does(&nobody, &["match", "explain", "--people", &people, "amara"]);
    all.does(&nobody, &["match", "why-not", "--people", &people, "amara", "victor"]);
    all.does(&nobody, &["match", "explain", "--people", &people, "niemand"]);
    all.end();
}

#[test]
fn files_that_are_not_taken() {
    for form in [Form::Human, Form::Json] {
        let (folder, nobody, mut all, people) = begin("matching_wrong", form);
        let wrong = folder.path().join("wrong.json");
        let file = wrong.to_str().expect("a name").to_owned();
        for (from, to) in [
            ("\"floor\": 350", "\"weights\": {\"skills\": 99999999999999999999}"),
            ("\"must\": [\"field\"]", "\"must\": [\"shoe size\"]"),
            ("\"id\": \"wanda\"", "\"id\": \"victor\""),
            ("\"slots\": 1, \"skills\": {\"writing\"", "\"slots\": 11, \"skills\": {\"writing\""),
            ("\"name\": \"Wanda Kowalczyk\", ", ""),
            ("\"locks\": [{\"mentee\": \"noor\"", "\"locks\": [{\"mentee\": \"sara\""),
            ("\"apart\"", "\"apart"),
            ("{\"thursday\": [\"17:00-19:00\"]}", "{\"thursday\": [\"17:00-19:07\"]}"),
            ("{\"thursday\": [\"17:00-19:00\"]}", "{\"thursdays\": [\"17:00-19:00\"]}"),
            ("\"languages\": [\"en\", \"fr\"]", "\"languages\": [\"en\", \"français\"]"),
            (r#""free": {"thursday": ["17:00-19:00"]}"#, r#""modes": ["phone"], "free": {}"#),
            ("\"no_fit\"", "\"quarrel\""),
            ("\"match\": 1", "\"match\": 2"),
            ("\"must\": [\"field\"]", "\"must\": [\"field\", \"studies\", \"place\", \"age\"]"),
            ("\"wishes\": [\"leila\"]", "\"wishes\": [\"lena\"]"),
            (", \"mentee\": {\"needs\": {\"bookkeeping\": 2}}", ""),
        ] {
            assert_eq!(EXAMPLE.matches(from).count(), 1, "{from}");
            std::fs::write(&file, EXAMPLE.replace(from, to)).expect("written");
            assert_eq!(all.does(&nobody, &["match", "run", "--people", &file]), 2, "{to}");
        }
        all.note("Not UTF-8; nothing at all; a million rows");
        let mut bytes = EXAMPLE.as_bytes().to_vec();
        bytes[40] = 0xff;
        std::fs::write(&file, bytes).expect("written");
        assert_eq!(all.does(&nobody, &["match", "run", "--people", &file]), 2);
        std::fs::write(&file, "").expect("written");
        assert_eq!(all.does(&nobody, &["match", "run", "--people", &file]), 2);
        let rows = "{},".repeat(1_000_000);
        std::fs::write(&file, format!("{{\"match\": 1, \"round\": \"Spring\",\n\"people\": [{rows}{{}}]}}"))
            .expect("written");
        let began = Instant::now();
        assert_eq!(all.does(&nobody, &["match", "run", "--people", &file]), 2);
        assert!(began.elapsed() < Duration::from_secs(20), "refused as soon as there are too many");
        std::fs::remove_file(&file).expect("removed");
        assert_eq!(all.does(&nobody, &["match", "run", "--people", &file]), 2);
        let nowhere = folder.path().join("nowhere/run.json");
        let nowhere = nowhere.to_str().expect("a name");
        assert_eq!(all.does(&nobody, &["match", "run", "--people", &people, "--to", nowhere]), 2);
        assert_eq!(all.does(&nobody, &["match", "replay", nowhere, "--people", &people]), 2);
        all.note("A run that is none");
        for text in ["{\"engine\": 1,\n", "[]", "{\"engine\": 1, \"people\": \"\"}"] {
            std::fs::write(&file, text).expect("written");
            assert_eq!(all.does(&nobody, &["match", "replay", &file, "--people", &people]), 2, "{text}");
        }
        all.end();
    }
}

/// Bars and colours are for people who look; for all others it is plain.
#[test]
fn colours_only_where_somebody_looks() {
    let (_folder, _, _, people) = begin("matching", Form::Human);
    let run = |args: &[&str]| -> String {
        let mut command = program();
        command.args(args).env_remove("NO_COLOR");
        String::from_utf8(command.output().expect("the program runs").stdout).expect("text")
    };
    let text = run(&["match", "run", "--people", &people]);
    assert!(text.contains('█') && !text.contains('\u{1b}'), "{text}");
    let terminal = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tools/terminal.py");
    let shown = std::process::Command::new("python3")
        .arg(terminal)
        .arg("--")
        .arg(program().get_program())
        .args(["match", "run", "--people", &people])
        .env_remove("NO_COLOR")
        .env("TERM", "xterm")
        .env("LANG", "en_US.UTF-8")
        .output()
        .expect("python3");
    let shown = String::from_utf8_lossy(&shown.stdout).into_owned();
    assert!(shown.contains("\u{1b}[32m█"), "{shown}");
}
