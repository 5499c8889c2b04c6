//! A pair's day on two terminals, with a relay run from the same program.

use super::program::Person;
use super::relay::Relay;
use std::io::{BufRead, BufReader};
use std::process::Stdio;

#[test]
fn two_terminals_live_a_day() {
    let folder = tempfile::tempdir().expect("a folder");
    let relay = Relay::start(&folder.path().join("relay"));
    let (ann, ben) = (Person(folder.path().join("ann")), Person(folder.path().join("ben")));
    ann.say(&["init", "Ann Anderson"]);
    ben.say(&["init", "Ben Bernhardt"]);

    let (code, heard) = ben.refused(&["invite", "--relay", &relay.link, "--yes", "--wait", "1"]);
    assert_eq!(code, 1);
    assert!(heard.contains("rapport invite --resume"), "{heard}");
    let mut invite = ben.command(&["invite", "--resume", "--yes", "--wait", "60"]);
    let mut inviting = invite.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("an invite");
    let mut lines = BufReader::new(inviting.stdout.take().expect("its words")).lines();
    let link = lines.find_map(|line| line.ok().filter(|line| line.contains("/j#v1."))).expect("the link");
    ann.say(&["join", link.trim(), "--yes", "--wait", "60"]);
    // Its last words are read, so that it never writes to nobody.
    lines.for_each(drop);
    assert!(inviting.wait().expect("it ends").success());

    // Each knows the other at once, without another round.
    ben.say(&["notes", "add", "First meeting", "--with", "Ann"]);

    ann.say(&["goals", "add", "Find an apprenticeship", "--with", "--why", "To stand on my own feet"]);
    ann.say(&["sync"]);
    ben.say(&["sync"]);
    let goals = ben.say(&["goals", "list"]);
    assert!(goals.contains("Find an apprenticeship"), "{goals}");
    let found = ben.json(&["search", "apprenticeship"]);
    assert_eq!(found.as_array().map(Vec::len), Some(1), "{found}");
    let status = ann.json(&["status"]);
    assert_eq!(status["home"]["sync"]["waiting"], 0, "{status}");
    let all = ann.json(&["export", "--format", "json"]);
    assert!(all.to_string().contains("To stand on my own feet"));
    ann.say(&["doctor"]);
}
