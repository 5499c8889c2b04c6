//! What is asked on a terminal, and what is not asked elsewhere.

use super::program::Person;
use super::relay::{Relay, meet};
use std::process::{Command, Output};

const PASSPHRASE: &str = "a horse and a lamp";

/// Runs a command on a terminal of its own and answers its prompts.
pub(super) fn on_a_terminal(who: &Person, answers: &[(&str, &str)], args: &[&str]) -> (i32, String) {
    shown_on_a_terminal(&who.command(args), answers)
}

/// The same for a command with an environment of its own.
fn shown_on_a_terminal(inner: &Command, answers: &[(&str, &str)]) -> (i32, String) {
    let mut command = Command::new("python3");
    command.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tools/terminal.py"));
    command.args(answers.iter().map(|(prompt, answer)| format!("{prompt}={answer}")));
    command.arg("--").arg(inner.get_program()).args(inner.get_args());
    for (name, value) in inner.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    let Output { status, stdout, stderr } = command.output().expect("python3");
    let text = String::from_utf8_lossy(&stdout).into_owned() + &String::from_utf8_lossy(&stderr);
    (status.code().expect("an exit code"), text)
}

#[test]
fn a_passphrase_is_asked_for_on_a_terminal_and_is_not_seen() {
    let folder = tempfile::tempdir().expect("a folder");
    let ann = Person(folder.path().join("ann"));
    let (first, again) = ("A passphrase for this profile: ", "The same once more: ");
    let init = ["init", "Ann Anderson", "--passphrase"];
    let (code, shown) = on_a_terminal(&ann, &[(first, PASSPHRASE), (again, "something else")], &init);
    assert_eq!(code, 1, "{shown}");
    assert!(shown.contains("not the same twice"), "{shown}");
    let (code, shown) = on_a_terminal(&ann, &[(first, PASSPHRASE), (again, PASSPHRASE)], &init);
    assert_eq!(code, 0, "{shown}");
    assert!(shown.contains("Hello, Ann Anderson") && !shown.contains("horse"), "{shown}");

    let (code, shown) = on_a_terminal(&ann, &[("Passphrase: ", PASSPHRASE)], &["status"]);
    assert_eq!(code, 0, "{shown}");
    assert!(shown.contains("Ann Anderson") && !shown.contains("horse"), "{shown}");
    let (code, shown) = on_a_terminal(&ann, &[("Passphrase: ", "a wrong one")], &["status"]);
    assert_eq!(code, 1, "{shown}");
    assert!(shown.contains("not the right one"), "{shown}");
}

#[test]
fn leaving_is_asked_and_only_yes_is_yes() {
    let folder = tempfile::tempdir().expect("a folder");
    let relay = Relay::start(&folder.path().join("relay"));
    let (ann, ben) = (Person(folder.path().join("ann")), Person(folder.path().join("ben")));
    ann.say(&["init", "Ann Anderson"]);
    ben.say(&["init", "Ben Bernhardt"]);
    let _ = meet(&ben, &["invite", "--relay", &relay.link, "--yes", "--wait", "60"], &ann, false);
    let question = "Leave the pair with Ben Bernhardt? [y/N] ";
    for no in ["", "n", "perhaps"] {
        let (code, shown) = on_a_terminal(&ann, &[(question, no)], &["leave", "Ben"]);
        assert_eq!(code, 1, "{shown}");
        assert!(shown.contains("gone from this computer") && shown.contains("Nothing has changed"), "{shown}");
        assert_eq!(ann.json(&["status"])["pairings"].as_array().map(Vec::len), Some(1), "after {no:?}");
    }
    let (code, shown) = on_a_terminal(&ann, &[(question, "Yes")], &["leave", "Ben"]);
    assert_eq!(code, 0, "{shown}");
    let left = ann.json(&["status"]);
    assert_eq!(left["pairings"].as_array().map(Vec::len), Some(0), "{left}");
    let (code, shown) = on_a_terminal(&ann, &[], &["leave", "Ben"]);
    assert_eq!(code, 0, "nothing is asked once it was left: {shown}");
    assert!(!shown.contains("[y/N]"), "{shown}");
}

#[test]
fn where_nobody_can_type_nothing_is_asked() {
    let folder = tempfile::tempdir().expect("a folder");
    let ann = Person(folder.path().join("ann"));
    let (code, heard) = ann.refused(&["init", "Ann Anderson", "--passphrase"]);
    assert_eq!(code, 2, "{heard}");
    assert!(heard.contains("RAPPORT_PASSPHRASE"), "{heard}");
    let made = ann.command(&["init", "Ann Anderson", "--passphrase"]).env("RAPPORT_PASSPHRASE", PASSPHRASE).output();
    assert_eq!(made.expect("the program runs").status.code(), Some(0));
    let (code, heard) = ann.refused(&["status"]);
    assert_eq!(code, 1, "{heard}");
    assert!(heard.contains("RAPPORT_PASSPHRASE") && !heard.contains("Passphrase: "), "{heard}");
    let known = ann.command(&["status"]).env("RAPPORT_PASSPHRASE", PASSPHRASE).output();
    assert_eq!(known.expect("the program runs").status.code(), Some(0));
    let (code, heard) = ann.refused(&["join", "x"]);
    assert_eq!(code, 1, "{heard}");
}

#[test]
fn progress_and_colours_are_for_terminals() {
    let folder = tempfile::tempdir().expect("a folder");
    let ann = Person(folder.path().join("ann"));
    ann.say(&["init", "Ann Anderson"]);
    let mut plain = ann.command(&["status"]);
    plain.env_remove("NO_COLOR");
    let output = plain.output().expect("the program runs");
    assert!(!output.stdout.contains(&0x1b), "no colours in a pipe");
    let (_, shown) = on_a_terminal(&ann, &[], &["status"]);
    assert!(!shown.contains('\u{1b}'), "NO_COLOR is obeyed: {shown}");
    for (colours, variables) in [
        (true, &[][..]),
        // As https://no-color.org has it: an empty one says nothing.
        (true, &[("NO_COLOR", "")]),
        (false, &[("NO_COLOR", "0")]),
        (false, &[("TERM", "dumb")]),
    ] {
        let mut command = ann.command(&["status"]);
        command.env_remove("NO_COLOR").env("TERM", "xterm").envs(variables.iter().copied());
        let (code, shown) = shown_on_a_terminal(&command, &[]);
        assert_eq!((code, shown.contains("\u{1b}[1m")), (0, colours), "{variables:?}: {shown:?}");
    }
}

/// Two people who compare the code on their terminals; what each answered,
/// with which exit code, and what stood there.
fn compare(folder: &std::path::Path, answers: [&str; 2]) -> ([Person; 2], [(i32, String); 2]) {
    let relay = Relay::start(&folder.join("relay"));
    let people = ["ann", "ben"].map(|name| Person(folder.join(name)));
    let [ann, ben] = &people;
    ann.say(&["init", "Ann Anderson"]);
    ben.say(&["init", "Ben Bernhardt"]);
    let made = ben.run(&["invite", "--relay", &relay.link, "--wait", "1", "--yes"]);
    let text = String::from_utf8_lossy(&made.stdout).into_owned();
    let link = text.split_whitespace().find(|word| word.contains("/j#v1.")).expect("a link").to_owned();
    let ask = "Do both screens show the same words? [y/N] ";
    let shown = std::thread::scope(|scope| {
        let inviting =
            scope.spawn(|| on_a_terminal(ben, &[(ask, answers[1])], &["invite", "--resume", "--wait", "50"]));
        let joining = on_a_terminal(ann, &[(ask, answers[0])], &["join", &link, "--wait", "50"]);
        [joining, inviting.join().expect("it ends")]
    });
    (people, shown)
}

#[test]
fn who_sees_the_same_words_says_so_and_is_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let ([ann, ben], [joined, invited]) = compare(folder.path(), ["y", "ja"]);
    assert_eq!((joined.0, invited.0), (0, 0), "{} {}", joined.1, invited.1);
    assert!(ann.say(&["status"]).contains("Ben Bernhardt") && ben.say(&["status"]).contains("Ann Anderson"));
}

#[test]
fn who_sees_other_words_says_no_and_nobody_is_in() {
    for answer in ["n", "", "yes, I think so"] {
        let folder = tempfile::tempdir().expect("a folder");
        let ([ann, ben], both) = compare(folder.path(), [answer, answer]);
        // Whoever is faster says that they differ; the other one may hear of it before being asked.
        let (differ, nothing) = ("The codes differ", "The invite came to nothing");
        assert!(both.iter().any(|(_, shown)| shown.contains(differ)), "{answer:?}: {both:?}");
        for (status, shown) in &both {
            assert_eq!(*status, 1, "{answer:?}: {shown}");
            assert!(shown.contains(differ) || shown.contains(nothing), "{answer:?}: {shown}");
        }
        assert!(!ann.say(&["status"]).contains("Bernhardt") && !ben.say(&["status"]).contains("Anderson"));
    }
}
