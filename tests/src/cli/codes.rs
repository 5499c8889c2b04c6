//! Two people compare the code on their screens: the same, not the same, or no
//! answer at all. What each of them is told.

use super::program::Person;
use super::relay::Relay;
use super::terminal::on_a_terminal;
use super::together::without_waiting;
use super::told::{Form, Story};
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Output, Stdio};

const ASK: &str = "Do both screens show the same words? [y/N] ";
const WAITING: &str = "Waiting for the other one …\r\n";

/// A link from somebody who does not wait for the answer.
fn link(who: &Person, more: &[&str]) -> String {
    let made = who.run(&[&["invite", "--yes", "--wait", "1"][..], more].concat());
    let text = String::from_utf8_lossy(&made.stdout).into_owned();
    text.split_whitespace().find(|word| word.contains("/j#v1.")).expect("a link").to_owned()
}

/// Whoever gave the invite says yes; when their screen shows the words, whoever
/// joins gives this answer. What both were told.
fn compare(folder: &Path, giver: &Person, joiner: &Person, link: &str, answer: &str) -> (Output, (i32, String)) {
    let told = folder.join(format!("answer-{answer}"));
    assert!(Command::new("mkfifo").arg(&told).status().expect("mkfifo").success());
    let mut command = giver.command(&["invite", "--resume", "--yes", "--wait", "60"]);
    let mut giving = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("an invite");
    let mut said = BufReader::new(giving.stderr.take().expect("its messages"));
    std::thread::scope(|scope| {
        let from = format!("<{}", told.display());
        let args = ["join", link, "--wait", "60"];
        let joining = scope.spawn(move || on_a_terminal(joiner, &[(ASK, from.as_str())], &args));
        let (mut heard, mut rest) = (String::new(), String::new());
        while !heard.contains("both see: ") {
            assert!(said.read_line(&mut heard).expect("a line") > 0, "no code: {heard}");
        }
        std::fs::write(&told, answer).expect("answered");
        let joined = joining.join().expect("it ends");
        said.read_to_string(&mut rest).expect("its messages");
        let mut stdout = Vec::new();
        giving.stdout.take().expect("its words").read_to_end(&mut stdout).expect("read");
        let status = giving.wait().expect("it ends");
        let given = Output { status, stdout, stderr: (heard + &rest).into_bytes() };
        (without_waiting(given), (joined.0, joined.1.replace(WAITING, "")))
    })
}

#[test]
fn what_each_of_the_two_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut relay = Relay::start(&folder.path().join("relay"));
    let (ann, ben) = (Person(folder.path().join("ann")), Person(folder.path().join("ben")));
    let mut all = Story::begin("codes", Form::Human, folder.path());
    ann.say(&["init", "Ann Anderson"]);
    ben.say(&["init", "Ben Bernhardt"]);
    let resume = ["invite", "--resume", "--yes", "--wait", "60"];

    all.note("Nobody is there");
    let first = link(&ben, &["--relay", &relay.link]);
    all.does(&ann, &["join", &first, "--yes", "--wait", "1"]);
    all.note("Ann sees other words than Ben");
    let (given, joined) = compare(folder.path(), &ben, &ann, &first, "n");
    all.on_screen(&ann, &["join", &first, "--wait", "60"], joined.0, &joined.1);
    all.write_down(&ben, &resume, &given);
    all.does(&ann, &["status"]);
    // How much of what was given up had gone out is chance.
    ben.say(&["sync"]);
    all.does(&ben, &["status"]);
    all.does(&ben, &["goals", "add", "For two", "--with"]);
    all.does(&ben, &["invite", "--resume", "--yes"]);
    all.note("Ben takes an invite back");
    link(&ben, &[]);
    all.does(&ben, &["invite", "--withdraw"]);
    all.does(&ben, &["invite", "--withdraw"]);
    all.note("Both see the same words");
    let second = link(&ben, &[]);
    let (given, joined) = compare(folder.path(), &ben, &ann, &second, "y");
    all.on_screen(&ann, &["join", &second, "--wait", "60"], joined.0, &joined.1);
    all.write_down(&ben, &resume, &given);
    all.does(&ann, &["status"]);
    all.does(&ben, &["status"]);
    all.note("Without a network");
    relay.stop();
    all.does(&ben, &["invite", "--yes", "--wait", "1"]);
    all.does(&ben, &["invite", "--withdraw"]);
    all.end();
}
