//! The main job, and the page that shows what it prints.

use super::program::{Person, program};
use serde_json::Value;

fn demo(args: &[&str]) -> (i32, String, String) {
    let output = program().arg("demo").args(args).output().expect("the program runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (output.status.code().expect("an exit code"), text(output.stdout), text(output.stderr))
}

#[test]
fn two_phones_end_with_the_same_and_the_relay_saw_nothing() {
    for seed in ["1", "20261124"] {
        let (code, stdout, stderr) = demo(&["--seed", seed, "--json"]);
        assert_eq!(code, 0, "seed {seed}: {stdout}{stderr}");
        let value: Value = serde_json::from_str(&stdout).expect("one JSON value and nothing else");
        assert_eq!(value["converged"], true, "seed {seed}");
        assert_eq!(value["relay_saw_plaintext"], false, "seed {seed}");
        let counts = ["deferred", "quarantined", "devices"].map(|name| value[name].as_u64());
        assert_eq!(counts, [Some(0), Some(0), Some(2)], "seed {seed}");
        assert!(value["edits"].as_u64() > Some(100) && value["records"].as_u64() > Some(10), "{value}");
        assert_eq!(value["text_sha256"].as_str().map(str::len), Some(64));
    }
}

/// Two lines that were typed at the same time at the same place stand in the
/// order of their devices, which are new in every run.
const AT_ONCE: [&str; 2] = ["Call the organiser before Friday.", "Prepare three questions."];

/// Words as they are, what differs from run to run as one sign.
fn masked(text: &str) -> Vec<String> {
    let either = |line: String| match line.split_once(": ") {
        Some((before, _)) if AT_ONCE.iter().all(|typed| line.contains(typed)) => {
            format!("{before}: both, in some order")
        }
        _ => line,
    };
    let code = |line: &str| line.split_once("the same code: ").map_or(line.to_owned(), |(before, _)| before.to_owned());
    let digits = |line: String| {
        let mut out = String::new();
        for letter in line.chars() {
            match (letter.is_ascii_digit(), out.ends_with('#')) {
                (true, true) => {}
                (true, false) => out.push('#'),
                (false, _) => out.push(letter),
            }
        }
        let out = out.replace("#.#", "#");
        if out.contains("travelled") { out.replace("# bytes", "# KB") } else { out }
    };
    text.lines().map(|line| either(digits(code(line.trim_end())))).collect()
}

#[test]
fn the_readme_shows_what_the_demo_prints() {
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../README.md")).expect("README.md");
    let (_, rest) = readme.split_once("<!-- the demo -->\n```\n").expect("the place of the demo");
    let (shown, _) = rest.split_once("\n```").expect("its end");
    let (code, stdout, stderr) = demo(&["--seed", "7"]);
    assert_eq!(code, 0, "{stderr}");
    let printed = if stdout.trim().is_empty() { stderr } else { stdout };
    assert_eq!(masked(shown.trim()), masked(printed.trim()), "put what `rapport demo --seed 7` prints into README.md");
}

#[test]
fn a_pair_that_is_lived_in_can_be_opened_like_any_other() {
    let folder = tempfile::tempdir().expect("a folder");
    let kept = folder.path().join("kept");
    let (code, stdout, stderr) =
        demo(&["--keep", kept.to_str().expect("a name"), "--lived-in", "--seed", "3", "--json"]);
    assert_eq!(code, 0, "{stdout}{stderr}");
    let value: Value = serde_json::from_str(&stdout).expect("one JSON value");
    assert_eq!((&value["converged"], &value["relay_saw_plaintext"]), (&true.into(), &false.into()), "{value}");

    let (mentee, mentor) = (Person(kept.join("mentee")), Person(kept.join("mentor")));
    let rows = |who: &Person, args: &[&str]| who.json(args).as_array().expect("rows").clone();
    let count = |rows: &[Value], field: &str, is: &[&str]| {
        rows.iter().filter(|row| is.contains(&row[field].as_str().unwrap_or_default())).count()
    };
    // Goals that are under way and goals that are over, with steps that were done.
    let goals = rows(&mentee, &["goals", "list", "--past"]);
    assert!(goals.len() >= 5, "{goals:?}");
    assert!(
        count(&goals, "stage", &["achieved", "dropped"]) > 0 && count(&goals, "stage", &["active"]) > 0,
        "{goals:?}"
    );
    assert!(goals.iter().any(|goal| goal["steps_done"].as_u64() > Some(1)), "{goals:?}");
    let shared = |goals: &[Value]| goals.iter().filter(|goal| goal["shared"] == true).count();
    assert_eq!(shared(&rows(&mentor, &["goals", "list", "--past"])), shared(&goals));
    // Meetings that are written down, over months, on both phones.
    let past = rows(&mentor, &["meetings", "list", "--past"]);
    assert!(count(&past, "stage", &["logged"]) >= 5, "{past:?}");
    assert_eq!(rows(&mentee, &["meetings", "list", "--past"]).len(), past.len());
    assert!(!rows(&mentee, &["meetings", "list"]).is_empty(), "one is to come");
    // Notes that both wrote, some of them months ago.
    let notes = rows(&mentee, &["notes", "list"]);
    assert!(notes.len() > 5, "{notes:?}");
    let changed: Vec<i64> = notes.iter().filter_map(|note| note["changed_ms"].as_i64()).collect();
    let span = changed.iter().max().expect("times") - changed.iter().min().expect("times");
    assert!(span > 90 * 24 * 3_600_000, "{span} ms: {notes:?}");
    // Pulses, answered by the mentee; the mentor sees those that were shown.
    let mine = mentee.json(&["checkin", "list"])["mine"].as_array().expect("rows").len();
    let shown = mentor.json(&["checkin", "list"])["shown"].as_array().expect("rows").len();
    assert!(mine >= 3 && shown >= 1 && shown <= mine, "{mine} {shown}");
    // And something to be reminded of.
    for who in [&mentee, &mentor] {
        let plan = who.json(&["reminders", "plan"]);
        assert!(!plan["plan"]["pushes"].as_array().expect("a plan").is_empty(), "{plan}");
        assert_eq!(who.say(&["doctor"]).lines().count(), 2, "all is well, and the words are to be written down");
    }
}

#[test]
fn nobody_lives_where_nothing_is_kept() {
    let (code, _, stderr) = demo(&["--lived-in"]);
    assert_eq!(code, 2, "{stderr}");
    assert!(stderr.contains("--keep"), "{stderr}");
}

#[test]
fn a_trace_that_is_none_is_refused_with_its_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("broken.json");
    let concurrent =
        |txns: &str| format!("{{\"kind\":\"concurrent\",\"endContent\":\"ab\",\"numAgents\":2,\n\"txns\":[{txns}]}}");
    let good = r#"{"parents":[],"agent":0,"numChildren":1,"patches":[[0,0,"a"]]}"#;
    let second = |patches: &str| {
        concurrent(&format!("{good},{{\"parents\":[0],\"agent\":1,\"numChildren\":0,\"patches\":[{patches}]}}"))
    };
    let mut cut = second("[1,0,\"b\"]");
    cut.truncate(90);
    for (content, place) in [
        (String::new(), "the trace: has not the form of a trace: it ends in the middle"),
        ("{".to_owned(), "the trace: has not the form of a trace: it ends in the middle"),
        (cut, "the trace: has not the form of a trace: it ends in the middle"),
        (concurrent("{}"), "the trace, transaction 0: has not the form of a trace: missing field `patches`"),
        ("[1,2,3]".to_owned(), "the trace: has not the form of a trace: not JSON at line 1, column 2"),
        (second("[1,0,\"b\"],[9,0,\"c\"]"), "the trace, transaction 1, patch 1: lies outside the text"),
    ] {
        std::fs::write(&file, &content).expect("written");
        let (code, stdout, stderr) = demo(&["--quiet", "--trace", file.to_str().expect("a name")]);
        assert_eq!(code, 2, "{content}: {stdout}{stderr}");
        assert!(stderr.contains(place), "{content}: {stderr}");
    }
    // Another text comes of it than stands at its end.
    std::fs::write(&file, second("[1,0,\"c\"]")).expect("written");
    let (code, _, stderr) = demo(&["--quiet", "--trace", file.to_str().expect("a name")]);
    assert_eq!(code, 2, "{stderr}");
    assert!(stderr.contains("the trace, field `endContent`: is not the text"), "{stderr}");
    // Both type at one place, so only the phones can tell: the demo compares, and says where.
    let at_once = format!("{good},{{\"parents\":[],\"agent\":1,\"numChildren\":0,\"patches\":[[0,0,\"b\"]]}}");
    std::fs::write(&file, concurrent(&at_once).replace("\"ab\"", "\"xy\"")).expect("written");
    let (code, _, stderr) = demo(&["--quiet", "--trace", file.to_str().expect("a name")]);
    assert_eq!(code, 1, "{stderr}");
    assert!(stderr.contains("different from character 0 on"), "{stderr}");
    let (code, _, stderr) = demo(&["--trace", "/nowhere/at/all.json.gz"]);
    assert_eq!(code, 2, "{stderr}");
    assert!(stderr.contains("--trace: /nowhere/at/all.json.gz: "), "{stderr}");
}
