//! Series, brief and times on the command line. All days lie far ahead or far
//! back: what is said does not depend on the day it is said.

use super::program::Person;
use super::relay::{Relay, meet};
use super::told::{Form, Story};
use rapport_domain::time::Day;
use std::time::SystemTime;

/// Busy for an hour each week from the day after tomorrow on: eight times in eight weeks at any hour of any day. The
/// second event cannot be understood.
fn calendar() -> String {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("after 1970");
    let today = i64::try_from(since.as_secs() / 86_400).expect("small");
    let from = Day::from_epoch_days(today + 2).expect("a day").to_string().replace('-', "");
    format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Nobody//Nothing//EN\r\nBEGIN:VEVENT\r\nUID:1\r\n\
         DTSTAMP:20260101T000000Z\r\nDTSTART:{from}T120000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY\r\n\
         SUMMARY:A secret\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:2\r\nDTSTAMP:20260101T000000Z\r\n\
         DTSTART:yesterday\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
}

#[test]
fn a_series_of_meetings() {
    for form in [Form::Human, Form::Json] {
        let folder = tempfile::tempdir().expect("a folder");
        let relay = Relay::start(&folder.path().join("relay"));
        let (ann, ben) = (Person(folder.path().join("ann")), Person(folder.path().join("ben")));
        let mut all = Story::begin("series", form, folder.path());
        ann.say(&["init", "Ann Anderson"]);
        ben.say(&["init", "Ben Bernhardt"]);
        all.does(&ann, &["meetings", "series", "propose", "2031-03-03T16:30"]);
        meet(&ben, &["invite", "--relay", &relay.link, "--yes", "--wait", "60"], &ann, false);

        all.note("Agreed by both");
        all.does(&ann, &["meetings", "series", "list"]);
        let first = "2031-03-03T16:30[Europe/Zurich]";
        for odd in [
            &["--rule", "FREQ=WEEKLY;COUNT=0"][..],
            &["--rule", "FREQ=HOURLY"],
            &["--rule", "FREQ=WEEKLY;BYDAY=TU"],
            &["--times", "0"],
            &["--until", "2031-03-01"],
            &["--minutes", "0"],
        ] {
            all.does(&ann, &[&["meetings", "series", "propose", first][..], odd].concat());
        }
        all.makes(
            "series",
            &ann,
            &["meetings", "series", "propose", first, "--every", "fortnight", "--title", "Our hour"],
        );
        all.does(&ann, &["meetings", "series", "confirm", "{series}"]);
        all.does(&ann, &["sync"]);
        all.does(&ben, &["sync"]);
        all.does(&ben, &["meetings", "series", "list"]);
        all.does(&ben, &["meetings", "series", "confirm", "{series}"]);
        all.makes("chance", &ben, &["meetings", "propose", "2020-02-03T16:30[Europe/Zurich]"]);
        all.does(&ben, &["meetings", "log", "{chance}", "--minutes", "30"]);
        all.does(&ben, &["meetings", "series", "move", "{series}", "2031-03-17", "2031-03-18T08:00[Europe/Zurich]"]);
        all.does(&ben, &["meetings", "series", "move", "{series}", "2031-03-18", "2031-03-19T08:00[Europe/Zurich]"]);
        all.does(
            &ben,
            &["meetings", "series", "skip", "{series}", "2031-03-31", "--reason", "clash", "--note", "Away"],
        );
        all.does(&ben, &["meetings", "series", "pause", "{series}", "2031-07-01", "2031-06-01"]);
        all.does(&ben, &["meetings", "series", "pause", "{series}", "2031-05-01", "2031-06-01"]);
        all.does(&ben, &["meetings", "series", "resume", "{series}", "2031-05-20"]);
        let other = "2031-09-02T17:00[Europe/Zurich]";
        all.does(&ben, &["meetings", "series", "change", "{series}", other, "--rule", "FREQ=MONTHLY;BYDAY=1TU"]);
        all.does(&ben, &["meetings", "series", "agree", "{series}"]);
        all.does(&ben, &["sync"]);
        all.does(&ann, &["sync"]);
        all.does(&ann, &["meetings", "series", "accept", "{series}", "2031-03-17"]);
        all.does(&ann, &["meetings", "series", "accept", "{series}", "2031-03-03"]);
        all.does(&ann, &["meetings", "series", "agree", "{series}"]);
        all.does(&ann, &["meetings", "series", "agree", "{series}"]);
        // Nobody has opened its first meeting: it is the next one all the same, and whoever looks opens it.
        ben.say(&["sync"]);
        let next = |person: &Person| person.json(&["status"])["home"]["next_meeting"].clone();
        assert_eq!((&next(&ann)["id"], next(&ann)["stage"].as_str()), (&next(&ben)["id"], Some("confirmed")));
        let id = next(&ben)["id"].as_str().expect("an id").to_owned();
        assert_eq!(ben.json(&["meetings", "list"]).as_array().map(Vec::len), Some(0));
        ben.say(&["meetings", "show", &id[id.len() - 8..]]);
        assert_eq!(ben.json(&["meetings", "list"])[0]["id"].as_str(), Some(id.as_str()));
        all.does(&ann, &["meetings", "series", "open", "{series}", "2031-03-04"]);
        all.makes("meeting", &ann, &["meetings", "series", "open", "{series}", "2031-03-03"]);
        all.does(&ann, &["meetings", "agenda", "add", "{meeting}", "Which workshops?"]);
        all.does(&ann, &["meetings", "next", "{meeting}"]);

        all.note("Before a meeting");
        all.makes("past", &ann, &["meetings", "propose", "2020-03-03T16:30[Europe/Zurich]", "--title", "By chance"]);
        all.does(&ann, &["meetings", "agenda", "add", "{past}", "Left over"]);
        all.does(&ann, &["meetings", "log", "{past}", "--minutes", "40"]);
        all.does(&ann, &["meetings", "steps", "add", "{past}", "Bring the letters", "--for", "partner"]);
        all.makes("goal", &ann, &["goals", "add", "Find an apprenticeship", "--with", "Ben"]);
        all.does(&ann, &["meetings", "brief", "{meeting}"]);
        all.does(&ann, &["meetings", "brief", "nowhere"]);

        all.note("A month on one page");
        all.does(&ann, &["meetings", "calendar", "--month", "2031-03"]);
        all.does(&ann, &["meetings", "calendar", "--month", "2031-06"]);
        all.does(&ann, &["meetings", "calendar", "--month", "2020-03"]);
        all.does(&ann, &["meetings", "calendar", "--month", "2021-02"]);
        for month in ["01", "04", "05", "07", "08", "09", "10", "11", "12"] {
            all.does(&ann, &["meetings", "calendar", "--month", &format!("2033-{month}")]);
        }
        for odd in ["2031-13", "2031-3", "March", "9999-12", "2031-03-04"] {
            all.does(&ann, &["meetings", "calendar", "--month", odd]);
        }

        all.note("When both could");
        all.does(&ann, &["meetings", "slots"]);
        all.does(&ann, &["availability", "show"]);
        all.does(&ann, &["availability", "zone", "Europe/Atlantis"]);
        all.does(&ann, &["availability", "zone", "Europe/Zurich"]);
        all.does(&ann, &["availability", "week", "monday=20:00-17:00"]);
        all.does(&ann, &["availability", "week", "noday=17:00-20:00"]);
        all.does(&ann, &["availability", "week", "monday=17:00-20:00", "monday=19:00-21:00"]);
        all.does(&ann, &["availability", "week", "saturday=09:00-12:00", "monday=17:00-20:00"]);
        all.does(&ann, &["availability", "away", "2031-12-20", "2031-12-01"]);
        all.does(&ann, &["availability", "away", "2031-12-20", "2032-01-06"]);
        all.does(&ann, &["availability", "away", "2031-12-24", "--back"]);
        all.does(&ann, &["availability", "quiet", "late"]);
        all.does(&ann, &["availability", "quiet", "21:00-21:00"]);
        all.does(&ann, &["availability", "quiet", "21:00-08:00"]);
        all.does(&ann, &["meetings", "slots"]);
        all.does(&ann, &["meetings", "slots", "--days", "183"]);
        let file = |name: &str, text: &str| {
            let file = folder.path().join(name);
            std::fs::write(&file, text).expect("written");
            file.to_str().expect("a name").to_owned()
        };
        let bad = file("bad.ics", "BEGIN:VCALENDAR\r\nEND:VEVENT\r\n");
        all.does(&ann, &["availability", "calendar", &bad]);
        all.does(&ann, &["availability", "calendar", &file("own.ics", &calendar())]);
        all.does(&ann, &["availability", "calendar", "--forget"]);

        all.note("For other calendars");
        let out = folder.path().join("out.ics");
        let out = out.to_str().expect("a name");
        ann.say(&["meetings", "ics", "--to", out]);
        all.does(&ann, &["meetings", "ics", "--to", out]);
        let written = std::fs::read_to_string(out).expect("written");
        assert!(written.contains("RRULE:FREQ=WEEKLY;INTERVAL=2") && written.contains("SUMMARY:Our hour"), "{written}");

        all.note("The end");
        all.does(&ann, &["meetings", "series", "end", "{series}", "--reason", "not_needed"]);
        all.does(&ann, &["meetings", "series", "list"]);
        all.does(&ann, &["meetings", "series", "list", "--past"]);
        all.end();
    }
}

#[test]
fn a_month_in_german() {
    let folder = tempfile::tempdir().expect("a folder");
    let relay = Relay::start(&folder.path().join("relay"));
    let (ann, ben) = (Person(folder.path().join("ann")), Person(folder.path().join("ben")));
    let mut all = Story::begin("calendar_german", Form::Human, folder.path()).speaking("de_CH.UTF-8");
    ann.say(&["init", "Ann Anderson"]);
    ben.say(&["init", "Ben Bernhardt"]);
    meet(&ben, &["invite", "--relay", &relay.link, "--yes", "--wait", "60"], &ann, false);
    all.makes("one", &ann, &["meetings", "propose", "2031-03-04T16:30[Europe/Zurich]", "--title", "Bewerbungen"]);
    all.makes("other", &ann, &["meetings", "propose", "2031-03-31T08:00[Europe/Zurich]", "--minutes", "45"]);
    ann.say(&["sync"]);
    ben.say(&["sync"]);
    all.does(&ben, &["meetings", "confirm", "{one}"]);
    all.does(&ben, &["meetings", "calendar", "--month", "2031-03"]);
    all.does(&ben, &["meetings", "calendar", "--month", "2031-04"]);
    all.does(&ben, &["meetings", "calendar", "--month", "Mai"]);
    let tuesday = "2031-03-04T16:30[Europe/Zurich]";
    all.does(&ben, &["meetings", "series", "propose", tuesday, "--rule", "FREQ=WEEKLY;BYDAY=MO"]);
    all.end();
}
