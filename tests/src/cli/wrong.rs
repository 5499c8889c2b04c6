//! What does not go: each with its exit code, and a word about what to do.

use super::program::{Person, program};

fn nobody() -> (tempfile::TempDir, Person) {
    let folder = tempfile::tempdir().expect("a folder");
    let person = Person(folder.path().join("profile"));
    (folder, person)
}

#[test]
fn wrong_usage_is_2() {
    let (_folder, person) = nobody();
    for args in [&["dance"][..], &["goals"], &["goals", "add"], &["demo", "--devices", "many"], &["--colour", "status"]]
    {
        assert_eq!(person.refused(args).0, 2, "{args:?}");
    }
}

#[test]
fn without_a_profile_the_way_to_one_is_told() {
    let (_folder, person) = nobody();
    let (code, heard) = person.refused(&["status"]);
    assert_eq!(code, 1);
    assert!(heard.contains("rapport init"), "{heard}");
}

#[test]
fn a_profile_is_not_made_twice_and_unknown_goals_are_not_found() {
    let (_folder, person) = nobody();
    person.say(&["init", "Ann Anderson"]);
    assert_eq!(person.refused(&["init", "Ann Anderson"]).0, 1);
    assert_eq!(person.refused(&["goals", "show", "0f2k7c0f2k7c"]).0, 1);
    let (code, heard) = person.refused(&["sync"]);
    assert_eq!(code, 3, "{heard}");
    let (code, heard) = person.refused(&["goals", "add", " "]);
    assert_eq!(code, 1, "{heard}");
}

#[test]
fn a_text_that_is_no_invite_is_called_so() {
    let (_folder, person) = nobody();
    person.say(&["init", "Ann Anderson"]);
    for (args, what) in [
        (&["join", "https://example.org/j#v1.AAAA"][..], "no invite"),
        (&["join", "https://example.org/r#v1.AAAA"], "no invite"),
        (&["invite", "--relay", "ftp://example.org"], "no relay"),
        (&["invite", "--relay", "http://192.0.2.1"], "http://192.0.2.1"),
        (&["invite", "--resume"], "rapport invite"),
    ] {
        let (code, heard) = person.refused(args);
        assert_eq!(code, 1, "{args:?}: {heard}");
        assert!(heard.contains(what), "{args:?}: {heard}");
    }
    // More seconds than a clock can count.
    let (code, heard) = person.refused(&["join", "x", "--wait", "18446744073709551615"]);
    assert_eq!(code, 2, "{heard}");
    assert!(!heard.contains("panicked"), "{heard}");
}

#[test]
fn a_damaged_profile_is_4() {
    let (folder, person) = nobody();
    person.say(&["init", "Ann Anderson"]);
    let data = folder.path().join("profile/data");
    for left in ["rapport.db-wal", "rapport.db-shm"] {
        // A process that ended well leaves none.
        let _ = std::fs::remove_file(data.join(left));
    }
    std::fs::write(data.join("rapport.db"), vec![0x5a; 64 * 1024]).expect("written");
    let (code, heard) = person.refused(&["status"]);
    assert_eq!(code, 4, "{heard}");
}

#[test]
fn help_is_there_for_everything() {
    let top = program().arg("--help").output().expect("the program runs");
    let text = String::from_utf8(top.stdout).expect("text");
    for command in [
        "init",
        "invite",
        "join",
        "goals",
        "steps",
        "meetings",
        "notes",
        "search",
        "sync",
        "status",
        "export",
        "relay",
        "doctor",
        "demo",
        "checkin",
        "availability",
        "match",
    ] {
        assert!(text.contains(&format!("\n  {command} ")), "{command} stands in the help: {text}");
        let help = program().args([command, "--help"]).output().expect("the program runs");
        assert_eq!(help.status.code(), Some(0), "{command}");
        assert!(help.stdout.len() > 80, "{command}");
    }
}
