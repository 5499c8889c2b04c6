//! Check-ins on the command line: everything that needs nobody else.

use super::program::Person;
use super::told::{Form, Story};
use rapport_domain::time::Day;
use std::time::SystemTime;

/// Days around this one, whatever zone the computer is in.
fn days() -> impl Iterator<Item = String> {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("after 1970");
    let today = i64::try_from(since.as_secs() / 86_400).expect("small");
    (-1..=15).map(move |n| Day::from_epoch_days(today + n).expect("a day").to_string())
}

#[test]
fn check_ins_of_ones_own() {
    for form in [Form::Human, Form::Json] {
        let folder = tempfile::tempdir().expect("a folder");
        let ann = Person(folder.path().join("ann"));
        let mut all = Story::begin("checkins", form, folder.path());
        days().for_each(|day| all.mask.name(day, "DAY"));
        let file = |name: &str| folder.path().join(name).to_str().expect("a name").to_owned();
        ann.say(&["init", "Ann Anderson"]);
        all.does(&ann, &["checkin", "list"]);
        all.does(&ann, &["checkin", "form", "pulse"]);
        all.does(&ann, &["checkin", "form", "ons4"]);
        all.does(&ann, &["checkin", "form", "who5"]);
        all.does(&ann, &["checkin", "form", "horoscope"]);
        all.does(&ann, &["checkin", "form", "match"]);
        all.does(&ann, &["checkin", "answer", "pulse"]);
        all.does(&ann, &["checkin", "answer", "pulse", "mood=6"]);
        all.does(&ann, &["checkin", "answer", "pulse", "mood=yes"]);
        all.does(&ann, &["checkin", "answer", "pulse", "weather=5"]);
        all.does(&ann, &["checkin", "answer", "pulse", "note=Only words"]);
        all.does(&ann, &["checkin", "draft", "domains", "home=2", "people=1"]);
        all.does(&ann, &["checkin", "draft", "domains", "people=", "energy=4"]);
        all.does(&ann, &["checkin", "list"]);
        all.makes("areas", &ann, &["checkin", "answer", "domains", "money=5"]);
        all.makes("pulse", &ann, &["checkin", "answer", "pulse", "mood=2", "contact=yes", "note=A long week"]);
        all.does(&ann, &["checkin", "form", "domains"]);
        all.does(&ann, &["checkin", "answer", "pulse", "mood=3"]);
        all.does(&ann, &["checkin", "correct", "{pulse}", "mood=3", "note="]);
        all.does(&ann, &["checkin", "share", "{pulse}"]);
        all.does(&ann, &["checkin", "share", "{pulse}", "--coordinator"]);
        all.does(&ann, &["checkin", "share", "{pulse}", "--coordinator"]);
        all.does(&ann, &["checkin", "list"]);
        all.does(&ann, &["checkin", "trend", "pulse"]);
        all.does(&ann, &["checkin", "trend", "domains"]);
        all.does(&ann, &["checkin", "trend", "gse"]);
        all.does(&ann, &["checkin", "rhythm", "pulse"]);
        all.does(&ann, &["checkin", "rhythm", "pulse", "14"]);
        all.does(&ann, &["checkin", "rhythm", "pulse", "often"]);
        all.does(&ann, &["checkin", "rhythm", "who5", "7"]);
        all.does(&ann, &["checkin", "rhythm", "pulse", "off"]);
        all.note("Words that a programme brings");
        std::fs::write(file("who5.json"), "{\n  \"instrument\": \"who5\",\n  \"version\": 2\n}\n").expect("written");
        all.does(&ann, &["checkin", "texts", &file("who5.json")]);
        all.does(&ann, &["checkin", "texts", &file("nowhere.json")]);
        std::fs::write(file("who5.en.json"), words_of_ones_own()).expect("written");
        all.does(&ann, &["checkin", "texts", &file("who5.en.json")]);
        all.note("Whom to turn to; the number is one that is kept free for stories");
        let places = r#"{"help": 1, "entries": [{"name": "A line that listens", "about": "For everybody.", "region": "Nowhere",
            "languages": ["en"], "urgent": true, "phone": "+44 20 7946 0018", "hours": "Always",
            "source": "https://example.org/contact", "checked": "2026-11-01"}]}"#;
        std::fs::write(file("places.json"), places).expect("written");
        all.does(&ann, &["checkin", "help-directory"]);
        let sign = ["checkin", "help-directory", "--sign", &file("places.json"), "--to", &file("places.help")];
        let form = if all.is_json() { &["--json"][..] } else { &[] };
        let signed = ann.command(&[form, &sign].concat()).output().expect("the program runs");
        let written = std::fs::read_to_string(file("places.help")).expect("signed");
        let key = written.lines().nth(1).and_then(|line| line.strip_prefix("key ")).expect("a key").to_owned();
        all.mask.name(key.clone(), "KEY");
        assert_eq!(all.write_down(&ann, &sign, &signed), 0);
        all.does(&ann, &["checkin", "help-directory", "--load", &file("places.help")]);
        all.does(&ann, &["checkin", "help-directory", "--trust", &key, "--load", &file("places.help")]);
        all.end();
    }
}

/// Words for a questionnaire that brings none: invented ones, since the true ones are somebody’s.
fn words_of_ones_own() -> String {
    let items: Vec<String> = (1..=5).map(|n| format!("\"item{n}\": \"Invented sentence {n}\"")).collect();
    format!(
        r#"{{"instrument": "who5", "version": 1, "language": "en", "name": "Five sentences", "intro": "These days:",
            "items": {{{}}}, "parts": {{"total": "All five"}}, "labels": {{}}, "licence": "Ours", "source": "Nowhere"}}"#,
        items.join(", ")
    )
}

#[test]
fn check_ins_in_german() {
    let folder = tempfile::tempdir().expect("a folder");
    let ann = Person(folder.path().join("ann"));
    let mut all = Story::begin("checkins_german", Form::Human, folder.path()).speaking("de_CH.UTF-8");
    days().for_each(|day| all.mask.name(day, "TAG"));
    ann.say(&["init", "Ann Anderson"]);
    all.does(&ann, &["checkin", "list"]);
    all.does(&ann, &["checkin", "form", "domains"]);
    all.does(&ann, &["checkin", "answer", "pulse", "mood=1", "contact=ja"]);
    all.does(&ann, &["checkin", "trend", "pulse"]);
    all.does(&ann, &["checkin", "help-directory"]);
    all.end();
}
