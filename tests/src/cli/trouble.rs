//! Everything that can be in the way of a command, as people read it: told in
//! stories of real disks, real processes and real relays.

use super::program::{Person, program};
use super::relay::{Relay, meet};
use super::told::{Form, Story};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Output, Stdio};

fn begin(name: &str) -> (tempfile::TempDir, Person, Story) {
    let folder = tempfile::tempdir().expect("a folder");
    let ann = Person(folder.path().join("ann"));
    let story = Story::begin(name, Form::Human, folder.path());
    (folder, ann, story)
}

/// What a program said, with one thing in it by another name.
fn renamed(output: &Output, from: &str, to: &str) -> Output {
    let put = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace(from, to).into_bytes();
    Output { status: output.status, stdout: put(&output.stdout), stderr: put(&output.stderr) }
}

#[test]
fn whom_and_what_is_meant() {
    let (folder, ann, mut all) = begin("choosing");
    let relay = Relay::start(&folder.path().join("relay"));
    ann.say(&["init", "Ann Anderson"]);
    all.note("What is meant");
    // As many as it takes until two of them begin with one letter: there are thirty-two.
    let begin_alike = || {
        let mut letters = std::collections::BTreeSet::new();
        (0..33).find_map(|nth: u8| {
            let made = ann.json(&["goals", "add", &format!("One of {nth}")]);
            let letter = made["row"]["id"].as_str()?.strip_prefix("goal-")?.get(..1)?.to_owned();
            (!letters.insert(letter.clone())).then_some(letter)
        })
    };
    let start = begin_alike().expect("two of thirty-three");
    let both = ann.run(&["goals", "show", &start]);
    all.write_down(&ann, &["goals", "show", "START"], &renamed(&both, &format!("with {start}:"), "with START:"));
    all.does(&ann, &["goals", "show", ""]);
    all.does(&ann, &["goals", "show", "goal-"]);

    all.note("Who is meant");
    for (folder_name, name) in [("ben", "Ben Bernhardt"), ("bea", "Beatrix Berger")] {
        let other = Person(folder.path().join(folder_name));
        other.say(&["init", name]);
        let _ = meet(&other, &["invite", "--relay", &relay.link, "--yes", "--wait", "60"], &ann, false);
    }
    all.does(&ann, &["goals", "add", "Find an apprenticeship", "--with"]);
    all.does(&ann, &["goals", "add", "Find an apprenticeship", "--with", "be"]);
    all.does(&ann, &["leave", "be"]);
    all.makes("past", &ann, &["meetings", "propose", "2020-03-03T16:30", "--with", "Ben"]);
    all.does(&ann, &["meetings", "log", "{past}", "--late", "er"]);

    all.note("What fits");
    all.makes("pulse", &ann, &["checkin", "answer", "pulse", "mood=3"]);
    all.does(&ann, &["checkin", "answer", "pulse", "mood=4", "--about", "Ben"]);
    all.makes("match", &ann, &["checkin", "answer", "match", "--about", "Ben", "content=4"]);
    all.does(&ann, &["checkin", "share", "{match}", "--with", "Beatrix"]);
    all.does(&ann, &["checkin", "share", "{pulse}", "--with", "Ben"]);
    ann.say(&["sync"]);
    let ben = Person(folder.path().join("ben"));
    ben.say(&["sync"]);
    all.does(&ben, &["checkin", "list"]);
    all.end();
}

/// A command that holds the profile while it waits, until it is dropped.
struct Waiting(Child);

impl Waiting {
    fn begin(who: &Person) -> Self {
        let mut command = who.command(&["invite", "--yes", "--wait", "600"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("an invite");
        let mut lines = BufReader::new(child.stdout.take().expect("its words")).lines();
        lines.find(|line| line.as_ref().is_ok_and(|line| line.contains("/j#v1."))).expect("the link").expect("text");
        Self(child)
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_profile_that_is_in_use() {
    let (folder, ann, mut all) = begin("in_use");
    let relay = Relay::start(&folder.path().join("relay"));
    ann.say(&["init", "Ann Anderson"]);
    assert_eq!(ann.refused(&["invite", "--relay", &relay.link, "--yes", "--wait", "1"]).0, 1);
    let waiting = Waiting::begin(&ann);
    assert_eq!(all.does(&ann, &["status"]), 1);
    std::fs::remove_file(ann.0.join("process")).expect("its name was there");
    assert_eq!(all.does(&ann, &["status"]), 1);
    drop(waiting);
    all.note("It was killed");
    assert_eq!(all.does(&ann, &["status"]), 0);
    all.end();
}

#[test]
fn a_profile_with_a_passphrase() {
    let (_folder, ann, mut all) = begin("passphrase");
    let (first, again) = ("A passphrase for this profile: ", "The same once more: ");
    let init = ["init", "Ann Anderson", "--passphrase"];
    all.does(&ann, &init);
    all.asks(&ann, &[(first, ""), (again, "")], &init);
    all.asks(&ann, &[(first, "a horse"), (again, "a lamp")], &init);
    all.asks(&ann, &[(first, "a horse and a lamp"), (again, "a horse and a lamp")], &init);
    all.does(&ann, &["status"]);
    all.asks(&ann, &[("Passphrase: ", "a wrong one")], &["status"]);
    all.asks(&ann, &[("Passphrase: ", "a horse and a lamp")], &["goals", "list"]);
    all.end();
}

#[test]
fn a_profile_that_nobody_can_find() {
    let (_folder, ann, mut all) = begin("nowhere");
    let mut command = program();
    for name in ["HOME", "XDG_DATA_HOME", "APPDATA"] {
        command.env_remove(name);
    }
    let nowhere = command.arg("status").output().expect("the program runs");
    all.write_down(&ann, &["status"], &nowhere);
    all.end();
    let mut all = Story::begin("nowhere", Form::Json, Path::new("/nowhere"));
    all.does(&ann, &[]);
    all.end();
}

#[test]
fn data_of_a_newer_version() {
    let (_folder, ann, mut all) = begin("newer");
    ann.say(&["init", "Ann Anderson"]);
    let open = || rusqlite::Connection::open(ann.0.join("data/rapport.db")).expect("the file");
    let known: u32 = open().query_row("PRAGMA user_version", [], |row| row.get(0)).expect("a number");
    open().pragma_update(None, "user_version", known + 1).expect("written");
    assert_eq!(all.does(&ann, &["status"]), 1);
    open().pragma_update(None, "user_version", known).expect("written");
    assert_eq!(all.does(&ann, &["goals", "list"]), 0);
    all.end();
}

/// Serves what is no relay, and answers everything alike.
fn something_else() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut stream = stream;
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\nHello\n");
        }
    });
    port
}

/// Takes back all tokens that this relay gave.
fn revoke_all(data: &Path) {
    let run = |args: &[&str]| {
        let output = program().args(args).arg("--data").arg(data).output().expect("the program runs");
        String::from_utf8(output.stdout).expect("text")
    };
    let listed: serde_json::Value =
        serde_json::from_str(&run(&["--json", "relay", "token", "list"])).expect("one JSON value");
    for token in listed.as_array().expect("a list") {
        run(&["relay", "token", "revoke", token["id"].as_str().expect("an id")]);
    }
}

#[test]
fn a_relay_that_is_none_or_another_or_says_no() {
    let (folder, ann, mut all) = begin("relays");
    ann.say(&["init", "Ann Anderson"]);
    all.note("A port at which something else answers");
    let wrong = format!("http://127.0.0.1:{}", something_else());
    all.does(&ann, &["invite", "--relay", &wrong, "--yes", "--wait", "1"]);

    all.note("A relay with a certificate of its own, and then with another one");
    let data = folder.path().join("relay");
    let mut relay = TlsRelay::start(&data, 0);
    let bea = Person(folder.path().join("bea"));
    bea.say(&["init", "Beatrix Berger"]);
    assert_eq!(bea.refused(&["invite", "--relay", &relay.link, "--yes", "--wait", "1"]).0, 1);
    relay.stop();
    let port = relay.port;
    let _other = TlsRelay::start(&folder.path().join("other"), port);
    all.does(&bea, &["sync"]);

    all.note("A relay that takes nothing new any more");
    let plain = folder.path().join("plain");
    let relay = Relay::start(&plain);
    let carla = Person(folder.path().join("carla"));
    carla.say(&["init", "Carla Conte"]);
    revoke_all(&plain);
    all.does(&carla, &["invite", "--relay", &relay.link, "--yes", "--wait", "1"]);

    all.note("In step with a relay that is well");
    let well = Relay::start(&folder.path().join("well"));
    let dora = Person(folder.path().join("dora"));
    dora.say(&["init", "Dora Dietrich"]);
    assert_eq!(dora.refused(&["invite", "--relay", &well.link, "--yes", "--wait", "1"]).0, 1);
    let watched = watched(&dora);
    all.write_down(&dora, &["sync", "--watch"], &watched);
    all.end();
}

/// `sync --watch` until everything is sent, and its end.
fn watched(who: &Person) -> Output {
    let mut command = who.command(&["sync", "--watch"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it watches");
    let mut words = BufReader::new(child.stdout.take().expect("its words"));
    let mut line = String::new();
    while !line.starts_with("All sent") {
        line.clear();
        assert!(words.read_line(&mut line).expect("a line") > 0, "it watches until it is told to end");
    }
    let pid = child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-TERM", &pid]).status().expect("kill").success());
    let mut heard = Vec::new();
    child.stderr.take().expect("its messages").read_to_end(&mut heard).expect("read");
    // Whether it had to send something first differs; the last line does not.
    Output { status: child.wait().expect("it ends"), stdout: line.into_bytes(), stderr: heard }
}

/// A relay with TLS and a certificate of its own.
struct TlsRelay {
    child: Child,
    link: String,
    port: u16,
}

impl TlsRelay {
    /// At this port; at any where it is 0. Who signs names the address, so the relay has to know it beforehand.
    fn start(data: &Path, port: u16) -> Self {
        let free = || TcpListener::bind(("127.0.0.1", port)).and_then(|listener| listener.local_addr());
        let port = free().expect("a port").port();
        let (listen, public) = (format!("127.0.0.1:{port}"), format!("https://127.0.0.1:{port}"));
        let mut command = program();
        command.args(["relay", "serve", "--self-signed", "--public", &public, "--listen", &listen]);
        command.arg("--data").arg(data);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("a relay");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its words")).read_line(&mut line).expect("its first line");
        assert!(line.contains(&public), "{line:?}");
        let args = ["relay", "link", "--self-signed", "--spaces", "20", "--public", &public, "--data"];
        let made = program().args(args).arg(data).output().expect("a link");
        let text = String::from_utf8_lossy(&made.stdout).into_owned();
        let link = text.split_whitespace().find(|word| word.contains("/r#v1.")).expect("its link").to_owned();
        Self { child, link, port }
    }

    fn stop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for TlsRelay {
    fn drop(&mut self) {
        self.stop();
    }
}

/// A disk of its own needs what only Linux has.
#[cfg(target_os = "linux")]
mod disks {
    use super::super::disk::SmallDisk;
    use super::{Person, begin};

    #[test]
    fn a_disk_that_is_full_and_one_that_can_only_be_read() {
        let (folder, nobody, mut all) = begin("disk");
        let disk = SmallDisk::mount(&folder.path().join("disk"), "6m");
        let ann = Person(disk.folder.join("ann"));
        assert!(disk.run(&ann, &["init", "Ann Anderson"]).status.success());
        let made = disk.run(&ann, &["goals", "add", "Find an apprenticeship"]);
        assert!(made.status.success() && !nobody.0.exists());
        all.note("The disk is full");
        disk.fill();
        let mut does = |args: &[&str]| {
            let output = disk.run(&ann, args);
            all.write_down(&ann, args, &output)
        };
        assert_eq!(does(&["goals", "add", "Learn to swim"]), 1);
        disk.free();
        assert_eq!(does(&["goals", "add", "Learn to swim"]), 0);
        assert_eq!(does(&["goals", "list"]), 0);
        all.note("The disk can only be read");
        disk.only_read();
        let output = disk.run(&ann, &["goals", "add", "Read a book"]);
        assert_eq!(all.write_down(&ann, &["goals", "add", "Read a book"], &output), 1);
        all.end();
    }
}
