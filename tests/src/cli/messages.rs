//! Every sentence of the command line stands in a story of `tests/told`, as a
//! person reads it there; or here, with the reason why no story can tell it.

use super::told::folder;
use std::collections::{BTreeMap, BTreeSet};

/// Where a sentence of `bindings/strings` is only for the apps: there a line
/// above it says more, or the command line has words of its own for it.
const FOR_APPS: &[&str] = &[
    "failure.not_allowed.what",
    "failure.not_allowed.do",
    "failure.invalid.what",
    "failure.invalid.do",
    "failure.relay_refused.retry.one",
    "failure.relay_refused.retry.other",
    "failure.key_lost.what",
    "failure.key_lost.do",
    "failure.storage_read_only.what",
    "failure.storage_read_only.do",
    "failure.storage_damaged.do",
];

/// What cannot be brought about from outside of a program that is whole, and why.
const NOT_TOLD: &[(&str, &str)] = &[
    ("cli.nobody_to_ask", "a guard: whoever asks looks before whether anybody is there"),
    ("cli.quarantine.device_removed", "needs a second device of one person, which cannot be linked yet"),
    ("cli.quarantine.device_revoked", "needs a second device of one person, which cannot be linked yet"),
    ("cli.quarantine.not_member", "a relay takes nothing from a stranger; only a changed one would pass it on"),
    ("cli.quarantine.role", "both of a pair may write everything"),
    ("cli.quarantine.somebody", "as not_member: only then is there no name"),
    ("cli.recover.late", "needs a relay that answers and then goes silent while it is being read"),
    ("cli.recover.done_in_part", "as late: silent in another moment"),
    ("cli.reminders.out", "only a phone has something that rings"),
    ("cli.failed.fit.answer", "the command line reads an answer as what its question asks for, and says so before"),
    ("cli.failed.fit.cadence", "somebody else has to agree between a look and the answer to it"),
    ("cli.failed.fit.slot", "as cadence: the command takes what was proposed last"),
    ("cli.match.group.one", "a group of one is smaller than any that may be told"),
    ("cli.match.not.fewer.other", "whoever gets another's place puts at most one mentee out"),
    ("failure.conflict.what", "the two conflicts that a command meets have words of their own"),
    ("failure.conflict.do", "the two conflicts that a command meets have words of their own"),
    ("failure.relay_refused.what", "commands that need a relay say it as cli.relay.refused"),
    ("failure.relay_refused.do", "commands that need a relay say it as cli.relay.refused"),
    ("failure.locked.what", "a profile in use is told as cli.in_use"),
    ("failure.locked.do", "a profile in use is told as cli.in_use"),
    ("failure.port.what", "a clock before 1970 on the whole computer"),
    ("failure.port.do", "a clock before 1970 on the whole computer"),
    ("failure.stopped.what", "nobody calls a core that was shut down"),
    ("failure.stopped.do", "nobody calls a core that was shut down"),
    ("failure.bug.what", "a fault of ours that nobody knows of"),
    ("failure.bug.do", "a fault of ours that nobody knows of"),
];

/// What stands between quotation marks, with its end.
fn quoted(text: &str) -> Option<(String, &str)> {
    let (words, rest) = text.split_once('"')?.1.split_once('"')?;
    assert!(!words.contains('\\'), "this reads no escapes: {words}");
    Some((words.to_owned(), rest))
}

/// The sentences of the command line, by their keys. Each stands on a line of
/// its own; a plural on one line too.
fn sentences() -> BTreeMap<String, String> {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../bindings/strings/en.toml");
    let text = std::fs::read_to_string(file).expect("the words");
    let (mut words, mut area) = (BTreeMap::new(), "");
    for line in text.lines() {
        if let Some(name) = line.strip_prefix('[') {
            area = name.trim_end_matches(']');
        }
        let Some((key, value)) = line.split_once(" = ").filter(|_| ["cli", "failure"].contains(&area)) else {
            continue;
        };
        if let Some(forms) = value.strip_prefix('{') {
            let mut rest = forms;
            while let Some((said, behind)) = quoted(rest) {
                let form = rest.trim_start_matches([',', ' ']).split(' ').next().unwrap_or_default();
                words.insert(format!("{area}.{key}.{form}"), said);
                rest = behind;
            }
        } else {
            words.insert(format!("{area}.{key}"), quoted(value).expect("a sentence").0);
        }
    }
    words
}

/// All lines that stories in English tell to people.
fn told() -> Vec<String> {
    let files = std::fs::read_dir(folder()).expect("the folder").map(|entry| entry.expect("an entry").path());
    let read = |file: std::path::PathBuf| {
        let name = file.file_name().expect("a name").to_string_lossy().into_owned();
        let english = name.ends_with(".txt") && !name.contains("german");
        english.then(|| std::fs::read_to_string(&file).expect("a story"))
    };
    let said = |line: &&str| line.starts_with("  ") || line.starts_with("! ") || line.starts_with("| ");
    let all: Vec<String> = files.filter_map(read).collect();
    all.iter().flat_map(|text| text.lines()).filter(said).map(str::to_owned).collect()
}

/// Whether a line says a sentence, whatever stands in its places.
fn says(line: &str, sentence: &str) -> bool {
    let pieces = sentence.split('{').enumerate().map(|(n, piece)| match (n, piece.split_once('}')) {
        (1.., Some((_, behind))) => behind,
        _ => piece,
    });
    let mut rest = Some(line);
    for piece in pieces {
        rest = rest.and_then(|rest| rest.split_once(piece)).map(|(_, rest)| rest);
    }
    rest.is_some()
}

#[test]
fn every_sentence_of_the_command_line_is_told_in_a_story() {
    let (sentences, lines) = (sentences(), told());
    assert!(sentences.len() > 150 && lines.len() > 500);
    let is_told = |sentence: &str| lines.iter().any(|line| says(line, sentence));
    let excused: BTreeSet<&str> = FOR_APPS.iter().copied().chain(NOT_TOLD.iter().map(|(key, _)| *key)).collect();
    let (mut missing, mut needless) = (Vec::new(), Vec::new());
    for (key, sentence) in &sentences {
        match (is_told(sentence), excused.contains(key.as_str())) {
            (false, false) => missing.push(format!("{key} = {sentence}")),
            (true, true) => needless.push(key),
            _ => {}
        }
    }
    assert!(missing.is_empty(), "no story in tests/told says:\n{}", missing.join("\n"));
    assert!(needless.is_empty(), "told after all, so it needs no excuse: {needless:?}");
    let gone: Vec<_> = excused.iter().filter(|key| !sentences.contains_key(**key)).collect();
    assert!(gone.is_empty(), "no sentence any more: {gone:?}");
}

#[test]
fn a_sentence_is_found_whatever_stands_in_its_places() {
    assert!(says("! rapport: Trying again in 3 seconds.", "Trying again in {n} seconds."));
    assert!(says("  with Ben (your mentee)", "with {name} (your mentee)"));
    assert!(!says("  with Ben (your mentor)", "with {name} (your mentee)"));
    assert!(!says("  second comes before first", "first {n} second"));
}
