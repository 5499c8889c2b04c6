//! Two people and a relay: every command that needs the other one.

use super::program::{Person, program};
use super::relay::{Relay, meet};
use super::told::{Form, Story};
use std::process::Output;

/// Whoever joins may find the other one there already, or not.
pub(super) fn without_waiting(mut output: Output) -> Output {
    let heard = String::from_utf8(output.stderr).expect("text");
    output.stderr = heard.replace("Waiting for the other one …\n", "").into_bytes();
    output
}

#[test]
fn a_pair() {
    for form in [Form::Human, Form::Json] {
        let folder = tempfile::tempdir().expect("a folder");
        let mut relay = Relay::start(&folder.path().join("relay"));
        let (ann, ben) = (Person(folder.path().join("ann")), Person(folder.path().join("ben")));
        let mut all = Story::begin("pair", form, folder.path());
        let link = relay.link.clone();
        ann.say(&["init", "Ann Anderson"]);
        ben.say(&["init", "Ben Bernhardt"]);

        all.does(&ann, &["join", "http://127.0.0.1:1/j#v1.AAAA"]);
        all.does(&ann, &["join", "hello"]);
        all.does(&ben, &["invite", "--relay", "ftp://example.org"]);
        all.does(&ben, &["invite", "--relay", "http://192.0.2.1"]);
        all.does(&ben, &["invite", "--resume", "--as-mentee"]);
        all.does(&ben, &["invite", "--relay", &link, "--wait", "0"]);
        all.does(&ben, &["invite", "--relay", &link, "--yes", "--wait", "1"]);
        let args: &[&str] = if all.is_json() { &["--json"] } else { &[] };
        let args = [args, &["invite", "--resume", "--yes", "--wait", "60"]].concat();
        let [invited, joined] = meet(&ben, &args, &ann, all.is_json());
        all.write_down(&ben, &["invite", "--resume", "--yes", "--wait", "60"], &without_waiting(invited));
        all.write_down(&ann, &["join", "http://127.0.0.1:1/j#v1.AAAA", "--yes"], &without_waiting(joined));
        all.does(&ben, &["status"]);

        all.note("A goal");
        all.makes("goal", &ann, &["goals", "add", "Find an apprenticeship", "--with", "Ben", "--due", "2031-03-24"]);
        all.does(&ann, &["goals", "add", "For whom", "--with", "Carla"]);
        all.does(&ann, &["goals", "propose", "{goal}"]);
        all.does(&ann, &["goals", "nod", "{goal}"]);
        all.does(&ann, &["status"]);
        all.does(&ann, &["sync"]);
        all.does(&ben, &["sync", "pull"]);
        all.does(&ben, &["goals", "list", "--with"]);
        all.does(&ben, &["goals", "nod", "{goal}"]);
        all.does(&ben, &["steps", "add", "{goal}", "Send two addresses", "--for", "me"]);
        all.does(&ben, &["steps", "assign", "{goal}", "1", "partner"]);
        all.does(&ben, &["goals", "edit", "{goal}", "--title", "Find a good apprenticeship"]);
        all.does(&ben, &["goals", "edit", "{goal}", "--title", "Find a good one", "--reason", "Not just any"]);
        all.does(&ben, &["sync", "push"]);
        all.does(&ann, &["sync"]);
        all.does(&ann, &["goals", "show", "{goal}"]);
        all.does(&ann, &["goals", "nod", "{goal}"]);
        all.makes("own", &ann, &["goals", "add", "Speak up more often"]);
        all.makes("shared", &ann, &["goals", "share", "{own}", "--with", "Ben"]);

        all.note("A meeting");
        all.makes(
            "meeting",
            &ann,
            &["meetings", "propose", "2031-03-03T16:30", "--title", "The outline", "--minutes", "45"],
        );
        all.does(&ann, &["meetings", "propose", "2031-03-03"]);
        all.does(&ann, &["meetings", "propose", "2031-03-03T16:30", "--minutes", "9999"]);
        all.does(&ann, &["meetings", "propose", "2031-03-30T02:30[Europe/Atlantis]"]);
        all.does(&ann, &["meetings", "confirm", "{meeting}"]);
        all.does(&ann, &["meetings", "agenda", "add", "{meeting}", "Which workshops?"]);
        all.does(&ann, &["sync"]);
        all.does(&ben, &["sync"]);
        all.does(&ben, &["meetings", "list"]);
        all.does(&ben, &["meetings", "confirm", "{meeting}"]);
        all.does(&ben, &["meetings", "agenda", "cover", "{meeting}", "1"]);
        all.does(&ben, &["meetings", "agenda", "cover", "{meeting}", "2"]);
        all.does(&ben, &["meetings", "log", "{meeting}"]);
        all.does(&ben, &["status"]);
        all.makes(
            "moved",
            &ben,
            &["meetings", "move", "{meeting}", "2031-03-04T17:00[Europe/Zurich]", "--minutes", "30"],
        );
        all.does(&ben, &["meetings", "cancel", "{moved}", "--reason", "boredom"]);
        all.does(&ben, &["meetings", "cancel", "{moved}", "--reason", "ill", "--note", "In bed"]);
        all.does(&ben, &["meetings", "list"]);
        all.does(&ben, &["meetings", "list", "--past"]);
        all.does(&ben, &["meetings", "show", "{moved}"]);
        all.makes(
            "past",
            &ben,
            &["meetings", "propose", "2020-03-03T16:30", "--title", "By chance", "--place", "Café"],
        );
        all.does(&ben, &["meetings", "log", "{past}", "--minutes", "40", "--late", "ann", "--absent", "Carla"]);
        all.does(&ben, &["meetings", "log", "{past}", "--minutes", "40", "--late", "ann"]);
        all.does(&ben, &["meetings", "steps", "add", "{past}", "Bring the letters", "--for", "partner"]);
        all.does(&ben, &["meetings", "steps", "tick", "{past}", "1"]);
        all.does(&ben, &["meetings", "steps", "untick", "{past}", "1"]);
        all.does(&ben, &["meetings", "steps", "tick", "{past}", "3"]);
        all.does(&ben, &["meetings", "show", "{past}"]);
        all.makes("missed", &ben, &["meetings", "propose", "2020-03-10T16:30"]);
        all.does(&ben, &["meetings", "miss", "{missed}", "--absent", "me"]);
        all.does(&ben, &["meetings", "list"]);
        all.does(&ben, &["sync"]);
        all.does(&ann, &["sync"]);
        all.does(&ann, &["meetings", "confirm", "{missed}"]);
        all.does(&ann, &["meetings", "miss", "{missed}", "--absent", "Ben", "--absent", "me"]);

        all.note("A note");
        let file = folder.path().join("text.txt");
        std::fs::write(&file, "Call on Monday.").expect("written");
        all.makes("note", &ben, &["notes", "add", "The outline", "--meeting", "{meeting}"]);
        all.makes("plain", &ben, &["notes", "add", "Loose ends", "--with"]);
        all.does(&ben, &["notes", "edit", "{note}", "--from", file.to_str().expect("a name")]);
        all.does(&ben, &["sync"]);
        all.does(&ann, &["sync"]);
        std::fs::write(&file, "Call on Monday, early.").expect("written");
        all.does(&ann, &["notes", "edit", "{note}", "--from", file.to_str().expect("a name")]);
        all.does(&ann, &["notes", "authors", "{note}"]);
        all.does(&ann, &["notes", "list"]);
        all.does(&ann, &["search", "monday"]);
        all.does(&ann, &["doctor"]);
        all.does(&ann, &["devices", "renew-key", "--with", "Carla"]);
        all.does(&ann, &["devices", "renew-key"]);
        all.does(&ann, &["sync"]);
        all.does(&ben, &["sync"]);
        all.does(&ben, &["notes", "show", "{note}"]);

        all.note("The relay is gone");
        relay.stop();
        all.does(&ann, &["sync"]);
        all.does(&ann, &["invite", "--yes", "--wait", "1"]);
        all.does(&ann, &["status"]);
        all.end();
    }
}

#[test]
fn one_of_a_pair_leaves() {
    for form in [Form::Human, Form::Json] {
        let folder = tempfile::tempdir().expect("a folder");
        let relay = Relay::start(&folder.path().join("relay"));
        let (ann, ben) = (Person(folder.path().join("ann")), Person(folder.path().join("ben")));
        let mut all = Story::begin("leaving", form, folder.path());
        ann.say(&["init", "Ann Anderson"]);
        ben.say(&["init", "Ben Bernhardt"]);
        let args: &[&str] = if all.is_json() { &["--json"] } else { &[] };
        let args = [args, &["invite", "--relay", &relay.link, "--yes", "--wait", "60"]].concat();
        let _ = meet(&ben, &args, &ann, all.is_json());
        for _ in 0..2 {
            ben.say(&["sync"]);
            ann.say(&["sync"]);
        }
        all.makes("goal", &ann, &["goals", "add", "Find an apprenticeship", "--with", "Ben"]);
        all.does(&ann, &["leave", "Carla"]);
        all.does(&ann, &["leave", " "]);
        all.does(&ann, &["leave", "space-"]);
        all.does(&ann, &["leave", "Ben"]);
        if !all.is_json() {
            all.asks(&ann, &[("Leave the pair with Ben Bernhardt? [y/N] ", "n")], &["leave", "Ben"]);
        }
        all.does(&ann, &["leave", "Ben", "--yes"]);
        all.does(&ann, &["leave", "Ben", "--yes"]);
        all.does(&ann, &["goals", "list"]);
        all.does(&ann, &["status"]);
        all.does(&ann, &["sync"]);
        all.does(&ann, &["status"]);
        all.does(&ann, &["leave", "Ben", "--yes"]);
        all.does(&ben, &["sync"]);
        all.does(&ben, &["status"]);
        all.does(&ben, &["goals", "list"]);
        all.end();
    }
}

#[test]
fn what_a_relay_answers() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut all = Story::begin("relay", Form::Human, folder.path());
    let nobody = Person(folder.path().join("nobody"));
    let data = folder.path().join("relay");
    let data = data.to_str().expect("a name");
    let copy = folder.path().join("copy.db");
    let copy = copy.to_str().expect("a name");
    all.does(&nobody, &["relay", "token", "list", "--data", data]);
    all.does(&nobody, &["relay", "token", "revoke", "vvvvvvvv", "--data", data]);
    all.does(&nobody, &["relay", "backup", copy, "--data", data]);
    all.does(&nobody, &["relay", "backup", copy, "--data", data]);
    all.does(&nobody, &["relay", "link", "--data", data]);
    all.does(&nobody, &["relay", "serve", "--data", data, "--self-signed"]);
    all.does(&nobody, &["relay", "serve", "--data", data, "--listen", "here"]);
    all.note("What is named is not there");
    let nowhere = folder.path().join("nowhere/copy.db");
    let nowhere = nowhere.to_str().expect("a name");
    for args in [
        &["relay", "backup", nowhere, "--data", data][..],
        &["relay", "restore", nowhere, "--data", data],
        &["relay", "serve", "--data", data, "--config", nowhere],
        &["relay", "serve", "--data", data, "--public", "https://a.example", "--cert", nowhere, "--key", nowhere],
    ] {
        assert_eq!(all.does(&nobody, args), 2, "{args:?}");
    }
    all.end();
    let mut all = Story::begin("relay", Form::Json, folder.path());
    all.does(&nobody, &["relay", "token", "list", "--data", data]);
    all.does(&nobody, &["relay", "token", "revoke", "vvvvvvvv", "--data", data]);
    all.does(&nobody, &["relay", "backup", copy, "--data", data]);
    all.does(&nobody, &["relay", "link", "--data", data]);
    all.does(&nobody, &["relay", "serve", "--data", data, "--listen", "here"]);
    all.end();
}

#[test]
fn completions_and_manual_pages_come_from_the_definition() {
    let folder = tempfile::tempdir().expect("a folder");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = program().args(["completions", shell]).output().expect("the program runs");
        let text = String::from_utf8(output.stdout).expect("text");
        assert!(output.status.success() && text.contains("agenda"), "{shell}");
    }
    let page = program().arg("man").output().expect("the program runs");
    assert!(String::from_utf8_lossy(&page.stdout).contains(".TH rapport 1"));
    let pages = folder.path().join("pages");
    let output = program().args(["man", "--to"]).arg(&pages).output().expect("the program runs");
    assert!(output.status.success());
    for name in ["rapport.1", "rapport-notes-edit.1", "rapport-meetings-agenda-cover.1", "rapport-relay-serve.1"] {
        assert!(pages.join(name).exists(), "{name}");
    }
}
