//! Settings by flag, environment and file, and the pages and files that name them.

use crate::support::Program;
use crate::support::program::say;
use std::collections::BTreeSet;

const PREFIX: &str = "RAPPORT_RELAY_";

/// A file of the repository.
fn file(path: &str) -> String {
    std::fs::read_to_string(format!("{}/../{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn help(command: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    say(folder.path(), &[command, "--help"])
}

/// Words that begin with `start`, as far as `part` says they go.
fn words<'a>(text: &'a str, start: &'a str, part: fn(char) -> bool) -> BTreeSet<&'a str> {
    let found = text.match_indices(start).map(|(at, _)| {
        let rest = &text[at + start.len()..];
        &rest[..rest.find(|c| !part(c)).unwrap_or(rest.len())]
    });
    found.filter(|word| !word.is_empty()).collect()
}

fn variables(text: &str) -> BTreeSet<&str> {
    words(text, PREFIX, |c| c.is_ascii_uppercase() || c == '_')
}

fn flags(text: &str) -> BTreeSet<&str> {
    words(text, "--", |c| c.is_ascii_lowercase() || c == '-')
}

#[tokio::test]
async fn a_flag_beats_the_environment_and_that_beats_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("relay.toml");
    std::fs::write(&path, "public = \"https://file.example\"\n").unwrap();
    let path = path.to_str().unwrap();
    let flag = ["--public", "https://flag.example:9443"];
    let config = ("RAPPORT_RELAY_CONFIG", path);
    let public = ("RAPPORT_RELAY_PUBLIC", "https://Environment.example");
    for (args, environment, origin) in [
        (&["--config", path][..], &[][..], "https://file.example:443"),
        (&[], &[config], "https://file.example:443"),
        (&[], &[config, public], "https://environment.example:443"),
        (&flag, &[config, public], "https://flag.example:9443"),
    ] {
        let program = Program::start_with(folder.path(), args, environment);
        assert_eq!(program.origin.as_str(), origin, "{args:?} {environment:?}");
        program.signal("-TERM");
        assert_eq!(program.end().0, Some(0));
    }
}

#[test]
fn every_flag_has_its_variable() {
    let help = help("serve");
    // The form of an answer is no setting: whoever asks says it each time.
    let asked = ["help", "json"];
    let of_flags: BTreeSet<String> =
        flags(&help).into_iter().filter(|flag| !asked.contains(flag)).map(|flag| flag.replace('-', "_")).collect();
    let of_variables: BTreeSet<String> = variables(&help).into_iter().map(str::to_ascii_lowercase).collect();
    assert!(of_flags.len() > 15);
    assert_eq!(of_flags, of_variables);
}

#[test]
fn every_setting_is_explained() {
    let (help, page) = (help("serve"), file("docs/operations.md"));
    for flag in flags(&help).into_iter().filter(|flag| *flag != "help") {
        let told = [format!("`{flag}`"), format!("`--{flag}`"), format!("`--{flag} "), format!(" --{flag} ")];
        assert!(told.iter().any(|form| page.contains(form)), "--{flag} is not explained in docs/operations.md");
    }
}

#[test]
fn what_ships_beside_it_names_only_what_exists() {
    let help: String = ["serve", "link", "backup", "restore"].map(help).concat();
    let tokens = say(tempfile::tempdir().unwrap().path(), &["token", "new", "--help"]);
    for path in ["relay/dist/rapport-relay.service", "relay/dist/Containerfile", "docs/operations.md"] {
        let text = file(path);
        for name in variables(&text) {
            assert!(variables(&help).contains(name), "{path}: {PREFIX}{name}");
        }
        let calls = text.lines().map(|line| line.trim_start_matches(['#', ' '])).filter(|line| {
            let starts = ["rapport-relay ", "sudo -u rapport-relay ", "ExecStart=", "--"];
            starts.iter().any(|start| line.starts_with(start)) || line.contains("`--")
        });
        for line in calls {
            for flag in flags(line) {
                let known = flags(&help).contains(flag) || flags(&tokens).contains(flag);
                assert!(known, "{path}: --{flag} in {line}");
            }
        }
    }
}
