//! Reminders on the command line: planned, chosen, explained.

use super::program::Person;
use super::told::{Form, Story};
use rapport_domain::time::Day;
use std::time::SystemTime;

/// A day so many days from now, by UTC, in which the program runs here.
fn day(ahead: i64) -> String {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("after 1970");
    let today = i64::try_from(since.as_secs() / 86_400).expect("small");
    Day::from_epoch_days(today + ahead).expect("a day").to_string()
}

fn begin(name: &str, form: Form) -> (tempfile::TempDir, Person, Story, [String; 3]) {
    let folder = tempfile::tempdir().expect("a folder");
    let ann = Person(folder.path().join("ann"));
    let mut all = Story::begin(name, form, folder.path());
    let days = [day(3), day(5), day(6)];
    for (day, word) in days.iter().zip(["SOON", "LATER", "PAUSE"]) {
        all.mask.name(day, word);
    }
    ann.say(&["init", "Ann Anderson"]);
    (folder, ann, all, days)
}

/// Days have another form in there, and times of day those of this run.
fn ics(all: &mut Story, ann: &Person, file: &str) {
    let text = ann.say(&["reminders", "ics"]);
    let lines: Vec<_> = text.lines().collect();
    assert_eq!((lines.first(), lines.last()), (Some(&"BEGIN:VCALENDAR"), Some(&"END:VCALENDAR")));
    let summaries: Vec<_> = lines.iter().filter(|line| line.starts_with("SUMMARY:")).collect();
    assert_eq!(summaries, [&"SUMMARY:A step is due"; 2], "what a lock screen says, and no more");
    assert!(!text.contains("outline"), "{text}");
    all.does(ann, &["reminders", "ics", "--to", file]);
    all.does(ann, &["reminders", "ics", "--to", file]);
}

#[test]
fn reminders_of_ones_own() {
    for form in [Form::Human, Form::Json] {
        let (folder, ann, mut all, [soon, later, pause]) = begin("reminders", form);
        all.does(&ann, &["reminders", "plan"]);
        all.does(&ann, &["reminders", "why"]);
        all.makes("goal", &ann, &["goals", "add", "Find an apprenticeship"]);
        ann.say(&["steps", "add", all.id("goal"), "Write an outline", "--due", &soon]);
        ann.say(&["steps", "add", all.id("goal"), "Call the workshop", "--due", &format!("{later}T22:30")]);
        all.does(&ann, &["reminders", "plan"]);
        let plan = ann.json(&["reminders", "plan"]);
        let first = plan["plan"]["pushes"][0]["parts"][0]["id"].as_str().expect("a name").to_owned();
        all.name("reminder", &first);
        all.does(&ann, &["reminders", "why", "{reminder}"]);
        all.does(&ann, &["reminders", "why", "horoscope"]);
        ics(&mut all, &ann, folder.path().join("reminders.ics").to_str().expect("a name"));
        all.does(&ann, &["reminders", "settings"]);
        all.does(&ann, &["reminders", "settings", "--quiet", "23:00-07:00", "--usual", "07:30", "--off", "log"]);
        all.does(&ann, &["reminders", "plan"]);
        all.does(&ann, &["reminders", "settings", "--quiet-weekends", "true"]);
        all.does(&ann, &["reminders", "settings", "--quiet-weekends", "false"]);
        all.does(&ann, &["reminders", "settings", "--quiet", "never", "--on", "log", "--off", "step"]);
        all.does(&ann, &["reminders", "plan"]);
        all.does(&ann, &["reminders", "why"]);
        all.does(&ann, &["reminders", "settings", "--on", "step", "--pause", &pause]);
        all.does(&ann, &["reminders", "plan"]);
        all.does(&ann, &["reminders", "settings", "--go-on"]);
        all.does(&ann, &["steps", "tick", "{goal}", "1"]);
        all.does(&ann, &["reminders", "plan"]);
        all.does(&ann, &["reminders", "why", "{reminder}"]);
        let devices = ann.json(&["devices", "list"]);
        all.name("device", devices["devices"][0]["id"].as_str().expect("an id"));
        for device in ["this", "last", "horoscope"] {
            all.does(&ann, &["reminders", "settings", "--rings", device]);
        }
        all.does(&ann, &["reminders", "settings", "--quiet", "21:00"]);
        all.does(&ann, &["reminders", "settings", "--quiet", "21:00-21:00"]);
        all.does(&ann, &["reminders", "settings", "--quiet", "21:00-25:00"]);
        all.does(&ann, &["reminders", "settings", "--off", "horoscope"]);
        all.does(&ann, &["reminders", "settings", "--pause", "tomorrow"]);
        all.end();
    }
}

#[test]
fn reminders_in_german() {
    let (_folder, ann, all, [soon, later, pause]) = begin("reminders_german", Form::Human);
    let mut all = all.speaking("de_DE.UTF-8");
    all.makes("goal", &ann, &["goals", "add", "Eine Lehrstelle finden"]);
    ann.say(&["steps", "add", all.id("goal"), "Einen Entwurf schreiben", "--due", &soon]);
    ann.say(&["steps", "add", all.id("goal"), "Die Werkstatt anrufen", "--due", &format!("{later}T22:30")]);
    all.does(&ann, &["reminders", "plan"]);
    all.does(&ann, &["reminders", "why"]);
    all.does(&ann, &["reminders", "settings", "--pause", &pause]);
    all.does(&ann, &["reminders", "plan"]);
    // After the plans: on which day of the week this runs must not matter.
    all.does(&ann, &["reminders", "settings", "--quiet-weekends", "true"]);
    all.does(&ann, &["reminders", "why", "horoscope"]);
    all.end();
}
