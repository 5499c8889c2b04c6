//! One profile, several processes: who waits hands it over, who works is named.

use super::program::{Person, program};
use super::relay::Relay;
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Somebody who has agreed to a relay.
fn somebody(folder: &Path, relay: &Relay) -> Person {
    let ann = Person(folder.join("ann"));
    ann.say(&["init", "Ann Anderson"]);
    assert_eq!(ann.refused(&["invite", "--relay", &relay.link, "--yes", "--wait", "1"]).0, 1);
    ann
}

struct Watch {
    child: Child,
    lines: Receiver<String>,
}

impl Watch {
    fn begin(who: &Person) -> Self {
        let mut command = who.command(&["--json", "sync", "--watch"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it watches");
        let said = BufReader::new(child.stdout.take().expect("its words"));
        let (to, lines) = channel();
        // Whoever ended the test reads no more.
        std::thread::spawn(move || said.lines().map_while(Result::ok).try_for_each(|line| to.send(line)));
        let all = Self { child, lines };
        all.next();
        all
    }

    /// One value a line.
    fn next(&self) -> Value {
        let line = self.lines.recv_timeout(Duration::from_secs(60)).expect("a line within a minute");
        serde_json::from_str(&line).unwrap_or_else(|error| panic!("one JSON value: {error}: {line}"))
    }

    /// Until it has sent everything, at this time or later.
    fn has_sent_all(&self, since: SystemTime) {
        let since = since.duration_since(UNIX_EPOCH).expect("a time").as_millis();
        loop {
            let line = self.next()["line"].clone();
            let last = line["last_ms"].as_u64().unwrap_or(0);
            if line["waiting"] == 0 && u128::from(last) >= since {
                return;
            }
        }
    }

    fn end(mut self) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().expect("kill").success());
        assert_eq!(self.child.wait().expect("it ends").code(), Some(0));
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A command with its editor, in a group of their own: neither outlives a
/// test that fails.
struct Editing(Child);

impl Drop for Editing {
    fn drop(&mut self) {
        if let Ok(None) = self.0.try_wait() {
            let group = format!("-{}", self.0.id());
            let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
            let _ = self.0.wait();
        }
    }
}

#[test]
fn whoever_watches_hands_the_profile_over_and_takes_it_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let relay = Relay::start(&folder.path().join("relay"));
    let ann = somebody(folder.path(), &relay);
    let watch = Watch::begin(&ann);
    let since = SystemTime::now();
    ann.say(&["notes", "add", "While it watches"]);
    watch.has_sent_all(since);
    let all: Vec<_> = (0..3)
        .map(|n| ann.command(&["goals", "add", &format!("Goal {n}")]).stdout(Stdio::null()).spawn().expect("it runs"))
        .collect();
    for mut one in all {
        assert_eq!(one.wait().expect("it ends").code(), Some(0));
    }
    let goals = ann.json(&["goals", "list"]);
    assert_eq!(goals.as_array().map(Vec::len), Some(3), "{goals}");

    // An open editor needs no profile: whoever watches goes on meanwhile.
    let id = note(&ann, "Call the workshop.");
    let [open, go] = ["open", "go"].map(|name| folder.path().join(name));
    assert!(Command::new("mkfifo").args([&open, &go]).status().expect("mkfifo").success());
    let script = format!("echo open > {}; read go < {}; printf 'Call them.' > \"$1\"\n", open.display(), go.display());
    let mut editing =
        Editing(editor(&ann, &id, &script).stdout(Stdio::null()).process_group(0).spawn().expect("it runs"));
    std::fs::read_to_string(&open).expect("the editor is open");
    let since = SystemTime::now();
    ann.say(&["notes", "add", "While the editor is open"]);
    watch.has_sent_all(since);
    std::fs::write(&go, "go\n").expect("written");
    assert_eq!(editing.0.wait().expect("it ends").code(), Some(0));
    watch.end();
    assert_eq!(text(&ann, &id), "Call them.");
    assert!(!ann.0.join("socket").exists(), "nothing is left over");
    assert!(!ann.0.join("data/rapport.db-wal").exists(), "everything is in the file");
    ann.say(&["status"]);
}

#[test]
fn whoever_works_with_a_profile_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let relay = Relay::start(&folder.path().join("relay"));
    let ann = somebody(folder.path(), &relay);
    let mut command = ann.command(&["invite", "--yes", "--wait", "60"]);
    let mut inviting = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("an invite");
    let mut lines = BufReader::new(inviting.stdout.take().expect("its words")).lines();
    lines.find(|line| line.as_ref().is_ok_and(|line| line.contains("/j#v1."))).expect("the link").expect("text");
    let (code, heard) = ann.refused(&["status"]);
    let _ = inviting.kill();
    let _ = inviting.wait();
    assert_eq!(code, 1, "{heard}");
    let named = format!("process {} (rapport invite)", inviting.id());
    assert!(heard.contains(&named), "{named}: {heard}");
    // A process that was killed keeps nothing from anybody.
    ann.say(&["status"]);
}

/// A note of somebody's own, with this text.
fn note(who: &Person, text: &str) -> String {
    let made = who.json(&["notes", "add", "Ideas"]);
    let id = made["row"]["id"].as_str().expect("an id").to_owned();
    let file = who.0.with_extension("text");
    std::fs::write(&file, text).expect("written");
    who.say(&["notes", "edit", &id, "--from", file.to_str().expect("a name")]);
    id
}

fn text(who: &Person, note: &str) -> String {
    let view = who.json(&["notes", "show", note]);
    view["sections"][0]["text"]["text"].as_str().expect("a text").to_owned()
}

/// Edits a note with an editor that is a shell script; `$1` is its file.
fn editor(who: &Person, note: &str, script: &str) -> Command {
    let file = who.0.with_extension("sh");
    std::fs::write(&file, script).expect("written");
    let mut command = who.command(&["notes", "edit", note]);
    command.env("EDITOR", format!("sh {}", file.display())).env("RAPPORT", program().get_program());
    command.env("ME", &who.0).env("NOTE", note);
    command
}

fn edit(who: &Person, note: &str, script: &str) -> (i32, String, String) {
    let output = editor(who, note, script).output().expect("the program runs");
    let words = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().expect("an exit code"), words(&output.stdout), words(&output.stderr))
}

#[test]
fn an_editor_saves_the_difference_on_top_of_what_came_meanwhile() {
    let folder = tempfile::tempdir().expect("a folder");
    let ann = Person(folder.path().join("ann"));
    ann.say(&["init", "Ann Anderson"]);
    let id = note(&ann, "Call the workshop.\nBring the letters.");

    // Another command has the profile and the note while the editor is open.
    let script = "printf 'Call the workshop on Monday.\\nBring the letters.' > \"$1.other\"\n\
                  \"$RAPPORT\" --profile \"$ME\" notes edit \"$NOTE\" --from \"$1.other\" > /dev/null || exit 1\n\
                  printf 'Call the small workshop.\\nBring all letters.\\n' > \"$1\"\n";
    let (code, said, heard) = edit(&ann, &id, script);
    assert_eq!(code, 0, "{heard}");
    assert!(said.contains("2 changes"), "{said}");
    assert_eq!(text(&ann, &id), "Call the small workshop on Monday.\nBring all letters.");

    let (code, said, _) = edit(&ann, &id, "true\n");
    assert_eq!((code, said.as_str()), (0, "Nothing was changed.\n"));
    let (code, _, heard) = edit(&ann, &id, "printf gone > \"$1\"; exit 3\n");
    assert_eq!(code, 1, "{heard}");
    assert!(heard.contains("nothing was saved"), "{heard}");
    assert_eq!(text(&ann, &id), "Call the small workshop on Monday.\nBring all letters.");
}

#[test]
fn a_long_note_is_saved_by_its_differences() {
    let folder = tempfile::tempdir().expect("a folder");
    let ann = Person(folder.path().join("ann"));
    ann.say(&["init", "Ann Anderson"]);
    let long: String = (0..6_000).map(|n| format!("word{n}{}", if n % 12 == 11 { "\n" } else { " " })).collect();
    let long = long.trim_end();
    let id = note(&ann, long);
    let script = "sed -e 's/word17 /seventeen /' -e 's/word5990 //' \"$1\" > \"$1.new\" && mv \"$1.new\" \"$1\"\n";
    let (code, said, heard) = edit(&ann, &id, script);
    assert_eq!(code, 0, "{heard}");
    assert!(said.contains("2 changes"), "{said}");
    let should = long.replace("word17 ", "seventeen ").replace("word5990 ", "");
    assert!(text(&ann, &id) == should, "the note is not what was saved");
}
